"""Conflicted copies: what sync clients put beside a file when two computers changed it, and how they name it.

A name is only a hint. What is offered for merging is a project of ours that shares its history with the one that is
open and holds something that is not in it yet.
"""

import os
import re
from pathlib import Path
from typing import NamedTuple

from model.store.files import read_whole
from model.store.problems import ProjectFileProblem
from model.timeline import Timeline


class Naming(NamedTuple):
    """How a program names conflicted copies: what it puts between the name and the suffix, and where that is said."""

    program: str
    added: str
    source: str


NAMINGS = (
    Naming(
        "Dropbox",
        r" \([^()]*(?:\([^()]*\)[^()]*)* \d{4}-\d\d-\d\d\)(?: \(\d+\))?",  # in any language: it ends in the date
        "help.dropbox.com/organize/conflicted-copy",
    ),
    Naming(
        "Nextcloud, ownCloud since 2.5",  # and Dropbox where it names no date
        r" \([^()]*conflicted copy[^()]*\)(?: \(\d+\))?",
        "docs.nextcloud.com/desktop/latest/conflicts.html",
    ),
    Naming("ownCloud before 2.5", r"_conflict-[\w-]+", "doc.owncloud.com/desktop, Conflicts"),
    Naming("Syncthing", r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z2-7]{7})?", "docs.syncthing.net/users/syncing.html"),
    Naming("Google Drive", r" \(\d{1,3}\)", "what Drive for desktop names a file whose name is taken"),
    Naming("Google Drive", r" ?[(\[]Conflict[^()\[\]]*[)\]]", "what Drive for desktop names an edit that it refused"),
    Naming("OneDrive", r"-[\w.-]{1,63}", "support.microsoft.com, OneDrive: the computer's name is added"),
    Naming("Masar", r" \(kept copy(?: \d+)?\)", "model/store/publish.py"),
)
"""The table of names. More than one row may fit a name."""

_ADDED = re.compile("|".join(f"(?:{naming.added})" for naming in NAMINGS), re.IGNORECASE)


def find_conflicted(path: Path) -> list[Path]:
    """Return the files beside a project whose names are those of its conflicted copies, by name.

    It reads the folder, so not on the thread that paints. A folder that cannot be read has none.
    """
    real = Path(os.path.realpath(path))
    try:
        return sorted(each for each in real.parent.iterdir() if is_conflicted_name(each.name, real.name))
    except OSError:
        return []


def is_conflicted_name(name: str, of: str) -> bool:
    """Whether a name is that of a conflicted copy of the file called `of`."""
    original = Path(of)
    stem, suffix = original.stem, original.suffix
    if not name.startswith(stem) or not name.lower().endswith(suffix.lower()) or name == of:
        return False
    return _ADDED.fullmatch(name[len(stem) : len(name) - len(suffix)]) is not None


def is_news(path: Path, timeline: Timeline) -> bool:
    """Whether a file is another version of the project with this log, and holds what is not in it yet.

    It reads all of the file, checked as everything that is opened; what cannot be read is no news.
    """
    try:
        theirs = read_whole(path).timeline
    except ProjectFileProblem:
        return False
    if theirs.head in timeline:
        return False
    return any(each in timeline for each in theirs.entries) or any(each in theirs for each in timeline.entries)
