"""A part that shows itself before it has its place comes up as a window of its own, and takes the keys away."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from editor.window.main_window import MainWindow
from model.edits.fields import set_fields
from tests.editor.window.desk import settled, small_document, wait_for


class Witness(QObject):
    """Notes each widget that is shown as a window."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def witness(qapp):
    made = Witness()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def test_nothing_but_the_window_is_shown_as_a_window(witness, shell):
    window = settled(shell.show_document(small_document()))
    for dock in window.docks.values():
        dock.show()
    settled(window)
    assert witness.seen == [MainWindow.__name__]


def test_going_to_the_past_opens_no_window(witness, window):
    window.session.apply(set_fields(window.session.document, "t1", title="Asks"))
    witness.seen.clear()
    window.history.earlier()
    wait_for(lambda: window.history.away)
    QApplication.processEvents()
    assert witness.seen == []
