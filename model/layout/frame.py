"""What stands around the cards: the sheet's ground, the stages' chevrons, the lanes' titles, the rules between."""

from math import ceil

from model.layout.setting import Setting
from model.layout.shapes import Box, Gradient, Path, Piece, Segment, Shape, Text
from model.records import LANE_KINDS, Lane
from resources.words import say


def stage_header_height(title: str, count: int, width: float, setting: Setting) -> float:
    """Return the height that a stage's header needs when its text is set for a stage of that width, in points."""
    theme = setting.theme
    room = chevron_room(width, setting)
    small = setting.block(say("count.touchpoint", setting.language, count=count), "small", room)
    block = setting.block(title, "stage", room, weight="medium")
    return float(ceil(block.height + small.height + 2 * theme.space["header_padding"]))


def chevron_room(width: float, setting: Setting) -> float:
    """Return the width left for text in a stage's header."""
    return width - 3 * setting.theme.space["chevron"] - 8


def stage_piece(
    title: str, count: int, place: tuple[int, int], size: tuple[float, float], stage_width: float, setting: Setting
) -> Piece:
    """Return a stage's header: a chevron that points the way the journey runs, its title and its touchpoints.

    place: the stage's index and how many there are; the last one's point keeps clear of the sheet's edge. size: width
    and height. stage_width: what the text is set for.
    """
    width, height = size
    theme = setting.theme
    point, room = theme.space["chevron"], chevron_room(stage_width, setting)
    colour = theme.stage_colour(*place)
    block = setting.block(title, "stage", room, weight="medium")
    small = setting.block(say("count.touchpoint", setting.language, count=count), "small", room)
    top = (height - block.height - small.height) / 2
    left = 2 * point + 4
    tip = width - (5 if place[0] == place[1] - 1 else 0)
    outline: tuple[Segment, ...] = (
        ("M", 2, 0),
        ("L", tip - point - 1, 0),
        ("L", tip, height / 2),
        ("L", tip - point - 1, height),
        ("L", 2, height),
        ("L", 2 + point, height / 2),
        ("Z",),
    )
    shapes: list[Shape] = [
        Path(outline, colour),
        Text(left, top, block, theme.colour["on_stage"]),
        Text(left, top + block.height, small, theme.colour["on_stage_small"]),
    ]
    return setting.piece(width, height, shapes, colour)


def lane_blocks(lane: Lane, setting: Setting) -> list[Text]:
    """Return the title of a lane (or its kind's word) and its hint, set for the column of lane titles."""
    theme = setting.theme
    pad = theme.space["cell_padding"] + 3
    room = theme.space["title_column"] - 2 * pad + 3
    top = theme.space["cell_padding"] + 2
    title = setting.block(lane.title or setting.word(f"lane.{lane.kind}"), "lane", room, weight="medium")
    texts = [Text(pad, top, title, theme.colour["lane"])]
    if not LANE_KINDS[lane.kind].is_line:
        hint = setting.block(setting.word(f"hint.{lane.kind}"), "small", room)
        texts.append(Text(pad, top + title.height + 2, hint, theme.colour["grey"]))
    return texts


def lane_height(lane: Lane, setting: Setting) -> float:
    """Return the least height of a lane's row: what its title needs, or what the lane asks for."""
    size = setting.theme.size
    if LANE_KINDS[lane.kind].is_line:
        title = line_title(lane, setting)
        return float(ceil(max(size["line_row"], title.block.height + 8)))
    last = lane_blocks(lane, setting)[-1]
    needed = last.y + last.block.height + setting.theme.space["cell_padding"]
    return float(ceil(max(needed, size["least_row"], lane.height or 0.0)))


def lane_piece(lane: Lane, height: float, setting: Setting) -> Piece:
    """Return the title of a lane at the leading side of its row."""
    width = setting.theme.space["title_column"]
    texts = [line_title(lane, setting)] if LANE_KINDS[lane.kind].is_line else lane_blocks(lane, setting)
    return setting.piece(width, height, list(texts), setting.theme.colour["title_column"])


def line_title(lane: Lane, setting: Setting) -> Text:
    """Return the small label of a blueprint line."""
    theme = setting.theme
    pad = theme.space["cell_padding"] + 3
    room = theme.space["title_column"] - 2 * pad + 6
    block = setting.block(lane.title or setting.word(f"lane.{lane.kind}"), "small", room)
    return Text(pad, 4, block, theme.colour["grey"])


def line_piece(width: float, height: float, setting: Setting) -> Piece:
    """Return one column's part of a blueprint line: dashes across the middle of its row."""
    outline: tuple[Segment, ...] = (("M", 0, height / 2), ("L", width, height / 2))
    path = Path(outline, stroke=setting.theme.colour["boundary"], stroke_width=1.2, dash=(5.0, 5.0))
    return setting.piece(width, height, [path], setting.theme.colour["boundary"])


def ground_piece(width: float, height: float, setting: Setting) -> Piece:
    """Return the white sheet with its edge, and the tinted column of lane titles."""
    theme = setting.theme
    radius, column = theme.radius["sheet"], theme.space["title_column"]
    bend = radius * 0.45
    tinted: tuple[Segment, ...] = (
        ("M", column, 0.5),
        ("L", column, height - 0.5),
        ("L", radius, height - 0.5),
        ("C", bend, height - 0.5, 0.5, height - bend, 0.5, height - radius),
        ("L", 0.5, radius),
        ("C", 0.5, bend, bend, 0.5, radius, 0.5),
        ("Z",),
    )
    shapes: list[Shape] = [
        Box(0.5, 0.5, width - 1, height - 1, radius, theme.colour["sheet"]),
        Path(tinted, theme.colour["title_column"]),
    ]
    return setting.piece(width, height, shapes, theme.colour["sheet"])


def edge_piece(width: float, height: float, setting: Setting) -> Piece:
    """Return the sheet's edge, drawn over what reaches it."""
    theme = setting.theme
    box = Box(0.5, 0.5, width - 1, height - 1, theme.radius["sheet"], "", theme.colour["edge"])
    return setting.piece(width, height, [box])


def rule_piece(width: float, height: float, setting: Setting) -> Piece:
    """Return a hairline: a row's or a column's rule, `width` or `height` being 1 point."""
    return setting.piece(width, height, [Box(0, 0, width, height, fill=setting.theme.colour["rule"])])


def emotion_ground(width: float, height: float, zero: float, setting: Setting) -> Piece:
    """Return the ground of an emotion lane: green at the top, red at the bottom, a dashed line at score 0."""
    emotion = setting.theme.emotion
    outline: tuple[Segment, ...] = (("M", 0.0, zero), ("L", width, zero))
    shapes: list[Shape] = [
        Gradient(0.0, 0.0, width, height, (emotion["high"], emotion["middle"], emotion["low"])),
        Path(outline, stroke=setting.theme.colour["zero"], stroke_width=1.0, dash=(3.0, 4.0)),
    ]
    return setting.piece(width, height, shapes, emotion["middle"])
