"""A little journey made without the mouse, in a window with all its panels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from model.records import Lane, Link
from tests.editor.hands import Hands
from tests.editor.window.desk import press, write

PANELS = ("palette", "outline", "inspector", "checks")

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def insert(window, number: int, words: str) -> None:
    """Press Alt and a number, write the words, and press Enter, wherever the focus is."""
    press(QApplication.focusWidget(), Qt.Key(Qt.Key.Key_0 + number), ALT)
    write(QApplication.focusWidget(), words)
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    window.watch.ask()
    window.checks.refresh()


def test_a_journey_is_made_without_the_mouse(window):
    been = []
    window.activateWindow()
    window.view.setFocus()
    window.checks.focus_first()
    window.view.setFocus()
    QApplication.instance().focusChanged.connect(lambda _, now: been.append(now))
    press(window.view, Qt.Key.Key_T, CTRL)
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    insert(window, 1, "Find")
    for words in ("Sees", "Opens", "Asks"):
        insert(window, 2, words)
    press(QApplication.focusWidget(), Qt.Key.Key_A, CTRL)
    press(QApplication.focusWidget(), Qt.Key.Key_L, CTRL)
    insert(window, 6, "Hopeful")
    for _ in range(3):
        write(QApplication.focusWidget(), "-")
    insert(window, 5, "Slow")
    document, journey = window.session.document, window.session.map_id
    cards = {card.title: card for card in document.cards(journey)}
    assert [stage.title for stage in document.stages(journey)] == ["Find"]
    assert set(cards) == {"Sees", "Opens", "Asks", "Hopeful", "Slow"}
    assert cards["Hopeful"].score == -1.5
    links = [each for each in document.records.values() if isinstance(each, Link) and each.map == journey]
    assert {(each.source, each.target) for each in links} == {
        (cards["Sees"].id, cards["Opens"].id),
        (cards["Opens"].id, cards["Asks"].id),
    }
    assert not [each for each in been if each is not None and window.checks.isAncestorOf(each)]
    assert window.view.hasFocus()


@pytest.mark.parametrize("panel", PANELS)
def test_escape_goes_back_to_the_map_from_a_panel_and_changes_nothing(window, panel):
    window.activateWindow()
    window.session.selection.choose("t1")
    for _ in range(1 + PANELS.index(panel)):
        press(QApplication.focusWidget() or window.view, Qt.Key.Key_F6)
    assert window.docks[panel].isAncestorOf(QApplication.focusWidget())
    press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.view.hasFocus()
    assert window.session.selection.primary == "t1"


def test_escape_goes_back_to_the_map_from_every_field_of_the_details(window):
    window.activateWindow()
    window.session.selection.choose("t1")
    for name, field in window.inspector.sections[0].fields.items():
        field.setFocus()
        assert window.inspector.isAncestorOf(QApplication.focusWidget()), name
        press(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert window.view.hasFocus(), name


def test_after_a_drop_from_the_palette_the_keys_go_to_the_map(window):
    hands = Hands(window.view)
    window.activateWindow()
    window.palette_panel.entries["lane:thoughts"].setFocus()
    spot = hands.cell("s1", "l-pain_points")
    hands.carry("lane:thoughts", spot)
    assert not window.view.hasFocus()
    hands.put_down(spot)
    assert window.view.hasFocus()
    assert window.session.document.get(Lane, window.session.selection.primary).kind == "thoughts"
