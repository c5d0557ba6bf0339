"""A font for reportlab that is addressed by glyph: every code draws one glyph and stands for one logical character.

reportlab's own text functions reverse and lose right-to-left text; so it is only the page writer here. It knows a
font as an object in `doc.delayedFonts` whose `addObjects` is called when the file is written (reportlab 5.1). The
objects are those of PDF 32000-1, 9.7: a Type0 font, Identity-H, with a CIDFontType2 and a ToUnicode map.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from export.font_subset import EMPTY, Drawn, Subset, cut

MOST_CODES = 40_000
"""Codes have two bytes; where a face has this many, the next run starts another font (a run has at most 20,000)."""
_CODES_A_BLOCK = 100
_FLAG_SYMBOLIC = 4

_MAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_MAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class GlyphFont:
    """One face of one PDF. `aliases`: its names in content streams, for left-to-right and right-to-left runs.

    upem: font units in an em. advances: each glyph's own advance in font units.
    """

    # What reportlab asks of a font.
    _multiByte = 1  # noqa: N815
    _dynamicFont = 1  # noqa: N815
    shapable = False
    face = None

    def __init__(self, path: Path, number: int, upem: int, advances: Sequence[int]) -> None:
        """Start an empty font for the face at `path`."""
        self.path = path
        self.name = f"G{number}"
        self.fontName = f"glyphs-{number}"  # reportlab's spelling
        self.aliases = (f"/{self.name}", f"/{self.name}R")
        self.upem = upem
        self.advances = advances
        self.codes: dict[tuple[Drawn, str], tuple[str, float]] = {}
        self.plain: dict[tuple[int, str], tuple[str, float]] = {}
        self._order: list[tuple[Drawn, str]] = [(Drawn(0), "")]

    @property
    def full(self) -> bool:
        """Whether the next run should start another font."""
        return len(self._order) >= MOST_CODES

    def code(self, drawn: Drawn, character: str) -> tuple[str, float]:
        """Return the code (four hexadecimal digits) for a drawn glyph and its character, and its width (font units)."""
        found = self.codes.get((drawn, character))
        if found is None:
            found = (f"{len(self._order):04X}", self._width(drawn))
            self.codes[drawn, character] = found
            self._order.append((drawn, character))
            if drawn[1:] == (0, 0, None):
                self.plain[drawn.glyph, character] = found
        return found

    def _width(self, drawn: Drawn) -> float:
        if drawn.advance is not None:
            return drawn.advance
        return 0 if drawn.glyph == EMPTY else self.advances[drawn.glyph]

    def addObjects(self, doc: Any) -> None:
        """Put the font's objects into reportlab's document (called by reportlab)."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        subset = cut(self.path, [drawn for drawn, _ in self._order])
        name = f"{self._tag()}+{subset.name}"
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([doc.Reference(self._descendant(doc, name, subset))]),
                "ToUnicode": doc.Reference(_stream(self._unicode_map().encode("ascii"))),
            }
        )
        reference = doc.Reference(font)
        for alias in self.aliases:
            doc.idToObject["BasicFonts"].dict[alias[1:]] = reference

    def _descendant(self, doc: Any, name: str, subset: Subset) -> Any:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        descriptor = {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(name),
            "Flags": _FLAG_SYMBOLIC,
            "FontBBox": PDFArray(list(subset.box)),
            "ItalicAngle": subset.italic_angle,
            "Ascent": subset.ascent,
            "Descent": subset.descent,
            "CapHeight": subset.cap_height,
            "StemV": 140 if subset.bold else 80,
            "FontFile2": doc.Reference(_stream(subset.data, Length1=len(subset.data))),
        }
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        widths = [_short(self._width(drawn) * 1000 / self.upem) for drawn, _ in self._order]
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(system),
                "FontDescriptor": doc.Reference(PDFDictionary(descriptor)),
                "DW": 1000,
                "W": PDFArray([0, PDFArray(widths)]),
                "CIDToGIDMap": doc.Reference(_stream(b"".join(each.to_bytes(2, "big") for each in subset.places))),
            }
        )

    def _tag(self) -> str:
        """Return six letters that depend on the subset alone (PDF 32000-1, 9.6.4)."""
        digest = hashlib.sha256(repr((self.path.name, self._order)).encode("utf-8", "surrogatepass")).digest()
        return "".join(chr(65 + each % 26) for each in digest[:6])

    def _unicode_map(self) -> str:
        entries = [
            f"<{code:04X}> <{character.encode('utf-16-be', 'replace').hex().upper()}>"
            for code, (_, character) in enumerate(self._order)
            if code
        ]
        blocks = [entries[start : start + _CODES_A_BLOCK] for start in range(0, len(entries), _CODES_A_BLOCK)]
        body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
        return "\n".join((_MAP_HEAD, *body, _MAP_TAIL))


class GlyphFonts:
    """The glyph fonts of one PDF, made as they are asked for and given to reportlab's document."""

    def __init__(self, doc: Any) -> None:
        """Make fonts for reportlab's `doc`."""
        self._doc = doc
        self._fonts: dict[int, GlyphFont] = {}
        self._made = 0

    def font(self, face: int) -> GlyphFont:
        """Return the font in use for a face (an index into `FACES`)."""
        font = self._fonts.get(face)
        if font is None or font.full:
            font = self._fonts[face] = self._make(face)
        return font

    def _make(self, face: int) -> GlyphFont:
        from export.outlines import face_metrics
        from model.text.faces import FACES

        self._made += 1
        font = GlyphFont(FACES[face].path, self._made, *face_metrics(face))
        self._doc.fontMapping[font.fontName] = font.aliases[0]
        self._doc.delayedFonts.append(font)
        return font


def _stream(content: bytes, **entries: int) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFStream

    stream = PDFStream(content=content)
    for key, value in entries.items():
        stream.dictionary[key] = value
    return stream


def _short(value: float) -> float | int:
    value = round(value, 3)
    return int(value) if value == int(value) else value
