"""Views and hands for tests of the canvas, in maps of both directions."""

import pytest

from tests.editor.hands import Hands, shown


@pytest.fixture(autouse=True)
def _application(qapp):
    """Pixmaps and fonts need an application, even where no window is shown."""


@pytest.fixture(params=["ltr", "rtl"])
def view(request, qtbot):
    return shown(qtbot, request.param)


@pytest.fixture
def hands(view):
    return Hands(view)
