"""What waits for the first paint: it comes right behind it, in order, and at once where somebody goes there."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from editor.app import collect_from_now_on
from editor.window.after_paint import AfterPaint
from tests.editor.window.desk import settled, small_document, wait_for


def test_jobs_run_in_order_behind_the_first_paint_and_once(qapp):
    done = []

    class Watched(QWidget):
        def paintEvent(self, event: QEvent) -> None:
            done.append("painted")

    widget = Watched()
    AfterPaint(widget, lambda: done.append("first"), lambda: done.append("second"))
    QApplication.processEvents()
    assert not done
    widget.show()
    wait_for(lambda: "second" in done)
    assert done.index("painted") < done.index("first") < done.index("second")
    widget.repaint()
    QApplication.processEvents()
    assert done.count("first") == done.count("second") == 1
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_jobs_of_a_widget_that_has_gone_do_not_run(qapp):
    done = []
    widget = QWidget()
    AfterPaint(widget, lambda: done.append("job"))
    widget.show()
    widget.repaint()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert not done


def test_panels_and_findings_come_by_themselves_behind_the_first_paint(shell):
    window = shell.show_document(small_document())
    assert not window.inspector.sections
    assert not window.outline.model.outline
    wait_for(lambda: window.inspector.sections and window.outline.model.outline and window.session.findings)
    assert "backstage" in window.palette_panel.entries
    assert len(window.palette_panel.entries) > 9


def test_going_to_the_details_before_the_first_paint_makes_them(shell):
    window = shell.show_document(small_document())
    window.show_details()
    assert window.inspector.sections
    settled(window)
    assert window.inspector.sections[0].ids == ("m",)


@pytest.fixture
def stopped():
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def test_garbage_is_collected_again_and_what_was_loaded_left_alone(stopped):
    collect_from_now_on()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 10_000


class Look(QObject):
    """Notes where the docks are at each paint of a window."""

    def __init__(self, window):
        super().__init__(window)
        self.seen = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.append({name: dock.geometry() for name, dock in watched.docks.items()})
        return False


def test_the_first_frame_shows_the_map_sharp_and_the_panels_where_they_stay(shell):
    window = shell.show_document(small_document())
    look, view, sharp = Look(window), window.view, []
    AfterPaint(window, lambda: sharp.append(view.picture.sharp(view.camera, view.viewport().size())))
    wait_for(lambda: sharp and window.inspector.sections and window.outline.model.outline)
    assert sharp == [True]
    assert look.seen[0] == {name: dock.geometry() for name, dock in window.docks.items()}


def test_what_comes_behind_the_first_paint_is_laid_out_before_it_is_painted(shell):
    window = shell.show_document(small_document())
    wait_for(lambda: window.inspector.sections)
    section = window.inspector.sections[0]
    assert section.height() >= section.minimumSizeHint().height() > 100
