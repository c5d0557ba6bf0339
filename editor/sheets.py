"""The Sheets of a project's maps, laid out when they are asked for and again only where something changed."""

from typing import TYPE_CHECKING

from model.change import ChangeSet
from model.document import Document
from model.layout.sheet import Sheet

if TYPE_CHECKING:
    from model.layout.lay_out import Layouter


class Sheets:
    """Keeps a Layouter for each map that was shown, so that going back to a tab costs nothing."""

    def __init__(self, document: Document) -> None:
        """Lay out maps of this document. `heard` must be called with every ChangeSet it applies."""
        self._document = document
        self._layouters: dict[str, Layouter] = {}
        self._waiting: dict[str, ChangeSet] = {}

    def heard(self, changes: ChangeSet) -> None:
        """Take note of what was applied; several ChangeSets in a row are laid out together."""
        for map_id in tuple(self._layouters):
            if map_id not in self._document:
                del self._layouters[map_id]
                self._waiting.pop(map_id, None)
            else:
                waiting = self._waiting.get(map_id)
                self._waiting[map_id] = waiting.squash(changes) if waiting else changes

    def of(self, map_id: str) -> Sheet:
        """Return the Sheet of a map as it is now; raise KeyError where there is no such map."""
        layouter = self._layouters.get(map_id)
        if layouter is None:
            from model.layout.lay_out import Layouter

            layouter = self._layouters[map_id] = Layouter(self._document, map_id)
        elif (waiting := self._waiting.pop(map_id, None)) is not None:
            layouter.update(waiting)
        return layouter.sheet
