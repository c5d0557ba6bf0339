"""The garbage collector: no full round while someone works, and one when they look away."""

import gc
import weakref

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from editor.garbage import keep_off_frames


class Application(QObject):
    applicationStateChanged = Signal(Qt.ApplicationState)  # noqa: N815 (Qt's name)


class Ring:
    """Refers to itself."""

    def __init__(self):
        self.own = self


@pytest.fixture
def application(qapp):
    before = gc.get_threshold()
    made = Application()
    keep_off_frames(made)
    yield made
    gc.set_threshold(*before)


def old_ring():
    ring = Ring()
    gc.collect(1)
    gc.collect(1)
    return weakref.ref(ring)


def test_a_second_shell_does_not_sweep_twice(application, monkeypatch):
    keep_off_frames(application)
    rounds = []
    monkeypatch.setattr(gc, "collect", lambda: rounds.append(1))
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert rounds == [1]


def test_full_rounds_wait_until_the_application_is_left(application):
    ring = old_ring()
    litter = [[] for _ in range(200_000)]
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert ring() is not None and litter
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert ring() is None
