"""What every field of the inspector is, and the fields of text: one line, several lines, lists of words."""

import re
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from editor.panels.direction import turn
from editor.panels.pasted import LARGEST, fitting
from editor.window.voice import Voice
from model.rules import WORDS_LIMIT, Rule

MIXED = object()
"""Shown where several records are selected whose values differ."""


class Field(QWidget):
    """One value of one or several records. `edited` carries the new value; `left` says that a stay in it is over.

    refused: something typed or pasted is not kept; a key of the catalogue and the limit say why.
    """

    edited = Signal(object)
    left = Signal()
    refused = Signal(str, int)

    def __init__(self, rule: Rule, voice: Voice) -> None:
        """Hold a value as the rule says."""
        super().__init__()
        self.rule = rule
        self.voice = voice
        self.right_to_left = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)

    def add(self, widget: QWidget, *, focus: bool = True) -> None:
        """Put a widget into the field; `focus`: keys go to it."""
        self.layout().addWidget(widget)
        if focus:
            widget.installEventFilter(self)
            self.setFocusProxy(widget)

    def show_value(self, value: Any) -> None:
        """Show a value, or MIXED, without saying that it was edited."""
        raise NotImplementedError

    def value(self) -> Any:
        """Return what the field says now; None where that is nothing or cannot be read."""
        raise NotImplementedError

    def set_words(self, name: str) -> None:
        """Say to assistive technology what the field is for."""
        target = self.focusProxy()
        (target if isinstance(target, QWidget) else self).setAccessibleName(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus leaves; leave undo and redo to the document; keep the wheel from changing values."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return True
        elif event.type() == QEvent.Type.Wheel:
            # Even with the focus: who scrolls the panel does not look at what the pointer happens to rest on.
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class LineField(Field):
    """One line of text."""

    def __init__(self, rule: Rule, voice: Voice) -> None:
        """Take at most the rule's number of characters."""
        super().__init__(rule, voice)
        self.edit = QLineEdit()
        self.edit.setMaxLength(rule.limit)
        self.add(self.edit)
        self.edit.textEdited.connect(self._typed)
        self.edit.inputRejected.connect(lambda: self.refused.emit("edit.cut", rule.limit))
        self.edit.textChanged.connect(lambda _: turn(self.edit, self.right_to_left))

    def _typed(self, text: str) -> None:
        _, why = fitting(text, self.rule.limit)
        if why:
            self.refused.emit(why, self.rule.limit)
        self.edited.emit(self.value())

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self.edit.setPlaceholderText(self.voice.say("inspector.mixed") if value is MIXED else "")
        self.edit.setText("" if value is MIXED else str(value))
        self.edit.setCursorPosition(0)
        turn(self.edit, self.right_to_left)

    def value(self) -> str:
        """Return the text."""
        return self.edit.text()


class GrowingText(QPlainTextEdit):
    """A text that is as high as its lines, up to a most, holds no more than its limit, and passes Tab on."""

    entered = Signal()
    refused = Signal(str, int)

    def __init__(self, least: int, most: int, limit: int) -> None:
        super().__init__()
        self._least, self._most, self._limit = least, most, limit
        self.enter_commits = False
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A space hanging over the end of a wrapped line makes a range, by which a right-to-left window shifts the text.
        across = self.horizontalScrollBar()
        across.rangeChanged.connect(lambda *_: across.setRange(0, 0))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self._grow()

    def _grow(self) -> None:
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 14)
        shown = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines == self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(shown)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, as much of it as there is room for: Qt would choke on what is pasted by mistake."""
        kept = len(self.toPlainText()) - len(self.textCursor().selectedText())
        text, why = fitting(source.text(), self._limit - kept)
        self.insertPlainText(text)
        if why:
            self.refused.emit(why, self._limit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter end a title, as it does on the map; Shift+Enter breaks its line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.enter_commits and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)


class TextField(Field):
    """Several lines of text. In a title Enter ends the stay and Shift+Enter breaks the line."""

    def __init__(self, rule: Rule, voice: Voice, *, title: bool = False) -> None:
        """Grow with the text: a title from one line, a note from two."""
        super().__init__(rule, voice)
        self._most = rule.limit if rule.kind == "text" else LARGEST
        self.edit = GrowingText(1 if title else 2, 9, self._most)
        self.edit.enter_commits = title
        self.edit.entered.connect(self.left)
        self.edit.refused.connect(self.refused)
        self.add(self.edit)
        self._showing = False
        self.edit.textChanged.connect(self._changed)

    def _changed(self) -> None:
        turn(self.edit, self.right_to_left)
        if self._showing:
            return
        if len(self.edit.toPlainText()) > self._most:
            self.refused.emit("edit.cut", self._most)
        self.edited.emit(self.value())

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self._showing = True
        self.edit.setPlaceholderText(self.voice.say("inspector.mixed") if value is MIXED else "")
        text = "" if value is MIXED else str(value)
        if text != self.edit.toPlainText():  # else the cursor would jump to the beginning
            self.edit.setPlainText(text)
        turn(self.edit, self.right_to_left)
        self._showing = False

    def value(self) -> Any:
        """Return the text, lines parted by \\n."""
        return self.edit.toPlainText()[: self.rule.limit]


_COMMAS = re.compile(r"[,،;؛\n]")


class WordsField(LineField):
    """A few words in one line, parted by commas, Arabic ones too."""

    def show_value(self, value: Any) -> None:
        """Show the words in their line."""
        super().show_value(value if value is MIXED else self.voice.say("layout.list_separator").join(value))

    def value(self) -> Any:
        """Return the words, in order, each once."""
        words = (each.strip() for each in _COMMAS.split(self.edit.text()))
        return tuple(dict.fromkeys(each for each in words if each))


class ListField(TextField):
    """A list with one entry a line."""

    def show_value(self, value: Any) -> None:
        """Show the entries, each on its line."""
        super().show_value(value if value is MIXED else "\n".join(value))

    def value(self) -> Any:
        """Return the entries that say something, each once."""
        lines = (each.strip() for each in self.edit.toPlainText().split("\n"))
        entries = tuple(dict.fromkeys(each for each in lines if each))
        if len(entries) > WORDS_LIMIT and not self._showing:
            self.refused.emit("edit.cut_list", WORDS_LIMIT)
        return entries
