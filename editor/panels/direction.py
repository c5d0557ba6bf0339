"""The direction of a text field: that of the first strong letter, set anew after every change (FACTS: text traps)."""

import unicodedata

from PySide6.QtGui import Qt, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_RIGHT, _LEFT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


def runs_from_right(text: str, otherwise: bool) -> bool:
    """Return whether the first strong letter is right-to-left (UAX #9, P2 and P3); `otherwise` where there is none."""
    for letter in text[:500]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return otherwise


def turn(field: QLineEdit | QPlainTextEdit, otherwise: bool) -> None:
    """Turn a text field to the direction of what it holds."""
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    right = runs_from_right(text, otherwise)
    if isinstance(field, QLineEdit):
        field.setLayoutDirection(_RIGHT if right else _LEFT)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        field.setAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        return
    option = QTextOption(field.document().defaultTextOption())
    option.setTextDirection(_RIGHT if right else _LEFT)
    option.setAlignment(
        (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
    )
    if option.textDirection() != field.document().defaultTextOption().textDirection() or not field.property("turned"):
        field.setProperty("turned", True)
        field.document().setDefaultTextOption(option)
