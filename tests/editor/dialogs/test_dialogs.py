"""New, export, print, keys, about: they open beside the work, show what they promise and do it."""

import json

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from editor.dialogs.about import AboutDialog
from editor.dialogs.export import FORMATS, ON_PAPER, ExportDialog
from editor.dialogs.keys import KeysDialog
from editor.dialogs.licences import PARTS, licence_text, version_of
from editor.dialogs.new import NewDialog
from editor.dialogs.printing import PrintJob, paper_of
from editor.window.actions import ACTIONS, MAP_KEYS
from model.records import Stage
from model.templates import template_names
from resources import FONTS
from resources.words import LANGUAGES, RIGHT_TO_LEFT
from tests.editor.window.desk import settled, wait_for


def ink(pixmap):
    """Return how many of a grid of points of a picture are not its corner's colour."""
    image = pixmap.toImage()
    ground = image.pixelColor(1, 1)
    points = [(x, y) for x in range(2, image.width(), 4) for y in range(2, image.height(), 4)]
    return sum(image.pixelColor(x, y) != ground for x, y in points)


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


# New


def test_every_template_is_a_picture(window):
    dialog = NewDialog(window)
    assert set(dialog.buttons) == {*template_names(), "louise"}
    for name, button in dialog.buttons.items():
        picture = button.icon().pixmap(button.iconSize())
        assert ink(picture) > 200, name
        assert button.text()
        assert button.accessibleDescription()


def test_pictures_follow_the_language_of_the_map(window):
    dialog = NewDialog(window)

    def side(name):
        image = dialog.buttons[name].icon().pixmap(dialog.buttons[name].iconSize()).toImage()
        points = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 4)]
        dark = [x for x, y in points if image.pixelColor(x, y).lightness() < 110]
        return sum(dark) / len(dark) / image.width()

    assert side("blank") > 0.5
    choose(dialog.language, "ar")
    assert side("blank") < 0.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_becomes_a_map_without_a_file(window, shell, language):
    dialog = NewDialog(window)
    choose(dialog.language, language)
    QTest.mouseClick(dialog.buttons["purchase"], Qt.MouseButton.LeftButton)
    fresh = shell.windows[-1]
    assert fresh.project.path is None
    assert fresh.session.document.project.language == language
    assert len(fresh.session.document.stages(fresh.session.map_id)) == 5
    assert fresh.session.document.direction(fresh.session.map_id) == ("rtl" if language in RIGHT_TO_LEFT else "ltr")
    assert len(shell.windows) == 1


# Export


def test_the_preview_shows_the_first_page(window):
    dialog = ExportDialog(window)
    dialog.preview()
    assert ink(dialog.picture.pixmap()) > 300
    assert dialog.said.text() == window.voice.say("export_dialog.pages", count=1)
    landscape = dialog.picture.pixmap().width() > dialog.picture.pixmap().height()
    choose(dialog.orientation, "portrait")
    wait_for(lambda: dialog.picture.pixmap().width() < dialog.picture.pixmap().height())
    assert landscape
    choose(dialog.map, "")
    wait_for(lambda: dialog.said.text() == window.voice.say("export_dialog.pages", count=2))


def exported(window, dialog, target):
    """Export to a target and wait until the window has said what became of it."""
    dialog.export_to(target)
    wait_for(lambda: not window.exports.is_busy, 60_000)
    return target


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_format_is_written_and_said(window, tmp_path, suffix):
    dialog = ExportDialog(window)
    choose(dialog.format, suffix)
    dialog.preview()
    assert dialog.paper.isEnabled() == (suffix in ON_PAPER)
    target = exported(window, dialog, tmp_path / f"map.{suffix}")
    assert target.stat().st_size > 100
    assert f"map.{suffix}" in window.banner.words.text()
    assert window.banner.property("bad") is False


def test_the_paper_chosen_is_the_paper_written(window, tmp_path):
    dialog = ExportDialog(window)
    choose(dialog.paper, "A1")
    choose(dialog.orientation, "portrait")
    exported(window, dialog, tmp_path / "map.pdf")
    page = pypdfium2.PdfDocument(str(tmp_path / "map.pdf"))[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [594, 841]


def test_an_export_that_fails_is_said_in_the_banner_with_a_way_to_try_again(window, tmp_path):
    exported(window, ExportDialog(window), tmp_path / "gone" / "map.pdf")
    assert "gone" in window.banner.words.text()
    assert window.banner.property("bad") is True
    QTest.mouseClick(window.banner.buttons[0], Qt.MouseButton.LeftButton)
    assert window.findChild(ExportDialog).isVisible()
    window.findChild(ExportDialog).reject()


def test_json_holds_the_project(window, tmp_path):
    dialog = ExportDialog(window)
    choose(dialog.format, "json")
    exported(window, dialog, tmp_path / "map.json")
    data = json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))
    assert len(data["records"]) == len(window.session.document.records)


