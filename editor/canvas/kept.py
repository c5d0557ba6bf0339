"""What was made for painting, kept for the next paint."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Kept(Generic[Thing, Made]):
    """Keeps what was made of things that never change, by their identity; the one unused for longest goes first."""

    def __init__(self, make: Callable[[Thing], Made], most: int) -> None:
        """Keep at most `most` of what `make` makes."""
        self._make, self._most = make, most
        self._held: OrderedDict[int, tuple[Thing, Made]] = OrderedDict()

    def __call__(self, thing: Thing) -> Made:
        """Return what was made of this thing, making it now if it is not held."""
        held = self._held.get(id(thing))
        if held is not None:
            self._held.move_to_end(id(thing))
            return held[1]
        made = self._make(thing)
        self._held[id(thing)] = (thing, made)
        if len(self._held) > self._most:
            self._held.popitem(last=False)
        return made

    def __len__(self) -> int:
        """How many are held."""
        return len(self._held)
