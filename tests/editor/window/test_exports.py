"""Exports in the background: the window goes on working, the newest wins, and nothing is left when it closes."""

import multiprocessing
import threading

import pypdfium2
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from shiboken6 import isValid

from editor.dialogs.export import ExportDialog
from editor.dialogs.printing import PrintJob
from export.helper import Request, answer
from export.pdf import export_moment
from model.edits.fields import set_fields
from tests.editor.window.desk import settled, small_document, wait_for
from tests.synthetic import synthetic_document

PATIENCE_MS = 60_000


@pytest.fixture
def large(shell):
    """A window on a map of 600 cards."""
    return settled(shell.show_document(synthetic_document(600)))


def helpers():
    return [each for each in multiprocessing.active_children() if each.name == "export"]


def threads():
    return [each for each in threading.enumerate() if each.name == "export"]


def start(window, target, paper="A3"):
    window.exports.start(target, None, paper, "landscape")


def test_the_window_works_on_while_a_large_map_is_exported(large, tmp_path):
    target = tmp_path / "map.pdf"
    start(large, target)
    ticks = []
    timer = QTimer(large, interval=5)
    timer.timeout.connect(lambda: ticks.append(large.exports.is_busy))
    timer.start()
    wait_for(lambda: len(ticks) > 10)
    assert all(ticks), "the export was over before the window could do anything"
    project = large.session.document.project
    large.session.apply(set_fields(large.session.document, project.id, title="Later"))
    assert large.windowTitle().startswith("Later")
    assert not target.exists()
    assert "map.pdf" in large.status_line.working.text()
    wait_for(lambda: not large.exports.is_busy, PATIENCE_MS)
    assert large.status_line.working.isHidden()
    title = pypdfium2.PdfDocument(str(target)).get_metadata_dict()["Title"]
    assert title == "Synthetic", "the map as it was when it was asked for"


def test_the_newest_export_to_a_file_wins_and_others_are_all_made(window, tmp_path):
    for paper in ("A0", "A3", "A4"):
        start(window, tmp_path / "one.pdf", paper)
    start(window, tmp_path / "two.pdf", "A2")
    wait_for(lambda: not window.exports.is_busy, PATIENCE_MS)
    sides = [pypdfium2.PdfDocument(str(tmp_path / f"{each}.pdf"))[0].get_size()[0] for each in ("one", "two")]
    assert [round(side / 72 * 25.4) for side in sides] == [297, 594]


def test_an_export_that_is_stopped_leaves_the_file_as_it_was(large, tmp_path):
    target = tmp_path / "map.pdf"
    target.write_bytes(b"before")
    start(large, target, "A0")
    wait_for(helpers)
    large.status_line.stop.click()
    assert not large.exports.is_busy
    assert large.status_line.said.text() == large.voice.say("export_dialog.stopped")
    wait_for(lambda: not helpers(), PATIENCE_MS)
    assert target.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["map.pdf"]
    start(large, target)
    wait_for(lambda: not large.exports.is_busy, PATIENCE_MS)
    assert target.read_bytes().startswith(b"%PDF")


def test_a_helper_that_dies_is_replaced_and_if_it_dies_again_that_is_said(window, tmp_path):
    start(window, tmp_path / "map.pdf")
    for _ in range(2):
        wait_for(helpers)
        dying = helpers()[0]
        dying.kill()
        wait_for(lambda dying=dying: dying not in helpers())
    wait_for(lambda: not window.exports.is_busy, PATIENCE_MS)
    assert window.banner.words.text() == window.voice.say("export.stopped")
    assert not (tmp_path / "map.pdf").exists()


def test_closing_waits_for_the_export_without_holding_anything_up(large, tmp_path):
    target = tmp_path / "map.pdf"
    large.files.discard_on_close()
    start(large, target)
    assert not large.close()
    assert large.status_line.working.text() == large.voice.say("export_dialog.closing", name="map.pdf")
    wait_for(lambda: not isValid(large), PATIENCE_MS)
    assert target.read_bytes().startswith(b"%PDF")
    assert not helpers()
    assert not threads()


def test_a_window_that_waits_to_close_stays_where_the_export_fails(shell, window, tmp_path):
    start(window, tmp_path / "gone" / "map.pdf")
    shell.quit()
    wait_for(lambda: not window.exports.is_busy, PATIENCE_MS)
    assert window.isVisible()
    assert "gone" in window.banner.words.text()


def test_quitting_goes_on_when_the_export_is_stopped(shell, large, tmp_path):
    other = settled(shell.show_document(small_document()))
    for window in (large, other):
        window.files.discard_on_close()
    start(large, tmp_path / "map.pdf")
    shell.quit()
    assert shell.windows == [large]
    large.status_line.stop.click()
    wait_for(lambda: not shell.windows)
    assert not helpers()
    assert not threads()


def test_a_fault_of_masars_own_is_told_and_leaves_the_window_free(window, qtbot, tmp_path, monkeypatch):
    def broken(*_):
        raise AssertionError("it broke")

    monkeypatch.setattr("export.worker.row", broken)
    with qtbot.captureExceptions() as faults:
        start(window, tmp_path / "map.pdf")
        wait_for(lambda: faults, PATIENCE_MS)
    assert "it broke" in str(faults[0][1])
    assert not window.exports.is_busy
    monkeypatch.undo()
    start(window, tmp_path / "map.pdf")
    wait_for(lambda: not window.exports.is_busy, PATIENCE_MS)
    assert (tmp_path / "map.pdf").exists()


def test_what_the_helper_trips_over_comes_back_as_a_trace(window):
    request = Request(None, "map.pdf", "no such map", "A3", "landscape", export_moment(), (0, 0))
    assert "KeyError" in answer(window.session.document, request).fault


def test_a_large_map_is_previewed_by_the_helper(large):
    dialog = ExportDialog(large)
    dialog.preview()
    assert dialog.said.text() == large.voice.say("export_dialog.drawing")
    wait_for(lambda: not dialog.picture.pixmap().isNull(), PATIENCE_MS)
    assert max(dialog.picture.pixmap().width() - 520, dialog.picture.pixmap().height() - 400) == 0
    assert "page" in dialog.said.text()
    dialog.reject()
    wait_for(lambda: not helpers(), PATIENCE_MS)


def test_printing_leaves_the_window_to_its_events_and_can_be_stopped(large, tmp_path):
    job = PrintJob(large)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    ended, ticks = [], []
    job.over.connect(ended.append)
    timer = QTimer(large, interval=0)
    timer.timeout.connect(lambda: ticks.append(not ended))
    job.print()
    timer.start()
    wait_for(lambda: sum(ticks) > 3)
    assert not ended
    large.files.discard_on_close()
    assert not large.close()
    large.status_line.stop.click()
    assert ended == [False]
    wait_for(lambda: not isValid(large))
