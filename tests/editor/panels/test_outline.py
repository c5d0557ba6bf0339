"""The outline: the map as a tree that follows the selection both ways and is the accessible way through it."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from editor.panels.outline_model import outline_of
from model.edits.stages import move_stage
from tests.editor.window.desk import press, write


def words(window, index=None, depth=0):
    """Return the tree's rows as indented lines."""
    model = window.outline.model
    QApplication.processEvents()
    lines = []
    parent = index if index is not None else model.index(-1, 0)
    for row in range(model.rowCount(parent)):
        child = model.index(row, 0, parent)
        lines.append("  " * depth + model.data(child))
        lines += words(window, child, depth + 1)
    return lines


def test_the_tree_shows_stages_lanes_and_cards(window):
    assert words(window) == [
        "Awareness",
        "  Touchpoints",
        "    Searches",
        "  Emotions",
        "    Emotional response \u2066+1\u2069",
        "  Pain points",
        "    Slow",
        "  Opportunities",
        "    Faster",
        "  Notes",
        "    Remember",
        "Interest",
        "  Touchpoints",
        "    Reads",
        "  Pain points",
        "    Dear",
    ]


def test_the_model_keeps_qts_rules(window):
    tester = QAbstractItemModelTester(window.outline.model)
    window.session.apply(move_stage(window.session.document, "s2", 0))
    QApplication.processEvents()
    window.session.undo()
    QApplication.processEvents()
    assert tester.model() is window.outline.model


def test_what_is_selected_on_the_map_is_selected_in_the_tree(window):
    window.session.selection.choose("t1", "b1")
    chosen = {window.outline.model.record(index).id for index in window.outline.tree.selectionModel().selectedIndexes()}
    assert chosen == {"t1", "b1"}
    assert window.outline.model.record(window.outline.tree.currentIndex()).id == "b1"
    window.session.selection.clear()
    assert not window.outline.tree.selectionModel().selectedIndexes()


def test_what_is_selected_in_the_tree_is_selected_on_the_map(window):
    flag = QItemSelectionModel.SelectionFlag
    tree, model = window.outline.tree, window.outline.model
    tree.selectionModel().setCurrentIndex(model.index_of("b1"), flag.ClearAndSelect)
    assert window.session.selection.ids == ("b1",)
    tree.selectionModel().setCurrentIndex(model.index_of("t2"), flag.Select)
    assert window.session.selection.primary == "t2"
    assert set(window.session.selection.ids) == {"b1", "t2"}


def test_the_arrows_walk_through_the_tree(window):
    window.activateWindow()
    tree = window.outline.tree
    tree.setFocus()
    window.session.selection.choose("s1")
    press(tree, Qt.Key.Key_Down)
    press(tree, Qt.Key.Key_Down)
    assert window.session.selection.ids == ("t1",)


def test_f2_renames_in_the_tree_and_undo_takes_it_back(window):
    window.activateWindow()
    tree = window.outline.tree
    tree.setFocus()
    window.session.selection.choose("t1")
    press(tree, Qt.Key.Key_F2)
    edit = tree.findChild(QLineEdit)
    assert edit is not None
    edit.selectAll()
    write(edit, "بحث")
    assert edit.layoutDirection() == Qt.LayoutDirection.RightToLeft
    press(edit, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.session.document.records["t1"].title == "بحث"
    window.session.undo()
    assert window.session.document.records["t1"].title == "Searches"


def test_delete_removes_what_is_selected_in_the_tree(window):
    window.activateWindow()
    window.outline.tree.setFocus()
    window.session.selection.choose("s2")
    press(window.outline.tree, Qt.Key.Key_Delete)
    assert "s2" not in window.session.document
    assert "t2" not in window.session.document
    assert words(window)[-1] == "    Remember"


def test_enter_goes_to_the_card_on_the_map(window, qtbot):
    window.activateWindow()
    window.outline.tree.setFocus()
    window.session.selection.choose("t2")
    with qtbot.waitSignal(window.outline.gone_to) as gone:
        press(window.outline.tree, Qt.Key.Key_Return)
    assert gone.args == ["t2"]


def test_typing_a_title_does_not_build_the_tree_anew(window, qtbot):
    with qtbot.assertNotEmitted(window.outline.model.modelReset):
        window.session.selection.choose("t1")
        write(window.inspector.sections[0].fields["title"].edit, "x")
    assert "    xSearches" in words(window)


def test_folded_rows_stay_folded(window):
    tree, model = window.outline.tree, window.outline.model
    tree.collapse(model.index_of("s1"))
    window.session.apply(move_stage(window.session.document, "s1", 2))
    QApplication.processEvents()
    assert not tree.isExpanded(model.index_of("s1"))
    assert tree.isExpanded(model.index_of("s2"))


def test_an_empty_map_says_what_to_do(window):
    window.session.show_map("n")
    assert outline_of(window.session.document, "n") == ()
    assert window.outline._pages.currentIndex() == 1
    window.session.show_map("m")
    assert window.outline._pages.currentIndex() == 0


def test_rows_say_their_kind_to_those_who_cannot_see_it(window):
    model = window.outline.model
    said = model.data(model.index_of("b1"), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Slow, Pain point"


def test_a_hidden_outline_catches_up_when_it_is_shown(window):
    window.docks["outline"].hide()
    window.session.apply(move_stage(window.session.document, "s2", 0))
    QApplication.processEvents()
    assert window.outline.model.outline[0][0] == "s1"
    window.docks["outline"].show()
    assert window.outline.model.outline[0][0] == "s2"
