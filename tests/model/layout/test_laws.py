"""What holds for the layout of every map: nothing overlaps, nothing is cut, nothing stands outside."""

from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import Change, ChangeSet, change_set
from model.document import Document
from model.ids import new_id
from model.layout.lay_out import Layouter, lay_out
from model.layout.shapes import Path, Placed, Shape, Text
from model.layout.sheet import Sheet
from model.records import Card, JourneyMap, Link, Record, Stage
from tests.model.layout.worlds import TITLES, documents, records

Box = tuple[float, float, float, float]
laws = settings(max_examples=60, deadline=None)
TINY = 0.01


def box(each: Placed, inset: float = 0.0) -> Box:
    return each.x + inset, each.y + inset, each.right - inset, each.bottom - inset


def meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] - TINY and other[0] < one[2] - TINY and one[1] < other[3] - TINY and other[1] < one[3] - TINY
    )


def parts(sheet: Sheet, *names: str) -> list[Placed]:
    return [each for each in sheet.placed.values() if each.part in names]


def strokes(each: Placed) -> list[tuple[float, float, float, float]]:
    """The straight stretches of a link or curve as boxes; rounded corners count with their ends."""
    found = []
    for shape in each.piece.shapes:
        if isinstance(shape, Path) and shape.stroke:
            ends = [segment[-2:] for segment in shape.segments if len(segment) > 1]
            for (x1, y1), (x2, y2) in pairwise(ends):
                found.append((each.x + min(x1, x2), each.y + min(y1, y2), each.x + max(x1, x2), each.y + max(y1, y2)))
    return found


@given(documents)
@laws
def test_no_two_cards_overlap_and_each_lies_inside_its_cell(document: Document) -> None:
    sheet = lay_out(document, "m")
    cards = parts(sheet, "card")
    assert len(cards) + len(parts(sheet, "face")) == len(document.reading_order("m"))
    for one, other in combinations(cards, 2):
        assert not meet(box(one), box(other))
    columns = {band.id: band for band in sheet.card_columns}
    rows = {band.id: band for band in sheet.rows}
    for each in cards:
        record = document.get(Card, each.id)
        column, row = columns[record.stage], rows[record.lane]
        assert abs(each.x - column.start) < TINY and abs(each.right - column.end) < TINY
        assert row.start <= each.y and each.bottom <= row.end


@given(documents)
@laws
def test_links_are_all_drawn_and_none_crosses_a_card(document: Document) -> None:
    sheet = lay_out(document, "m")
    cards = [box(each, 0.5) for each in parts(sheet, "card")]
    links = parts(sheet, "link")
    assert {each.id for each in links} == {each.id for each in filter(document.shows, document.links("m"))}
    for each in links:
        for stroke in strokes(each):
            assert not any(meet(stroke_with_width(stroke), card) for card in cards)


def stroke_with_width(stroke: Box) -> Box:
    return stroke[0] - 0.1, stroke[1] - 0.1, stroke[2] + 0.1, stroke[3] + 0.1


@given(documents)
@laws
def test_links_that_run_beside_each_other_keep_apart(document: Document) -> None:
    sheet = lay_out(document, "m")
    upright = [
        (each.id, stroke)
        for each in parts(sheet, "link")
        for stroke in strokes(each)
        if stroke[2] - stroke[0] < TINY and stroke[3] - stroke[1] > 1
    ]
    for (one, first), (other, second) in combinations(upright, 2):
        if one != other and first[1] < second[3] - 1 and second[1] < first[3] - 1:
            assert abs(first[0] - second[0]) > 3, (one, other)


@given(documents)
@laws
def test_labels_touch_no_card_no_other_label_and_no_other_link(document: Document) -> None:
    sheet = lay_out(document, "m")
    labels = parts(sheet, "label")
    wanted = [each for each in filter(document.shows, document.links("m")) if each.condition or each.share is not None]
    assert len(labels) == len(wanted)
    for one, other in combinations(labels, 2):
        assert not meet(box(one), box(other))
    for label in labels:
        assert not any(meet(box(label), box(card)) for card in parts(sheet, "card", "face", "quote"))
        others = [each for each in parts(sheet, "link") if each.id != label.id]
        assert not any(meet(stroke_with_width(stroke), box(label)) for each in others for stroke in strokes(each))


