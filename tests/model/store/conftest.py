"""Every test of the file has an application-data folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The application-data folder of this test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("MASAR_HOME", str(folder))
    return folder
