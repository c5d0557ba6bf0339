"""Putting a file in its place: the whole new one or the whole old one, and never over somebody's work."""

import errno
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from model.store import files, header, placing, publish
from model.store.opening import hash_of
from model.store.placing import Job, Put, put
from model.store.problems import ProjectFileProblem
from model.store.publish import Placed, TargetChanged, TargetGone, place, place_kept_copy
from model.store.watching import Watch
from tests.model.store.support import misfiled, small_document, tamper, write


@pytest.fixture
def new(tmp_path):
    """A finished file, waiting to be published."""
    path = tmp_path / "finished"
    write(path)
    return path


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "shared"
    made.mkdir()
    return made


def names(folder):
    return [path.name for path in folder.iterdir()]


def refused(*arguments):
    with pytest.raises(ProjectFileProblem) as caught:
        place(*arguments)
    return caught.value.key


def test_a_file_is_placed_where_there_was_none(new, folder):
    target = folder / "map.masar"
    assert place(new, target, ()) == Placed(target, hash_of(new))
    assert target.read_bytes() == new.read_bytes()
    assert names(folder) == ["map.masar"]
    assert target.stat().st_nlink == 1


def test_a_new_file_gets_the_mode_that_any_new_file_gets(new, folder):
    (folder / "other").touch()
    place(new, folder / "map.masar", ())
    assert (folder / "map.masar").stat().st_mode == (folder / "other").stat().st_mode


def test_a_replaced_file_keeps_its_mode(new, folder):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    target.chmod(0o640)
    place(new, target, {hash_of(target)})
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_bytes() == new.read_bytes()


def test_links_are_followed_and_stay(new, folder, tmp_path):
    target, link = folder / "map.masar", tmp_path / "link.masar"
    target.write_bytes(b"old")
    link.symlink_to(target)
    assert place(new, link, {hash_of(target)}).path == target
    assert link.is_symlink()
    assert target.read_bytes() == new.read_bytes()


def test_what_is_not_known_is_never_replaced(new, folder):
    target = folder / "map.masar"
    target.write_bytes(b"a colleague's work")
    for known in ((), {"0" * 64}):
        with pytest.raises(TargetChanged):
            place(new, target, known)
    assert target.read_bytes() == b"a colleague's work"
    assert names(folder) == ["map.masar"]


def test_what_changes_at_the_last_moment_is_not_replaced(new, folder, monkeypatch):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    known = {hash_of(target)}
    ours = publish._copy

    def meanwhile(*arguments):
        ours(*arguments)
        target.write_bytes(b"a colleague's work")

    monkeypatch.setattr(publish, "_copy", meanwhile)
    with pytest.raises(TargetChanged):
        place(new, target, known)
    assert target.read_bytes() == b"a colleague's work"


def test_the_copy_beside_the_target_never_goes_into_a_file_that_is_there(new, folder, monkeypatch):
    monkeypatch.setattr(publish.secrets, "token_hex", lambda _: "00112233")
    victim, link = folder / "letter.txt", folder / ".map.masar.00112233.new"
    victim.write_bytes(b"a colleague's work")
    link.symlink_to(victim)
    assert refused(new, folder / "map.masar", ()) == "file.cannot_write"
    assert victim.read_bytes() == b"a colleague's work"
    assert link.is_symlink()
    assert not (folder / "map.masar").exists()


def test_a_name_taken_at_the_last_moment_is_not_taken_away(new, folder, monkeypatch):
    target = folder / "map.masar"
    ours = publish._look

    def meanwhile(*arguments):
        ours(*arguments)
        target.write_bytes(b"a colleague's work")

    monkeypatch.setattr(publish, "_look", meanwhile)
    with pytest.raises(TargetChanged):
        place(new, target, ())
    assert target.read_bytes() == b"a colleague's work"