@given(documents)
@laws
def test_quotes_touch_no_face_no_other_quote_and_not_the_curve(document: Document) -> None:
    sheet = lay_out(document, "m")
    quotes = parts(sheet, "quote")
    for one, other in combinations(quotes, 2):
        assert not meet(box(one), box(other))
    for quote in quotes:
        assert not any(meet(box(quote), box(each)) for each in parts(sheet, "face", "card"))
        for curve in parts(sheet, "curve"):
            assert not any(quote.contains(x, y) for x, y in along(curve))
        row = next(row for row in sheet.rows if row.id == document.get(Card, quote.id).lane)
        assert row.start <= quote.y and quote.bottom <= row.end


def along(curve: Placed) -> list[tuple[float, float]]:
    """Points on a drawn curve."""
    found = []
    for shape in curve.piece.shapes:
        assert isinstance(shape, Path)
        x = y = 0.0
        for segment in shape.segments:
            match segment:
                case ("M", x, y):
                    pass
                case ("C", x1, y1, x2, y2, x3, y3):
                    for step in range(21):
                        t = step / 20
                        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                        found.append(
                            (curve.x + a * x + b * x1 + c * x2 + d * x3, curve.y + a * y + b * y1 + c * y2 + d * y3)
                        )
                    x, y = x3, y3
    return found


@given(documents)
@laws
def test_everything_lies_on_the_sheet_and_every_text_in_its_piece(document: Document) -> None:
    sheet = lay_out(document, "m")
    for each in sheet.placed.values():
        assert each.x > -TINY and each.y > -TINY, each.key
        assert each.right < sheet.width + TINY and each.bottom < sheet.height + TINY, each.key
        for shape in each.piece.shapes:
            if isinstance(shape, Text):
                assert shape.y >= 0 and shape.y + shape.block.height <= each.piece.height + TINY, each.key
                for line in shape.block.lines:
                    assert shape.x + line.x > -0.5, (each.key, shape.block.text)
                    assert shape.x + line.x + line.width < each.piece.width + 0.5, (each.key, shape.block.text)


@given(documents)
@laws
def test_a_right_to_left_map_is_the_mirror_of_a_left_to_right_one(document: Document) -> None:
    journey = document.get(JourneyMap, "m")
    others = [each for each in document.records.values() if each is not journey]
    there = lay_out(Document([replace(journey, direction="ltr"), *others]), "m")
    back = lay_out(Document([replace(journey, direction="rtl"), *others]), "m")
    assert (there.width, there.height) == (back.width, back.height)
    assert there.placed.keys() == back.placed.keys()
    for key, one in there.placed.items():
        other = back.placed[key]
        assert abs(one.x - (back.width - other.right)) < TINY and abs(one.y - other.y) < TINY, key
        assert one.piece.width == other.piece.width and one.piece.height == other.piece.height, key


def edit(draw: st.DrawFn, document: Document) -> ChangeSet:
    """Any edit of the document: another title, place or width, a record gone or come back."""
    changes: list[Change] = []
    cards, links, stages = document.cards("m"), document.links("m"), document.stages("m")
    choice = draw(st.sampled_from(("title", "move", "score", "link", "unlink", "say", "stage", "hide", "away")))
    if choice == "title" and cards:
        old = draw(st.sampled_from(cards))
        changes.append(Change(old, replace(old, title=draw(st.sampled_from(TITLES)))))
    if choice == "score" and cards:
        old = draw(st.sampled_from(cards))
        changes.append(Change(old, replace(old, score=-old.score or 1.0)))
    if choice == "move" and cards:
        old = draw(st.sampled_from(cards))
        changes.append(Change(old, replace(old, stage=draw(st.sampled_from(list(stages))).id)))
    if choice == "link" and (touchpoints := [each.id for each in cards if each.kind == "touchpoint"]):
        source, target = draw(st.sampled_from(touchpoints)), draw(st.sampled_from(touchpoints))
        changes.append(Change(None, Link(new_id(), "m", source, target, share=50.0)))
    if choice == "unlink" and links:
        changes.append(Change(draw(st.sampled_from(links)), None))
    if choice == "say" and links:
        named = draw(st.sampled_from(links))
        condition = draw(st.sampled_from(("", "yes", "quite another condition than before")))
        changes.append(Change(named, replace(named, condition=condition, kind="return", share=None)))
    if choice == "stage" and stages:
        stage = draw(st.sampled_from(list(stages)))
        width = draw(st.sampled_from((None, 120.0, 400.0)))
        changes.append(Change(stage, replace(stage, title="Another title that wraps twice", width=width)))
    if choice == "hide" and (lanes := document.lanes("m")):
        lane = draw(st.sampled_from(list(lanes)))
        changes.append(Change(lane, replace(lane, hidden=not lane.hidden)))
    if choice == "away" and stages:
        changes += gone(document, draw(st.sampled_from(list(stages))))
    return change_set("edit", changes)


