"""Whose journey the map draws, and why: a quiet line over it. A click goes to the fields where it is written."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from editor.bridge import Session
from editor.panels.panel import column, label
from editor.style import colours, plain
from editor.window.elided import Elided
from editor.window.voice import Voice
from model.layout.theme import blend
from model.records import JourneyMap, Persona

AVATAR = 34
"""Pixels across."""


class Avatar(QWidget):
    """The first letter of a name on a disc."""

    def __init__(self) -> None:
        """Begin without a letter."""
        super().__init__()
        self.letter = ""
        self.setFixedSize(QSize(AVATAR, AVATAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw disc and letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(blend(colours()["surface"], colours()["primary"], 0.18)))
        painter.drawEllipse(QRectF(0, 0, AVATAR, AVATAR))
        font = self.font()
        font.setPixelSize(14)
        font.setWeight(font.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(colours()["primary"]))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.letter)


class Brief(QFrame):
    """Persona, scenario and expectations of the map shown; hidden while nothing is said of any."""

    wanted = Signal()

    def __init__(self, session: Session, voice: Voice, parent: QWidget) -> None:
        """Follow a session. It shows itself at once, so that without a parent it would come up as a window."""
        super().__init__(parent)
        self.setObjectName("brief")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._session, self._voice = session, voice
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        self.avatar, self.name = Avatar(), Elided("strong")
        row.addWidget(self.avatar)
        row.addWidget(self.name)
        self.parts: dict[str, tuple[QWidget, Elided]] = {}
        for part in ("scenario", "expectations"):
            box, lines = column(1)
            title, words = label("", "quiet"), Elided("sentence")
            voice.label(title, title.setText, f"field.{part}")
            lines.addWidget(title)
            lines.addWidget(words)
            row.addSpacing(10)
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignVCenter)
            self.parts[part] = (box, words)
        row.addStretch(1)
        session.changed.connect(lambda _: self.refresh())
        session.map_shown.connect(lambda _: self.refresh())
        voice.keep(self, self.refresh)

    def refresh(self) -> None:
        """Say what is written now."""
        document = self._session.document
        journey = document.find(self._session.map_id)
        persona = document.find(journey.persona) if isinstance(journey, JourneyMap) else None
        name = " ".join(persona.name.split()) if isinstance(persona, Persona) else ""
        self.avatar.letter = next((letter for letter in name if letter.isalnum()), "")
        self.avatar.setVisible(bool(self.avatar.letter))
        self.avatar.update()
        self.name.say(name)
        self.name.setVisible(bool(name))
        said = bool(name)
        for part, (box, words) in self.parts.items():
            text = " ".join(str(getattr(journey, part, "")).split())
            words.say(text)
            words.setToolTip(plain(text))
            box.setVisible(bool(text))
            said |= bool(text)
        self.setAccessibleName(" – ".join(each for each in (name, *(w.full for _, w in self.parts.values())) if each))
        self.setVisible(said)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the fields."""
        self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space go to the fields."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)
