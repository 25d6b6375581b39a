"""Every notebook as impatient learners run it: offline, each cell twice, solved; within its budget.

One kernel a notebook serves all of it (see `tests/nbtools/rehearsal.py`); a second one, nbval's, compares the
stored texts, but no pictures: those are compared here. Speed is no timed test: what is measured is the
kernel's own processor time, which a busy machine does not stretch by much, and SLACK is the ratio of a slow
CI machine to a laptop. A lesson that computes ten times what it should is seen; one that is slower by half is
a matter for benchmarks/.
"""

import base64
import functools
import io

import pytest
from PIL import Image

from tests.nbtools import all_notebooks, canonical, rehearsal, solutions
from tests.nbtools.cells import code, notebook, printed, result

SECONDS, SECONDS_OF = 8.0, {"01_neuron": 5.0}  # of a laptop, start of the kernel not counted
SLACK = 3.0
MEGABYTES = 250.0  # what Binder leaves a kernel beside JupyterLab

each_notebook = pytest.mark.parametrize("path", all_notebooks(), ids=lambda path: path.stem)


@functools.cache
def report(path):
    return rehearsal.rehearse(canonical.read(path), solutions.switch_in, path.parent)


@each_notebook
def test_every_cell_runs_twice_and_says_the_same(path):
    found = rehearsal.rerun_problems(report(path))
    assert not found, "\n".join(found)


@pytest.mark.pinned
@each_notebook
def test_the_stored_pictures_are_those_that_are_drawn(path):
    found = rehearsal.picture_problems(report(path))
    assert not found, "\n".join(found)


@each_notebook
def test_solved_exercises_are_right(path):
    found = rehearsal.solution_problems(report(path), solutions.unsolved)
    assert not found, "\n".join(found)


@each_notebook
def test_nothing_reaches_for_the_network(path):
    found = rehearsal.network_problems(report(path))
    assert not found, "\n".join(found)


@each_notebook
def test_budget_of_time_and_memory(path):
    seconds = SECONDS_OF.get(path.stem, SECONDS) * SLACK
    found = rehearsal.budget_problems(report(path), seconds, MEGABYTES)
    assert not found, "\n".join(found)


# ---- the same checks on a bad example ----

SWALLOWED = """
import socket
try:
    socket.socket().connect(("192.0.2.1", 80))
except OSError:
    print("no matter")
"""
LOOPBACK = """
import socket, threading
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
client.close(), server.close()
print("connected")
"""
NAME = "import socket\nsocket.getaddrinfo('example.org', 443)"
BUSY = """
import time
end = time.process_time() + 0.5
while time.process_time() < end:
    pass
"""
EXERCISE = 'print("untouched")'


DRAW = """
import base64, io, itertools
from IPython.display import Image as Shown, display
from PIL import Image
def draw(grey):
    file = io.BytesIO()
    Image.new("L", (8, 5), grey).save(file, "PNG")
    display(Shown(file.getvalue()))
"""
MEASURED = "import time\nstart = time.perf_counter()\ndraw(200)"


def drawn(grey):
    """A stored picture of one grey."""
    file = io.BytesIO()
    Image.new("L", (8, 5), grey).save(file, "PNG")
    return result(image_png=base64.b64encode(file.getvalue()).decode())


def solve(source):
    """Stands for `solutions.switch_in`: one example is solved right, one wrong, one with an error."""
    return {EXERCISE: 'print("0.1: right.")', EXERCISE + "  # 2": 'print("0.2: no")'}.get(source, "1 / 0")


