"""What the program remembers between two runs: language, window, recent files. An ini file in the user's folder."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 12
"""How many files File ▸ Recent lists."""


class Settings:
    """Typed access to the ini file; what cannot be read counts as not said."""

    def __init__(self, folder: Path) -> None:
        """Read and write `folder`/window.ini."""
        with suppress(OSError):  # nothing is remembered then, and the writer says why nothing is kept
            folder.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language chosen in View ▸ Language, or empty for the system's."""
        return str(self._store.value("language", ""))

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    def recent(self) -> list[Path]:
        """Return the files opened last, newest first."""
        value = self._store.value("recent", [])
        each = [value] if isinstance(value, str) else list(value or [])
        return [Path(str(name)) for name in each if name]

    def add_recent(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        recent = self.recent()
        if recent[:1] == [path]:
            return
        known = [each for each in recent if each != path]
        self._store.setValue("recent", [str(each) for each in (path, *known)][:MOST_RECENT])

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self._store.remove("recent")

    def state(self, name: str) -> QByteArray | None:
        """Return a kept state of a window (its place, its docks), or None."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Keep a state of a window."""
        self._store.setValue(f"window/{name}", state)
