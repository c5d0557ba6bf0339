"""Views and hands for tests of gestures, in maps of both directions."""

import pytest

from tests.editor.hands import Hands, shown


@pytest.fixture(params=["ltr", "rtl"])
def view(request, qtbot):
    return shown(qtbot, request.param)


@pytest.fixture
def hands(view):
    return Hands(view)


@pytest.fixture
def ids(view):
    """What stands in a cell, by id."""
    return lambda stage, lane="touchpoints": [card.id for card in view.document.cell(stage, lane)]


@pytest.fixture
def untouched(view):
    """Whether the map is as it was, and nothing of a gesture is left to see."""
    before = dict(view.document.records)

    def check() -> bool:
        return view.document.records == before and not view.marking.of_tool and not view.gestures.busy

    return check
