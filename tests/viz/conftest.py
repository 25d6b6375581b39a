"""Fixtures for tests of pictures: see `tests.viz.compare`."""

import pytest

from tests.viz import compare


@pytest.fixture
def same_picture():
    """same_picture(picture, name): it looks like tests/viz/baseline/name.png."""
    return compare.assert_same_picture


@pytest.fixture
def moves_completely():
    """moves_completely(picture, states): nothing that changes is left standing, no two states look alike."""
    return compare.assert_moves_completely


def pytest_collection_modifyitems(items):
    """A stored picture is the pinned Matplotlib's: other versions set letters a little differently."""
    for item in items:
        if "same_picture" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.pinned)