def gone(document: Document, stage: Stage) -> list[Change]:
    """The removal of a stage with its cards and their links."""
    cards = [each for each in document.cards("m") if each.stage == stage.id]
    names = {each.id for each in cards}
    links = [each for each in document.links("m") if each.source in names or each.target in names]
    removed: list[Record] = [*links, *cards, stage]
    return [Change(each, None) for each in removed]


@given(st.data())
@laws
def test_laying_out_again_after_edits_gives_what_a_cold_layout_gives(data: st.DataObject) -> None:
    document = Document(data.draw(records()))
    layouter = Layouter(document, "m")
    for _ in range(data.draw(st.integers(1, 4))):
        changes = data.draw(st.composite(lambda draw: edit(draw, document))())
        document.apply(changes)
        before = layouter.sheet
        after = layouter.update(changes)
        same_as(after, lay_out(document, "m"))
        covers(before, after)


def same_as(one: Sheet, other: Sheet) -> None:
    assert (one.width, one.height, one.columns, one.rows) == (other.width, other.height, other.columns, other.rows)
    assert one.placed.keys() == other.placed.keys()
    for key, first in one.placed.items():
        second = other.placed[key]
        assert abs(first.x - second.x) < TINY and abs(first.y - second.y) < TINY, key
        assert abs(first.piece.width - second.piece.width) < TINY, key
        assert abs(first.piece.height - second.piece.height) < TINY, key
        if first.piece is not second.piece:
            assert len(first.piece.shapes) == len(second.piece.shapes), key
            assert all(map(alike, first.piece.shapes, second.piece.shapes)), key


def alike(one: Shape, other: Shape) -> bool:
    """Whether two shapes draw the same, but for the last bits of their numbers."""
    if isinstance(one, Text) and isinstance(other, Text):
        return one.block.text == other.block.text and one.colour == other.colour
    if isinstance(one, Path) and isinstance(other, Path):
        ends = [(a[-2:], b[-2:]) for a, b in zip(one.segments, other.segments, strict=True) if len(a) > 1]
        near = all(abs(a - b) < TINY for first, second in ends for a, b in zip(first, second, strict=True))  # type: ignore[operator]
        return near and (one.dash, one.fill, one.stroke) == (other.dash, other.fill, other.stroke)
    return type(one) is type(other)


def covers(before: Sheet, after: Sheet) -> None:
    """Whatever differs between two sheets lies within the rectangles of their diff."""
    dirty = before.diff(after)
    for key in before.placed.keys() | after.placed.keys():
        one, other = before.placed.get(key), after.placed.get(key)
        if one and other and (one.x, one.y, one.piece) == (other.x, other.y, other.piece):
            continue
        for each in filter(None, (one, other)):
            assert any(
                x <= each.x + TINY and y <= each.y + TINY and each.right <= x + w + TINY and each.bottom <= y + h + TINY
                for x, y, w, h in dirty
            ), key


@given(documents, st.floats(0, 1), st.floats(0, 1), st.floats(1, 400))
@laws
def test_within_finds_exactly_what_touches_a_rectangle(document: Document, x: float, y: float, side: float) -> None:
    sheet = lay_out(document, "m")
    left, top = x * sheet.width, y * sheet.height
    found = sheet.within(left, top, side, side)
    expected = {
        each.key
        for each in sheet.placed.values()
        if each.x < left + side and each.right > left and each.y < top + side and each.bottom > top
    }
    assert {each.key for each in found} == expected
    assert [each.layer for each in found] == sorted(each.layer for each in found)
