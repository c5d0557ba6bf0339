"""F1: all keys, read from the table of actions and from the map's own keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor.panels.panel import column, label, scrolling
from editor.window.actions import ACTIONS, MAP_KEYS, MENUS
from editor.window.voice import OWN_NAMES

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

SIZE = (860, 640)


def written_key(key: str) -> str:
    """Return a key as the system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


class KeysDialog(QDialog):
    """Lists the keys in two columns, menu by menu. It stops nobody: the window goes on beside it."""

    def __init__(self, window: "MainWindow") -> None:
        """Read the tables."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._voice = window.voice
        say = self._voice.say
        self.setWindowTitle(say("act.keys"))
        self.resize(*SIZE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 20, 22, 16)
        outer.addWidget(label(say("act.keys"), "title"))
        body = QWidget()
        sides = QHBoxLayout(body)
        sides.setContentsMargins(0, 8, 8, 8)
        sides.setSpacing(32)
        left, left_rows = column(14)
        right, right_rows = column(14)
        for rows, names in ((left_rows, MENUS[:3]), (right_rows, MENUS[3:])):
            for name in names:
                entries = [
                    (OWN_NAMES.get(act.argument) or say(act.key_of_words), [written_key(key) for key in act.keys])
                    for act in ACTIONS
                    if act.keys and act.place.split("/")[0] == name
                ]
                rows.addWidget(self._section(say(f"menu.{name}"), entries))
        own = [(say(f"mapkey.{name}"), [say(f"mapkey.{name}.keys")]) for name in MAP_KEYS]
        right_rows.addWidget(self._section(say("keys.on_the_map"), own))
        left_rows.addStretch(1)
        right_rows.addStretch(1)
        sides.addWidget(left, 1)
        sides.addWidget(right, 1)
        outer.addWidget(scrolling(body))
        close = QPushButton(say("dialog.close"))
        close.clicked.connect(self.close)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)

    @staticmethod
    def _section(title: str, entries: list[tuple[str, list[str]]]) -> QWidget:
        section, rows = column(6)
        rows.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(5)
        for place, (words, keys) in enumerate(entries):
            grid.addWidget(label(words, wrap=True), place, 0)
            caps = QHBoxLayout()
            caps.setSpacing(4)
            caps.addStretch(1)
            for key in keys:
                caps.addWidget(label(key, "keyCap"))
            grid.addLayout(caps, place, 1)
        rows.addLayout(grid)
        return section
