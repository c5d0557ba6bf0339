"""From shaped runs to codes: one character a code, offsets in the font, widths as the shaper has them."""

import io

import pytest
from fontTools.ttLib import TTFont

from export.font_subset import EMPTY, Drawn, cut
from export.glyph_cells import NO_CHARACTER, cells
from export.numbers import channels, short
from export.outlines import face_metrics, outline
from model.text import set_text
from model.text.block import TextStyle
from model.text.faces import FACES

TEXTS = (
    "office affluent fjord",
    "السلام عليكم لأن الإلغاء",
    "مَرْحَبًا بِكُمْ فِي رِحْلَةِ العَمِيلِ",
    "شدّة ضمّةٌ لَا إلَّا",
    "שָׁלוֹם בְּרָכָה לְכֻלָּם",
    "é e\u0301 क्षि 👨‍👩‍👧 ٹڈڑ →",
)


def runs_of(text, direction="ltr"):
    block = set_text(text, TextStyle(12), direction=direction)
    return [(run, block.text) for line in block.lines for run in line.runs]


@pytest.mark.parametrize("text", TEXTS)
def test_each_cell_stands_for_one_character_and_none_is_lost(text):
    for run, whole in runs_of(text):
        found = list(cells(run, whole))
        assert all(len(cell.character) == 1 for cell in found)
        logical = [cell.character for cell in found if cell.character != NO_CHARACTER]
        assert sorted(logical) == sorted(whole[run.start : run.end])
        if len(run.glyphs) == run.end - run.start and not any(run.ys):
            assert "".join(logical) == whole[run.start : run.end][:: -1 if run.level & 1 else 1]


@pytest.mark.parametrize("text", TEXTS)
def test_cells_reach_as_far_as_the_run(text):
    for run, whole in runs_of(text):
        assert sum(cell.advance for cell in cells(run, whole)) == pytest.approx(sum(run.advances), abs=1)


def test_a_ligature_shares_its_width_among_its_characters():
    run, whole = next(each for each in runs_of("لا") if len(each[0].glyphs) == 1)
    first, second = cells(run, whole)
    assert {first.character, second.character} == {"ل", "ا"}
    assert abs(first.advance - second.advance) <= 1
    assert [each.drawn.glyph for each in (first, second)].count(EMPTY) == 1
    drawn, before = (first, 0.0) if first.drawn.glyph != EMPTY else (second, first.advance)
    assert drawn.character == "ل"
    assert drawn.drawn.dx == -before


def test_a_clipped_line_ends_in_a_mark_that_stands_for_no_character():
    block = set_text("one two three four", TextStyle(12), 60, most_lines=1)
    assert block.clipped
    run = block.lines[0].runs[-1]
    assert [cell.character for cell in cells(run, block.text)] == [NO_CHARACTER]


def box(font, glyph):
    name = font.getGlyphName(glyph)
    found = font["glyf"][name].getCoordinates(font["glyf"])[0]
    return found.calcIntBounds() if hasattr(found, "calcIntBounds") else None


def test_a_subset_holds_what_is_wanted_moved_as_it_is_wanted():
    path = FACES[0].path
    with TTFont(path) as whole:
        glyph = whole.getGlyphID("A")
        advance = whole["hmtx"]["A"][0]
        original = box(whole, glyph)
    wanted = [Drawn(0), Drawn(glyph), Drawn(glyph, 100, -40), Drawn(glyph, advance=77), Drawn(EMPTY, advance=5)]
    subset = cut(path, wanted)
    with TTFont(io.BytesIO(subset.data)) as font:
        assert font["maxp"].numGlyphs == 5
        widths = [font["hmtx"][font.getGlyphName(each)][0] for each in subset.places]
        assert widths[1:] == [advance, advance, 77, 5]
        plain, moved = (box(font, subset.places[each]) for each in (1, 2))
        assert plain == original
        assert moved == tuple(value + shift for value, shift in zip(plain, (100, -40, 100, -40), strict=True))
        assert font["glyf"][font.getGlyphName(subset.places[4])].numberOfContours == 0
    assert subset.name.startswith("Rubik")
    assert len(subset.data) < 5000


@pytest.mark.parametrize("face", range(len(FACES)))
def test_every_face_can_be_cut_and_outlined(face):
    glyphs = range(3, 60)
    subset = cut(FACES[face].path, [Drawn(each) for each in glyphs])
    assert len(set(subset.places)) == len(glyphs)
    upem, advances = face_metrics(face)
    assert upem == FACES[face].units_per_em
    drawn = [outline(face, each) for each in glyphs]
    assert any(drawn)
    for segments in drawn:
        assert {each[0] for each in segments} <= {"M", "L", "C", "Z"}
        assert all(len(each) == {"M": 3, "L": 3, "C": 7, "Z": 1}[each[0]] for each in segments)
    assert advances[0] > 0


def test_a_round_letter_is_outlined_with_curves_within_its_bounds():
    with TTFont(FACES[0].path) as font:
        glyph = font.getGlyphID("O")
        left, bottom, right, top = box(font, glyph)
    segments = outline(0, glyph)
    assert [each[0] for each in segments].count("C") > 8
    xs, ys = ([value for each in segments for value in each[axis::2]] for axis in (1, 2))
    assert (min(xs), max(xs)) == pytest.approx((left, right), abs=1)
    assert (min(ys), max(ys)) == pytest.approx((bottom, top), abs=1)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0001, "0"), (1.5, "1.5"), (2, "2"), (1e-9, "0"), (100, "100"), (1234567.8916, "1234567.892")],
)
def test_numbers_are_short_and_have_no_exponent(value, text):
    assert short(value) == text


def test_colours_become_channels():
    assert channels("#ff0080") == (1, 0, 128 / 255)
