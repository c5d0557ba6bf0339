"""Fields of numbers: plain ones with a unit, durations, ratings by dots, scores by a slider."""

import unicodedata
from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QSlider, QToolButton, QWidget

from editor.icons import icon
from editor.panels.direction import turn
from editor.panels.field import MIXED, Field
from editor.style import colour, colours
from editor.window.voice import Voice
from model.rules import Rule


def read_number(text: str) -> float | None:
    """Return the number a text says in any script's digits, with a point or a comma; None where it says none.

    Raise ValueError where it says something else.
    """
    plain = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in text.strip())
    plain = plain.replace("٫", ".").replace(",", ".").replace("−", "-").replace("%", "").replace("٪", "").strip()
    return float(plain) if plain else None


def written(value: float) -> str:
    """Return a number as short as it can be written."""
    return f"{value:g}" if abs(value) < 1e6 else str(round(value))


def signed(score: float, voice: Voice) -> str:
    """Return a score with its sign, isolated so that the sign stays in front of it (UAX #9)."""
    sign = "+" if score > 0 else "\u2212" if score < 0 else ""
    return f"\u2066{sign}{voice.number(abs(score))}\u2069"


def _row(field: Field, *widgets: QWidget) -> QWidget:
    row = QWidget(field)
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    for widget in widgets:
        box.addWidget(widget)
    return row


class NumberField(Field):
    """A number with a unit behind it. Where the rule allows none, an empty field says "not said"."""

    def __init__(self, rule: Rule, voice: Voice, unit: str = "") -> None:
        """Take numbers between the rule's limits."""
        super().__init__(rule, voice)
        self.edit = QLineEdit()
        self.edit.setMaxLength(20)
        self.edit.installEventFilter(self)
        self.unit = QLabel(unit)
        self.unit.setObjectName("quiet")
        self.unit.setTextFormat(Qt.TextFormat.PlainText)
        self.add(_row(self, self.edit, self.unit), focus=False)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(lambda _: self._typed())
        self.edit.textChanged.connect(lambda _: turn(self.edit, self.right_to_left))

    def read(self) -> float | None:
        """Return the number typed, in the rule's unit; raise ValueError where it cannot be one."""
        number = read_number(self.edit.text())
        if number is None and not self.rule.optional:
            raise ValueError(self.edit.text())
        if number is not None and not self.rule.lowest <= number <= self.rule.highest:
            raise ValueError(number)
        return number

    def _typed(self) -> None:
        try:
            number = self.read()
        except ValueError:
            self._mark(wrong=True)
            return
        self._mark(wrong=False)
        self.edited.emit(number)

    def _mark(self, *, wrong: bool) -> None:
        self.edit.setProperty("wrong", wrong)
        limits = {"lowest": self.voice.number(self.rule.lowest), "highest": self.voice.number(self.rule.highest)}
        self.edit.setToolTip(self.voice.say("inspector.number_limits", **limits) if wrong else "")
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)

    def show_value(self, value: Any) -> None:
        """Show a number, or nothing."""
        self.edit.setPlaceholderText(self.voice.say("inspector.mixed" if value is MIXED else "inspector.unsaid"))
        self.edit.setText("" if value is None or value is MIXED else written(value))
        self._mark(wrong=False)
        turn(self.edit, self.right_to_left)

    def value(self) -> Any:
        """Return the number, None where there is none to be read."""
        try:
            return self.read()
        except ValueError:
            return None


DURATIONS = (("minutes", 1), ("hours", 60), ("days", 1_440), ("weeks", 10_080))
"""The units of a duration, in minutes."""


class DurationField(NumberField):
    """A stretch of time: a number and its unit; the record keeps minutes."""

    def __init__(self, rule: Rule, voice: Voice) -> None:
        """Begin in minutes."""
        super().__init__(rule, voice)
        self.units = QComboBox()
        self.units.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.units.installEventFilter(self)
        for name, minutes in DURATIONS:
            self.units.addItem(voice.say(f"unit.{name}"), minutes)
        self.unit.hide()
        self.unit.parentWidget().layout().addWidget(self.units)
        self.units.activated.connect(lambda _: self._typed())

    def set_words(self, name: str) -> None:
        """Name both the number and its unit."""
        super().set_words(name)
        self.units.setAccessibleName(name)

    def read(self) -> float | None:
        """Return the minutes."""
        number = read_number(self.edit.text())
        if number is None:
            return None
        minutes = number * self.units.currentData()
        if not self.rule.lowest <= minutes <= self.rule.highest:
            raise ValueError(minutes)
        return minutes

    def show_value(self, value: Any) -> None:
        """Show minutes in the largest unit that holds them whole; an empty field keeps the unit it had."""
        if isinstance(value, int | float) and value:
            fitting = [place for place, (_, minutes) in enumerate(DURATIONS) if value % minutes == 0]
            self.units.setCurrentIndex(fitting[-1] if fitting else 0)
            value = value / self.units.currentData()
        super().show_value(value)


