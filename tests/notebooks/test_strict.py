"""nbval in its strict form does what this course relies on, and the stored outputs hold on other processors.

The comparison of the stored notebooks itself is no test in here: `pytest` collects notebooks/*.ipynb
(`testpaths`), one test a cell. Everything below runs it as a process, to see it pass and fail.
"""

import os
import re
import subprocess
import sys

import nbformat
import pytest

from tests.nbtools import all_notebooks, canonical, processors, strict
from tests.nbtools.cells import code, notebook, printed, result

WIDGET = """
import ipywidgets
class Both(ipywidgets.VBox):
    def _repr_mimebundle_(self, **kwargs):
        view = super()._repr_mimebundle_(**kwargs)
        return view | {"image/png": "iVBORw0KGgo=", "text/plain": "Interactive: both. Controls: w -3..3"}
Both([ipywidgets.FloatSlider()])
"""
SHOWN = {"image_png": "QUJDRA==", "text_plain": "Interactive: both. Controls: w -3..3"}


DIVISION = nbformat.v4.new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])
TWO_STREAMS = "import sys\nprint('a', flush=True)\nsys.stdout.write('b')"
CHOICE = "print(os.environ['OPENBLAS_CORETYPE'], os.environ['OPENBLAS_NUM_THREADS'])"

DIFFERENT = [
    code("print(0.1 + 0.2)", printed("0.3\n")),
    code("print(1)"),
    code("x = 1", result(text_plain="1")),
    code(WIDGET, result(**SHOWN | {"text_plain": "Interactive: another"})),
    code("1 / 0"),
    code("import os; os.environ['OPENBLAS_CORETYPE']", result(text_plain="'Haswell'")),
]
EQUAL = [
    code("2 * 3", result(text_plain="6")),
    code(WIDGET, result(**SHOWN)),  # the stored picture has other bytes, and no id of a widget
    code("1 / 0", DIVISION, tags=("raises-exception",)),
    code("os.environ['DLCORE_PROGRESS']", result(text_plain="'off'")),
    code(TWO_STREAMS, printed("a\nb"), result(text_plain="1")),
    code(CHOICE, printed("Nehalem 2\n")),
]


def test_every_difference_is_a_failure_and_nothing_else(tmp_path):
    path = tmp_path / "both.ipynb"
    canonical.write(path, notebook(*DIFFERENT, *EQUAL))
    found = strict.problems([path], {"OPENBLAS_CORETYPE": "Nehalem", "OPENBLAS_NUM_THREADS": "2"})
    failed = [int(re.search(r"Cell (\d+)", line)[1]) for line in found[:-1]]
    assert failed == list(range(len(DIFFERENT))), found[-1]
    assert f"{len(EQUAL)} passed" in found[-1]


@pytest.mark.skipif(not processors.is_x86(), reason="the variables choose among x86 kernels")
@pytest.mark.parametrize("name", processors.environments())
def test_the_variables_choose_other_kernels(name):
    variables = processors.environments()[name]
    run = subprocess.run(
        [sys.executable, "-c", processors.LIST_DISPATCHED],
        env=os.environ | variables | {"OPENBLAS_VERBOSE": "2"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"Core: {variables['OPENBLAS_CORETYPE']}" in run.stderr
    if "NPY_DISABLE_CPU_FEATURES" in variables:
        assert run.stdout.split() == []


@pytest.mark.parametrize("name", processors.environments())
def test_stored_outputs_hold_on_other_processors(name):
    found = strict.problems(all_notebooks(), processors.environments()[name])
    assert not found, "\n".join(found)
