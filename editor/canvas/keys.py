"""Keys of the map that are not in a menu: arrows, Tab, Escape, the space bar, and typing, which begins to write."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from editor.canvas.speech import speak
from editor.canvas.walk import next_from
from model.document import Document
from model.records import Card, Lane, Link, Stage

if TYPE_CHECKING:
    from editor.canvas.view import MapView

ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
SCORES = {"+": 0.5, "=": 0.5, "-": -0.5, "\u2212": -0.5}
"""What these signs add to the score of selected emotions; anywhere else they are letters like any other."""
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier


class Keys:
    """Answers the keys of one view."""

    def __init__(self, view: "MapView") -> None:
        """Serve this view."""
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Take a key; return whether it was one of the map's."""
        key = Qt.Key(event.key())
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key == Qt.Key.Key_Space:
            return self._hand(event, down=True)
        if key in ARROWS:
            return self._arrow(ARROWS[key], held)
        if self._view.gestures.busy:
            return False
        return self._typed(event, held)

    def release(self, event: QKeyEvent) -> bool:
        """Take a key that came up."""
        return event.key() == Qt.Key.Key_Space and self._hand(event, down=False)

    def read_on(self, step: int) -> bool:
        """Select the next card in reading order, or (-1) the one before; return whether there is one."""
        order = [identity for _, identity in self._view.sheet.reading_order]
        primary = self._view.session.selection.primary
        at = order.index(primary) + step if primary in order else (0 if step > 0 else len(order) - 1)
        if not 0 <= at < len(order):
            return False
        self._go(order[at])
        return True

    def walk(self, direction: str, *, adding: bool = False) -> None:
        """Select what lies in a direction on screen; adding: besides what is selected already."""
        found = next_from(self._view.sheet, self._view.document, self._view.session.selection.primary, direction)
        if found is not None:
            self._go(found, adding=adding)

    def _go(self, identity: str, *, adding: bool = False) -> None:
        selection = self._view.session.selection
        kept = [each for each in selection.ids if each != identity] if adding else []
        selection.choose(*kept, identity)
        self._view.reveal(identity, flash=False)

    def _escape(self) -> bool:
        view = self._view
        if not view.gestures.cancel():
            if view.session.read_only:
                return False
            view.session.selection.clear()
        return True

    def _hand(self, event: QKeyEvent, *, down: bool) -> bool:
        if not event.isAutoRepeat():
            self._view.gestures.hand = down
            if not self._view.gestures.busy:
                self._view.gestures.look()
        return True

    def _arrow(self, direction: str, held: Qt.KeyboardModifier) -> bool:
        if held == _ALT | _SHIFT:
            self._view.move_selected(direction)
        elif held in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            self.walk(direction, adding=held == _SHIFT)
        else:
            return False
        return True

    def _typed(self, event: QKeyEvent, held: Qt.KeyboardModifier) -> bool:
        text, primary = event.text(), self._view.session.selection.primary
        # Ctrl+Alt together is how Windows reports AltGr, with which letters are written.
        plain = not held & ~_SHIFT or held & ~_SHIFT == _CTRL | _ALT
        if not text or not text.isprintable() or not plain or primary is None:
            return False
        record = self._view.document.find(primary)
        if text in SCORES and isinstance(record, Card) and record.kind == "emotion":
            self._view.change_score(SCORES[text])
            return True
        if not self._view.in_place.edit(primary, replacing=True):
            return False
        QApplication.sendEvent(
            self._view.in_place.field, QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), text)
        )
        return True

    def announce(self) -> None:
        """Say what is selected to whoever hears the screen."""
        view = self._view
        said = describe(view.document, view.session.selection.ids)
        if said == view.accessibleDescription():
            return
        view.setAccessibleDescription(said)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.DescriptionChanged))


def describe(document: Document, chosen: tuple[str, ...]) -> str:
    """Return the selection in words."""
    if not chosen:
        return ""
    if len(chosen) > 1:
        return speak("canvas.selected", count=len(chosen))
    record = document.find(chosen[0])
    match record:
        case Card():
            stage = document.get(Stage, record.stage)
            kind = speak(f"card.{record.kind}")
            return speak("canvas.describe_card", kind=kind, title=record.title, stage=stage.title)
        case Stage():
            return speak("canvas.describe_stage", title=record.title)
        case Lane():
            return speak("canvas.describe_lane", title=record.title or speak(f"lane.{record.kind}"))
        case Link():
            source, target = document.get(Card, record.source), document.get(Card, record.target)
            return speak("canvas.describe_link", source=source.title, target=target.title)
    return ""
