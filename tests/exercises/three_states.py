"""What must hold for every exercise of every lesson: untouched, solved, and with every known mistake.

`lesson_faults` and `faults` return sentences, none for good ones, so that the tests can also show that they
find what is bad.
"""

import inspect
import types

from dlcore.exercises.judge import (
    DONE,
    OPEN,
    agree,
    judge_answer,
    judge_attempt,
    judge_function,
    not_attempted,
    not_yet,
    recognised,
    run_all,
    starter_function,
)
from dlcore.exercises.kinds import Explain, Predict, Question
from dlcore.exercises.notebook import FEWEST_WORDS
from dlcore.exercises.source import starter_source
from tests.exercises.cells import run_cell

KINDS = ("predict", "implement", "bug", "explain")


def lesson_faults(exercises, number):
    """What is missing in a lesson as a whole."""
    numbered = [e for e in exercises if e.kind != "question"]
    found = [f"no {kind} exercise" for kind in KINDS if kind not in {e.kind for e in numbered}]
    if not 4 <= len(numbered) <= 6:
        found.append(f"{len(numbered)} exercises, 4 to 6 are asked for")
    if [e.id for e in numbered] != [f"{number}.{i + 1}" for i in range(len(numbered))]:
        found.append(f"the ids are not {number}.1, {number}.2, ... in order")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    questions = [e.id for e in exercises if e.kind == "question"]
    if questions != [f"{number}.{letter}" for letter in letters[:len(questions)]]:
        found.append(f"the ids of the questions are not {number}.A, {number}.B, ... in order")
    return found


def faults(exercise):
    """What is wrong with one exercise."""
    if isinstance(exercise, Question):
        return repeated([choice.sentence for choice in exercise.options])
    if isinstance(exercise, Explain):
        return [] if len(exercise.answer.split()) >= FEWEST_WORDS else ["the model answer is too short"]
    found = [] if exercise.mistakes else ["no known mistake"]
    found += repeated([mistake.sentence for mistake in exercise.mistakes])
    return found + (predict_faults(exercise) if isinstance(exercise, Predict) else function_faults(exercise))


def predict_faults(exercise):
    found = []
    if judge_answer(exercise, ...) != not_attempted(exercise):
        found.append("untouched, it does not say so")
    if judge_answer(exercise, exercise.answer).state != DONE:
        found.append("its own answer is not right")
    for mistake in exercise.mistakes:
        found += wrong_verdict(exercise, mistake, judge_answer(exercise, mistake.example))
    return found


def function_faults(exercise):
    found = case_faults(exercise) + untouched_faults(exercise) + solved_faults(exercise)
    for mistake in exercise.mistakes:
        found += wrong_verdict(exercise, mistake, judge_function(exercise, mistake.example))
        found += also_recognised(exercise, mistake)
    return found


def case_faults(exercise):
    """The inputs are the same every time, and the solution leaves them alone."""
    first, second = (run_all(exercise, exercise.solution) for _ in range(2))
    found = [] if agree(exercise, first, second) else ["the solution gives other results the second time"]
    if any(outcome.changed for outcome in first):
        found.append("the solution changes its inputs in place")
    if any(outcome.error for outcome in first):
        found.append(f"the solution raises {[outcome.error for outcome in first]}")
    return found


def untouched_faults(exercise):
    cell = run_cell(starter_source(exercise), **modules(exercise))
    found = []
    if judge_attempt(exercise, cell[exercise.name]) != not_attempted(exercise):
        found.append("untouched, it does not say so")
    if judge_function(exercise, starter_function(exercise)).state == DONE:
        found.append("the starter is right already")
    if agree(exercise, run_all(exercise, starter_function(exercise)), run_all(exercise, exercise.solution)):
        found.append("no case tells the starter from the solution")
    return found


def solved_faults(exercise):
    """The source that solution() shows, pasted into a cell, is right."""
    cell = run_cell(inspect.getsource(exercise.solution), **modules(exercise))
    verdict = judge_attempt(exercise, cell[exercise.name])
    if verdict.text == f"{exercise.id}: right.":
        return []
    return [f"the solution's source is not right: {verdict.text}"]


def modules(exercise):
    """What the solution may use: the modules its lesson file imports, as the notebook does. No helper."""
    return {name: value for name, value in exercise.solution.__globals__.items()
            if isinstance(value, types.ModuleType) and not name.startswith("__")}


def wrong_verdict(exercise, mistake, verdict):
    if verdict.state == DONE:
        return [f"this mistake counts as right: {mistake.sentence!r}"]
    if verdict.state == OPEN or verdict.text != not_yet(exercise, mistake.sentence).text:
        return [f"this mistake is not recognised: {mistake.sentence!r}; instead: {verdict.text!r}"]
    return []


def also_recognised(exercise, mistake):
    """Other mistakes that look the same as this one in every case."""
    outcomes = run_all(exercise, mistake.example)
    return [f"these mistakes look the same: {mistake.sentence!r} and {other.sentence!r}"
            for other in exercise.mistakes if other is not mistake and recognised(exercise, other, outcomes)]


def repeated(sentences):
    return [f"the sentence is there twice: {s!r}" for s in sorted(set(sentences)) if sentences.count(s) > 1]


