"""What all tests share: no display, no home but their own, one language, and the profiles of hypothesis."""

import gc
import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from tests import torture

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("torture", parent=settings.get_profile("usual"), max_examples=torture.times(1_000))
settings.load_profile("torture")


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """Give each test an application-data folder of its own, and English."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MASAR_HOME", str(folder))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder


@pytest.fixture(autouse=True)
def sweep():
    """Sweep up after a test that kept the garbage collector off its frames, as the editor does."""
    before = gc.get_threshold()
    yield
    if gc.get_threshold() != before:
        gc.set_threshold(*before)
        gc.collect()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Let each law count itself and its examples, and mark the tests of every file that counts by `tests.torture`."""
    laws = {id(item.obj.hypothesis): item.obj.hypothesis for item in items if hasattr(item.obj, "hypothesis")}
    for law in laws.values():
        law.inner_test = torture.counted(law.inner_test)
    counts = {id(torture), id(torture.times), id(torture.tally)}
    for item in items:
        if not counts.isdisjoint(map(id, vars(item.module).values())):
            item.add_marker("torture")


def pytest_runtest_setup(item) -> None:
    """Count the laws that are run."""
    if hasattr(item.obj, "hypothesis"):
        torture.tally("laws", 1)


def pytest_collection_finish() -> None:
    """Never look again for garbage in what was loaded to collect the tests: each window that closes has that done."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Take in what a worker tallied."""
    torture.take_in(getattr(node, "workeroutput", {}).get("torture", {}))


def pytest_sessionfinish(session) -> None:
    """Hand over what was tallied, or fail if anything was lost.

    Empty the clipboard: without a display it is a static of Qt that outlives Python, and what Python put there.
    """
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["torture"] = torture.handed_over()
    elif torture.losses() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the table of torture, when torture was asked for."""
    if torture.SIZE and torture.table():
        terminalreporter.section(f"torture: {torture.SIZE}")
        for line in torture.table():
            terminalreporter.write_line(line)
