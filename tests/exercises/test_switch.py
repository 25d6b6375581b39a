"""Switching the solutions into a cell, and telling an untouched cell from a touched one."""

import textwrap

import pytest

from dlcore.exercises import UnknownExercise
from dlcore.exercises.source import starter_source
from dlcore.widgets import quiz
from tests.exercises import example_lesson
from tests.exercises.cells import run_cell
from tests.nbtools.solutions import switch_in, touched, unsolved

FUNCTIONS = [e for e in example_lesson.EXERCISES if e.kind in ("implement", "bug")]
CALLS = ['answer("90.1", ...)', 'answer("90.1", ...)   # your number', 'explain("90.6", ...)', 'quiz("90.A")']


def cell_of(exercise):
    return f'@exercise("{exercise.id}")\n{starter_source(exercise)}\n\n{exercise.name}.check()'


@pytest.mark.parametrize("source", [*map(cell_of, FUNCTIONS), *CALLS])
def test_untouched_then_switched_in_then_right(capsys, source):
    assert touched(source) == []
    run_cell(source, quiz=quiz)
    id = source[source.index('"') + 1:].split('"')[0]
    assert unsolved(source, capsys.readouterr().out) == [id]
    run_cell(switch_in(source), quiz=quiz)
    assert unsolved(source, capsys.readouterr().out) == []
    assert touched(switch_in(source)) == [id]


def test_only_the_function_changes():
    source = cell_of(FUNCTIONS[0]).replace("    ...", "    # think\n    ...    # your code")
    assert switch_in("a = 1\n" + source + "\nb = 2") == textwrap.dedent('''\
        a = 1
        @exercise("90.2")
        def sigmoid(z):
            return 1.0 / (1.0 + np.exp(-z))


        sigmoid.check()
        b = 2''')


def test_two_exercises_in_one_cell(capsys):
    source = "\n".join(CALLS)
    run_cell(switch_in(source), quiz=quiz)
    assert unsolved(source, capsys.readouterr().out) == []


@pytest.mark.parametrize("source", [
    "", "x = 1", "%matplotlib inline\nanswer", "def f(x):\n    ...", 'print(3)', 'hint("90.1")',
    "# só ç\n1 + 1"])
def test_other_cells_stay_as_they_are(source):
    assert switch_in(source) == source
    assert touched(source) == [] and unsolved(source, "") == []


@pytest.mark.parametrize("before, after", [
    ("    slope = np.ones_like(z)", "    slope = np.zeros_like(z)"), ("def relu_slope", "def relu_slopes"),
    ("(z):", "(x):"), ("(z):", "(z, *more):"), ("if z.any() < 0:", "if (z < 0).any():")])
def test_a_starter_that_differs_from_the_registered_one_is_found(before, after):
    source = cell_of(FUNCTIONS[2])
    assert before in source
    assert touched(source.replace(before, after, 1)) == ["90.4"]


@pytest.mark.parametrize("source", [
    'quiz("90.A", "b")', 'quiz("90.1")', 'answer("90.1", 3)', 'answer("90.1")', 'explain("90.6", "words")',
    'answer("90.6", ...)',
    'explain("90.1", ...)',
    '@exercise("90.2")\ndef sigmoid(z):\n    return z', '@exercise("90.4")\ndef relu_slope(z):\n    ...'])
def test_a_touched_cell_is_found(source):
    assert len(touched(source)) == 1


def test_unknown_ids_and_hidden_ids_are_refused():
    with pytest.raises(UnknownExercise, match='there is no exercise "90.99"'):
        switch_in('answer("90.99", ...)')
    with pytest.raises(ValueError, match="stands there as a text"):
        switch_in("answer(id, ...)")
