"""The bar under the menus: what is open and how safe it is, undo and redo, the zoom, and the one primary button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from editor.style import plain
from editor.window.elided import Elided
from editor.window.voice import Voice
from resources.words import percent

HEIGHT = 50
"""Pixels."""


class TopBar(QWidget):
    """Title and status at the beginning, buttons at the end."""

    actual_size_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, voice: Voice, actions: dict[str, QAction]) -> None:
        """Show the actions' buttons."""
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._voice = voice
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(6)
        self.title, self.status = Elided("documentTitle"), Elided("documentStatus")
        row.addWidget(self.title)
        row.addSpacing(6)
        row.addWidget(self.status)
        row.addStretch(1)
        self._words_of = {name: self._button(actions[name], words=True) for name in ("undo", "redo")}
        for button in self._words_of.values():
            row.addWidget(button)
        row.addWidget(self._upright())
        row.addWidget(self._button(actions["zoom_out"]))
        self.zoom = QToolButton()
        self.zoom.setMinimumWidth(64)
        self.zoom.clicked.connect(self.actual_size_wanted)
        row.addWidget(self.zoom)
        row.addWidget(self._button(actions["zoom_in"]))
        row.addWidget(self._upright())
        self.export = QPushButton()
        self.export.setObjectName("primary")
        self.export.setAutoDefault(False)
        self.export.clicked.connect(self.export_wanted)
        row.addWidget(self.export)
        self._zoom = 1.0
        voice.keep(self, self._say)

    def _button(self, action: QAction, *, words: bool = False) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(16, 16))
        beside, only = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        button.setToolButtonStyle(beside if words else only)
        if words:
            action.changed.connect(self._say_undo)
        return button

    @staticmethod
    def _upright() -> QWidget:
        line = QFrame()
        line.setObjectName("upright")
        line.setFixedSize(1, 22)
        return line

    def _say(self) -> None:
        self.export.setText(self._voice.say("topbar.export"))
        self.zoom.setToolTip(self._voice.say("topbar.actual_size"))
        self._say_undo()
        self.show_zoom(self._zoom)

    def _say_undo(self) -> None:
        """Keep the buttons short: what would be undone is said in their tips and in the menu."""
        for name, button in self._words_of.items():
            button.setText(self._voice.say(f"act.{name}"))
            button.setAccessibleName(button.defaultAction().toolTip())

    def show_zoom(self, zoom: float) -> None:
        """Say how large the map is shown; 1.0 is 100 %."""
        self._zoom = zoom
        self.zoom.setText(percent(round(100 * zoom), self._voice.language))

    def show_document(self, title: str, status: str, reason: str) -> None:
        """Say what is open, how safe it is, and in the tip why, where there is more to say."""
        self.title.say(title)
        self.status.say(status)
        self.status.setToolTip(plain(reason))
