"""Fields that choose: one of a few, yes or no, another record."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy

from editor.panels.field import MIXED, Field
from editor.window.voice import Voice
from model.rules import Rule

Option = tuple[Any, str]
"""A value, and the words it is shown by."""


class _Box(QComboBox):
    """A box that can be made as narrow as its panel, and asks for its options before it opens."""

    opening = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(18)

    def showPopup(self) -> None:
        """Ask for the options, then open."""
        self.opening.emit()
        super().showPopup()


class ChoiceField(Field):
    """One of a few, in a box."""

    def __init__(self, rule: Rule, voice: Voice, options: Sequence[Option]) -> None:
        """Offer the options."""
        super().__init__(rule, voice)
        self.box = _Box()
        self.add(self.box)
        self.fill(options)
        self.box.activated.connect(lambda _: self.edited.emit(self.value()))

    def fill(self, options: Sequence[Option]) -> None:
        """Offer other options, keeping what is chosen where it is still among them."""
        kept = self.box.currentData() if self.box.currentIndex() >= 0 else MIXED
        self.box.blockSignals(True)
        self.box.clear()
        for value, words in options:
            self.box.addItem(words, (value,))
        self.box.blockSignals(False)
        self._choose(kept[0] if isinstance(kept, tuple) else kept)

    def _choose(self, value: Any) -> None:
        places = (place for place in range(self.box.count()) if self.box.itemData(place) == (value,))
        self.box.setCurrentIndex(next(places, -1))

    def show_value(self, value: Any) -> None:
        """Choose a value; nothing where several differ."""
        self.box.setPlaceholderText(self.voice.say("inspector.mixed") if value is MIXED else "")
        self._choose(value)

    def value(self) -> Any:
        """Return the value chosen."""
        data = self.box.currentData()
        return data[0] if data is not None else None


class ReferenceField(ChoiceField):
    """Another record, chosen by its words. All are listed only when the box is opened or comes into focus."""

    def __init__(
        self, rule: Rule, voice: Voice, options: Callable[[], Sequence[Option]], words: Callable[[Any], str]
    ) -> None:
        """Ask `options` for what can be chosen, and `words` for what one value is called."""
        super().__init__(rule, voice, ())
        self._options, self._words = options, words
        self.box.opening.connect(self.list_all)

    def list_all(self) -> None:
        """Offer everything that can be chosen now."""
        self.fill(self._options())

    def show_value(self, value: Any) -> None:
        """Show the words of the record chosen."""
        self.fill([] if value is MIXED else [(value, self._words(value))])
        super().show_value(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """List everything when the focus comes, since the arrow keys choose without opening."""
        if event.type() == QEvent.Type.FocusIn:
            self.list_all()
        return super().eventFilter(watched, event)


class FlagField(Field):
    """Yes or no. Its own words stand beside the tick."""

    def __init__(self, rule: Rule, voice: Voice) -> None:
        """Begin unticked."""
        super().__init__(rule, voice)
        self.box = QCheckBox()
        self.add(self.box)
        self.box.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        self.box.setTristate(False)
        self.edited.emit(self.value())

    def set_words(self, name: str) -> None:
        """Put the words beside the tick."""
        self.box.setText(name)
        super().set_words(name)

    def show_value(self, value: Any) -> None:
        """Tick or not; half where several differ."""
        self.box.setTristate(value is MIXED)
        half = Qt.CheckState.PartiallyChecked
        state = Qt.CheckState.Checked if value is True else Qt.CheckState.Unchecked
        self.box.setCheckState(half if value is MIXED else state)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.box.checkState() == Qt.CheckState.Checked
