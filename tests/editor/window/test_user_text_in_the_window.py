"""Hostile texts through all that the window shows: no markup, no fetch, no file read, nothing changed by looking.

Every widget is walked: a label that could take its words for markup, or a tip that does, fails whatever it says now.
"""

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QHelpEvent, Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QToolTip,
)

from model.change import Change, change_set
from model.edits.lanes import hide_lanes
from model.records import Card, Link
from tests.editor.window.desk import settled
from tests.hostile_text import document, names, text_of
from tests.torture import tally
from tests.traps import Traps

BATCH = 6
"""So many texts go through one window, one after the other."""
BATCHES = [names()[at : at + BATCH] for at in range(0, len(names()), BATCH)]
SHOWN = (
    "",
    "touchpoint0",
    "pain_point1",
    "emotion1",
    "opportunity0",
    "stage0",
    "touchpoints",
    "line_of_visibility",
    "link",
)
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
MADE_BY_QT = {"p", "br"}
"""The only tags of `Qt.convertFromPlainText`."""


@pytest.fixture(scope="module")
def traps(tmp_path_factory):
    made = Traps(tmp_path_factory.mktemp("traps"))
    yield made
    made.remove()


@pytest.fixture
def tips(monkeypatch):
    """Every tip that is shown."""
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: shown.append(text))
    return shown


def become(window, full):
    """Turn the window's document into another one, as an edit does."""
    held, wanted = window.session.document.records, full.records
    changes = [Change(held.get(each), wanted.get(each)) for each in {**held, **wanted}]
    window.session.apply(change_set("change.edit", [each for each in changes if each.before != each.after]))


def is_plain(tip):
    """Whether a tip shows as it stands: without markup, or with none but what Qt makes of plain text."""
    return not Qt.mightBeRichText(tip) or set(re.findall(r"</?(\w+)", tip)) <= MADE_BY_QT


def audit():
    """Fail where any widget of the application could take words for markup."""
    for widget in QApplication.allWidgets():
        if any(isinstance(each, QFileDialog) for each in (widget, widget.window())):
            continue
        assert is_plain(widget.toolTip()), (widget, widget.toolTip()[:200])
        assert is_plain(widget.whatsThis()) and is_plain(widget.statusTip())
        assert not isinstance(widget, QTextBrowser)
        for action in widget.actions():
            assert is_plain(action.toolTip()), action.toolTip()[:200]
        match widget:
            case QLabel() if widget.text():
                assert widget.textFormat() == Qt.TextFormat.PlainText, (widget.objectName(), widget.text()[:200])
            case QMessageBox():
                assert widget.textFormat() == Qt.TextFormat.PlainText
            case QTextEdit():
                assert not widget.acceptRichText()
            case QTabBar():
                assert all(is_plain(widget.tabToolTip(place)) for place in range(widget.count()))
            case QAbstractItemView() if widget.model() is not None:
                look_at_rows(widget.model(), widget.rootIndex())


def look_at_rows(model, parent, most=400):
    """Ask a model for all that its rows say."""
    for row in range(min(model.rowCount(parent), most)):
        index = model.index(row, 0, parent)
        for role in ROLES:
            said = model.data(index, role)
            assert role != Qt.ItemDataRole.ToolTipRole or said is None or is_plain(said)
        look_at_rows(model, index, most)


def look_at_everything(window, tips):
    """Select, open and show all there is; return nothing, and leave the document as it was."""
    before = dict(window.session.document.records)
    for identity in SHOWN:
        window.session.selection.choose(*filter(None, [identity]))
        for section in window.inspector.sections:
            for field in section.fields.values():
                field.setFocus()
        window.view.setFocus()
        if window.view.in_place.edit(identity):
            window.view.in_place.commit()
        menu = window.context_menu(identity)
        menu.aboutToShow.emit()
        menu.deleteLater()
    for menu in window.menus.menus.values():
        menu.aboutToShow.emit()
    hover(window)
    window.banner.show_sentence(lambda: before["touchpoint0"].title)
    window.session.said.emit(before["touchpoint0"].title)
    settled(window)
    window.grab()
    audit()
    assert all(map(is_plain, tips))
    assert window.session.document.records == before


def hover(window):
    """Rest the pointer all over the map."""
    viewport = window.view.viewport()
    for across in range(0, viewport.width(), 48):
        for down in range(0, viewport.height(), 32):
            point = QPoint(across, down)
            QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point)))


def look_at_dialogs(window):
    """Open what the window can open, one after the other."""
    for show in (window.show_export, window.show_keys, window.show_about, window.files.ask_save_as):
        show()
        QApplication.processEvents()
        audit()
        for dialog in window.findChildren(QDialog):
            dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch[0])
def test_everything_is_shown_as_it_stands(shell, traps, tips, batch):
    window = settled(shell.show_document(document("plain")))
    for dock in window.docks.values():
        dock.show()
    window.show_about()
    look_at_everything(window, tips)
    look_at_dialogs(window)
    with traps.set():
        for number, name in enumerate(batch):
            full = document(text_of(name, traps.marks), ("en", "ar", "he")[number % 3])
            become(window, full)
            assert window.session.document.records == full.records
            look_at_everything(window, tips)
            if number == 0:
                look_at_dialogs(window)
            assert_named(window, full)
            tally("hostile strings", 1)


def assert_named(window, full):
    """What is called by a short text is called so, letter by letter."""
    title = full.project.title
    if not title.strip() or len(title) > 60 or title != " ".join(title.split()):
        return
    shown = window.windowHandle().title() if window.windowHandle() else window.windowTitle().replace("[*][*]", "[*]")
    assert without_marks(title) in without_marks(shown)
    tab = window.tabs.bar.tabText(0).replace("&&", "&")
    assert without_marks(tab) == without_marks(title) or tab.endswith("…")
    tree = window.outline.model
    assert without_marks(title) in without_marks(tree.index(0, 0).data())


def without_marks(text):
    """A text as a sentence shows it: without what would reorder it, and the mark that Qt takes off its start."""
    return re.sub("[\ufeff\u2066-\u2069\u200e\u200f\u061c\u202a-\u202e]", "", text)


@pytest.mark.parametrize("text", ["<b>x</b>", "&amp; & &&", "[*]", "%1 {0} %s", "a\u202eb"])
def test_undo_and_tabs_say_a_title_letter_by_letter(window, text):
    become(window, document(text))
    window.session.apply(hide_lanes(window.session.document, ["touchpoints"]))
    undo = window.menus.actions["undo"].text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    assert without_marks(text) in without_marks(undo)


def test_the_map_that_is_drawn_is_what_was_written(window):
    become(window, document("<b>x</b>"))
    placed = window.view.sheet.card("touchpoint0")
    assert any(getattr(shape, "block", None) and shape.block.text == "<b>x</b>" for shape in placed.piece.shapes)
    assert isinstance(window.session.document.get(Link, "link"), Link)
    assert window.session.document.get(Card, "touchpoint0").title == "<b>x</b>"


def test_a_label_that_took_markup_would_be_found(window):
    label = QLabel("<b>x</b>", window)
    with pytest.raises(AssertionError):
        audit()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setToolTip("<img src='x'>")
    with pytest.raises(AssertionError):
        audit()
    label.setToolTip(Qt.convertFromPlainText("<img src='x'>"))
    audit()
    shown = QTextDocument()
    shown.setHtml(label.toolTip())
    assert shown.toPlainText() == "<img src='x'>"
