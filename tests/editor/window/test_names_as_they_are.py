"""Names with "&", markup or direction marks are shown as they stand, wherever the window shows them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from model.edits.fields import set_fields
from tests.editor.window.desk import settled, wait_for

NAMES = ("R&D", "<b>Bold</b>", "<img src='x'>&amp;")


def name_all(window, name):
    for identity in ("p", "m", "s1", "t1", "b1"):
        window.session.apply(set_fields(window.session.document, identity, title=name))
    window.session.apply(set_fields(window.session.document, "b1", note="A change of what is called so"))
    settled(window)


@pytest.mark.parametrize("name", NAMES)
def test_tabs_title_outline_and_menu_show_a_name_as_it_is(window, name):
    name_all(window, name)
    assert window.tabs.bar.tabText(0).replace("&&", "&") == name
    assert name in window.windowTitle()
    assert name in window.menus.actions["undo"].text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    tree = window.outline.model
    assert tree.index(0, 0).data() == name


@pytest.mark.parametrize("name", NAMES)
def test_no_label_takes_a_name_for_markup(window, name):
    name_all(window, name)
    window.banner.show_sentence(lambda: name)
    holding = [each for each in window.findChildren(QLabel) if name in each.text()]
    assert window.banner.words in holding
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in holding)


def test_a_tip_of_findings_shows_markup_as_text(window, monkeypatch):
    name_all(window, "<b>Bold</b>")
    wait_for(lambda: window.session.findings)
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: shown.append(text))
    monkeypatch.setattr(window.view.notices.badges, "at", lambda *_: list(window.session.findings))
    QApplication.sendEvent(window.view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
    (text,) = shown
    assert "<b>" not in text and "&lt;b&gt;" in text
