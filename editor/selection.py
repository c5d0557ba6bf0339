"""What is selected on the map: ids of records, shared by canvas, outline, inspector and menus."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """An ordered set of record ids. The last one chosen is the primary: what keys act on and the inspector shows."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing selected."""
        super().__init__(parent)
        self._ids: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The selected ids in the order in which they were chosen."""
        return self._ids

    @property
    def primary(self) -> str | None:
        """The id chosen last, or None."""
        return self._ids[-1] if self._ids else None

    def __contains__(self, identity: object) -> bool:
        """Whether an id is selected."""
        return identity in self._ids

    def choose(self, *ids: str) -> None:
        """Select exactly these."""
        self._become(ids)

    def add(self, ids: Iterable[str]) -> None:
        """Select these too."""
        self._become((*self._ids, *ids))

    def toggle(self, identity: str) -> None:
        """Select it if it is not, else leave it out."""
        if identity in self._ids:
            self._become(each for each in self._ids if each != identity)
        else:
            self._become((*self._ids, identity))

    def clear(self) -> None:
        """Select nothing."""
        self._become(())

    def _become(self, ids: Iterable[str]) -> None:
        fresh = tuple(dict.fromkeys(ids))
        if fresh != self._ids:
            self._ids = fresh
            self.changed.emit()
