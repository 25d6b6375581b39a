"""The exercise cells of the notebooks stand there as the lesson files declare them."""

import json

import pytest

from dlcore.exercises import catalog
from tests.nbtools import NOTEBOOKS
from tests.nbtools.solutions import exercises_in, touched

LESSONS = {int(path.name[:2]): path for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))}
NUMBERS = catalog.lesson_numbers()


def code_cells(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_every_lesson_with_exercises_has_a_notebook():
    assert NUMBERS and set(NUMBERS) <= set(LESSONS)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_exercise_stands_in_its_notebook_once_untouched(number):
    sources = code_cells(LESSONS[number])
    ids = [id for source in sources for id, _ in exercises_in(source)]
    assert sorted(ids) == sorted(catalog.lesson(number))
    assert [id for source in sources for id in touched(source)] == []
