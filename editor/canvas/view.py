"""MapView: the map on screen. It paints, scrolls and zooms, and hands what the user does to tools and keys.

It is a plain scrolling viewport rather than a QGraphicsView: with one picture of tiles and an overlay of marks there
is nothing left for a scene to do, and a frame costs a fifth less without one.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from editor.bridge import Session
from editor.canvas.bars import QuietBar
from editor.canvas.camera import Camera
from editor.canvas.commands import Commands
from editor.canvas.detail import paint_at
from editor.canvas.hit import Hit, hit
from editor.canvas.in_place import InPlace
from editor.canvas.keys import Keys
from editor.canvas.marking import Marking
from editor.canvas.navigate import MARGIN, Navigator
from editor.canvas.notices import Notices
from editor.canvas.overlay import area_of, paint_marks
from editor.canvas.picture import BUDGET_MS, GROUND, Picture
from editor.canvas.speech import speak
from editor.canvas.sprites import Sprites
from editor.style import plain
from editor.tools.gestures import Gestures
from model.document import Document
from model.layout.sheet import Sheet

ZOOM_RESTS_MS = 45
"""So long after the last turn of the wheel a zoom is over and the picture is sharpened."""
FIRST_BUDGET_MS = 120.0
"""Milliseconds that the first picture of a map may take, so that it is there at once and not tile by tile."""
WHEEL_STEP = 60.0
"""Pixels scrolled by one notch of the wheel."""
BLEED = 8.0
"""Points by which a piece may draw over its bounds: shadows and outlines."""


class MapView(Commands, QAbstractScrollArea):
    """The canvas of one session.

    zoom_changed: the zoom is another now (1.0 is 100 %). context_requested: the id of the record under the pointer
    (empty beside all) and where on the screen its menu is to open.
    """

    zoom_changed = Signal(float)
    context_requested = Signal(str, QPoint)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's map, and follow it."""
        super().__init__(parent)
        self.session = session
        self.picture = Picture(self._render)
        self.navigator = Navigator(self)
        self._sprites = Sprites()
        self._sheet: Sheet = session.sheet
        self.notices = Notices(self)
        self.marking = Marking(self)
        self._begun = False
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._resting)
        self._zoom_rest = QTimer(self, singleShot=True, interval=ZOOM_RESTS_MS)
        self._zoom_rest.timeout.connect(self._zoom_over)
        self.gestures = Gestures(self)
        self.keys = Keys(self)
        self.in_place = InPlace(self)
        self._prepare()
        self._follow()

    def _prepare(self) -> None:
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBar(QuietBar(Qt.Orientation.Horizontal, self))
        self.setVerticalScrollBar(QuietBar(Qt.Orientation.Vertical, self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(speak("canvas.name"))

    def _follow(self) -> None:
        self.session.sheet_changed.connect(self._sheet_changed)
        self.session.map_shown.connect(self._map_shown)
        self.session.selection.changed.connect(self._selection_changed)
        self.session.edit_wanted.connect(self.in_place.edit)
        self.picture.begin(self._sheet.width, self._sheet.height)

    # What is shown

    @property
    def document(self) -> Document:
        """The document of the session."""
        return self.session.document

    @property
    def sheet(self) -> Sheet:
        """The Sheet that is shown."""
        return self._sheet

    @property
    def camera(self) -> Camera:
        """Where the Sheet lies under the viewport now."""
        return self.navigator.camera

    @property
    def zoom(self) -> float:
        """Pixels to a point: 1.0 is 100 %."""
        return self.navigator.zoom

    def under(self, point: QPointF) -> Hit:
        """Return what lies under a point of the viewport."""
        camera = self.camera
        found = hit(self._sheet, self.document, *camera.to_sheet(point), camera.zoom)
        commented = self.notices.commented_at(point)
        return replace(found, zone="comment", id=commented) if commented else found

    def settle(self) -> None:
        """Paint everything sharp at once, for pictures of the window: no frame has to be kept."""
        self._zoom_rest.stop()
        self.picture.moving = False
        budget, self.picture.budget_ms = self.picture.budget_ms, 60_000.0
        self.viewport().repaint()
        self.picture.budget_ms = budget

    # Following the session

    def _map_shown(self) -> None:
        self.gestures.cancel()
        self.in_place.commit()
        self._begun = False

    def _sheet_changed(self) -> None:
        before, self._sheet = self._sheet, self.session.sheet
        after = self._sheet
        if before.map != after.map or not self._begun:
            self.picture.begin(after.width, after.height)
            self._begin_if_seen()
        else:
            dirty = [QRectF(*area).adjusted(-BLEED, -BLEED, BLEED, BLEED) for area in after.diff(before)]
            self.picture.spoil(dirty, after.width, after.height)
            self.navigator.sheet_changed()
        self.in_place.follow()
        self.gestures.sheet_changed()
        self.marking.refresh()
        self.viewport().update()

    def _begin_if_seen(self) -> None:
        if self.isVisible():
            self._begun = True
            self.navigator.begin()
            # Nothing was shown before that could stand in for a sharp picture.
            self._zoom_rest.stop()
            self.picture.moving = False
            self.picture.budget_ms = FIRST_BUDGET_MS

    def _selection_changed(self) -> None:
        self.marking.refresh()
        self.keys.announce()

    # Painting

    def _render(self, painter: QPainter, area: QRectF, zoom: float) -> None:
        """Draw a rectangle of the Sheet for a tile; the painter is in the Sheet's coordinates."""
        painter.fillRect(area.adjusted(-1, -1, 1, 1), QColor(GROUND))
        edge = max(BLEED, MARGIN / 2 / zoom)
        x, y, width, height = area.x() - edge, area.y() - edge, area.width() + 2 * edge, area.height() + 2 * edge
        placed = self._sheet.within(x, y, width, height)
        paint_at(painter, placed, zoom, self._sprites)
        self.notices.paint(painter, placed, self._sheet.direction, zoom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map, then the marks over it; go on sharpening afterwards if there was no time for all of it."""
        painter = QPainter(self.viewport())
        try:
            blunt = self._paint(painter, event)
        finally:  # after a fault too, or Qt cannot show what was painted
            painter.end()
        if blunt:
            QTimer.singleShot(0, self.viewport(), self.viewport().update)
        else:
            self._rest.start()

    def _paint(self, painter: QPainter, event: QPaintEvent) -> bool:
        """Paint what an event asks for; return whether some of it is not sharp yet."""
        camera, size, ratio = self.camera, self.viewport().size(), self.devicePixelRatioF()
        blunt = False
        marks = [(mark, area_of(mark, camera)) for mark in self.marking.marks]
        for area in event.region():
            blunt |= self.picture.paint(painter, area, camera, size, ratio)
        self.picture.budget_ms = BUDGET_MS
        # Only now, since a tile covers more than the area it is painted for, and marks there with it.
        for area in event.region():
            paint_marks(painter, [mark for mark, its_area in marks if its_area.intersects(area)], camera, area)
        self.notices.paint_over(painter)
        return blunt

    def _resting(self) -> None:
        if not self.picture.moving and self.picture.rest():
            self._rest.start(8)

    def about_to_zoom(self) -> None:
        """Keep the picture as it is, to show it scaled until there is a sharp one."""
        self.picture.keep(self.camera, self.viewport().size(), self.devicePixelRatioF())

    def zoomed(self) -> None:
        """Show the new zoom at once; sharpen when no further zooming follows."""
        self.picture.moving = True
        self._zoom_rest.start()
        self.viewport().update()
        self.in_place.follow()
        self.zoom_changed.emit(self.zoom)

    def _zoom_over(self) -> None:
        self.picture.moving = False
        self.viewport().update()

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's size."""
        super().resizeEvent(event)
        if self._begun:
            self.navigator.resized()
        self.in_place.follow()

    def showEvent(self, event: QEvent) -> None:
        """Place the map when it is first seen, since only now the window's size is known."""
        super().showEvent(event)
        if not self._begun:
            self._begin_if_seen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written when the window goes."""
        self.in_place.commit()
        super().hideEvent(event)

    def scrollContentsBy(self, x: int, y: int) -> None:
        """Show another part of the map."""
        self.viewport().update()
        self.in_place.follow()
        self.gestures.scrolled()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer with Ctrl, else scroll both ways; Shift turns the wheel sideways."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.navigator.zoom_to(self.zoom * 1.0015 ** turned.y(), event.position())
            event.accept()
            return
        pixels = QPointF(event.pixelDelta())
        moved = pixels if not pixels.isNull() else QPointF(turned) * (WHEEL_STEP / 120)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not moved.x():
            moved = QPointF(moved.y(), 0)
        self.navigator.scroll(-moved.x(), -moved.y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Take pinches, tips and what leaves the window; tools take the rest."""
        if isinstance(event, QHelpEvent):
            return self._tip(event)
        if self.navigator.pinched(event):
            return True
        if event.type() == QEvent.Type.Leave:
            self.marking.hover("")
        return self.gestures.take(event) or super().viewportEvent(event)

    def _tip(self, event: QHelpEvent) -> bool:
        words = self.notices.tip(QPointF(event.pos()))
        if words:
            QToolTip.showText(event.globalPos(), plain(words, 2_000), self.viewport())
        else:
            QToolTip.hideText()
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select what is under the pointer and ask for its menu."""
        found = self.under(QPointF(event.pos()))
        if found.id and found.id not in self.session.selection:
            self.session.selection.choose(found.id)
        self.pointed = None if found.id else QPointF(event.pos())
        self.context_requested.emit(found.id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the map; what it does not know goes on to the window."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End panning when the space bar comes up."""
        if not self.keys.release(event):
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the space bar, whose coming up will not be heard here, and what is dragged when the window is left."""
        self.gestures.hand = False
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self.gestures.cancel()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the window's language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(speak("canvas.name"))
            self.keys.announce()
            self.viewport().update()
        super().changeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go through the cards with Tab and Shift+Tab; only past the last or first one the focus leaves the map."""
        return self.keys.read_on(1 if forward else -1) or super().focusNextPrevChild(forward)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin editing with what an input method or dead key writes."""
        self.in_place.take_input(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Answer input methods: writing is possible where something with words is selected."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return self.in_place.can_edit(self.session.selection.primary)
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self.in_place.place_of_input()
        return super().inputMethodQuery(query)
