"""The table of actions: no key twice, every action does something, letters that choose are unique in every menu."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from editor.window.actions import ACTIONS, MENUS
from editor.window.conditions import CONDITIONS, TICKS
from editor.window.menus import with_letter, with_letters
from model.edits.lanes import hide_lanes
from model.labels import label_words
from resources.words import LANGUAGES, catalogue
from tests.editor.window.desk import all_widgets, settled, wait_for

SILENT = {"quit", "close", "print", "full_screen"}
"""What ends things, or opens what belongs to the system: tested on its own."""


def test_no_key_stands_for_two_actions():
    keys = [QKeySequence(key).toString() for act in ACTIONS for key in act.keys]
    assert len(keys) == len(set(keys))
    assert all(keys)


def test_the_names_of_the_table_are_known():
    assert len({act.name for act in ACTIONS}) == len(ACTIONS)
    for act in ACTIONS:
        assert act.place.split("/")[0] in MENUS
        assert act.when in CONDITIONS
        assert not act.checked or act.checked in TICKS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_words(language):
    assert {act.key_of_words for act in ACTIONS} <= catalogue(language).keys()


def test_the_palette_keys_are_alt_and_a_digit():
    inserted = [act for act in ACTIONS if act.place == "insert"]
    assert [act.keys for act in inserted] == [(f"Alt+{place}",) for place in range(1, 10)]


def test_letters_prefer_the_beginning_of_words_and_are_never_given_twice():
    assert with_letters(["Save", "Save as", "Close", "S & s"]) == ["&Save", "Save &as", "&Close", "S && s"]
    assert with_letter("Undo a & b", "U") == "&Undo a && b"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_every_menu_are_unique(window, language):
    window.shell.choose_language(language)
    menus = [window.menuBar(), *window.menus.menus.values()]
    for menu in menus:
        texts = [action.text().replace("&&", "") for action in menu.actions() if not action.isSeparator()]
        letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
        assert len(letters) == len(set(letters)), texts
        assert len(letters) >= min(len(texts), 12)


def _state(window):
    document = window.session.document
    return (
        dict(document.records),
        window.session.selection.ids,
        window.session.map_id,
        window.view.zoom,
        window.history.away,
        window.history.travel.at,
        window.voice.language,
        window.shell.settings.language,
        window.focusWidget(),
        window.status_line.said.text(),
        window.checks.muted_shown,
        [dock.isHidden() for dock in window.docks.values()],
        [each for each in window.findChildren(QDialog) if each.isVisible()],
        window.tabs.editor,
        [str(each) for each in window.files.recent()],
        window.shell.settings.recent(),
        len(window.shell.windows),
        window.view.in_place.editing if hasattr(window.view.in_place, "editing") else None,
        window.qapp_clipboard() if hasattr(window, "qapp_clipboard") else None,
    )


PREPARED = {
    "undo": lambda window: window.tabs.duplicate_map(),
    "redo": lambda window: (window.tabs.duplicate_map(), window.session.undo()),
    "clear_recent": lambda window: window.shell.settings.add_recent(Path("a.masar")),
    "paste": lambda window: (window.session.selection.choose("t1"), window.view.copy()),
    "language.system": lambda window: window.shell.choose_language("ar"),
    "language.en": lambda window: window.shell.choose_language("ar"),
    "role.step": lambda window: (window.session.selection.choose("t1"), window.set_role("goal")),
    "actual_size": lambda window: window.view.fit(),
    "fit": lambda window: window.view.zoom_in(),
    "details": lambda window: window.view.setFocus(),
    "later": lambda window: window.history.earlier(),
    "restore": lambda window: (window.tabs.duplicate_map(), window.history.earlier(), window.history.earlier()),
    "back_to_now": lambda window: window.history.earlier(),
    "hide_lanes": lambda window: window.session.selection.choose("l-emotions"),
    "show_lanes": lambda window: window.session.apply(hide_lanes(window.session.document, ["l-emotions"])),
}
SELECTED = {"next_map": "t1", "select_all": ""}


def test_every_insert_action_puts_something_on_the_map(window):
    for act in ACTIONS:
        if act.method == "insert":
            before = len(window.session.document.records)
            window.menus.actions[act.name].trigger()
            assert len(window.session.document.records) > before, act.name
            window.settle()


@pytest.mark.parametrize("name", [act.name for act in ACTIONS if act.name not in SILENT and act.method != "insert"])
def test_every_action_does_something(window, name, qapp):
    act = next(each for each in ACTIONS if each.name == name)
    window.activateWindow()
    window.view.setFocus()
    if name not in SELECTED:
        window.session.selection.choose("t1")
    if name in PREPARED:
        PREPARED[name](window)
    if act.target == "checks":
        window.watch.ask()
        cards = {each.id for each in window.session.document.cards("m")}
        window.checks.go_to(next(each for each in window.checks.shown() if each.fixable and each.targets[0] in cards))
        if act.name.endswith("_finding") and act.name != "fix_finding":
            window.session.selection.clear()
    window.menus.refresh()
    qapp.clipboard().clear() if name in ("copy", "cut") else None
    action = window.menus.actions[name]
    assert action.isEnabled(), act.when
    before = _state(window)
    action.trigger()
    qapp.processEvents()
    changed = _state(window) != before
    copied = name == "copy" and bool(qapp.clipboard().mimeData().formats())
    assert changed or copied
    for dialog in window.findChildren(QDialog):
        dialog.close()


def test_an_action_that_cannot_be_used_is_grey(window):
    window.session.selection.clear()
    window.menus.refresh()
    actions = window.menus.actions
    assert not any(actions[name].isEnabled() for name in ("undo", "redo", "cut", "delete", "role.goal", "fix_finding"))
    assert actions["insert.touchpoint"].isEnabled()


def test_undo_says_what_it_takes_back(window):
    window.session.selection.choose("t1")
    window.set_role("goal")
    what = label_words(window.session.history.undoable.label, "en")
    assert "“Searches”" in what
    assert window.menus.actions["undo"].text().replace("&", "") == window.voice.say("act.undo_of", what=what)
    window.session.undo()
    assert not window.menus.actions["undo"].isEnabled()
    assert "“Searches”" in window.menus.actions["redo"].text()


def test_every_key_of_the_table_reaches_its_action(window):
    for act in ACTIONS:
        action = window.menus.actions[act.name]
        assert [each.toString() for each in action.shortcuts()] == [QKeySequence(key).toString() for key in act.keys]
        assert act.works_in or action in window.actions()
        for part in act.works_in:
            assert action in window.part(part).actions()


def test_every_action_hangs_in_its_menu(window):
    hung = {action for menu in window.findChildren(QMenu) for action in menu.actions()}
    assert all(isinstance(each, QAction) and each in hung for each in window.menus.actions.values())


def test_recent_files_are_listed_and_opened(window, shell, tmp_path, qtbot):
    target = tmp_path / "Louise & co.masar"
    window.files.save_as(target)
    wait_for(lambda: window.files.recent() == [target])
    menu = window.menus.menus["file/recent"]
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert len(texts) == 2
    assert "Louise && co.masar" in texts[0]
    window.files.clear_recent()
    menu.aboutToShow.emit()
    assert len([action for action in menu.actions() if not action.isSeparator()]) == 1


def test_asking_for_a_file_opens_a_dialog_that_stops_nobody(window):
    window.files.ask_open()
    dialogs = window.findChildren(QFileDialog)
    assert len(dialogs) == 1
    dialogs[0].close()


def test_a_second_window_has_its_own_actions(window, shell):
    other = settled(shell.show_sample(instead_of=None))
    other.session.selection.choose(other.session.document.stages(other.session.map_id)[0].id)
    assert other.menus.actions["delete"].isEnabled()
    assert not window.menus.actions["delete"].isEnabled()
    assert all_widgets(other)
