"""Damages one file many times, in a process of its own, and holds what opening makes of each against the law.

The law: what opens holds exactly what its rows say after the repairs that are declared; anything else is refused with
a sentence. What opens can be laid out, compared, saved and taken back through its log. Nothing takes long, nothing
takes much memory, and a rescue of what was refused makes a document or refuses too.

Called with the kind of damage, a seed and a count; writes what came of it as JSON.
"""

import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from model.compare import compare
from model.document import Document
from model.edits.conflicts import settle_conflict
from model.labels import label_words
from model.layout.lay_out import lay_out
from model.records import KINDS, LANGUAGES, BadRecord
from model.store import files
from model.store.form import FINGERPRINTS, fingerprint
from model.store.problems import ProjectFileProblem
from model.store.references import settle
from model.store.rescue import rescue
from model.timeline import UnknownState
from resources.words import catalogue, say
from tests.model.store.hostile.craft import PAGE, good_document, good_log, write_good, write_whole
from tests.model.store.hostile.mutate import digest_holds, mutated, schema_of, tables_of
from tests.model.store.hostile.oracle import Refused, document_of
from tests.model.store.hostile.probe import LONGEST, most_memory
from tests.synthetic import synthetic_document

_ADDRESSES = 3 << 29
_OLD = 0.15
"""The share of mutants that are files of the first version."""
_SAVED_EACH = 5
"""Saving writes to the disk and takes far longer than the rest, so only each fifth mutant that opens is saved."""


def flipped(whole, dice):
    """One bit is another."""
    spoilt = bytearray(whole)
    spoilt[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def truncated(whole, dice):
    """The end is missing."""
    return whole[: dice.randrange(len(whole))]


def zeroed(whole, dice):
    """One page holds nothing."""
    start = dice.randrange(len(whole) // PAGE) * PAGE
    return whole[:start] + bytes(PAGE) + whole[start + PAGE :]


def swapped(whole, dice):
    """Two pages stand in each other's place."""
    pages = [whole[start : start + PAGE] for start in range(0, len(whole), PAGE)]
    a, b = dice.sample(range(len(pages)), 2)
    pages[a], pages[b] = pages[b], pages[a]
    return b"".join(pages)


BLIND = {"bit flips": flipped, "truncations": truncated, "zeroed pages": zeroed, "swapped pages": swapped}
MUTANTS = "structured mutants"


class Broken(Exception):
    """The law was broken."""


def hold(condition, told):
    """Raise Broken unless a condition holds."""
    if not condition:
        raise Broken(told)


class Trial:
    """Files to damage, and what they held."""

    def __init__(self, folder: Path) -> None:
        """Write them."""
        self.path = folder / "a.masar"
        self.saved = folder / "saved.masar"
        self.wholes = []
        for document in (good_document(), synthetic_document(200)):
            log = good_log() if "c1" in document.records else good_log()[:1]
            write_whole(self.path, document, log)
            self.wholes.append((self.path.read_bytes(), files.read_whole(self.path)))
        write_good(self.path, old=True)
        self.old = (self.path.read_bytes(), files.read_whole(self.path))
        self.keys: Counter[str] = Counter()

    def read(self):
        """Open the file; return what it holds, or None where it is refused with its sentence."""
        started = time.process_time()
        try:
            return files.read_whole(self.path)
        except ProjectFileProblem as problem:
            self.keys[problem.key] += 1
            for language in LANGUAGES:
                sentence = say(problem.key, language, **problem.values)
                hold("{" not in sentence.replace(problem.values.get("record", "{"), ""), sentence)
            return None
        finally:
            hold(time.process_time() - started <= LONGEST, "opening took too long")

    def rescued(self):
        """Rescue the file: a document that the store accepts as it is, or a refusal."""
        started = time.process_time()
        try:
            found = rescue(self.path)
        except ProjectFileProblem:
            return
        finally:
            hold(time.process_time() - started <= LONGEST, "the rescue took too long")
        _, emptied = settle(
            {kind: [each for each in found.records if type(each) is cls] for kind, cls in KINDS.items()}
        )
        hold(emptied == 0, "a rescue with references that lead nowhere")
        hold(all(each.key in catalogue("en") for each in found.lost), "a loss without words")


def blind(trial, damage, dice):
    """Damage bytes: what still opens is what it was."""
    whole, before = dice.choice(trial.wholes)
    trial.path.write_bytes(damage(whole, dice))
    found = trial.read()
    if found is None:
        trial.rescued()
        return
    hold(found.records == before.records, "silently other records")
    hold(found.timeline.entries == before.timeline.entries, "a silently other log")


def mutant(trial, dice, number):
    """Change rows: what opens is what they say now, and can be lived with."""
    whole, before = trial.old if dice.random() < _OLD else trial.wholes[0]
    spoilt, told = mutated(whole, dice)
    trial.path.write_bytes(spoilt)
    found = trial.read()
    expected = meaning(spoilt)
    hold((found is None) == (expected is None), f"{'refused' if found is None else 'opened'}, after {told}")
    if found is None:
        if number % _SAVED_EACH == 0:
            trial.rescued()
        return
    hold(found.records == expected, f"silently wrong, after {told}")
    live_with(trial, found, before, saving=number % _SAVED_EACH == 0)


def meaning(whole):
    """What the oracle makes of a file: records by id, or None for what is to be refused."""
    version, schema = schema_of(whole)
    if fingerprint(schema) != FINGERPRINTS.get(version):
        return None
    tables = tables_of(whole)
    if tables is None or not digest_holds(whole):
        return None
    try:
        return document_of(tables)
    except Refused:
        return None


def live_with(trial, found, before, *, saving):
    """Lay out, compare, take back through the log, save and open again."""
    document = Document(found.records.values())
    for each in document.maps():
        lay_out(document, each.id)
    compare(before.records, found.records)
    for conflict in document.conflicts():
        for take_other in (True, False):
            Document(found.records.values()).apply(settle_conflict(document, conflict.id, take_other=take_other))
    for entry in found.timeline.entries.values():
        for language in LANGUAGES:
            hold(label_words(entry.label, language), "a label without words")
        try:
            found.timeline.state(entry.id, found.records)
        except (BadRecord, UnknownState):
            continue
    if saving:
        files.write_log(trial.saved, found.records.values(), found.timeline.entries.values(), replace=True)
        again = files.read_whole(trial.saved)
        hold(again.records == found.records, "saved otherwise")
        hold(again.timeline.entries.keys() == found.timeline.entries.keys(), "a log saved otherwise")


def main() -> None:
    """Damage, and tell."""
    kind, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    faults = []
    opened = 0
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        for number in range(seed, seed + count):
            dice = random.Random(f"{kind} {number}")
            refused = trial.keys.total()
            try:
                if kind == MUTANTS:
                    mutant(trial, dice, number)
                else:
                    blind(trial, BLIND[kind], dice)
            except Exception as fault:
                faults.append(f"{kind} {number}: {type(fault).__name__}: {fault}"[:600])
            opened += trial.keys.total() == refused
    json.dump({"faults": faults, "opened": opened, "refused": trial.keys, "memory": most_memory()}, sys.stdout)


if __name__ == "__main__":
    main()
