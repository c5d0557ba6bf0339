"""Conflicted copies beside a project are found by their names, and offered for what they hold."""

import re

import pytest

from model.edits.fields import set_fields
from model.project import OpenProject
from model.store.conflicted import NAMINGS, find_conflicted, is_conflicted_name, is_news
from tests.model.store.support import write

COPIES = {
    "Dropbox": [
        "map (Noa's conflicted copy 2026-11-21).masar",
        "map (NOA-PC's conflicted copy 2026-11-21) (1).masar",
        "map (Noa's conflicted copy).masar",
        "map (Kopie in Konflikt von Noa 2026-11-21).masar",
        "map (copie en conflit de Noa 2026-11-21).masar",
        "map (نسخة متعارضة من Noa (home) 2026-11-21).masar",
    ],
    "Nextcloud, ownCloud since 2.5": [
        "map (conflicted copy 2026-11-21 101010).masar",
        "map (conflicted copy noa 2026-11-21 101010).masar",
    ],
    "ownCloud before 2.5": ["map_conflict-20261121-101010.masar"],
    "Syncthing": ["map.sync-conflict-20261121-101010-ABCDEF2.masar", "map.sync-conflict-20261121-101010.masar"],
    "Google Drive": ["map (1).masar", "map (Conflict 2026-11-21).masar", "map [Conflict].masar"],
    "OneDrive": ["map-NOA-LAPTOP.masar", "map-DESKTOP-4F2A1B-2.MASAR"],
    "Masar": ["map (kept copy).masar", "map (kept copy 3).masar"],
}
OTHERS = [
    "map.masar",
    "map",
    "map.masar.bak",
    "map (client).masar",
    "map 2.masar",
    "mapping.masar",
    "map final.masar",
    ".map.masar.0011aabb.new",
    "map (Noa's conflicted copy 2026-11-21).docx",
    "other (1).masar",
]


@pytest.mark.parametrize(("program", "name"), [(program, name) for program in COPIES for name in COPIES[program]])
def test_the_names_of_sync_clients_are_known(program, name):
    assert program in {naming.program for naming in NAMINGS}
    assert is_conflicted_name(name, "map.masar")


@pytest.mark.parametrize("name", OTHERS)
def test_other_names_are_let_be(name):
    assert not is_conflicted_name(name, "map.masar")


def test_every_row_of_the_table_is_needed():
    names = [name[len("map") : -len(".masar")] for names in COPIES.values() for name in names]
    for naming in NAMINGS:
        rest = [re.compile(other.added, re.IGNORECASE) for other in NAMINGS if other is not naming]
        assert any(not any(each.fullmatch(name) for each in rest) for name in names), naming


def test_names_with_signs_of_their_own_are_taken_as_they_stand():
    assert is_conflicted_name("a+b (1) (kept copy).masar", "a+b (1).masar")
    assert not is_conflicted_name("aab (kept copy).masar", "a+b.masar")


def test_copies_are_found_beside_the_file_that_a_link_leads_to(tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir()
    for name in ("map.masar", "map (1).masar", "map-NOA.masar", "notes.txt"):
        (folder / name).write_bytes(b"")
    (tmp_path / "link.masar").symlink_to(folder / "map.masar")
    assert find_conflicted(tmp_path / "link.masar") == [folder / "map (1).masar", folder / "map-NOA.masar"]
    assert find_conflicted(tmp_path / "none" / "map.masar") == []


def test_only_what_shares_the_history_and_is_new_is_offered(tmp_path):
    path, copy, older, other = (tmp_path / name for name in ("m.masar", "m (1).masar", "m (2).masar", "m (3).masar"))
    write(path)
    write(other)
    (tmp_path / "m (4).masar").write_bytes(b"no project")
    older.write_bytes(path.read_bytes())
    copy.write_bytes(path.read_bytes())
    theirs = OpenProject.open(copy, quiet=3600.0)
    project = theirs.document.project
    theirs.document.apply(set_fields(theirs.document, project.id, title="Other"))
    assert theirs.close()
    opened = OpenProject.open(path, quiet=3600.0)
    news = [each for each in find_conflicted(path) if is_news(each, opened.timeline())]
    assert news == [copy]
    opened.merge_file(copy)
    assert not is_news(copy, opened.timeline())
    assert opened.document.project.title == "Other"
    assert opened.close(discard=True)
