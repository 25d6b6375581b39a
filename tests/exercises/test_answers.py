"""answer, explain, hint, solution and quick questions: what they say to right, wrong and strange input."""

import inspect

import numpy as np
import pytest

from dlcore.exercises import Predict, answer, catalog, explain, find, hint, right, solution, wrong
from dlcore.exercises.judge import judge_answer
from tests.exercises import example_lesson


@pytest.fixture
def said(capsys):
    def said(call, *args):
        assert call(*args) is None
        out = capsys.readouterr()
        assert out.err == ""
        return out.out.rstrip("\n")
    return said


@pytest.fixture
def choices(monkeypatch):
    exercise = Predict("90.7", stars=1, title="t", hint="h", because="It falls.", choices=[
        wrong("Up", "Not up."), right("Down", "Yes."), wrong("Nowhere", "It moves.")])
    monkeypatch.setitem(catalog.loaded[90], "90.7", exercise)
    return exercise


@pytest.mark.parametrize("value, text", [
    (..., 'not attempted yet. hint("90.1") has a first step.'),
    (1.884, "right. The fourth product is -0.26."),
    (np.float32(1.89), "right. The fourth product is -0.26."),
    (2.4, "not yet. That adds the fourth product, but its weight is negative."),
    (7, 'not yet. 7 is too large. hint("90.1") has a first step.'),
    (-np.inf, 'not yet. -inf is too small. hint("90.1") has a first step.'),
    (np.nan, 'not yet. nan is not the answer. hint("90.1") has a first step.'),
    (1j, 'not yet. 1j is not the answer. hint("90.1") has a first step.'),
    ("1.884", "not yet. The answer is a number, written without quotes, got '1.884'."),
    (None, "not yet. The answer is a number, written without quotes, got None."),
    (np.ones(2), "not yet. The answer is a number, written without quotes, got [1, 1]."),
    (len, "not yet. The answer is a number, written without quotes, got a builtin_function_or_method."),
])
def test_answer_with_a_number(said, value, text):
    assert said(answer, "90.1", value) == f"90.1: {text}"


def test_answer_without_a_value(said):
    assert said(answer, "90.1") == '90.1: not attempted yet. hint("90.1") has a first step.'


@pytest.mark.parametrize("value, text", [
    ("b", "right. It falls."), (" B ", "right. It falls."), ("a", "not yet. Not up."), ("c",
    "not yet. It moves."),
    *[(value, 'not yet. Answer with one of the letters a, b, c: answer("90.7", "a").')
      for value in ("d", "", "ab", "Down", 1, None, np.ones(3))],
])
def test_answer_with_a_letter(said, choices, value, text):
    assert said(answer, "90.7", value) == f"90.7: {text}"


@pytest.mark.parametrize("expected, value, verdict", [
    (100, 100.0, "done"), (100, 100.001, "tried"), ((6, 5), [6, 5], "done"), ((6, 5), (5, 6), "tried"),
    ("yes", "yes", "done"), (True, 1, "tried"), (True, True, "done"), (0.5, 0.502, "done"),
    (0.5, 0.503, "tried"),
])
def test_only_floats_have_a_tolerance(expected, value, verdict):
    exercise = Predict("90.8", stars=1, title="t", hint="h", because="b", answer=expected)
    assert judge_answer(exercise, value).state == verdict


@pytest.mark.parametrize("text, start", [
    (..., '90.6: not attempted yet. hint("90.6") has a first step.'),
    ("", "90.6: say it in a sentence or two first"),
    ("No line does it.", "90.6: say it in a sentence or two first"),
    (3, '90.6: write it as a text: explain("90.6", "Because ..."), got a number.'),
    (None, '90.6: write it as a text: explain("90.6", "Because ..."), got a None.'),
])
def test_explain_asks_for_words(said, text, start):
    line = said(explain, "90.6", text)
    assert line.startswith(start) and "inequality" not in line


def test_explain_shows_the_model_answer_and_does_not_grade(said):
    lines = said(explain, "90.6", "I think that no line has both corners on one side.").splitlines()
    assert lines == ["90.6: compare your words with these. Nobody grades them but you.",
                     "Each row of the table is an inequality in w and b. Two of them contradict the others.",
                     "A complete answer says:", "  - four inequalities",
                     "  - their sums contradict each other"]


@pytest.mark.parametrize("exercise", example_lesson.EXERCISES[:-1], ids=lambda e: e.id)
def test_hint(said, exercise):
    assert said(hint, exercise.id) == f"{exercise.id}: {exercise.hint}"


@pytest.mark.parametrize("id, text", [
    ("90.1", "90.1: 1.884. The fourth product is -0.26."),
    ("90.2", inspect.getsource(example_lesson.sigmoid) + "\n# At z = 0 it is one half."),
    ("90.3", inspect.getsource(example_lesson.layer_gradient).rstrip()),
    ("90.A", "90.A: b. step is 1 from zero on."),
])
def test_solution(said, id, text):
    assert said(solution, id) == text


def test_solution_of_an_explanation(said):
    assert said(solution, "90.6").startswith("90.6:\nEach row of the table")


@pytest.mark.parametrize("call", [answer, explain, hint, solution])
@pytest.mark.parametrize("id, text", [
    ("90.99", 'There is no exercise "90.99". Lesson 90 has: 90.1, 90.2, 90.3, 90.4, 90.5, 90.6, 90.A.'),
    ("89.1", "Lesson 89 has no exercises. Lessons with exercises: "),
    ("x" * 99, f'"{"x" * 30}" is not the id of an exercise. An id is a text such as "1.2".'),
    (1.1, '1.1 is not the id of an exercise. An id is a text such as "1.2".'),
    (None, 'A NoneType is not the id of an exercise. An id is a text such as "1.2".'),
    ([], "A list is not the id of an exercise."),
])
def test_unknown_ids(said, call, id, text):
    assert said(call, id).startswith(text)


@pytest.mark.parametrize("call, id, text", [
    (answer, "90.2", '90.2 is used in another way: write the function under `@exercise("90.2")`'),
    (answer, "90.6", '90.6 is used in another way: explain("90.6", "...") takes your words.'),
    (explain, "90.4", '90.4 is used in another way: mend the function under `@exercise("90.4")`'),
    (explain, "90.1", '90.1 is used in another way: answer("90.1", ...) takes your prediction.'),
    (answer, "90.A", '90.A is used in another way: quiz("90.A") shows it with buttons.'),
])
def test_used_in_another_way(said, call, id, text):
    assert said(call, id, 1).startswith(text)


def test_a_quick_question():
    question = find("90.A")
    assert question.choices == [("a", "0"), ("b", "1"), ("c", "undefined")]
    assert question.explain("a") == (False, "The boundary belongs to the side that fires.")
    assert question.explain("b") == (True, "step is 1 from zero on.")
    with pytest.raises(KeyError, match="has the choices a, b, c, got 'd'"):
        question.explain("d")
