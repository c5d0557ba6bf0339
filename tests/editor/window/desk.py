"""A desk to work at: an application with a home of its own and a window on a small map or on the sample."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from editor.app import Shell
from editor.window.main_window import MainWindow
from model.document import Document
from model.records import Card, JourneyMap, Lane, Link, Persona, Project, Stage

LANES = ("touchpoints", "emotions", "pain_points", "opportunities", "free")


def small_document(language: str = "en") -> Document:
    """Two stages, five lanes, a touchpoint, its pain, an emotion, an opportunity, a link, a persona, two maps."""
    records = [
        Project(id="p", title="Home", client="Acme", language=language),
        Persona(id="louise", order="a0", name="Louise", goals=("A home",)),
        JourneyMap(id="m", order="a0", title="Now", persona="louise"),
        JourneyMap(id="n", order="a1", title="Then"),
        Stage(id="s1", map="m", order="a0", title="Awareness"),
        Stage(id="s2", map="m", order="a1", title="Interest"),
        *(Lane(id=f"l-{kind}", map="m", order=f"a{place}", kind=kind) for place, kind in enumerate(LANES)),
        card("t1", "touchpoint", "touchpoints", title="Searches"),
        card("t2", "touchpoint", "touchpoints", stage="s2", title="Reads", duration=120.0),
        card("e1", "emotion", "emotions", score=1.0),
        card("b1", "pain_point", "pain_points", title="Slow", severity=4, about="t1"),
        card("b2", "pain_point", "pain_points", stage="s2", title="Dear", about="t2"),
        card("o1", "opportunity", "opportunities", title="Faster", about="b1"),
        card("f1", "note", "free", title="Remember"),
        Link(id="k1", map="m", source="t1", target="t2", share=40.0),
    ]
    return Document(records)


def card(identity: str, kind: str, lane: str, stage: str = "s1", **fields: object) -> Card:
    return Card(id=identity, map="m", stage=stage, lane=f"l-{lane}", order="a0", kind=kind, **fields)


@pytest.fixture
def shell(qapp: QApplication) -> Iterator[Shell]:
    """The application, in English, with no window yet."""
    made = Shell(qapp, Path(os.environ["MASAR_HOME"]), language="en")
    yield made
    for window in tuple(made.windows):
        window.files.discard_on_close()
        window.close()
    made.voice.speak("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(shell: Shell) -> MainWindow:
    """A window on the small map."""
    return settled(shell.show_document(small_document()))


def settled(window: MainWindow) -> MainWindow:
    window.resize(1280, 900)
    window.watch.ask()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return window


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, held)


def write(widget: QWidget, text: str) -> None:
    """Type a text letter by letter: QTest.keyClicks aborts on letters beyond Latin."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def all_widgets(window: QWidget) -> list[QWidget]:
    return [window, *window.findChildren(QWidget)]


def wait_for(condition: Callable[[], object], patience_ms: int = 8_000) -> None:
    for _ in range(patience_ms // 10):
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError("it did not come to pass")
