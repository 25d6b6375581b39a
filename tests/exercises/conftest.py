"""The example lesson is found like a real one, and no learner's progress is touched."""

import pytest

from dlcore.exercises import catalog, store
from tests.exercises import example_lesson


@pytest.fixture(autouse=True)
def example(monkeypatch):
    """Lesson 90, and progress switched off."""
    monkeypatch.setenv("DLCORE_PROGRESS", "off")
    monkeypatch.setitem(catalog.loaded, 90, catalog.collect(example_lesson, 90))


@pytest.fixture
def progress_file(monkeypatch, tmp_path):
    """A path for the progress of one test; what was said or kept before is forgotten."""
    path = tmp_path / "folder" / "progress.json"
    monkeypatch.setenv("DLCORE_PROGRESS", str(path))
    monkeypatch.setattr(store, "_said", set())
    monkeypatch.setattr(store, "_unsaved", {})
    return path
