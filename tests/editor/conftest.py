"""What the tests of the editor leave behind: no menu open, no button of the mouse held."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture(autouse=True)
def hands_off():
    """Let go of the mouse and close every menu after a test: the next one's window waits until nobody is at work."""
    yield
    if QApplication.instance() is None:
        return
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        if QApplication.mouseButtons() & button:
            QTest.mouseRelease(QWidget(), button)
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
