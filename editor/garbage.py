"""Python's garbage collector, kept off the frames.

Most objects go when nothing refers to them any more; only rings of objects need the collector. Its full round walks
through every object there is: a third of a second with 10,000 cards open, in the middle of a drag. So full rounds
are left for moments in which nobody looks, and for the closing of a window; the small ones, of young objects, take
less than a millisecond and stay.
"""

import gc

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

YOUNG, MIDDLING, NEVER = 2_000, 10, 1_000_000
"""After how many new objects the young are gone through, after how many such rounds the middling, and all."""
_LISTENING = "masar_sweeps_when_left"


def keep_off_frames(application: QGuiApplication) -> None:
    """Have full rounds only when the application is left for another one."""
    gc.set_threshold(YOUNG, MIDDLING, NEVER)
    if not application.property(_LISTENING):
        application.setProperty(_LISTENING, True)
        application.applicationStateChanged.connect(_state_changed)


def sweep_soon() -> None:
    """Have a full round when the events at hand are done: a window that closed is a large ring of objects."""
    QTimer.singleShot(0, gc.collect)


def _state_changed(state: Qt.ApplicationState) -> None:
    if state != Qt.ApplicationState.ApplicationActive:
        gc.collect()
