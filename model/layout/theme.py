"""The theme: colours, sizes and spaces as data, read from `resources/themes/*.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from model.text.block import TextStyle
from resources import THEMES


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """One look. Lengths in points, colours "#rrggbb"; each table is a section of the TOML file.

    space: paddings and gaps. size: type sizes and row heights. link: widths and distances of links. radius: corners.
    colour: what belongs to no kind. evidence: fill and text of the pills. emotion: the emotion lane. stages: the
    steps of teal along the journey. kinds: the colour of each kind of card, and of stages.
    """

    name: str
    space: dict[str, float]
    size: dict[str, float]
    link: dict[str, float]
    radius: dict[str, float]
    colour: dict[str, str]
    evidence: dict[str, dict[str, str]]
    tag: dict[str, str]
    emotion: dict[str, str]
    stages: tuple[str, ...]
    kinds: dict[str, str]

    @cache  # noqa: B019 - themes are few and live as long as the process
    def style(self, size: str, weight: str = "regular") -> TextStyle:
        """Return the text style of a named size."""
        return TextStyle(self.size[size], weight, self.size["line_height"])

    def stage_colour(self, index: int, count: int) -> str:
        """Return the colour of a stage: the steps of teal, interpolated along the journey."""
        if count < 2:
            return self.stages[min(1, len(self.stages) - 1)]
        place = index / (count - 1) * (len(self.stages) - 1)
        step = min(int(place), len(self.stages) - 2)
        return blend(self.stages[step], self.stages[step + 1], place - step)


def blend(first: str, second: str, part: float) -> str:
    """Return the colour between two: `first` at part 0, `second` at part 1."""
    pairs = ((int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


@cache
def theme(name: str = "calm") -> Theme:
    """Return a theme that Masar ships; raise FileNotFoundError for a name it does not know."""
    with (THEMES / f"{name}.toml").open("rb") as file:
        data = tomllib.load(file)
    return Theme(
        name=name,
        space=data["space"],
        size=data["size"],
        link=data["link"],
        radius=data["radius"],
        colour=data["colour"],
        evidence=data["evidence"],
        tag=data["tag"],
        emotion=data["emotion"],
        stages=tuple(data["stages"]["steps"]),
        kinds=data["kinds"],
    )
