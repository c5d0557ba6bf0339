"""When an action can be used and what its tick shows: the words of the action table as functions of the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from model.records import Card, Lane, Stage

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow


def _selected(window: "MainWindow", *classes: type) -> list[object]:
    document = window.session.document
    found = (document.find(each) for each in window.session.selection.ids)
    return [record for record in found if isinstance(record, classes or (object,)) and record is not None]


def chosen_touchpoints(window: "MainWindow") -> list[Card]:
    """Return the selected cards that are touchpoints, in the order in which they were chosen."""
    return [card for card in _selected(window, Card) if isinstance(card, Card) and card.kind == "touchpoint"]


CONDITIONS: "dict[str, Callable[[MainWindow], bool]]" = {
    "always": lambda window: True,
    "has_map": lambda window: bool(window.session.map_id),
    "several_maps": lambda window: len(window.session.document.maps()) > 1,
    "in_past": lambda window: window.history.away,
    "at_moment": lambda window: bool(window.history.travel.at),
    "undoable": lambda window: window.session.history.undoable is not None,
    "redoable": lambda window: window.session.history.redoable is not None,
    "selected": lambda window: bool(_selected(window)),
    "one_selected": lambda window: len(_selected(window)) == 1,
    "one_card": lambda window: len(_selected(window)) == 1 and bool(_selected(window, Card)),
    "cards_or_stages": lambda window: bool(_selected(window, Card, Stage)),
    "lanes": lambda window: any(isinstance(each, Lane) and not each.hidden for each in _selected(window, Lane)),
    "hidden_lanes": lambda window: bool(window.session.document.hidden_lanes(window.session.map_id)),
    "touchpoints": lambda window: bool(chosen_touchpoints(window)),
    "has_recent": lambda window: bool(window.files.recent()),
    "has_findings": lambda window: bool(window.checks.shown()),
    "finding_chosen": lambda window: window.checks.current is not None,
    "finding_of_card": lambda window: window.checks.card_of_current() is not None,
    "finding_fixable": lambda window: window.checks.current is not None and window.checks.current.fixable,
}


def _role_is(window: "MainWindow", role: str) -> bool:
    return {card.role for card in chosen_touchpoints(window)} == {role}


TICKS: "dict[str, Callable[[MainWindow, str], bool]]" = {
    "panel_shown": lambda window, name: not window.docks[name].isHidden(),
    "full_screen": lambda window, _: window.isFullScreen(),
    "language": lambda window, name: window.shell.settings.language == name,
    "muted_shown": lambda window, _: window.checks.muted_shown,
    "role": _role_is,
}
