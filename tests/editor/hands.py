"""A person's hands on the canvas: real events sent to the viewport, never calls of methods. And a map to handle."""

from PySide6.QtCore import QEvent, QLocale, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication

from editor.bridge import Session
from editor.canvas.view import MapView
from model.document import Document
from model.history import History
from model.records import Card, JourneyMap, Lane, Link, Project, Stage

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
ALT = Qt.KeyboardModifier.AltModifier
LEFT, MIDDLE, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton
LANES = ("touchpoints", "emotions", "pain_points", "line_of_visibility", "free")


def journey(direction: str) -> Document:
    """Return four stages, five lanes, six touchpoints in the first two stages, four emotions, a pain point, a link."""
    language = "ar" if direction == "rtl" else "en"
    records = [Project(id="project", language=language), JourneyMap(id="map", order="a0", title="Now")]
    records += [Stage(id=f"s{n}", map="map", order=f"a{n}", title=f"Stage {n}") for n in range(4)]
    records += [Lane(id=kind, map="map", order=f"a{n}", kind=kind) for n, kind in enumerate(LANES)]
    for stage, count in (("s0", 3), ("s1", 2), ("s2", 1)):
        for place in range(count):
            name = f"{stage}t{place}"
            records.append(_card(name, stage, "touchpoints", place, "touchpoint", title=f"Touch {name}"))
    for stage, count in (("s0", 2), ("s1", 1), ("s2", 1)):
        records += [_card(f"{stage}e{n}", stage, "emotions", n, "emotion", score=0.5) for n in range(count)]
    records.append(_card("pain", "s1", "pain_points", 0, "pain_point", title="Slow", severity=4))
    records.append(Link(id="link", map="map", source="s0t0", target="s1t0", condition="if found"))
    return Document(records)


def _card(name: str, stage: str, lane: str, place: int, kind: str, **fields: object) -> Card:
    return Card(id=name, map="map", stage=stage, lane=lane, order=f"a{place}", kind=kind, **fields)


def shown(qtbot, direction: str = "ltr", document: Document | None = None, size=(1300, 800)) -> MapView:
    """Return a view on a map, shown and active."""
    QLocale.setDefault(QLocale("en"))
    document = document or journey(direction)
    view = MapView(Session(document, History(document)))
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    view.settle()
    return view


class Hands:
    """Moves the mouse over one view, and types."""

    def __init__(self, view: MapView) -> None:
        self.view = view

    # Where things are

    def middle(self, identity: str, part: str | None = None) -> QPointF:
        """Return the middle of a record on screen."""
        sheet = self.view.sheet
        parts = (part,) if part else ("card", "face", "stage", "lane", "line", "link")
        placed = next(sheet.placed[name, identity] for name in parts if (name, identity) in sheet.placed)
        return self.view.camera.to_view(placed.x + placed.piece.width / 2, placed.y + placed.piece.height / 2)

    def cell(self, stage: str, lane: str, across: float = 0.5, down: float = 0.5) -> QPointF:
        """Return a point of a cell on screen; across and down: parts of its sides."""
        column = next(band for band in self.view.sheet.columns if band.id == stage)
        row = next(band for band in self.view.sheet.rows if band.id == lane)
        return self.view.camera.to_view(column.start + across * column.length, row.start + down * row.length)

    def port(self, identity: str) -> QPointF:
        """Return a touchpoint's port on screen."""
        return self.view.camera.to_view(*self.view.sheet.port(identity))

    # The mouse

    def mouse(self, kind: QEvent.Type, at: QPointF, button=LEFT, buttons=LEFT, held=NONE) -> None:
        """Send one mouse event to the viewport."""
        viewport = self.view.viewport()
        event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at.toPoint())), button, buttons, held)
        QApplication.sendEvent(viewport, event)

    def press(self, at: QPointF, held=NONE, button=LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at, button, button, held)

    def move(self, at: QPointF, held=NONE, button=LEFT) -> None:
        self.mouse(QEvent.Type.MouseMove, at, NO_BUTTON, button, held)

    def release(self, at: QPointF, held=NONE, button=LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at, button, NO_BUTTON, held)

    def click(self, at: QPointF, held=NONE) -> None:
        self.press(at, held)
        self.release(at, held)

    def double_click(self, at: QPointF) -> None:
        self.click(at)
        self.mouse(QEvent.Type.MouseButtonDblClick, at)
        self.release(at)

    def pull(self, start: QPointF, end: QPointF, held=NONE, button=LEFT) -> None:
        """Press and move in steps, without letting go."""
        self.press(start, held, button)
        for step in range(1, 9):
            self.move(start + (end - start) * (step / 8), held, button)

    def drag(self, start: QPointF, end: QPointF, held=NONE, button=LEFT) -> None:
        self.pull(start, end, held, button)
        self.release(end, held, button)

    def wheel(self, at: QPointF, across: int = 0, down: int = 0, held=NONE) -> None:
        """Turn the wheel by eighths of a degree; positive is away from the person."""
        viewport = self.view.viewport()
        there = QPointF(viewport.mapToGlobal(at.toPoint()))
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, there, QPoint(), QPoint(across, down), NO_BUTTON, held, phase, False)
        QApplication.sendEvent(viewport, event)

    # Drags from the palette

    def carry(self, name: str, at: QPointF, mime: str = "application/x-masar-kind") -> bool:
        """Bring a palette entry over a point; return whether the map would take it."""
        self._data = QMimeData()
        self._data.setData(mime, name.encode())
        arguments = (at.toPoint(), Qt.DropAction.CopyAction, self._data, LEFT, NONE)
        enter, over = QDragEnterEvent(*arguments), QDragMoveEvent(*arguments)
        QApplication.sendEvent(self.view.viewport(), enter)
        QApplication.sendEvent(self.view.viewport(), over)
        return enter.isAccepted()

    def put_down(self, at: QPointF) -> None:
        """Drop what is carried."""
        event = QDropEvent(at, Qt.DropAction.CopyAction, self._data, LEFT, NONE)
        QApplication.sendEvent(self.view.viewport(), event)

    def carry_away(self) -> None:
        """Leave the map with what is carried, as Escape does too."""
        QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())

    # Keys

    def key(self, key: Qt.Key, held=NONE, text: str = "", to=None) -> None:
        """Press and let go of a key, in the field where one is open."""
        where = to or (self.view.in_place.field if self.view.in_place.edited else self.view)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(where, QKeyEvent(kind, key, held, text))

    def type(self, text: str) -> None:
        """Type letters one by one."""
        for letter in text:
            self.key(Qt.Key(0), NONE, letter)

    def compose(self, text: str) -> None:
        """Write by an input method or dead key."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        where = self.view.in_place.field if self.view.in_place.edited else self.view
        QApplication.sendEvent(where, event)
