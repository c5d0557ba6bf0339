"""The emotion lane: faces, their curve, and what is said beside them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document import Document
from model.layout.curve import Curve
from model.layout.glyphs import face
from model.layout.lay_out import lay_out
from model.layout.shapes import Gradient, Path, Placed, Text
from model.layout.sheet import Sheet
from model.records import Lane, Record
from tests.model.layout.worlds import card, table


def sheet_of(*records: Record, stages: int = 2, direction: str = "") -> Sheet:
    return lay_out(Document([*table(("emotions",), stages, direction=direction), *records]), "m")


def mood(name: str, stage: int, score: float, title: str = "") -> Record:
    return card(name, stage, 0, "emotion", title, score=score)


def middle(each: Placed) -> tuple[float, float]:
    return each.x + each.piece.width / 2, each.y + each.piece.height / 2


def test_faces_stand_evenly_in_their_stage_in_order() -> None:
    sheet = sheet_of(mood("a", 0, 1), mood("b", 0, -1), mood("c", 0, 0))
    xs = [middle(sheet.placed["face", name])[0] for name in "abc"]
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1])
    column = sheet.columns[0]
    assert xs[0] - column.start == pytest.approx(column.end - xs[2])


def test_a_face_stands_at_the_height_of_its_score() -> None:
    sheet = sheet_of(mood("a", 0, 2), mood("b", 0, -2), mood("c", 1, 0), mood("d", 1, 0.5))
    high, low = sheet.emotion_scales["l0"]
    heights = [middle(sheet.placed["face", name])[1] for name in "abcd"]
    assert heights == pytest.approx([high, low, (high + low) / 2, (high + low) / 2 - (low - high) / 8])


def test_in_a_right_to_left_map_the_first_face_stands_at_the_right() -> None:
    sheet = sheet_of(mood("a", 0, 1), mood("b", 0, 1), direction="rtl")
    assert middle(sheet.placed["face", "a"])[0] > middle(sheet.placed["face", "b"])[0]


def test_the_curve_passes_through_every_face() -> None:
    sheet = sheet_of(mood("a", 0, 1), mood("b", 0, -2), mood("c", 1, 1.5))
    curves = [each for each in sheet.placed.values() if each.part == "curve"]
    ends = [
        (each.x + segment[-2], each.y + segment[-1])  # type: ignore[operator]
        for each in curves
        for shape in each.piece.shapes
        if isinstance(shape, Path)
        for segment in shape.segments
    ]
    for name in "abc":
        x, y = middle(sheet.placed["face", name])
        assert any(abs(x - end_x) < 0.01 and abs(y - end_y) < 0.01 for end_x, end_y in ends)


def test_a_stage_with_many_faces_widens() -> None:
    sheet = sheet_of(*(mood(f"{at:02}", 0, 0) for at in range(12)))
    xs = [middle(sheet.placed["face", f"{at:02}"])[0] for at in range(12)]
    assert sheet.columns[0].length > 170
    assert all(after - before >= 22 for before, after in pairwise(xs))


def test_a_lane_grows_for_a_quote_that_finds_no_room() -> None:
    plain = sheet_of(mood("a", 0, 2), mood("b", 0, -2), mood("c", 0, 2))
    quoted = sheet_of(mood("a", 0, 2), mood("b", 0, -2, "Why does nobody answer me, ever, at all?"), mood("c", 0, 2))
    assert quoted.rows[0].length > plain.rows[0].length


def test_a_long_quote_takes_two_lines_and_ends_in_an_ellipsis() -> None:
    quote = sheet_of(mood("a", 0, 1, "This goes on and on " * 9)).placed["quote", "a"]
    words = quote.piece.shapes[0]
    assert isinstance(words, Text)
    assert len(words.block.lines) == 2 and words.block.clipped and words.halo == "#ffffff"


def test_the_ground_runs_from_green_to_red_under_a_fifth_of_full_colour() -> None:
    ground = sheet_of(mood("a", 0, 1)).placed["ground", "l0"].piece.shapes[0]
    assert isinstance(ground, Gradient)
    top, centre, bottom = ([int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in ground.colours)
    assert top[1] > top[0] and bottom[0] > bottom[1] and centre == [255, 255, 255]
    assert min(*top, *bottom) >= 255 * 0.8


def test_a_lane_without_faces_is_laid_out_too() -> None:
    sheet = sheet_of()
    assert sheet.rows[0].length > 80 and "l0" in sheet.emotion_scales


def test_a_taller_lane_has_a_taller_scale() -> None:
    records = [*table((), 1), Lane("l0", "m", "a0", "emotions", height=400.0), mood("a", 0, 1)]
    high, low = lay_out(Document(records), "m").emotion_scales["l0"]
    assert low - high > 300


@pytest.mark.parametrize(("score", "turned"), [(2, 1), (-2, -1)])
def test_a_mouth_bends_with_the_score(score: float, turned: int) -> None:
    mouth = face(score, 0, 0, 10, "#000000")[-1]
    assert isinstance(mouth, Path)
    (_, _, corner), (_, _, bend, *_) = mouth.segments[0], mouth.segments[1]  # type: ignore[misc]
    assert (bend - corner) * turned > 0


heights = st.lists(st.integers(-4, 4), min_size=2, max_size=9)


@given(heights, st.data())
def test_the_curve_never_overshoots_its_points(scores: list[int], data: st.DataObject) -> None:
    xs = [0.0]
    for _ in scores[1:]:
        xs.append(xs[-1] + data.draw(st.floats(20, 300)))
    points = list(zip(xs, map(float, scores), strict=True))
    curve = Curve(points)
    for (left, low), (right, high) in pairwise(points):
        for step in range(11):
            height, _ = curve.at(left + (right - left) * step / 10)
            assert min(low, high) - 1e-9 <= height <= max(low, high) + 1e-9


@given(heights, st.floats(0, 1), st.floats(0, 1))
def test_a_part_of_the_curve_begins_and_ends_on_it(scores: list[int], one: float, other: float) -> None:
    curve = Curve([(at * 50.0, float(score)) for at, score in enumerate(scores)])
    left, right = sorted((one * curve.end, other * curve.end))
    segments = curve.segments(left, right)
    if segments:
        for segment, x in ((segments[0], left), (segments[-1], right)):
            assert segment[-2:] == pytest.approx((x, curve.at(x)[0]))
