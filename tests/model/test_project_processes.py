"""Programs on two computers edit one file at the same time: nobody's work is lost, and the file comes to rest."""

import pytest

from model.store import files
from tests.model import computers
from tests.model.store.support import until, write
from tests.torture import tally, times

EDITS = 8


@pytest.mark.parametrize("round_of_work", range(times(20)))
def test_computers_that_edit_one_file_at_once_lose_nothing_and_become_quiet(tmp_path, round_of_work):
    path = tmp_path / "shared" / "map.masar"
    path.parent.mkdir()
    write(path)
    names = ("Amal", "Noa")
    both = [computers.start(tmp_path / name, path, name, EDITS, f"{name}{round_of_work}") for name in names]
    pipes = [pipe for _, pipe in both]
    assert [pipe.recv() for pipe in pipes] == ["edited"] * 2

    def rests():
        before = path.read_bytes()
        heads = []
        for pipe in pipes * 2:
            pipe.send("rest")
            heads.append(pipe.recv())
        at_rest = len({head for head, _ in heads}) == 1 and {state for _, state in heads} == {"saved"}
        return at_rest and path.read_bytes() == before

    until(rests, 60)
    resting = path.read_bytes()
    for process, pipe in both:
        pipe.send("close")
        assert pipe.recv()
        process.join(20)
        assert process.exitcode == 0
    assert path.read_bytes() == resting
    assert [each.name for each in path.parent.iterdir()] == ["map.masar"]
    whole = files.read_whole(path)
    wanted = {f"{name}{number}" for name in names for number in range(EDITS)}
    assert wanted <= whole.records.keys()
    written = {each.id for name in names for each in whole.timeline.entries.values() if each.author == name}
    assert len(written) == 2 * EDITS + 1
    tally("edits of two computers", 2 * EDITS)
    for name in names:
        assert not list((tmp_path / name / "working").glob("*.working"))
