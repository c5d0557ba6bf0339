"""The window speaks its language, every word of it, and mirrors with it."""

import re

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QGroupBox, QLabel, QLineEdit, QPlainTextEdit, QTabBar

from editor.dialogs.about import AboutDialog
from editor.dialogs.export import ExportDialog
from editor.dialogs.keys import KeysDialog
from editor.dialogs.licences import PARTS
from editor.dialogs.new import NewDialog
from editor.window.docks import LEADING, TRAILING
from editor.window.voice import OWN_NAMES, Voice
from tests.editor.window.desk import all_widgets, settled

ALLOWED = {"English", "PDF", "SVG", "PNG", "JSON", "CSV", "Excel", "Mermaid", "MIT", "Letter", "Tabloid", "Masar"}
KEYS = re.compile(r"\b(Ctrl|Alt|Shift|Tab|Enter|Return|Esc|Del|Backspace|Space|Menu|PgUp|PgDown|Ins|F\d+)\b")
LATIN = re.compile(r"[A-Za-z]{2,}")


def texts_of(widget):
    yield widget.windowTitle() if widget.isWindow() else ""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))


def english_in(window):
    """Return the English words in a window; the buttons of Qt's own dock title bars, never shown, are left out."""
    found = set()
    widgets = [widget for widget in all_widgets(window) if not widget.objectName().startswith("qt_dockwidget")]
    texts = [text for widget in widgets for text in texts_of(widget)]
    texts += [text for action in window.findChildren(QAction) for text in (action.text(), action.toolTip())]
    for text in texts:
        found |= {word for word in LATIN.findall(KEYS.sub("", text.replace("&", ""))) if word not in ALLOWED}
    return found


@pytest.fixture(params=["ar", "he"])
def foreign(shell, request):
    """A window that was opened in English, on the sample in the language, and then turned to the language."""
    shell.voice.speak(request.param)
    window = shell.show_sample()
    shell.choose_language("en")
    settled(window)
    shell.choose_language(request.param)
    return settled(window)


def test_no_english_word_is_left_in_the_window(foreign):
    assert not english_in(foreign)


def test_no_english_word_is_left_in_the_inspector(foreign):
    document, here = foreign.session.document, foreign.session.map_id
    shown = [document.cards(here), document.links(here), document.stages(here), document.lanes(here)]
    kinds = {}
    for record in (each for group in shown for each in group):
        kinds.setdefault((type(record), getattr(record, "kind", "")), record.id)
    for identity in kinds.values():
        foreign.session.selection.choose(identity)
        assert not english_in(foreign), identity
    foreign.session.selection.choose(*list(kinds.values())[:3])
    assert not english_in(foreign)


@pytest.mark.parametrize("kind", [NewDialog, ExportDialog, KeysDialog])
def test_no_english_word_is_left_in_a_dialog(foreign, kind):
    dialog = kind(foreign)
    dialog.open()
    assert not english_in(dialog)
    dialog.close()


def test_about_says_only_names_in_english(foreign):
    dialog = AboutDialog(foreign)
    assert not english_in(dialog)
    assert dialog.list.count() == len(PARTS) + 1


def test_questions_and_banners_follow_the_language(foreign):
    foreign.banner.show_sentence(lambda: foreign.voice.say("files.as_opened"), offers=(("act.save_as", lambda: None),))
    foreign.files.ask_close()
    ask = foreign.findChild(QDialog)
    assert not english_in(foreign)
    before = foreign.banner.words.text()
    foreign.shell.choose_language("en")
    assert foreign.banner.words.text() != before
    assert foreign.banner.buttons[0].text() == foreign.voice.say("act.save_as")
    ask.reject()


def test_the_docks_mirror_with_the_language(window):
    left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
    places = {name: window.dockWidgetArea(dock) for name, dock in window.docks.items()}
    assert {places[name] for name in LEADING} == {left}
    assert {places[name] for name in TRAILING} == {right}
    window.docks["outline"].hide()
    window.shell.choose_language("ar")
    assert {window.dockWidgetArea(window.docks[name]) for name in LEADING} == {right}
    assert {window.dockWidgetArea(window.docks[name]) for name in TRAILING} == {left}
    assert window.docks["outline"].isHidden()
    assert window.menuBar().layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.top.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.view.layoutDirection() == Qt.LayoutDirection.LeftToRight
    window.shell.choose_language("he")
    assert {window.dockWidgetArea(window.docks[name]) for name in LEADING} == {right}
    window.shell.choose_language("en")
    assert {name: window.dockWidgetArea(dock) for name, dock in window.docks.items()} == places


def test_the_palette_stands_where_reading_begins(window):
    def x(name):
        return window.docks[name].geometry().center().x()

    assert x("palette") < x("inspector")
    window.shell.choose_language("he")
    settled(window)
    assert x("palette") > x("inspector")


def test_keys_stand_in_order_in_right_to_left_menus(window):
    assert "\t" not in window.menus.actions["zoom_in"].text()
    window.shell.choose_language("ar")
    assert window.menus.actions["zoom_in"].text().endswith("\t\u2066Ctrl++\u2069")
    assert "\t" not in window.menus.actions["fit"].text()


def test_qts_own_words_and_numbers_follow(shell):
    shell.choose_language("ar")
    assert QLocale().language() == QLocale.Language.Arabic
    assert shell.voice.say("count.touchpoint", count=2) == "نقطتا اتصال"
    dialog = QDialog.tr("Cancel")
    assert dialog is not None
    shell.choose_language("en")
    assert QLocale().language() == QLocale.Language.English


def test_the_language_is_remembered(shell):
    shell.choose_language("he")
    assert shell.settings.language == "he"
    shell.choose_language("")
    assert shell.settings.language == ""


def test_the_system_chooses_where_nobody_did(monkeypatch):
    from editor.window import voice

    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: ["fr-FR", "he-IL", "en"])
    assert voice.system_language() == "he"
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: ["fr-FR"])
    assert voice.system_language() == "en"


def test_a_widget_that_has_gone_is_not_told(qapp):
    from PySide6.QtCore import QObject
    from shiboken6 import delete

    voice, told = Voice("en"), []
    owner = QObject()
    voice.keep(owner, lambda: told.append(voice.language))
    delete(owner)
    voice.speak("he")
    voice.speak("en")
    assert told == ["en"]


def test_languages_are_called_what_they_call_themselves(window):
    window.shell.choose_language("ar")
    texts = {window.menus.actions[f"language.{each}"].text().replace("&", "") for each in OWN_NAMES}
    assert texts == set(OWN_NAMES.values())
