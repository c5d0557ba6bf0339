"""The docks about the map: where they stand, their quiet heads, and how they move over when the window is mirrored."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QToolButton, QWidget

from editor.icons import icon
from editor.panels.panel import label
from editor.style import colours
from editor.window.voice import Voice

LEADING, TRAILING = ("palette", "outline"), ("inspector", "checks", "comments", "conflicts", "history")
"""The panels at the side where reading begins, and those at the other."""
HIDDEN_AT_FIRST = frozenset({"comments", "conflicts", "history"})
"""Panels that wait until somebody asks for them."""
WIDTHS = dict.fromkeys(LEADING, 262) | dict.fromkeys(TRAILING, 300)
HEIGHTS = {
    "palette": 500,
    "outline": 360,
    "inspector": 520,
    "checks": 340,
    "comments": 400,
    "conflicts": 400,
    "history": 560,
}
_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


class Dock(QDockWidget):
    """A dock with a heading and a cross in place of a title bar."""

    def __init__(self, name: str, inner: QWidget, voice: Voice) -> None:
        """Hold a panel; `name` is the panel's in the action table."""
        super().__init__()
        self.setObjectName(name)
        self.setWidget(inner)
        self.setAllowedAreas(_LEFT | _RIGHT)
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 10, 14, 4)
        self.heading = label("", "heading")
        self.cross = QToolButton()
        self.cross.setObjectName("small")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setIcon(icon("close", colours()["disabled"]))
        self.cross.clicked.connect(self.hide)
        row.addWidget(self.heading)
        row.addStretch(1)
        row.addWidget(self.cross)
        self.setTitleBarWidget(head)
        self.setMinimumWidth(180)
        voice.keep(self, lambda: self._say(voice))

    def _say(self, voice: Voice) -> None:
        name = voice.say(f"panel.{self.objectName()}")
        self.setWindowTitle(name)
        self.heading.setText(voice.say("palette.heading") if self.objectName() == "palette" else name)
        self.widget().setAccessibleName(name)
        self.cross.setToolTip(voice.say("panel.hide"))
        self.cross.setAccessibleName(voice.say("panel.hide"))


def arrange(window: QMainWindow, docks: dict[str, Dock], *, mirrored: bool) -> None:
    """Put the docks where they stand at first."""
    leading, trailing = (_RIGHT, _LEFT) if mirrored else (_LEFT, _RIGHT)
    for names, area in ((LEADING, leading), (TRAILING, trailing)):
        for name in names:
            window.addDockWidget(area, docks[name], Qt.Orientation.Vertical)
            docks[name].setVisible(name not in HIDDEN_AT_FIRST)


def mirror(window: QMainWindow, docks: dict[str, Dock]) -> None:
    """Move every dock to the other side: Qt's layout direction does not (FACTS)."""
    sides = {name: window.dockWidgetArea(dock) for name, dock in docks.items()}
    widths = {name: dock.width() for name, dock in docks.items()}
    hidden = [dock for dock in docks.values() if dock.isHidden()]
    for name, dock in docks.items():
        other = _LEFT if sides[name] == _RIGHT else _RIGHT
        window.addDockWidget(other, dock, Qt.Orientation.Vertical)
    shown = [dock for dock in docks.values() if dock not in hidden and not dock.isFloating()]
    window.resizeDocks(shown, [widths[dock.objectName()] for dock in shown], Qt.Orientation.Horizontal)
    window.resizeDocks(shown, [HEIGHTS[dock.objectName()] for dock in shown], Qt.Orientation.Vertical)
    for dock in hidden:
        dock.hide()


def size(window: QMainWindow, docks: dict[str, Dock]) -> None:
    """Give the docks the sizes they have at first; Qt heeds that only once the window is shown."""
    shown = [dock for dock in docks.values() if not dock.isHidden()]
    window.resizeDocks(shown, [WIDTHS[dock.objectName()] for dock in shown], Qt.Orientation.Horizontal)
    window.resizeDocks(shown, [HEIGHTS[dock.objectName()] for dock in shown], Qt.Orientation.Vertical)


def bring(window: QMainWindow, dock: Dock) -> None:
    """Show a dock to whoever asked for it, with the room it wants."""
    if dock.isHidden():
        dock.show()
        window.resizeDocks([dock], [HEIGHTS[dock.objectName()]], Qt.Orientation.Vertical)
    dock.raise_()
