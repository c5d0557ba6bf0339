"""What all tests share: no display, no home but their own, one language, and the profiles of hypothesis."""

import gc
import os
import sys

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("usual"), max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


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


def pytest_collection_finish() -> None:
    """Never look again for garbage in what was loaded to collect the tests: each window that closes has that done."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Empty the clipboard: without a display it is a static of Qt that outlives Python, and what Python put there."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
