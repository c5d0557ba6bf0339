"""The keyboard on the canvas: walking, reading order, moving, scores, clipboard, linking."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication

from editor.canvas.clipboard import MIME
from model.records import Card
from resources.words import say
from tests.editor.hands import ALT, NONE, SHIFT, Hands, shown

KEYS = {
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
    "up": Qt.Key.Key_Up,
    "down": Qt.Key.Key_Down,
}


@pytest.fixture
def walk(view, hands):
    """Press arrows from a record, with "on" and "back" along the journey, and return where that leads."""
    on, back = ("right", "left") if view.sheet.direction == "ltr" else ("left", "right")

    def go(start, *steps, held=NONE):
        if start:
            view.session.selection.choose(start)
        for step in steps:
            hands.key(KEYS[{"on": on, "back": back}.get(step, step)], held)
        return view.session.selection.primary

    return go


@pytest.fixture
def ids(view):
    return lambda stage, lane="touchpoints": [card.id for card in view.document.cell(stage, lane)]


@pytest.mark.parametrize(
    "start, steps, end",
    [
        ("", ["down"], "s0t0"),
        ("s0t0", ["down"], "s0t1"),
        ("s0t2", ["down"], "s0e0"),
        ("s0t0", ["on"], "s1t0"),
        ("s1t0", ["back"], "s0t0"),
        ("s0e0", ["on"], "s0e1"),
        ("s0e1", ["on"], "s1e0"),
        ("s1e0", ["back"], "s0e1"),
        ("s1e0", ["down"], "pain"),
        ("pain", ["up"], "s1e0"),
        ("s0t0", ["up"], "s0"),
        ("s0", ["on"], "s1"),
        ("s1", ["down"], "s1t0"),
        ("s0t0", ["back"], "touchpoints"),
        ("touchpoints", ["down"], "emotions"),
        ("emotions", ["on"], "s0e0"),
        ("pain", ["down"], "pain"),
        ("s2t0", ["on"], "s2t0"),
        ("link", ["on"], "s1t0"),
    ],
)
def test_arrows_walk_from_cell_to_cell_as_the_map_runs(walk, start, steps, end):
    assert walk(start, *steps) == end


def test_shift_and_an_arrow_add_to_the_selection(view, walk):
    walk("s0t0", "down", held=SHIFT)
    assert view.session.selection.ids == ("s0t0", "s0t1")


def test_tab_goes_through_the_map_in_reading_order_and_leaves_it_at_the_end(view, qtbot):
    order = [card.id for card in view.document.reading_order("map")]
    seen = []
    for _ in order:
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        seen.append(view.session.selection.primary)
    assert seen == order
    assert not view.keys.read_on(1)
    qtbot.keyClick(view, Qt.Key.Key_Backtab, SHIFT)
    assert view.session.selection.primary == order[-2]


def test_a_card_walked_to_is_scrolled_into_view(view, walk):
    view.resize(360, 300)
    walk("s0t0", "on", "on")
    placed = view.sheet.placed["card", "s2t0"]
    area = view.camera.rectangle(placed.x, placed.y, placed.piece.width, placed.piece.height)
    assert view.viewport().rect().contains(area.toRect())


def test_alt_shift_arrows_move_a_card_in_its_cell_and_to_the_next_stage(view, walk, ids):
    before = dict(view.document.records)
    walk("s0t0", "down", held=ALT | SHIFT)
    assert ids("s0") == ["s0t1", "s0t0", "s0t2"]
    walk("", "up", held=ALT | SHIFT)
    assert ids("s0") == ["s0t0", "s0t1", "s0t2"]
    walk("", "on", held=ALT | SHIFT)
    assert ids("s1") == ["s0t0", "s1t0", "s1t1"] and view.session.selection.primary == "s0t0"
    walk("", "back", "back", held=ALT | SHIFT)
    assert ids("s0") == ["s0t0", "s0t1", "s0t2"]
    for _ in range(4):
        view.session.undo()
    assert view.document.records == before


def test_alt_shift_arrows_move_all_selected_cards(view, walk, ids):
    view.session.selection.choose("s0t0", "s0t2")
    walk("", "on", held=ALT | SHIFT)
    assert ids("s1") == ["s0t0", "s0t2", "s1t0", "s1t1"]


def test_alt_shift_arrows_score_a_face_and_change_its_place(view, walk, ids):
    walk("s0e0", "up", held=ALT | SHIFT)
    assert view.document.get(Card, "s0e0").score == 1
    walk("", "on", held=ALT | SHIFT)
    assert ids("s0", "emotions") == ["s0e1", "s0e0"]
    walk("", "on", held=ALT | SHIFT)
    assert ids("s1", "emotions") == ["s0e0", "s1e0"]
    walk("", "back", held=ALT | SHIFT)
    assert ids("s0", "emotions") == ["s0e1", "s0e0"]


def test_alt_shift_arrows_move_stages_and_lanes(view, walk):
    walk("s1", "on", held=ALT | SHIFT)
    assert [stage.id for stage in view.document.stages("map")] == ["s0", "s2", "s1", "s3"]
    walk("s0", "back", held=ALT | SHIFT)
    assert view.document.stages("map")[0].id == "s0"
    walk("emotions", "up", held=ALT | SHIFT)
    assert view.document.lanes("map")[0].id == "emotions"
    walk("", "up", held=ALT | SHIFT)
    assert view.document.lanes("map")[0].id == "emotions"


def test_plus_and_minus_score_selected_faces_in_halves(view, hands):
    view.session.selection.choose("s0e0", "s1e0", "s0t0")
    view.session.selection.add(["s0e1"])
    hands.type("+")
    assert [view.document.get(Card, each).score for each in ("s0e0", "s1e0", "s0e1")] == [1, 1, 1]
    hands.type("---")
    assert view.document.get(Card, "s0e0").score == -0.5 and not view.in_place.edited


def test_escape_lets_go_of_the_selection(view, hands):
    view.session.selection.choose("s0t0")
    hands.key(Qt.Key.Key_Escape)
    assert view.session.selection.ids == ()


def test_select_all_takes_every_card(view):
    view.select_all()
    assert set(view.session.selection.ids) == {card.id for card in view.document.cards("map")}


def test_what_is_selected_is_removed_with_all_that_hangs_on_it(view):
    before = dict(view.document.records)
    view.session.selection.choose("s0")
    view.remove_selected()
    assert "s0t0" not in view.document and "link" not in view.document
    assert view.session.selection.ids == ()
    view.session.undo()
    assert view.document.records == before


def test_duplicates_stand_behind_their_originals_and_are_selected(view, ids):
    view.session.selection.choose("s0t0", "s0t1")
    view.duplicate_selected()
    assert len(ids("s0")) == 5 and set(view.session.selection.ids) == {ids("s0")[1], ids("s0")[3]}
    view.session.undo()
    assert ids("s0") == ["s0t0", "s0t1", "s0t2"]


def test_cards_are_copied_and_pasted_with_their_links_into_another_window(view, qtbot):
    view.session.selection.choose("s0t0", "s1t0")
    view.copy()
    other = shown(qtbot, "ltr")
    other.session.selection.choose("s2")
    other.paste()
    pasted = [other.document.get(Card, each) for each in other.session.selection.ids]
    assert [(card.title, card.stage) for card in pasted] == [("Touch s0t0", "s2"), ("Touch s1t0", "s3")]
    assert len(other.document.links("map")) == 2
    assert QApplication.clipboard().mimeData().text() == "Touch s0t0\nTouch s1t0"


def test_cut_takes_away_and_paste_brings_back(view, ids):
    view.session.selection.choose("s0t1")
    view.cut()
    assert ids("s0") == ["s0t0", "s0t2"]
    view.session.selection.choose("s2t0")
    view.paste()
    assert [view.document.get(Card, each).title for each in ids("s2")] == ["Touch s2t0", "Touch s0t1"]
    view.session.undo()
    view.session.undo()
    assert ids("s0") == ["s0t0", "s0t1", "s0t2"]


def test_lines_of_plain_text_become_cards_of_the_lane_pointed_at(view, ids):
    mime = QMimeData()
    mime.setText("First\n\n  Second  \nThird")
    QApplication.clipboard().setMimeData(mime)
    view.session.selection.choose("pain")
    view.paste()
    cards = view.document.cell("s1", "pain_points")
    assert [card.title for card in cards] == ["Slow", "First", "Second", "Third"]
    assert {card.kind for card in cards} == {"pain_point"}
    view.session.undo()
    assert ids("s1", "pain_points") == ["pain"]


@pytest.mark.parametrize(
    "data", [b"nonsense", b"[1]", b'{"cards": [{"kind_of_record": "card"}]}', b'{"cards": 5}', b"\xff"]
)
def test_a_clipboard_that_is_broken_says_so_and_changes_nothing(view, qtbot, data):
    before = dict(view.document.records)
    mime = QMimeData()
    mime.setData(MIME, data)
    QApplication.clipboard().setMimeData(mime)
    with qtbot.waitSignal(view.session.said, check_params_cb=bool):
        view.paste()
    assert view.document.records == before


def test_touchpoints_are_linked_in_the_order_in_which_they_were_chosen(view):
    view.session.selection.choose("s2t0", "s0t1", "s1t1")
    view.link_selected()
    made = {(link.source, link.target) for link in view.document.links("map")}
    assert {("s2t0", "s0t1"), ("s0t1", "s1t1")} <= made
    view.session.undo()
    assert len(view.document.links("map")) == 1


def test_one_touchpoint_is_linked_to_the_next_and_links_that_are_there_are_refused_in_words(view, qtbot):
    view.session.selection.choose("s1t1")
    view.link_selected()
    assert ("s1t1", "s2t0") in {(link.source, link.target) for link in view.document.links("map")}
    for chosen in (["s0t0", "s1t0"], ["pain"]):
        view.session.selection.choose(*chosen)
        with qtbot.waitSignal(view.session.said, check_params_cb=bool):
            view.link_selected()
    assert len(view.document.links("map")) == 2


def test_what_is_selected_is_described_for_those_who_hear_the_map(view, walk):
    walk("s1t0")
    assert "Touch s1t0" in view.accessibleDescription() and "Stage 1" in view.accessibleDescription()
    walk("link")
    assert "Touch s0t0" in view.accessibleDescription() and "Touch s1t0" in view.accessibleDescription()
    view.session.selection.choose("s1t0", "pain")
    assert view.accessibleDescription() == say("canvas.selected", "en", count=2)
    assert view.accessibleName() == say("canvas.name", "en")


def test_reveal_shows_a_record_of_another_map(view, qtbot):
    from model.edits.maps import duplicate_map

    changes = duplicate_map(view.document, "map", "Later")
    view.session.apply(changes)
    other = view.document.maps()[1].id
    card = view.document.cell(view.document.stages(other)[0].id, view.document.lanes(other)[0].id)[0]
    view.reveal(card.id)
    assert view.session.map_id == other and view.sheet.map == other
    qtbot.waitUntil(lambda: view.marking.flashed == "", timeout=2000)


def test_keys_do_nothing_to_the_map_while_a_gesture_goes_on(view):
    hands = Hands(view)
    hands.pull(hands.middle("s0t0"), hands.middle("s1t1"))
    hands.type("x")
    assert not view.in_place.edited
    hands.key(Qt.Key.Key_Escape)
