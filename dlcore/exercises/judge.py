"""Judge a learner's function or answer: the first reason that applies becomes the sentence.

Order for a function: untouched, wrong name or parameters, right, a known mistake, an error, type, shape, the
first value that differs, inputs changed in place, the exercise's own property.
"""

import copy
import inspect
import numbers
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from .compare import DOTS, difference, family, same
from .kinds import LETTERS
from .show import show, show_inputs
from .source import failing_line, starter_source, untouched

OPEN, TRIED, DONE = "open", "tried", "done"


@dataclass(frozen=True)
class Verdict:
    """How far the exercise is (open, tried, done), and what to print."""

    state: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What a function did with one case: returned or raised, and which inputs it wrote into."""

    inputs: tuple
    returned: Any = None
    error: Exception | None = None
    changed: tuple = ()


@contextmanager
def quiet():
    """No warnings while the learner's code runs: nan and inf show in the values."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def not_attempted(exercise):
    return Verdict(OPEN, f'{exercise.id}: not attempted yet. hint("{exercise.id}") has a first step.')


def not_yet(exercise, sentence):
    return Verdict(TRIED, f"{exercise.id}: not yet. {sentence}")


@quiet()
def judge_attempt(exercise, function):
    """The verdict on what stands in the notebook."""
    is_starter = untouched(exercise, function)
    if is_starter is None:
        is_starter = behaves_like_starter(exercise, run_all(exercise, function))
    if is_starter:
        return not_attempted(exercise)
    problem = signature_problem(exercise, function)
    return not_yet(exercise, problem) if problem else judge_function(exercise, function)


@quiet()
def judge_function(exercise, function):
    """The verdict on a function, whatever its name and source."""
    outcomes = run_all(exercise, function)
    problem = first_problem(exercise, function, outcomes)
    if problem is None:
        return Verdict(DONE, f"{exercise.id}: right.")
    known = known_mistake(exercise, outcomes)
    if known is not None:
        return not_yet(exercise, known.sentence)
    if exercise.starter and behaves_like_starter(exercise, outcomes):
        return not_yet(exercise, "It still does what the code you were given does.")
    return not_yet(exercise, problem)


def signature_problem(exercise, function):
    """A sentence if the name or the parameters are not those the exercise asks for."""
    if function.__name__ != exercise.name:
        return (f"The exercise asks for a function called {exercise.signature}; this one is called "
                f"{function.__name__}.")
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
        return "Write a plain function: `def`, and `return` for the result (no async, no yield)."
    parameters = list(inspect.signature(function).parameters)
    if parameters != exercise.parameters:
        return f"The parameters must stay {exercise.signature}; these are ({', '.join(parameters)})."
    return None


def starter_function(exercise):
    """The untouched function as something to call."""
    if exercise.starter is not None:
        return exercise.starter
    namespace = {}
    exec(starter_source(exercise), namespace)
    return namespace[exercise.name]


def behaves_like_starter(exercise, outcomes):
    return agree(exercise, run_all(exercise, starter_function(exercise)), outcomes)


def run_all(exercise, function):
    return [run(exercise, function, inputs) for inputs in exercise.inputs()]


@quiet()
def run(exercise, function, inputs):
    """Call the function with copies of the inputs."""
    given = copy.deepcopy(inputs)
    try:
        returned = keep(function(*given))
    except (Exception, SystemExit) as error:
        return Outcome(inputs, error=error)
    changed = tuple(name for name, before, after in zip(exercise.parameters, inputs, given)
                    if was_changed(before, after))
    return Outcome(inputs, returned, changed=changed)


def was_changed(before, after):
    """Whether an input is another one now. Of what differs from its own copy (an rng) nothing can be said."""
    return not same(before, after, rtol=0) and same(before, copy.deepcopy(before), rtol=0)


def keep(value):
    """A copy of what was returned, so that a later call cannot change it."""
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def first_problem(exercise, function, outcomes):
    """None if all is right, or else the first sentence that applies."""
    expected = run_all(exercise, exercise.solution)
    for problem in (error_problem, value_problem, changed_problem):
        for want, have in zip(expected, outcomes):
            sentence = problem(exercise, function, want, have)
            if sentence:
                return sentence
    return property_problem(exercise, function)


def error_problem(exercise, function, want, have):
    if have.error is None:
        return None
    return error_sentence(function, have.error) + for_inputs(exercise, have.inputs, " This was with ")


def error_sentence(function, error):
    """What was raised, and the line of the learner's code it came from."""
    what = f"{type(error).__name__}: {first_line(error)}".rstrip(": ")
    where = failing_line(function, error)
    line = f" in line {where[0]}, `{where[1]}`" if where and where[1] else ""
    more = "".join(f" {sentence}" for part, sentence in ADVICE.items() if part in what.lower())
    return f"It stops{line}: {what}.{more}"


