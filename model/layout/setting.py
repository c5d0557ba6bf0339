"""What every piece of a map is built with: the theme, the language's words and digits, the direction of its text."""

from dataclasses import dataclass
from functools import lru_cache

from model.layout.mirror import mirrored
from model.layout.shapes import Piece, Shape, Text
from model.layout.theme import Theme
from model.text import set_text
from model.text.block import Block
from resources.words import say


@dataclass(frozen=True, slots=True)
class Setting:
    """Theme, language and direction ("ltr" or "rtl") of one map."""

    theme: Theme
    language: str
    direction: str

    def block(
        self,
        text: str,
        size: str,
        width: float | None = None,
        *,
        weight: str = "regular",
        align: str = "start",
        most_lines: int | None = None,
    ) -> Block:
        """Return the text set in a named size of the theme. align: "start" is the map's leading side."""
        style = self.theme.style(size, weight)
        return set_text(text, style, width, direction=self.direction, align=align, most_lines=most_lines)

    def word(self, key: str, *, count: int | None = None, **values: str) -> str:
        """Return the words of a key "layout.…" in the map's language."""
        return _word(key, self.language, count, tuple(values.items()))

    def piece(self, width: float, height: float, shapes: list[Shape], flat: str = "") -> Piece:
        """Return a Piece of shapes drawn as for a left-to-right map, turned about if the map runs the other way."""
        made = tuple(shapes)
        if self.direction == "rtl":
            made = mirrored(Piece(width, height, made)).shapes
        return Piece(width, height, made, flat, _greek(made))


def _greek(shapes: tuple[Shape, ...]) -> tuple[tuple[float, float, float, float], ...]:
    bars: list[tuple[float, float, float, float]] = []
    for each in shapes:
        if isinstance(each, Text):
            x, y, size = each.x, each.y, each.block.style.size
            bars += [(x + line.x, y + line.baseline - 0.6 * size, line.width, 0.5 * size) for line in each.block.lines]
    return tuple(bars)


@lru_cache(maxsize=4096)
def _word(key: str, language: str, count: int | None, values: tuple[tuple[str, str], ...]) -> str:
    return say(f"layout.{key}", language, count=count, **dict(values))