def test_what_changes_after_it_was_looked_at_is_not_replaced(new, folder, monkeypatch):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    ours = publish._look

    def meanwhile(*arguments):
        seen = ours(*arguments)
        target.write_bytes(b"a colleague's work")
        return seen

    monkeypatch.setattr(publish, "_look", meanwhile)
    with pytest.raises(TargetChanged):
        place(new, target, {hash_of(target)})
    assert target.read_bytes() == b"a colleague's work"


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be locked")
def test_two_that_publish_at_the_same_time_take_turns(new, folder, monkeypatch):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    known = {hash_of(target)}
    ours = publish._move
    done = []

    def slowly(*arguments, **named):
        time.sleep(0.1)
        ours(*arguments, **named)

    def publish_one():
        try:
            place(new, target, known)
            done.append("placed")
        except TargetChanged:
            done.append("changed")

    monkeypatch.setattr(publish, "_move", slowly)
    threads = [threading.Thread(target=publish_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["changed", "placed"]


def test_a_turn_that_never_comes_is_taken(new, folder, monkeypatch):
    target = folder / "map.masar"
    monkeypatch.setattr(publish, "_LONGEST_TURN", 0.05)
    with publish._turn(folder):
        place(new, target, ())
    assert target.read_bytes() == new.read_bytes()


def test_where_the_person_said_so_anything_is_replaced(new, folder):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    place(new, target, None)
    assert target.read_bytes() == new.read_bytes()


def test_a_target_that_went_is_told_apart(new, folder):
    with pytest.raises(TargetGone):
        place(new, folder / "map.masar", {"0" * 64})


def test_targets_that_cannot_be_written_say_why(new, folder):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    target.chmod(0o444)
    assert refused(new, target, None) == "file.unwritable"
    (folder / "sub").mkdir()
    assert refused(new, folder / "sub", None) == "file.folder"
    assert refused(new, folder / "none" / "map.masar", ()) == "file.folder_gone"
    assert refused(new, folder / ("x" * 300 + ".masar"), ()) == "file.name_too_long"
    assert target.read_bytes() == b"old"


FAULTS = {
    "open": "open",
    "write": "write",
    "flush": "fsync",
    "mode": "chmod",
    "read back": "hash",
    "rename": "replace",
}
ERRORS = {errno.ENOSPC: "file.no_space", errno.EROFS: "file.read_only", errno.EIO: "file.cannot_write"}


def inject(monkeypatch, step, error):
    """Make one step of publishing fail as the system would."""

    def fail(*_, **__):
        raise OSError(error, os.strerror(error))

    match step:
        case "write":
            monkeypatch.setattr(publish, "_copy", lambda _file, beside, _mode: (beside.write_bytes(b"half"), fail()))
        case "hash":
            ours = publish.hash_of
            monkeypatch.setattr(publish, "hash_of", lambda path: fail() if path.suffix == ".new" else ours(path))
        case "chmod":
            monkeypatch.setattr(Path, "chmod", fail)
        case _:
            monkeypatch.setattr(os, step, fail)


@pytest.mark.parametrize("step", FAULTS)
@pytest.mark.parametrize("error", ERRORS)
def test_a_fault_at_any_step_leaves_the_target_as_it_was(new, folder, monkeypatch, step, error):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    known = {hash_of(target)}
    with monkeypatch.context() as patch:
        inject(patch, FAULTS[step], error)
        assert refused(new, target, known) == ERRORS[error]
    assert target.read_bytes() == b"old"
    assert names(folder) == ["map.masar"]
    place(new, target, known)
    assert target.read_bytes() == new.read_bytes()


def test_the_folder_is_flushed_and_a_fault_there_is_told(new, folder, monkeypatch):
    target = folder / "map.masar"
    ours = os.fsync
    flushed = []

    def flush(handle):
        flushed.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        if flushed[-1]:
            raise OSError(errno.EIO, "no")
        ours(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", flush)
        assert refused(new, target, ()) == "file.cannot_write"
    assert flushed == [False, True]
    place(new, target, {hash_of(new)})


def test_a_copy_that_reads_back_otherwise_is_not_put_in_place(new, folder, monkeypatch):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    ours = publish._copy

    def lossy(file, beside, mode):
        ours(file, beside, mode)
        beside.write_bytes(beside.read_bytes()[:-1])

    monkeypatch.setattr(publish, "_copy", lossy)
    assert refused(new, target, None) == "file.not_whole"
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("letter", ["n", "م", "名", "🙂"])
def test_a_name_may_be_as_long_as_the_file_system_lets_it(new, folder, letter):
    name = letter * (249 // len(os.fsencode(letter))) + ".masar"
    place(new, folder / name, ())
    assert names(folder) == [name]


def test_the_kept_copy_takes_a_name_that_is_free(new, folder):
    target = folder / "map.masar"
    (folder / "map (kept copy).masar").write_bytes(b"an older one")
    target.write_bytes(b"a colleague's work")
    assert place_kept_copy(new, target).path == folder / "map (kept copy 2).masar"
    assert (folder / "map (kept copy).masar").read_bytes() == b"an older one"


def put_once(file, target, known, *, explicit):
    """Publish a finished file where nothing that can be read as a project is met."""
    return put(Job(lambda: file, target, known, "", explicit), Watch(target, (), lambda *_: None))


def test_the_kept_copy_of_a_long_name_has_a_shorter_one(new, folder):
    target = folder / ("م" * 122 + ".masar")
    target.write_bytes(b"a colleague's work")
    first, second = place_kept_copy(new, target).path, place_kept_copy(new, target).path
    assert sorted(names(folder)) == sorted([target.name, first.name, second.name])
    assert first.name == "م" * 110 + " (kept copy).masar"
    assert target.read_bytes() == b"a colleague's work"


def test_publishing_onto_what_is_no_project_goes_beside_it(new, folder):
    target = folder / "map.masar"
    target.write_bytes(b"a colleague's work")
    outcome = put_once(new, target, {"0" * 64}, explicit=True)
    copy = folder / "map (kept copy).masar"
    assert outcome == Put(Placed(copy, hash_of(copy)), kept_copy=True, size=copy.stat().st_size)
    assert target.read_bytes() == b"a colleague's work"
    assert not new.exists()


def test_a_target_that_went_is_put_back_only_if_asked_for(new, folder, tmp_path):
    write(tmp_path / "again")
    outcome = put_once(new, folder / "map.masar", {"0" * 64}, explicit=False)
    assert outcome.key == "file.gone"
    assert names(folder) == []
    assert isinstance(put_once(tmp_path / "again", folder / "map.masar", {"0" * 64}, explicit=True), Put)


def test_a_file_that_is_not_whole_is_never_published(new, folder):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    tamper(new, "UPDATE card SET title='x'", redigest=False)
    assert put_once(new, target, None, explicit=True).key == "file.not_whole"
    assert target.read_bytes() == b"old"


def test_a_file_whose_pages_are_not_sound_is_never_published(new, folder):
    misfiled(new)
    assert put_once(new, folder / "map.masar", None, explicit=True).key == "file.not_whole"
    assert names(folder) == []


@pytest.mark.parametrize("limit", ["MOST_RECORDS", "MOST_TEXT"])
def test_what_could_not_be_opened_again_is_never_published(new, folder, monkeypatch, limit):
    monkeypatch.setattr(header, limit, 5)
    assert put_once(new, folder / "map.masar", None, explicit=True).key == "file.too_full_to_save"
    assert names(folder) == []


def test_a_file_that_was_not_written_whole_takes_no_ones_place(new, folder, monkeypatch):
    target = folder / "map.masar"
    target.write_bytes(b"old")
    tamper(new, "UPDATE card SET title='x'", redigest=False)
    monkeypatch.setattr(files, "compose", lambda *_: new)
    with pytest.raises(ProjectFileProblem) as caught:
        write(target)
    assert caught.value.key == "file.not_whole"
    assert target.read_bytes() == b"old"


def test_a_fault_of_the_program_while_copying_is_told_like_any_other(new, folder, monkeypatch):
    monkeypatch.setattr(placing, "place", lambda *_: 1 / 0)
    assert put_once(new, folder / "map.masar", None, explicit=True).key == "file.cannot_write"


def test_copies_taken_while_publishing_are_always_good(tmp_path, folder):
    target = folder / "map.masar"
    files = []
    for number in range(2):
        document = small_document()
        path = tmp_path / f"v{number}"
        write(path, document)
        files.append(path)
    good = {path.read_bytes() for path in files}
    place(files[0], target, ())
    seen, done = [], threading.Event()

    def copy():
        while not done.is_set():
            seen.append(target.read_bytes())

    reader = threading.Thread(target=copy)
    reader.start()
    try:
        for number in range(60):
            place(files[number % 2], target, None)
    finally:
        done.set()
        reader.join()
    assert len(good) == 2
    assert set(seen) <= good
    assert seen


def test_what_a_dead_program_left_beside_the_target_is_swept_away(new, folder):
    old, young = folder / ".map[1].masar.0011aabb.new", folder / ".map[1].masar.ccddeeff.new"
    others = folder / ".other.masar.0011aabb.new"
    for path in (old, young, others):
        path.write_bytes(b"half")
    for path in (old, others):
        os.utime(path, (0, 0))
    place(new, folder / "map[1].masar", ())
    assert set(names(folder)) == {"map[1].masar", young.name, others.name}
