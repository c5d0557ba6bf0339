"""The typefaces Masar ships, and which of them stands in for which.

Rubik covers Latin, Arabic with vowel marks and Hebrew with points in one family; the Noto faces fill its gaps.
A face is opened when something first asks for its glyphs, so that importing this module costs nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from resources import FONTS


@dataclass(frozen=True)
class Face:
    """One font file. weight: as CSS has it, 400 regular, 500 medium, 700 bold."""

    name: str
    family: str
    weight: int

    @property
    def path(self) -> Path:
        """The font file."""
        return FONTS / f"{self.name}.ttf"

    @cached_property
    def font(self) -> Any:
        """The HarfBuzz font, scaled to font units."""
        import uharfbuzz

        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path))))

    @cached_property
    def units_per_em(self) -> int:
        """Font units in one em."""
        return int(self.font.face.upem)

    @cached_property
    def ascent(self) -> float:
        """The ascent above the baseline, in ems."""
        return float(self.font.get_font_extents("ltr").ascender) / self.units_per_em

    @cached_property
    def descent(self) -> float:
        """The descent below the baseline, in ems, positive."""
        return -float(self.font.get_font_extents("ltr").descender) / self.units_per_em

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The code points that the face has a glyph for."""
        return frozenset(self.font.face.unicodes)


FACES: tuple[Face, ...] = (
    Face("Rubik_400Regular", "Rubik", 400),
    Face("Rubik_500Medium", "Rubik", 500),
    Face("Rubik_700Bold", "Rubik", 700),
    Face("NotoSans_400Regular", "Noto Sans", 400),
    Face("NotoSans_700Bold", "Noto Sans", 700),
    Face("NotoSansArabic_400Regular", "Noto Sans Arabic", 400),
    Face("NotoSansArabic_700Bold", "Noto Sans Arabic", 700),
    Face("NotoSansHebrew_400Regular", "Noto Sans Hebrew", 400),
    Face("NotoSansHebrew_700Bold", "Noto Sans Hebrew", 700),
    Face("NotoSansSymbols2_400Regular", "Noto Sans Symbols 2", 400),
    Face("NotoEmoji_400Regular", "Noto Emoji", 400),
    Face("NotoSansMath_400Regular", "Noto Sans Math", 400),
)
"""All faces. `Run.face` is an index into this."""

EMOJI = 10
"""The index of the emoji face."""

STACKS: dict[str, tuple[int, ...]] = {
    "regular": (0, 3, 5, 7, 9, 11, 10),
    "medium": (1, 3, 5, 7, 9, 11, 10),
    "bold": (2, 4, 6, 8, 9, 11, 10),
}
"""For each weight of a `TextStyle`, the faces to look in, the first one first."""
