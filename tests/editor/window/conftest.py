"""A window to work at."""

from tests.editor.window.desk import shell, window

__all__ = ["shell", "window"]
