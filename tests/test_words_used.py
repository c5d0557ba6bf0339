"""Every sentence of the catalogue is said somewhere: named in the code, or made from one of the code's own tables."""

import ast
from functools import cache
from pathlib import Path

import pytest

from editor.canvas.differing import LOOKS
from editor.dialogs.export import FORMATS
from editor.dialogs.new import SAMPLE
from editor.panels.comments import STATES as STATES_OF_COMMENTS
from editor.panels.entries import CARDS, FIRST, LANES, LINES, SECTIONS
from editor.panels.field_number import DURATIONS
from editor.panels.forms import CHOICE_WORDS
from editor.window.actions import ACTIONS, MAP_KEYS, MENUS, PANELS
from export.paper import ORIENTATIONS
from model.checks.finding import SEVERITIES
from model.checks.table import CHECKS
from model.records import CARD_KINDS, KIND_OF, LANE_KINDS, Card, rules
from model.store.rescue import TOLD
from model.store.status import STATES
from model.templates import template_names
from resources.words import catalogue

ROOT = Path(__file__).resolve().parent.parent


@cache
def texts(*places):
    """Return every text that stands whole in the code of these files and folders."""
    paths = [
        path for place in places for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    ]
    assert paths
    constants = (node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {node.value for node in constants if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def choices():
    """Yield the table and name of every choice that a field of a record has, as the inspector words them."""
    for cls, kind in KIND_OF.items():
        for name, rule in rules(cls).items():
            table = CHOICE_WORDS.get((kind, name), name)
            for choice in rule.choices if name != "kind" or (kind, name) in CHOICE_WORDS else ():
                yield f"{table}.{choice or 'none'}"


MADE = {
    "act.{}_of": ("undo", "redo"),
    "card.{}": CARD_KINDS,
    "change.{}.untitled": {key.split(".")[1] for key in catalogue("en") if key.startswith("change.")},
    "choice.{}": set(choices()),
    "commands.info.{}": texts("export/report.py"),
    "count.{}": CARD_KINDS,
    "export.unknown_{}": ("paper", "orientation"),
    "export_dialog.{}": {*FORMATS, *ORIENTATIONS, *texts("editor/dialogs/export.py")},
    "export_dialog.{}_hint": FORMATS,
    "field.{}": {name for cls in KIND_OF for name in rules(cls)},
    "finding.{}": {check.code for check in CHECKS},
    "finding.{}.fix": {check.code for check in CHECKS if check.fix is not None},
    "finding.{}.name": {check.code for check in CHECKS},
    "finding.J210.{}": CARD_KINDS,
    "finding.new.{}": CARD_KINDS,
    "finding.new.{}.untitled": CARD_KINDS,
    "finding.untitled.{}": CARD_KINDS,
    "history.{}": LOOKS,
    "history.how.{}": LOOKS,
    "lane.{}": LANE_KINDS,
    "layout.{}": texts("model/layout"),
    "layout.hint.{}": LANE_KINDS,
    "layout.lane.{}": LANE_KINDS,
    **{f"layout.{name}.{{}}": rules(Card)[name].choices for name in ("evidence", "role", "status")},
    "mapkey.{}": MAP_KEYS,
    "mapkey.{}.keys": MAP_KEYS,
    "menu.{}": {*MENUS, *(act.place.replace("/", "_") for act in ACTIONS)},
    "mermaid_loss.{}": {*CARD_KINDS, *texts("export/mermaid_losses.py")},
    "new.{}": {*template_names(), SAMPLE},
    "new.{}.hint": {*template_names(), SAMPLE},
    "palette.{}": SECTIONS,
    "comments.{}": ("edit", "remove", "reply", "resolve", "reopen"),
    "comments.send_{}": ("edit", "reply"),
    "comments.show.{}": STATES_OF_COMMENTS,
    "panel.{}": PANELS,
    "record.{}": KIND_OF.values(),
    "rescue.{}": TOLD,
    "severity.{}": SEVERITIES,
    "status.{}": STATES,
    "unit.{}": dict(DURATIONS),
}
"""Where code puts a key together: its pattern, and all that can stand at its gap."""


def test_every_sentence_is_said_somewhere():
    said = {text.removeprefix("@") for text in texts("main.py", "editor", "export", "model")}
    said |= {act.key_of_words for act in ACTIONS} | {entry.words for entry in (*FIRST, *CARDS, *LANES, *LINES)}
    said |= {pattern.format(name) for pattern, names in MADE.items() for name in names}
    assert catalogue("en").keys() - said == set()


@pytest.mark.parametrize("pattern", MADE)
def test_every_pattern_of_keys_has_sentences(pattern):
    made = {pattern.format(name) for name in MADE[pattern]}
    assert made & catalogue("en").keys()
