"""The same in a real notebook kernel, and what an import loads."""

import subprocess
import sys

import pytest

from dlcore.exercises.source import starter_source
from tests.exercises import example_lesson
from tests.nbtools.session import session
from tests.nbtools.solutions import switch_in, unsolved

SETUP = """
import sys
sys.path.insert(0, "..")
import numpy as np
from dlcore.exercises import answer, catalog, exercise, explain, hint, progress, solution
from tests.exercises import example_lesson
catalog.loaded[90] = catalog.collect(example_lesson, 90)
"""
CELLS = [
    'answer("90.1", ...)',
    *[f'@exercise("{e.id}")\n{starter_source(e)}\n\n{e.name}.check()'
      for e in example_lesson.EXERCISES if e.kind in ("implement", "bug")],
    'explain("90.6", ...)',
]


@pytest.fixture(scope="module")
def kernel():
    with session() as running:
        running.run(SETUP)
        yield running


def printed(kernel, source):
    """What a cell printed. Anything but plain text on stdout is an error."""
    outputs = kernel.run(source)
    assert {(output.output_type, output.get("name")) for output in outputs} == {("stream", "stdout")}
    return "".join(output.text for output in outputs)  # the kernel may send a line and its end apart


@pytest.mark.parametrize("source", CELLS)
def test_untouched_twice_then_solved_twice(kernel, source):
    for _ in range(2):
        assert "not attempted yet" in printed(kernel, source)
    for _ in range(2):
        assert unsolved(source, printed(kernel, switch_in(source))) == []


def test_the_line_of_the_learners_code_is_that_of_the_cell(kernel):
    source = '# my try\n@exercise("90.2")\ndef sigmoid(z):\n    y = 1\n    return y / 0\n\nsigmoid.check()'
    assert "It stops in line 5, `return y / 0`: ZeroDivisionError" in printed(kernel, source)


def test_a_helper_of_another_cell_is_not_shown_as_the_learners_line(kernel):
    kernel.run("def helper(z):\n    return z / 0")
    source = '@exercise("90.2")\ndef sigmoid(z):\n    return helper(z)\n\nsigmoid.check()'
    assert "It stops in line 3, `return helper(z)`: ZeroDivisionError" in printed(kernel, source)


def test_the_decorated_function_as_last_expression_shows_no_address(kernel):
    outputs = kernel.run('@exercise("90.2")\ndef sigmoid(z):\n    ...\n\nsigmoid')
    assert outputs[0].data["text/plain"] == "exercise 90.2: sigmoid(z)"


def test_progress_is_off(kernel):
    assert printed(kernel, "progress()").startswith("Progress is switched off")


def test_an_import_loads_numpy_and_nothing_heavier():
    heavy = ("IPython", "ipywidgets", "matplotlib", "platformdirs", "PIL", "tqdm",
    "dlcore.exercises.lesson01")
    code = ("import sys, dlcore.exercises as e; print([n for n in sys.modules if n in " + repr(heavy) + "]); "
            "e.find('1.1'); print('dlcore.exercises.lesson01' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\nTrue\n"
