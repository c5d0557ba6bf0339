"""The language the window speaks, and the way every widget is told when it changes."""

from collections.abc import Callable

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from resources.words import LANGUAGES, RIGHT_TO_LEFT, number, say

OWN_NAMES = {"en": "English", "ar": "العربية", "he": "עברית"}
"""What each language calls itself; said the same in every language."""


def system_language() -> str:
    """Return the first of the user's languages that the catalogue speaks, else English."""
    wanted = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in wanted if name in LANGUAGES), "en")


class Voice(QObject):
    """Says sentences in the chosen language; all widgets that were kept are told anew when it changes."""

    changed = Signal()

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        """Speak a language of the catalogue."""
        super().__init__(parent)
        self._language = language
        self._kept: list[tuple[QObject, Callable[[], None]]] = []
        self._of_qt = QTranslator(self)
        self._prepare()

    @property
    def language(self) -> str:
        """The language spoken: "en", "ar" or "he"."""
        return self._language

    @property
    def right_to_left(self) -> bool:
        """Whether the window runs from the right."""
        return self._language in RIGHT_TO_LEFT

    def speak(self, language: str) -> None:
        """Speak another language at once: widgets, Qt's own dialogs, direction."""
        if language == self._language:
            return
        self._language = language
        self._prepare()
        self._kept = [(owner, tell) for owner, tell in self._kept if isValid(owner)]
        for _, tell in tuple(self._kept):
            tell()
        self.changed.emit()

    def _prepare(self) -> None:
        """Turn the application to the language's direction and load Qt's own words (FACTS: shipped with PySide6)."""
        QLocale.setDefault(QLocale(self._language))
        QApplication.removeTranslator(self._of_qt)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._of_qt.load(f"qtbase_{self._language}", folder):
            QApplication.installTranslator(self._of_qt)
        right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        QApplication.setLayoutDirection(right if self.right_to_left else left)

    def say(self, key: str, *, count: int | None = None, **values: object) -> str:
        """Return the sentence of a key in the language spoken."""
        return say(key, self._language, count=count, **values)

    def number(self, value: float) -> str:
        """Return a number as the language writes it."""
        return number(value, self._language)

    def keep(self, owner: QObject, tell: Callable[[], None]) -> None:
        """Call `tell` now and whenever the language changes, for as long as the owner lives."""
        if len(self._kept) % 200 == 199:
            self._kept = [(each, said) for each, said in self._kept if isValid(each)]
        self._kept.append((owner, tell))
        tell()

    def label(self, owner: QObject, tell: Callable[[str], object], key: str) -> None:
        """Give a setter (setText, setToolTip ...) the sentence of a key now and whenever the language changes."""
        self.keep(owner, lambda: tell(self.say(key)) and None)
