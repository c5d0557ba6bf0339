"""A press on a bubble of comments: it selects the card and shows what is said about it; a drag moves the card."""

from editor.tools.drag import DragCards
from editor.tools.tool import Pointer


class OpenComments(DragCards):
    """A drag of a card that, where it was only a click, opens the comments."""

    def finish(self, pointer: Pointer) -> None:
        """Drop the card, or show its comments."""
        dragged = self.dragging
        super().finish(pointer)
        if not dragged and not pointer.adds:
            self.view.session.comments_wanted.emit(self.hit.id)
