"""Qt without a display, for every test of the editor."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
