"""The logical structure of a poster's PDF (PDF 32000-1, 14.7 and 14.8), for those who have it read out.

The map is a table of stages and lanes, the findings are a list of links. Each element carries its exact text: there,
unlike in the page's content, it harms no reader that searches or copies.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from export.page import Page
from export.pdf_paint import FIGURES
from model.layout.shapes import Placed, Text

Marked = Sequence[Placed]
"""What the marks 0, 1, 2 ... in a page's content belong to."""

_TAGS = {"title": "H1", "heading": "H2"}
_AFTER_THE_MAP = frozenset(("kind", "evidence", "mark", "heading", "finding", "comment", "remark"))
"""Parts of the furniture that are read out after the map: legend, findings, comments."""
_LANGUAGE_OF = {"ARABIC": "ar", "HEBREW": "he", "LATIN": "en"}


def add_structure(pdf: Any, pages: Sequence[Page], marked: Sequence[Marked]) -> None:
    """Add the structure tree for pages whose content was marked, and whose links are already there."""
    from pikepdf import Array, Dictionary, Name

    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree = _Tree(pdf, len(pages), pages[0].language)
    document = tree.element("Document", root)
    for number, page in enumerate(pages):
        _Poster(tree, page, pdf.pages[number], number, marked[number]).add_to(document)
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(tree.parents())))
    root.ParentTreeNextKey = len(pages) + len(tree.links)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Tree:
    """Makes elements, and remembers which marks and links belong to which."""

    def __init__(self, pdf: Any, pages: int, language: str) -> None:
        self._pdf = pdf
        self.pages = pages
        self.language = language
        self.marks: dict[int, list[Any]] = {}
        self.links: list[Any] = []

    def element(self, tag: str, parent: Any, **entries: Any) -> Any:
        """Return a new element, the last among its parent's."""
        from pikepdf import Array, Dictionary, Name

        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=parent, **entries))
        if "/S" in parent:
            if "/K" not in parent:
                parent.K = Array()
            parent.K.append(made)
        return made

    def parents(self) -> list[Any]:
        """Return the number tree that leads from marks (by page) and links (after the pages) to their elements."""
        from pikepdf import Array

        numbers: list[Any] = []
        for page in range(self.pages):
            numbers += [page, self._pdf.make_indirect(Array(self.marks.get(page, [])))]
        for place, element in enumerate(self.links):
            numbers += [self.pages + place, element]
        return numbers


class _Poster:
    """One page: its pieces by what they are, put into elements in the order of reading."""

    def __init__(self, tree: _Tree, page: Page, drawn: Any, number: int, marked: Marked) -> None:
        from pikepdf import Name

        self._tree, self._page, self._drawn, self._number = tree, page, drawn.obj, number
        self._marks: dict[int, list[int]] = {}
        self._pieces: dict[int, Placed] = {}
        for mark, placed in enumerate(marked):
            self._marks.setdefault(id(placed), []).append(mark)
            self._pieces[id(placed)] = placed
        self._of: list[Any] = [None] * len(marked)
        self._annotations = {id(jump.source): place for place, jump in enumerate(page.jumps)}
        self._drawn.StructParents = number
        self._drawn.Tabs = Name.S

    def add_to(self, document: Any) -> None:
        """Add the page's elements to the document's."""
        section = self._tree.element("Sect", document)
        furniture = {id(each) for each in self._page.layers[0].placed}
        on_map = [each for key, each in self._pieces.items() if key not in furniture]
        beside = [each for key, each in self._pieces.items() if key in furniture]
        told = [each for each in beside if each.part not in _AFTER_THE_MAP]
        for placed in told:
            self._text(_TAGS.get(placed.part, "P"), section, placed)
        if on_map:
            self._map(section, on_map)
        findings = None
        for placed in (each for each in beside if each not in told):
            if placed.part in ("finding", "comment"):
                findings = findings or self._tree.element("L", section)
                self._finding(findings, placed)
            else:
                self._text(_TAGS.get(placed.part, "P"), section, placed)
        self._tree.marks[self._number] = self._of

    def _map(self, section: Any, pieces: Sequence[Placed]) -> None:
        """Add the map as a table, and after it what stands in no cell (the words on links)."""
        by_record: dict[str, list[Placed]] = {}
        for placed in pieces:
            by_record.setdefault(placed.id, []).append(placed)
        grid = self._page.grid
        table = self._tree.element("Table", section)
        head = self._tree.element("TR", table)
        self._tree.element("TH", head, A=_scope("Column"))
        for stage in grid.stages:
            self._cell("TH", head, by_record.pop(stage, []), A=_scope("Column"))
        for lane, cells in grid.lanes:
            row = self._tree.element("TR", table)
            self._cell("TH", row, by_record.pop(lane, []), A=_scope("Row"))
            for cards in cells:
                self._cell("TD", row, [each for card in cards for each in by_record.pop(card, [])])
        for placed in (each for rest in by_record.values() for each in rest):
            self._text("P", section, placed)

    def _cell(self, tag: str, row: Any, pieces: Sequence[Placed], **entries: Any) -> None:
        cell = self._tree.element(tag, row, **entries)
        for placed in pieces:
            self._text("P", cell, placed)

    def _finding(self, findings: Any, placed: Placed) -> None:
        """Add a finding as an item of the list: a link to its card where there is one."""
        body = self._tree.element("LBody", self._tree.element("LI", findings))
        place = self._annotations.get(id(placed))
        if place is None:
            self._text("P", body, placed)
            return
        from pikepdf import Dictionary, Name

        link = self._text("Link", body, placed)
        annotation = self._drawn.Annots[place]
        link.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self._drawn))
        annotation.StructParent = self._tree.pages + len(self._tree.links)
        self._tree.links.append(link)

    def _text(self, tag: str, parent: Any, placed: Placed) -> Any:
        """Add an element for a piece's texts, or for the face that it is."""
        from pikepdf import Array, String

        marks = self._marks[id(placed)]
        entries = {"Pg": self._drawn, "K": Array(marks)}
        if placed.part in FIGURES:
            tag, words = "Figure", self._page.grid.said.get(placed.id, "")
            entries["Alt"] = String(words)
        else:
            words = " ".join(_texts(placed))
            entries["ActualText"] = String(words)
        language = _language(words)
        if language and language != self._tree.language:
            entries["Lang"] = String(language)
        element = self._tree.element(tag, parent, **entries)
        for mark in marks:
            self._of[mark] = element
        return element


def _scope(scope: str) -> Any:
    from pikepdf import Dictionary, Name

    return Dictionary(O=Name.Table, Scope=Name(f"/{scope}"))


def _texts(placed: Placed) -> Iterator[str]:
    """Yield a piece's texts, fit for a PDF string."""
    for shape in placed.piece.shapes:
        if isinstance(shape, Text):
            words = " ".join(shape.block.text.split())
            if not words.isascii() or not words.isprintable():
                words = "".join(each for each in words if unicodedata.category(each) not in ("Cc", "Cs"))
            yield words


def _language(words: str) -> str:
    """Return the language whose letters a text begins with, or nothing."""
    letter = next((each for each in words if each.isalpha()), "")
    return _LANGUAGE_OF.get(unicodedata.name(letter, "").split(" ")[0], "") if letter else ""
