"""Editing in place: a text field of Qt's laid over what it edits, never smaller than at 100 %."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontDatabase, QInputMethodEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from editor.canvas.glyphs import raw_font
from editor.canvas.selected import main_part
from editor.canvas.speech import language as spoken
from editor.panels.direction import runs_from_right
from editor.panels.pasted import fitting
from model.edits.fields import set_fields
from model.layout.shapes import Placed
from model.records import Card, Lane, Link, Record, Stage, rules
from resources.words import number, say

if TYPE_CHECKING:
    from editor.canvas.view import MapView

FIELDS: dict[type[Record], str] = {Card: "title", Stage: "title", Lane: "title", Link: "condition"}
"""The field that is edited in place, by record."""
SIZES = {"card": 12.0, "stage": 13.5, "lane": 12.0, "line": 12.0, "face": 11.0, "label": 11.0, "link": 11.0}
"""Points of type, by part: as the map sets them."""
LEAST_WIDTH = 120.0
"""Points: the narrowest field."""
FRAME = 8
"""Points from the field's edge to its text."""
LINE_HEIGHT = 140
"""Per cent, as in the map."""


class Field(QTextEdit):
    """Plain text, growing with what is written; each paragraph runs as its first strong letter does."""

    def __init__(self, in_place: "InPlace", view: "MapView") -> None:
        """Lie in the view, hidden."""
        super().__init__(view.viewport())
        self._in_place = in_place
        self._turning = False
        self.setAcceptRichText(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("in_place")
        self.setStyleSheet(
            "#in_place { background: #ffffff; color: #1d2433; border: 2px solid #2f6fed; border-radius: 8px; }"
        )
        self.textChanged.connect(self._changed)
        self.hide()

    def _changed(self) -> None:
        if not self._turning:
            self._turning = True
            self.turn()
            self._turning = False
            self._in_place.grow()

    def turn(self) -> None:
        """Give each paragraph its own direction, aligned as the map aligns it (Qt forgets both at every change)."""
        from_right = self._in_place.from_right
        side = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
        block = self.document().firstBlock()
        self.document().blockSignals(True)
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()  # one for all: Qt lays everything out at the end of each, and lines can be many
        while block.isValid():
            right = runs_from_right(block.text(), from_right)
            wanted = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
            form = block.blockFormat()
            alignment = side | Qt.AlignmentFlag.AlignAbsolute
            if form.layoutDirection() != wanted or form.alignment() != alignment or form.lineHeight() != LINE_HEIGHT:
                form.setLayoutDirection(wanted)
                form.setAlignment(alignment)
                form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
                cursor.setPosition(block.position())
                cursor.setBlockFormat(form)
            block = block.next()
        cursor.endEditBlock()
        self.document().blockSignals(False)

    def text(self) -> str:
        """Return what is written, lines parted by \\n."""
        return self.toPlainText().replace("\u2028", "\n").replace("\u2029", "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits, Shift+Enter breaks the line, Escape cancels, Tab commits and goes on."""
        match event.key():
            case Qt.Key.Key_Escape:
                self._in_place.cancel()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._in_place.takes_lines:
                    self.textCursor().insertBlock()
                    self.ensureCursorVisible()
                else:
                    self._in_place.commit()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._in_place.commit()
                self._in_place.view.keys.read_on(1 if event.key() == Qt.Key.Key_Tab else -1)
            case _:
                super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, no more of it than the record can hold: Qt would choke on what is pasted by mistake."""
        kept = len(self.toPlainText()) - len(self.textCursor().selectedText())
        self.insertPlainText(self._in_place.taken(source.text(), kept))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Losing the focus commits; a menu of the field's own does not take it for good."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._in_place.commit()


class InPlace(QObject):
    """Opens the field over a record, and writes what was typed into the record when it closes."""

    def __init__(self, view: "MapView") -> None:
        """Edit what this view shows."""
        super().__init__(view)
        self.view = view
        self._edited = ""
        self._new = False
        self._original = ""
        self._shown = ""

    @property
    def edited(self) -> str:
        """The id of the record that is edited now, or empty."""
        return self._edited

    @cached_property
    def field(self) -> Field:
        """The text field, made when something is first edited: the map need not wait for it."""
        return Field(self, self.view)

    @property
    def from_right(self) -> bool:
        """Whether the map runs from the right."""
        return self.view.sheet.direction == "rtl"

    @property
    def takes_lines(self) -> bool:
        """Whether what is edited can have several lines."""
        record = self.view.document.find(self._edited)
        return record is not None and rules(type(record))[FIELDS[type(record)]].kind == "text"

    @property
    def limit(self) -> int:
        """The most characters that what is edited can hold."""
        record = self.view.document.find(self._edited)
        return rules(type(record))[FIELDS[type(record)]].limit if record is not None else 0

    def can_edit(self, identity: str | None) -> bool:
        """Whether a record has words that the map shows."""
        record = self.view.document.find(identity)
        if record is None or self.view.session.read_only:
            return False
        return type(record) in FIELDS and self._placed(record.id) is not None

    def edit(self, identity: str, replacing: bool = False, new: bool = False) -> bool:
        """Open the field over a record; return whether it has words to edit.

        replacing: begin with nothing, since what was typed replaces it. new: the record was made just now, and goes
        again when editing it is cancelled with nothing written.
        """
        self.commit()
        if not self.can_edit(identity):
            return False
        record = self.view.document.records[identity]
        self._edited, self._new = identity, new
        self._original = str(getattr(record, FIELDS[type(record)]))
        if isinstance(record, Lane) and not self._original:
            self._original = say(f"layout.lane.{record.kind}", self.view.document.language(record.map))
        self.view.reveal(identity, flash=False)
        self.field.setPlainText("" if replacing else self._original)
        self._shown = self._original if replacing else self.field.text()
        self.field.turn()
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        if not replacing:
            self.field.selectAll()
        self.follow()
        self.field.show()
        self.view.marking.refresh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def taken(self, text: str, beside: int = 0) -> str:
        """Return as much of a text as what is edited can hold; say so where that is not all of it.

        beside: characters that it holds already.
        """
        fits, why = fitting(text, self.limit - beside)
        if why:
            language = spoken()
            self.view.session.said.emit(say(why, language, limit=number(self.limit, language)))
        return fits

    def commit(self) -> None:
        """Write what was typed into the record, as one step to undo."""
        edited = self._edited
        if not edited:
            return
        text = self.taken(self.field.text())
        self._close()
        record = self.view.document.find(edited)
        # Qt drops a mark at the start of a text: what nobody has touched is compared with what was shown.
        if record is None or text in (self._original, self._shown):
            return
        self.view.session.history.seal()
        self.view.session.apply(set_fields(self.view.document, edited, **{FIELDS[type(record)]: text}))
        self.view.session.history.seal()

    def cancel(self) -> None:
        """Close the field and write nothing; what was made for it goes again if nothing was written in it."""
        edited, new = self._edited, self._new and not self._original
        if not edited:
            return
        self._close()
        last = self.view.session.history.undoable
        if new and last is not None and any(change.id == edited and change.before is None for change in last.changes):
            self.view.session.history.retract()

    def _close(self) -> None:
        self._edited = ""
        if self.field.hasFocus():
            # Before it is hidden, or Qt would hand the focus to whatever comes next in the window for a moment.
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.hide()
        self.view.marking.refresh()

    # Where the field lies

    def _placed(self, identity: str) -> Placed | None:
        sheet = self.view.sheet
        return sheet.placed.get(("label", identity)) or main_part(sheet, identity)

    def follow(self) -> None:
        """Lay the field over its record again after scrolling, zooming or a change of the map."""
        if not self._edited:
            return
        placed = self._placed(self._edited)
        if placed is None:
            self._close()
            return
        scale = max(1.0, self.view.zoom)
        self.field.document().setDocumentMargin(round(FRAME * scale))
        self.field.setFont(_font(SIZES.get(placed.part, 12.0) * scale, bold=placed.part == "stage"))
        self.grow()

    def grow(self) -> None:
        """Make the field as high as its text, over its record and within the window where it can be."""
        placed = self._placed(self._edited) if self._edited else None
        if placed is None:
            return
        camera = self.view.camera
        scale = max(1.0, camera.zoom)
        area = camera.rectangle(placed.x, placed.y, placed.piece.width, placed.piece.height)
        width = round(max(placed.piece.width, LEAST_WIDTH) * scale)
        self.field.document().setTextWidth(width - 4)
        height = round(self.field.document().size().height()) + 4
        least = round(min(placed.piece.height, 60.0) * scale) if placed.part in ("card", "stage") else 0
        size = QRect(0, 0, width, max(height, least))
        centred = placed.part in ("face", "label", "link")
        if centred:
            corner = area.center().toPoint() - QPoint(width // 2, size.height() // 2)
        else:
            corner = QPoint(round(area.right()) - width if self.from_right else round(area.left()), round(area.top()))
        size.moveTopLeft(corner)
        self.field.setGeometry(_held(size, self.view.viewport().rect()))

    # Input methods

    def take_input(self, event: QInputMethodEvent) -> None:
        """Begin editing the primary selection with what an input method or dead key writes."""
        written = event.commitString() or event.preeditString()
        primary = self.view.session.selection.primary
        if written.strip() and primary and self.edit(primary, replacing=True):
            QApplication.sendEvent(self.field, event)
        else:
            event.ignore()

    def place_of_input(self) -> QRect:
        """Return where an input method may show what it offers: over the primary selection."""
        primary = self.view.session.selection.primary
        placed = self._placed(primary) if primary else None
        if placed is None:
            return QRect()
        area = self.view.camera.rectangle(placed.x, placed.y, placed.piece.width, placed.piece.height)
        return area.toRect().translated(self.view.viewport().pos())


def _held(size: QRect, room: QRect) -> QRect:
    """Return a rectangle moved into the room as far as it fits."""
    x = min(max(size.x(), room.left() + 2), max(room.left() + 2, room.right() - size.width() - 2))
    y = min(max(size.y(), room.top() + 2), max(room.top() + 2, room.bottom() - size.height() - 2))
    return QRect(x, y, size.width(), size.height())


def _font(pixels: float, *, bold: bool) -> QFont:
    """Return the map's face for a field; `raw_font` sees to it that Qt knows it."""
    raw_font(1 if bold else 0)
    families: Sequence[str] = [name for name in ("Rubik", "Noto Sans Arabic", "Noto Sans Hebrew") if _known(name)]
    font = QFont(list(families))
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(QFont.Weight.Medium if bold else QFont.Weight.Normal)
    return font


def _known(family: str) -> bool:
    return QFontDatabase.hasFamily(family)
