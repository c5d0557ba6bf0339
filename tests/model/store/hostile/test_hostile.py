"""Every named hostile file is refused with its own sentence, or opens and says what was repaired. Nothing is harmed."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.records import LANGUAGES
from model.store.rescue import RESCUABLE
from resources.words import say
from tests import torture
from tests.model.store.hostile.craft import write_good
from tests.model.store.hostile.probe import LONGEST, MEMORY
from tests.model.store.hostile.table import TABLE

REPO = Path(__file__).resolve().parents[4]
TODAYS = "version 1, by its header, in the second's tables"
"""The one file with a schema that is none of its version's and yet ours to the letter: it can be rescued."""
ARE_ALLOWED_ALL = hasattr(os, "geteuid") and os.geteuid() == 0


def probed(paths, home):
    """Open files in a process of its own; return what came of each, and the most MiB of memory it had."""
    scratch = home / "scratch"
    scratch.mkdir(parents=True)
    result = subprocess.run(
        [sys.executable, "-m", "tests.model.store.hostile.probe"],
        input=json.dumps([base64.b64encode(os.fsencode(path)).decode() for path in paths]),
        capture_output=True,
        text=True,
        cwd=REPO,
        env={**os.environ, "MASAR_HOME": str(home), "TMPDIR": str(scratch), "PYTHONPATH": str(REPO)},
        timeout=600,
        check=False,
    )
    assert result.returncode == 0, f"after {result.stdout.count(chr(10))} files: {result.stderr}"
    *told, memory = map(json.loads, result.stdout.splitlines())
    assert not list(scratch.iterdir())
    assert not list(home.glob("working/*"))
    return told, memory


def everything_in(folder):
    """What a folder holds: for each path its bytes, where it has some, and its mode and the moment it was changed."""
    return {str(path): (path.lstat().st_mode, path.lstat().st_mtime_ns, content_of(path)) for path in folder.rglob("*")}


def content_of(path):
    """The bytes of a file, or the part of a very large one that is more than nothing."""
    if path.is_symlink() or not path.is_file():
        return None
    if path.stat().st_size > 100_000_000:
        return path.stat().st_size
    mode = path.stat().st_mode
    path.chmod(0o600)
    try:
        return hash(path.read_bytes())
    finally:
        path.chmod(mode)


def sentences(told):
    """The sentences of a refusal in three languages, checked to be whole and to stay one line."""
    for language in LANGUAGES:
        sentence = say(told["key"], language, **told["values"])
        assert sentence.endswith((".", "؟", "?")), sentence
        for name in told["values"]:
            assert f"{{{name}}}" not in sentence.replace(told["values"]["name"], ""), sentence
        assert sentence.encode(), "half a letter cannot be printed"
        assert "\n" not in sentence
        assert "\x1b" not in sentence
        yield sentence


def made(tmp_path, room):
    """Make the hostile files of a room, each in a folder of its own; return the path to open for each."""
    paths = {}
    for number, (name, hostile) in enumerate(TABLE[room].items()):
        path = tmp_path / f"{room}{number}" / "a.masar"
        path.parent.mkdir()
        write_good(path, old=hostile.old)
        paths[name] = hostile.spoil(path) or path
    return paths


@pytest.mark.torture
@pytest.mark.parametrize("room", TABLE)
def test_every_hostile_file_of_the_table_comes_to_nothing(tmp_path, room):
    paths = made(tmp_path, room)
    before = everything_in(tmp_path)
    told, memory = probed(list(paths.values()), tmp_path.parent / f"home of {room}")
    assert everything_in(tmp_path) == before
    found = dict(zip(paths, told, strict=True))
    expected = {name: (each.key, each.repaired) for name, each in TABLE[room].items()}
    if room == "places" and ARE_ALLOWED_ALL:  # to the superuser every file is readable
        expected["a file that may not be read"] = (None, 0)
    assert {name: (each["key"], each.get("repaired", 0)) for name, each in found.items()} == expected
    assert {name: each["strange"] for name, each in found.items() if each["strange"]} == {}
    assert {name: each["seconds"] for name, each in found.items() if each["seconds"] > LONGEST} == {}
    rescues = {name: each["rescue"] for name, each in found.items()}
    assert {name: each for name, each in rescues.items() if each["seconds"] > LONGEST} == {}
    refused = {name: each["key"] for name, each in found.items() if each["key"] and name != TODAYS}
    hopeless = {name: key for name, key in refused.items() if key not in RESCUABLE - {"file.foreign", "file.not_masar"}}
    assert {name: rescues[name]["key"] for name in hopeless} == hopeless
    assert memory <= MEMORY
    assert len([list(sentences(each)) for each in told if each["key"]]) == sum(bool(each["key"]) for each in told)
    torture.tally("named hostile files", len(told))


def test_the_table_holds_more_than_a_hundred_and_twenty_files():
    names = [name for room in TABLE.values() for name in room]
    assert len(names) == len(set(names)) > 120
