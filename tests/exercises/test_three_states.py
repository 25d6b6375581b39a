"""Every exercise of every lesson in three states, and proof that a bad exercise does not get through."""

import numpy as np
import pytest

from dlcore.exercises import Bug, Explain, Implement, Mistake, Predict, Question, catalog, right, wrong
from tests.exercises import example_lesson
from tests.exercises.three_states import faults, lesson_faults

LESSONS = {number: list(catalog.lesson(number).values()) for number in catalog.lesson_numbers()}
LESSONS[90] = example_lesson.EXERCISES
EXERCISES = [exercise for exercises in LESSONS.values() for exercise in exercises]
FIELDS = {"stars": 1, "title": "t", "hint": "h"}


def test_there_are_real_lessons():
    assert 1 in LESSONS


@pytest.mark.parametrize("number", LESSONS)
def test_lesson_is_complete(number):
    found = lesson_faults(LESSONS[number], number)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_three_states(exercise):
    found = faults(exercise)
    assert not found, "\n".join(found)


def double(x):
    return 2 * x


def implement(solution=double, cases=((1.0,), (3.0,)), mistakes=((lambda x: x + 2, "adds"),), **more):
    return Implement("90.9", solution=solution, cases=cases, mistakes=mistakes, **FIELDS, **more)


def test_the_base_of_the_bad_examples_is_good():
    assert faults(implement()) == []


def helper(x):
    return 2 * x


def uses_a_helper(x):
    return helper(x)


def writes_into_its_input(x):
    x *= 2
    return x


calls = []


def another_result_every_time(x):
    calls.append(x)
    return float(len(calls))


class NeverEqual:
    def __eq__(self, other):
        return False


BAD = {
    "no known mistake": implement(mistakes=()),
    "this mistake counts as right": implement(mistakes=[(lambda x: x + x, "adds itself")]),
    "this mistake is not recognised: 'pi'": implement(
        mistakes=[Mistake(lambda x: x + 2, "pi", when=lambda got, x: got == 3.14)]),
    "these mistakes look the same": implement(mistakes=[(lambda x: x + 2, "one"), (lambda x: 2 + x, "two")]),
    "these mistakes look the same: 'narrow'": implement(
        mistakes=[(lambda x: x + 2, "narrow"),
                  Mistake(lambda x: x - 9, "wide", when=lambda got, x: got != 2 * x)]),
    "the sentence is there twice": implement(mistakes=[(lambda x: x + 2, "one"), (lambda x: x, "one")]),
    "the solution's source is not right": implement(solution=uses_a_helper),
    "changes its inputs in place": implement(solution=writes_into_its_input, cases=[(np.ones(2),)]),
    "other results the second time": implement(solution=another_result_every_time),
    "the starter is right already": Bug("90.9", starter=helper, solution=double, cases=[(1.0,)], mistakes=[
        (lambda x: x, "halves")], **FIELDS),
    "its own answer is not right": Predict("90.9", answer=NeverEqual(), because="b", **FIELDS, mistakes=[
        (0.0, "zero")]),
    "this mistake counts as right: 'near'": Predict("90.9", answer=1.0, because="b", **FIELDS, mistakes=[
        (1.004, "near")]),
    "this mistake is not recognised: 'second'": Predict("90.9", answer=1.0, because="b", **FIELDS, mistakes=[
        (2.0, "first"), (2.0, "second")]),
    "too short": Explain("90.9", answer="Because.", points=["p"], **FIELDS),
    "the sentence is there twice: 'no'": Question("90.A", text="?", choices=[
        wrong("a", "no"), wrong("b", "no"), right("c", "yes")]),
}


@pytest.mark.parametrize("sentence", BAD)
def test_a_bad_exercise_is_found(sentence):
    assert any(sentence in fault for fault in faults(BAD[sentence])), faults(BAD[sentence])


@pytest.mark.parametrize("kind", ["predict", "implement", "bug", "explain"])
def test_a_missing_kind_is_found(kind):
    rest = [e for e in example_lesson.EXERCISES if e.kind != kind]
    assert f"no {kind} exercise" in lesson_faults(rest, 90)


def test_too_few_too_many_and_wrong_numbers_are_found():
    exercises = example_lesson.EXERCISES
    assert "3 exercises, 4 to 6 are asked for" in lesson_faults(exercises[:3], 90)
    assert "7 exercises, 4 to 6 are asked for" in lesson_faults([exercises[0], *exercises], 90)
    assert any("in order" in fault for fault in lesson_faults(exercises[1:], 90))
    assert any("questions" in fault for fault in lesson_faults([exercises[-1], *exercises], 90))


def test_an_exercise_that_never_calls_itself_untouched_is_found(monkeypatch):
    monkeypatch.setattr("dlcore.exercises.judge.untouched", lambda exercise, function: False)
    assert "untouched, it does not say so" in faults(implement())
