"""The parts of a window that F6 goes through: the map, then the panels about it, and back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from editor.window.actions import PANELS
from editor.window.docks import bring

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow


class Parts:
    """Goes from part to part of one window."""

    def __init__(self, window: "MainWindow") -> None:
        """Serve this window."""
        self._window = window

    def next(self) -> None:
        """Go to the next part of the window."""
        self._step(1)

    def previous(self) -> None:
        """Go to the part of the window before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        docks = self._window.docks
        parts = ["view", *(each for each in PANELS if not docks[each].isHidden() and docks[each].widget().isEnabled())]
        focus = QApplication.focusWidget()
        here = next((n for n, dock in docks.items() if focus is not None and dock.isAncestorOf(focus)), "view")
        place = parts.index(here) if here in parts else 0
        self.enter(parts[(place + step) % len(parts)])

    def show_comments(self, card_id: str) -> None:
        """Show what is said about a card."""
        self._window.session.selection.choose(card_id)
        bring(self._window, self._window.docks["comments"])

    def comment(self) -> None:
        """Begin a comment on the selected card."""
        self.show_comments(self._window.session.selection.primary or "")
        self._window.comments.write()

    def enter(self, name: str) -> None:
        """Go into a part: "view" is the map, as it is or as it was."""
        if name == "view":
            self._window.history.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._window.panels[name].focus_first()