def unsolved(source, text):
    return [] if "right" in text else ["0.2"]


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    nb = notebook(
        code("w = 0"),
        code("w += 1"),
        code("print(w)", printed("1\n")),  # 3: silent accumulation above: w is 2
        code("del w"),  # 4: cannot be run twice
        code("n = 0"),
        code(
            "import itertools\ncounter = globals().setdefault('counter', itertools.count())\nnext(counter)",
            result(text_plain="0"),
        ),  # 6: says 0, then 1
        code("next(counter) < 0", result(text_plain="False"), tags=("rerun-differs",)),
        code("next(counter)", result(text_plain="4"), tags=("rerun-differs",)),  # 8: excused
        code(SWALLOWED, printed("no matter\n")),
        code(LOOPBACK, printed("connected\n")),
        code(NAME),
        code(BUSY),
        code("import numpy as np\nlarge = np.ones((300, 1024, 128)).sum()\nlarge = None"),
        code(EXERCISE, printed("untouched\n"), tags=("exercise",)),
        code(EXERCISE + "  # 2", printed("untouched\n"), tags=("exercise",)),
        code(EXERCISE + "  # 3", printed("untouched\n"), tags=("exercise",)),
    )
    return rehearsal.rehearse(nb, solve, tmp_path_factory.mktemp("bad"))


def test_a_cell_that_cannot_be_run_twice_is_seen(bad):
    found = rehearsal.rerun_problems(bad)
    assert [problem.split(" (")[0] for problem in found] == [f"cell {n}" for n in (3, 3, 4, 6, 11, 11)]
    assert "says [('stdout', '2\\n')], stored is [('stdout', '1\\n')]" in found[0]
    assert "NameError" in found[2]
    assert "'1'" in found[3]


def test_attempts_to_reach_the_network_are_seen_even_swallowed(bad):
    said = "\n".join(rehearsal.network_problems(bad))
    assert "socket.connect 192.0.2.1" in said
    assert "socket.getaddrinfo example.org" in said
    assert "127.0.0.1" not in said
    failure = bad.cells[10].runs[0]
    assert isinstance(failure, rehearsal.CellFailed) and "the network is off" in str(failure)


def test_time_and_memory_beyond_the_budget_are_seen(bad):
    assert bad.cpu_seconds > 0.5 and bad.peak_mb > 300
    assert "processor time" in rehearsal.budget_problems(bad, 0.4, 10_000)[0]
    assert "memory reached" in rehearsal.budget_problems(bad, 1000, 250)[0]
    assert rehearsal.budget_problems(bad, 1000, 10_000) == []


def test_solutions_that_are_not_right_are_seen(bad):
    found = rehearsal.solution_problems(bad, unsolved)
    assert [problem.split(" (")[0] for problem in found] == ["cell 15", "cell 15", "cell 16", "cell 16"]
    assert "does not say that 0.2 is right" in found[0]
    assert "ZeroDivisionError" in found[2]
    for cell in bad.cells:
        cell.solved = cell.solved[:1]
    assert "was not run with its solution" in "\n".join(rehearsal.solution_problems(bad, unsolved))


@pytest.fixture(scope="module")
def drawing(tmp_path_factory):
    nb = notebook(
        code(DRAW),
        code("draw(100)", drawn(100)),
        code("draw(101)", drawn(100)),  # 3: to the eye the same
        code("draw(110)", drawn(100)),  # 4: a stale picture
        code(MEASURED, drawn(100)),  # 5: measured
        code("draw(100)"),  # 6: no picture is stored
        code(MEASURED),  # 7: also here
        code("draw(100); draw(120)", drawn(100), drawn(100)),  # 8: the second is stale
        code("draw(later)", drawn(100)),  # 9: fails, which is another check's matter
    )
    return rehearsal.rehearse(nb, cwd=tmp_path_factory.mktemp("drawing"))


def test_stale_pictures_are_seen(drawing):
    found = rehearsal.picture_problems(drawing)
    assert [problem.split(" (")[0] for problem in found] == [f"cell {n}" for n in (4, 6, 7, 8)]
    assert "draws another picture than the stored one" in found[0]
    assert "pictures drawn: 1, stored: 0" in found[1]
    assert all(problem.endswith("if it is meant: make notebooks") for problem in found)
