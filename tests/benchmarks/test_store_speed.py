"""Targets 6 and 7: opening 10,000 cards against raw sqlite3, and what keeping one change costs."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from model.change import Change, change_set
from model.entry import root
from model.records import KINDS, rules
from model.store import files
from model.store.log import to_row
from model.store.opening import open_file
from model.store.rows import select_records, to_records
from model.store.working import WorkingFile
from tests.benchmarks.conftest import cpu, median
from tests.synthetic import synthetic_document

pytestmark = pytest.mark.bench
CHANGES = 200
HERE = Path(__file__).resolve()


@pytest.fixture
def large(tmp_path):
    """A file of 10,000 cards."""
    path = tmp_path / "large.masar"
    files.write(path, synthetic_document(10_000).records.values(), author="", time=1)
    return path


def raw(path):
    """Read everything as one would without this program: rows straight into records, lists of words decoded."""
    records = []
    with closing(sqlite3.connect(path)) as connection:
        for kind, cls in KINDS.items():
            words = [index for index, rule in enumerate(rules(cls).values()) if rule.kind == "words"]
            for row in connection.execute(f'SELECT * FROM "{kind}"'):
                values = list(row)
                for index in words:
                    values[index] = tuple(json.loads(values[index]))
                records.append(cls(*values))
    return records


def ours(path):
    """Read the same through the store's rows."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            record
            for kind in KINDS
            for record in to_records(kind, connection.execute(select_records(kind)).fetchall())[0]
        ]


def test_rows_into_records_and_the_whole_hostile_opening(large, target):
    floor = median(cpu(lambda: raw(large), 9))
    rows = median(cpu(lambda: ours(large), 9)) / floor
    opening = median(cpu(lambda: open_file(large), 9)) / floor
    target("6", "rows of 10,000 cards into records within 1.5 times raw sqlite3", f"{rows:.2f} times", rows <= 1.5)
    told = f"{opening:.2f} times {floor:.0f} ms"
    target("6", "the whole hostile opening within 5 times raw sqlite3", told, opening <= 5)


def change_titles(path, cards, count):
    """Keep changes of one card's title, one by one, in a working file of a map of many cards; return a tool for it."""
    document = synthetic_document(cards)
    card = document.cards(document.maps()[0].id)[0]
    working = WorkingFile.create(path, document.records.values(), [to_row(1, root("", "s", 1))])

    def change(number):
        nonlocal card
        after = replace(card, title=f"Title {number}")
        changes = change_set("change.set_field", [Change(card, after)])
        working.append(changes, author="", session="s", time=number)
        card = after

    for number in range(count):
        change(number)
    return working, change


def test_keeping_one_change_is_flat_in_the_size_of_the_map(tmp_path, target):
    spent = {}
    for cards in (100, 10_000):
        working, change = change_titles(tmp_path / f"{cards}.working", cards, 20)
        numbers = iter(range(100, 1000))
        spent[cards] = median(cpu(lambda change=change, numbers=numbers: change(next(numbers)), 100))
        working.discard()
    ratio = spent[10_000] / spent[100]
    told = f"{ratio:.2f} times {spent[100]:.2f} ms CPU"
    target("7", "keeping one change at 10,000 cards within 1.5 times that at 100", told, ratio <= 1.5)


@pytest.mark.parametrize("cards", [100, 10_000])
def test_keeping_one_change_flushes_the_disk_once(tmp_path, target, cards):
    name = f"at most one fsync a change at {cards:,} cards"
    if not shutil.which("strace"):
        target("7", name, "strace is not installed", None)
        return
    counts = {count: flushes(tmp_path, cards, count) for count in (0, CHANGES)}
    reached = (counts[CHANGES] - counts[0]) / CHANGES
    target("7", name, f"{reached:.2f}", reached <= 1.1)


def flushes(folder, cards, count):
    """Return how many times a program flushes the disk that keeps so many changes."""
    log = folder / f"{cards}.{count}.strace"
    code = f"from tests.benchmarks.{HERE.stem} import change_titles; from pathlib import Path; import sys\n"
    code += "change_titles(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))[0].discard()"
    command = ["strace", "-f", "-o", log, "-e", "trace=fsync,fdatasync", sys.executable, "-c", code]
    arguments = [str(folder / f"{count}.working"), str(cards), str(count)]
    subprocess.run([*command, *arguments], cwd=HERE.parents[2], check=True)
    return len(re.findall(r"\bf(?:data)?sync\(", log.read_text(encoding="utf-8")))
