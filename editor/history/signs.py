"""The signs of what differs as small pictures, for legend and list: the same as on the map."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from editor.canvas.differing import LOOKS, paint_sign
from editor.history.told import title_of
from editor.panels.panel import label
from editor.window.elided import Elided
from editor.window.voice import Voice
from model.compare import Difference

SIDE = 18
"""Pixels of a sign's picture."""
MOST_NAMED = 5
"""Of what was removed, so many are named in the legend."""


@cache
def sign(how: str, mirrored: bool, ratio: float) -> QPixmap:
    """Return a sign as a picture for a device-pixel ratio. mirrored: for a window that runs from the right."""
    made = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    paint_sign(painter, how, QPointF(SIDE / 2, SIDE / 2), mirrored=mirrored)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


class Legend(QWidget):
    """How much was added, changed, moved and removed, each after its sign; what was removed by name."""

    def __init__(self, voice: Voice) -> None:
        """Say nothing yet."""
        super().__init__()
        self._voice = voice
        self._differences: Sequence[Difference] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._signs = {how: QLabel() for how in LOOKS}
        self.counts = {how: label("", "quiet") for how in LOOKS}
        self.removed = Elided("quiet")
        self.removed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for how in LOOKS:
            row.addWidget(self._signs[how])
            row.addWidget(self.counts[how])
            row.addSpacing(8)
        row.addWidget(self.removed, 1)
        voice.keep(self, self._say)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Say these."""
        self._differences = differences
        self._say()

    def _say(self) -> None:
        say = self._voice.say
        for how, words in self.counts.items():
            number = sum(1 for each in self._differences if each.kind == how)
            self._signs[how].setPixmap(sign(how, self._voice.right_to_left, self.devicePixelRatioF()))
            self._signs[how].setVisible(number > 0)
            words.setText(say(f"history.{how}", count=number))
            words.setVisible(number > 0)
        gone = [each for each in self._differences if each.kind == "removed"]
        names = [title_of(each.record, self._voice) for each in gone[:MOST_NAMED]]
        listed = say("commands.comma").join(names)
        rest = len(gone) - len(names)
        self.removed.say(f"{listed} {say('history.and_more', count=rest)}" if rest else listed)