def test_the_target_is_asked_for_under_the_title(window):
    dialog = ExportDialog(window)
    dialog.ask_target()
    asked = dialog.findChild(QFileDialog)
    assert asked.selectedFiles()[0].endswith("Home.pdf")
    asked.close()


def test_the_primary_button_opens_the_export(window):
    QTest.mouseClick(window.top.export, Qt.MouseButton.LeftButton)
    dialog = window.findChild(ExportDialog)
    assert dialog.isVisible()
    assert dialog.format.currentData() == "pdf"
    dialog.reject()


# Print


def test_the_pages_are_printed_on_the_paper_chosen(window, tmp_path):
    job = PrintJob(window)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    job.printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    job.printer.setResolution(150)
    number = len(job.pages())
    ended = []
    job.over.connect(ended.append)
    job.print()
    assert window.status_line.working.text() == window.voice.say("print.working")
    wait_for(lambda: ended)
    assert ended == [True]
    assert window.status_line.working.isHidden()
    document = pypdfium2.PdfDocument(str(tmp_path / "printed.pdf"))
    assert len(document) == number
    width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
    shade = document[0].render(scale=0.5).to_pil().convert("L").getextrema()
    assert shade[0] < 128 < shade[1]
    assert window.status_line.said.text() == window.voice.say("print.sent")


def test_paper_of_an_unknown_size_takes_the_nearest(qapp):
    from PySide6.QtCore import QSizeF

    printer = QPrinter()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    assert paper_of(printer) == "Letter"
    printer.setPageSize(QPageSize(QSizeF(300, 424), QPageSize.Unit.Millimeter))
    assert paper_of(printer) == "A3"
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    assert paper_of(printer) == "A3"


def test_a_printer_that_refuses_is_said(window, monkeypatch):
    job = PrintJob(window)
    monkeypatch.setattr(QPainter, "begin", lambda *_: False)
    job.print()
    assert window.banner.words.text() == window.voice.say("print.failed")


# Keys and about


def test_all_keys_are_listed(window):
    dialog = KeysDialog(window)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    say = window.voice.say
    for act in ACTIONS:
        if act.keys:
            assert say(act.key_of_words) in texts, act.name
    for name in MAP_KEYS:
        assert {say(f"mapkey.{name}"), say(f"mapkey.{name}.keys")} <= texts
    assert {"Ctrl+S", "F8", "Alt+9", "Ctrl+PgDown"} <= texts
    assert not dialog.isModal()


def test_f1_opens_the_list_of_keys(window):
    window.activateWindow()
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_F1)
    assert window.findChild(KeysDialog).isVisible()
    window.findChild(KeysDialog).close()


def test_about_shows_every_licence(window):
    dialog = AboutDialog(window)
    assert "MIT License" in dialog.text.toPlainText()
    seen = set()
    for row in range(1, dialog.list.count()):
        dialog.list.setCurrentRow(row)
        text = dialog.text.toPlainText()
        assert PARTS[row - 1].name in dialog.list.item(row).text()
        assert text
        seen.add(text)
    assert len(seen) >= len({part.licence for part in PARTS})


def test_every_font_that_is_shipped_has_its_licence_shown():
    shipped = {path.name for path in FONTS.glob("LICENSE_FONT.*.txt")}
    assert {path.name for part in PARTS for path in part.texts} == shipped
    for part in PARTS:
        if part.texts:
            assert "SIL OPEN FONT LICENSE" in licence_text(part).upper()


def test_every_package_that_is_needed_is_named():
    import tomllib

    from resources import ROOT

    table = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {name.split(">")[0].split("=")[0].split("[")[0] for name in table["project"]["dependencies"]}
    assert needed == {part.package for part in PARTS if part.package}
    assert all(version_of(part) for part in PARTS if part.package)


def test_dialogs_fit_their_words(window):
    for language in LANGUAGES:
        window.shell.choose_language(language)
        settled(window)
        for kind in (NewDialog, ExportDialog, AboutDialog):
            dialog = kind(window)
            dialog.open()
            for label in dialog.findChildren(QLabel):
                if label.isVisible() and label.text() and not label.wordWrap():
                    assert label.sizeHint().width() <= label.width() + 1, (language, label.text())
                    assert dialog.rect().contains(label.mapTo(dialog, QPoint(label.width() // 2, label.height() // 2)))
            dialog.close()


def test_a_map_that_is_too_large_for_paper_still_has_a_page(window):
    for number in range(30):
        window.session.apply(_wide_stage(window, number))
    dialog = ExportDialog(window)
    choose(dialog.paper, "own")
    dialog.preview()
    assert not dialog.picture.pixmap().isNull()
    assert not dialog.orientation.isEnabled()


def _wide_stage(window, number):
    from model.edits.stages import add_stage

    assert Stage
    return add_stage(window.session.document, "m", title=f"Stage {number}")
