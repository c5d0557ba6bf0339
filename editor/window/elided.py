"""A label that gives way when there is no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


class Elided(QLabel):
    """A label of plain text that gives way when there is no room, with an ellipsis."""

    def __init__(self, name: str) -> None:
        """Begin empty; `name` is what the style sheet knows it by."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)

    @property
    def full(self) -> str:
        """The whole text."""
        return self._full

    def say(self, text: str) -> None:
        """Show a text."""
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the room that the whole text wants."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 4, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Shorten the text anew."""
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 40)))
