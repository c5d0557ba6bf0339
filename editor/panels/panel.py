"""What all panels share: quiet headings, a body that scrolls, labels that never take words for markup."""

from PySide6.QtGui import QFont, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from editor.icons import pixmap


class Panel(QWidget):
    """What stands in a dock beside the map."""

    def focus_first(self) -> None:
        """Go into the panel: to the first thing in it that takes keys."""
        raise NotImplementedError


def label(text: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text; `name` is what the style sheet knows it by."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    if name == "heading":
        font = made.font()
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        made.setFont(font)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def column(spacing: int = 4, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> tuple[QWidget, QVBoxLayout]:
    """Return a widget and its column."""
    widget = QWidget()
    box = QVBoxLayout(widget)
    box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    return widget, box


def heading(text: str, icon: str = "", tint: str = "") -> QWidget:
    """Return a quiet heading, with an icon before it where one is named."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(7)
    if icon:
        mark = QLabel()
        mark.setPixmap(pixmap(icon, tint, 16, row.devicePixelRatioF()))
        box.addWidget(mark)
    box.addWidget(label(text, "heading"))
    box.addStretch(1)
    return row


def scrolling(body: QWidget) -> QScrollArea:
    """Return a quiet area in which a panel's body scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setObjectName("panelScroll")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    body.setObjectName("panelBody")
    area.setWidget(body)
    return area