DOT, STEP = 13, 22


class Dots(QWidget):
    """A rating as a row of dots: click, arrows, or the digits 1 to 5; the chosen dot again, 0 or Delete clears it."""

    chosen = Signal(object)

    def __init__(self, highest: int) -> None:
        """Show no rating."""
        super().__init__()
        self.rating: int | None = None
        self._highest = highest
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room the dots take."""
        return QSize(self._highest * STEP, 26)

    def centre(self, dot: int) -> QPointF:
        """Return the middle of a dot, counted from 1 at the side where reading begins."""
        x = (dot - 0.5) * STEP
        return QPointF(self.width() - x if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else x, 13)

    def choose(self, rating: int | None) -> None:
        """Set the rating and tell."""
        self.rating = rating
        self.update()
        self.chosen.emit(rating)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the dot under the pointer."""
        dots = range(1, self._highest + 1)
        dot = min(dots, key=lambda each: abs(self.centre(each).x() - event.position().x()))
        self.choose(None if dot == self.rating else dot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digits and arrows; clear by 0, Delete and Backspace."""
        key = event.key()
        forward = Qt.Key.Key_Left if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if forward == Qt.Key.Key_Left else Qt.Key.Key_Left
        if key in (forward, Qt.Key.Key_Up):
            self.choose(min(self._highest, (self.rating or 0) + 1))
        elif key in (back, Qt.Key.Key_Down):
            self.choose((self.rating or 1) - 1 or None)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0):
            self.choose(None)
        elif event.text().isdigit() and 1 <= unicodedata.digit(event.text()) <= self._highest:
            self.choose(unicodedata.digit(event.text()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus went."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots, filled up to the rating, and a ring about all while they have the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for dot in range(1, self._highest + 1):
            full = self.rating is not None and dot <= self.rating
            painter.setPen(QPen(colour("soft" if full else "disabled"), 1.4))
            painter.setBrush(colour("soft") if full else QColor(Qt.GlobalColor.transparent))
            painter.drawEllipse(self.centre(dot), DOT / 2, DOT / 2)
        if self.hasFocus():
            painter.setPen(QPen(colour("selection"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)


class RatingField(Field):
    """One to five, or unrated."""

    def __init__(self, rule: Rule, voice: Voice) -> None:
        """Show no rating."""
        super().__init__(rule, voice)
        self.dots = Dots(int(rule.highest))
        self.dots.installEventFilter(self)
        self.clear = QToolButton()
        self.clear.setObjectName("small")
        self.clear.setIcon(icon("close", colours()["grey"]))
        self.clear.setToolTip(voice.say("inspector.clear"))
        self.clear.setAccessibleName(voice.say("inspector.clear"))
        self.clear.clicked.connect(lambda: self.dots.choose(None))
        row = _row(self, self.dots, self.clear)
        self.add(row, focus=False)
        self.setFocusProxy(self.dots)
        row.layout().addStretch(1)
        self.dots.chosen.connect(self._chosen)

    def _chosen(self, rating: int | None) -> None:
        self.clear.setVisible(rating is not None)
        self.edited.emit(rating)

    def show_value(self, value: Any) -> None:
        """Show a rating; none where several differ."""
        self.dots.rating = None if value is MIXED else value
        said = "inspector.unsaid" if value is None else "inspector.mixed" if value is MIXED else ""
        self.dots.setAccessibleDescription(self.voice.say(said) if said else self.voice.number(value))
        self.clear.setVisible(value is not None and value is not MIXED)
        self.dots.update()

    def value(self) -> int | None:
        """Return the rating."""
        return self.dots.rating


class ScoreField(Field):
    """An emotion's height between the rule's limits, by a slider in the rule's steps."""

    def __init__(self, rule: Rule, voice: Voice) -> None:
        """Stand in the middle."""
        super().__init__(rule, voice)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(rule.lowest / rule.step), round(rule.highest / rule.step))
        self.slider.setPageStep(round(1 / rule.step))
        self.slider.installEventFilter(self)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setMinimumWidth(34)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add(_row(self, self.slider, self.said), focus=False)
        self.setFocusProxy(self.slider)
        self._mixed = False
        self.slider.valueChanged.connect(self._moved)

    def _moved(self) -> None:
        self._mixed = False
        self._say()
        self.edited.emit(self.value())

    def _say(self) -> None:
        self.said.setText("…" if self._mixed else signed(self.value(), self.voice))

    def show_value(self, value: Any) -> None:
        """Show a score; the middle where several differ."""
        self._mixed = value is MIXED
        self.slider.blockSignals(True)
        self.slider.setValue(0 if value is MIXED else round(value / self.rule.step))
        self.slider.blockSignals(False)
        self._say()

    def value(self) -> float:
        """Return the score."""
        return self.slider.value() * self.rule.step
