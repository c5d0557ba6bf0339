"""What the canvas says, in the language of the window."""

from PySide6.QtCore import QLocale

from model.checks import sentences
from model.checks.finding import Finding
from resources.words import LANGUAGES, say


def language() -> str:
    """Return the language the window speaks: Qt's default locale, where the catalogue has it."""
    spoken = QLocale().name().split("_")[0]
    return spoken if spoken in LANGUAGES else "en"


def speak(key: str, *, count: int | None = None, **values: object) -> str:
    """Return the sentence of a key in the window's language."""
    return say(key, language(), count=count, **values)


def sentence(finding: Finding) -> str:
    """Return the sentence of a finding in the window's language."""
    return sentences.sentence(finding, language())