ADVICE = {
    "ellipsis": DOTS,
    "mismatch in its core dimension": "The shapes do not fit together: print the shape of both arrays.",
    "could not be broadcast": "The shapes do not fit together: print the shape of both arrays.",
    "not aligned": "The shapes do not fit together: print the shape of both arrays.",
}


def first_line(error):
    try:
        return " ".join(str(error).split())[:200].rstrip(".")
    except Exception:
        return ""


def value_problem(exercise, function, want, have):
    if exercise.judge:
        sentence = judged(exercise, have)
    else:
        sentence = difference(want.returned, have.returned, exercise.rtol)
    return None if sentence is None else sentence + for_inputs(exercise, have.inputs, " This is for ")


def judged(exercise, outcome):
    """What the exercise's own judge says. It may expect a form that the learner did not return."""
    if isinstance(outcome.returned, (list, tuple)) and any(entry is Ellipsis for entry in outcome.returned):
        return DOTS
    try:
        return exercise.judge(copy.deepcopy(outcome.returned), *copy.deepcopy(outcome.inputs))
    except Exception:
        wanted = exercise.solution(*copy.deepcopy(outcome.inputs))
        form = difference(wanted, outcome.returned, rtol=1e300)  # any number will do: the form alone counts
        return form or f"{show(outcome.returned)} does not have the form that was asked for."


def changed_problem(exercise, function, want, have):
    if not have.changed or have.changed == want.changed:
        return None
    names = " and ".join(have.changed)
    return (f"The result is right, but {names} is changed in place: whoever called the function finds other "
            "numbers than before. Make a new array instead of writing into it.")


def property_problem(exercise, function):
    """What the exercise's own check says, if it has one."""
    if exercise.check is None:
        return None
    try:
        return exercise.check(function)
    except Exception as error:
        return error_sentence(function, error)


def for_inputs(exercise, inputs, words):
    shown = show_inputs(exercise.parameters, inputs)
    return f"{words}{shown}." if shown else ""


def known_mistake(exercise, outcomes):
    """The known mistake that these outcomes show, or None."""
    return next((m for m in exercise.mistakes if recognised(exercise, m, outcomes)), None)


def recognised(exercise, mistake, outcomes):
    if mistake.when is None:
        return agree(exercise, run_all(exercise, mistake.example), outcomes)
    try:
        return all(o.error is None and bool(mistake.when(copy.deepcopy(o.returned), *copy.deepcopy(o.inputs)))
                   for o in outcomes)
    except Exception:
        return False


def agree(exercise, wrong, outcomes):
    """Whether the outcomes are those of the wrong function, in every case."""
    return all(same_outcome(exercise, a, b) for a, b in zip(wrong, outcomes))


def same_outcome(exercise, wrong, have):
    if wrong.error or have.error:
        return type(wrong.error) is type(have.error) and first_line(wrong.error) == first_line(have.error)
    return set(wrong.changed) <= set(have.changed) and same(wrong.returned, have.returned, exercise.rtol)


def judge_answer(exercise, value):
    """The verdict on a prediction."""
    if value is Ellipsis:
        return not_attempted(exercise)
    if exercise.choices:
        letters = LETTERS[:len(exercise.choices)]
        value = value.strip().lower() if isinstance(value, str) else value
        if not isinstance(value, str) or len(value) != 1 or value not in letters:
            example = f'answer("{exercise.id}", "{letters[0]}")'
            return not_yet(exercise, f"Answer with one of the letters {', '.join(letters)}: {example}.")
    if answers(exercise, exercise.answer, value):
        return Verdict(DONE, f"{exercise.id}: right. {exercise.because}")
    for mistake in exercise.mistakes:
        if answers(exercise, mistake.example, value):
            return not_yet(exercise, mistake.sentence)
    return not_yet(exercise, answer_problem(exercise, value))


def answers(exercise, expected, value):
    """Whether the value is the expected one: a float within the tolerance, everything else exactly."""
    rtol = exercise.tolerance if isinstance(exercise.answer, (float, np.floating)) else 0.0
    return same(expected, value, rtol)


def answer_problem(exercise, value):
    """What can be said of a wrong prediction without giving the answer away."""
    wanted, found = family(exercise.answer), family(value)
    if wanted != found:
        return f"The answer is {KINDS.get(wanted, f'of the kind {wanted}')}, got {show(value)}."
    side = ""
    if wanted == "number" and isinstance(value, numbers.Real):
        side = "too large" if value > exercise.answer else "too small" if value < exercise.answer else ""
    return f"{show(value)} is {side or 'not the answer'}. hint(\"{exercise.id}\") has a first step."


KINDS = {"number": "a number, written without quotes", "string": "a text in quotes", "bool": "True or False",
         "sequence": "a tuple such as (2, 3)"}
