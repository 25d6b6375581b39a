"""What holds for every interactive of every lesson."""

import importlib
import pkgutil

import pytest

from dlcore import widgets
from dlcore.widgets import Interactive

MECHANISM = {"base", "controls", "figures", "quiz"}


def explorers():
    """Each public function of a lesson's file in dlcore.widgets: all of them make an interactive."""
    for file in pkgutil.iter_modules(widgets.__path__):
        if file.name not in MECHANISM:
            module = importlib.import_module(f"dlcore.widgets.{file.name}")
            for name, value in vars(module).items():
                if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_"):
                    yield pytest.param(value, id=f"{file.name}.{name}")


@pytest.mark.parametrize("make", list(explorers()))
def test_every_end_of_every_control_draws(make):
    interactive = make()
    assert isinstance(interactive, Interactive)
    start = interactive.image.value
    for name, control in interactive.controls.items():
        ends = control.options if hasattr(control, "options") else (control.min, control.max)
        for value in ends:
            interactive.set(**{name: value})
            assert interactive.error is None
    interactive.reset()
    assert interactive.image.value == start


def test_there_are_explorers_of_every_lesson_so_far():
    assert len(list(explorers())) >= 8
