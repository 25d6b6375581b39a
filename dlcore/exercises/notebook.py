"""What a notebook calls. Every function here prints; none raises for a wrong answer or a wrong id."""

import functools
import inspect
import textwrap

from . import store
from .catalog import UnknownExercise, find
from .compare import family
from .judge import DONE, TRIED, judge_answer, judge_attempt
from .kinds import Explain, Implement, Predict
from .show import article
from .table import progress_table

FEWEST_WORDS = 6  # below this an explanation is not yet a sentence


class Attempt:
    """The learner's function with a check. Calling it calls the function."""

    def __init__(self, id, function):
        self.id = id
        self.function = function
        functools.update_wrapper(self, function)

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def __repr__(self):
        return f"exercise {self.id}: {self.__name__}{inspect.signature(self.function)}"

    def check(self):
        """Print whether the function is right, or the reason why not yet."""
        found = lookup(self.id, Implement)
        if found is not None:
            tell(found, judge_attempt(found, self.function))


def exercise(id):
    """Decorator: `@exercise("1.2")` above the function makes `function.check()` judge it."""
    def attach(function):
        if not inspect.isfunction(function):
            print(f'@exercise stands above a function: `@exercise("{id}")`, and then `def ...`, '
                  f"got {article(type(function).__name__)}.")
            return function
        return Attempt(id, function)

    if callable(id):
        print('Write the id of the exercise after @exercise: `@exercise("1.2")`.')
        return id
    return attach


def answer(id, value=...):
    """Judge a prediction: a number, or the letter of a choice."""
    found = lookup(id, Predict)
    if found is not None:
        tell(found, judge_answer(found, value))


def explain(id, text=...):
    """Show the model answer and its points beside the learner's own words. Not graded."""
    found = lookup(id, Explain)
    if found is None:
        return
    if text is Ellipsis:
        print(f'{id}: not attempted yet. hint("{id}") has a first step.')
    elif not isinstance(text, str):
        print(f'{id}: write it as a text: explain("{id}", "Because ..."), got {article(family(text))}.')
    elif len(text.split()) < FEWEST_WORDS:
        print(f"{id}: say it in a sentence or two first; then the model answer appears here.")
    else:
        print(f"{id}: compare your words with these. Nobody grades them but you.")
        print(model_answer(found))
        store.remember(found.id, DONE)


def hint(id):
    """Print the first step of an exercise."""
    found = lookup(id)
    if found is not None:
        text = getattr(found, "hint", "a quick question has no hint: each choice says what it is worth.")
        print(f"{id}: {text}")


def solution(id):
    """Print the reference solution: the very source the tests run, or the answer with its reason."""
    found = lookup(id)
    if found is not None:
        print(solution_text(found))


def progress(*, reset=False):
    """Print what is done, tried and open. `reset=True` forgets it; the old file is kept beside it as .bak."""
    print(store.forget() if reset else progress_table())


def solution_text(found):
    """What `solution` prints."""
    if isinstance(found, Implement):
        source = textwrap.dedent(inspect.getsource(found.solution)).rstrip()
        remark = textwrap.fill(found.because, 100, initial_indent="# ", subsequent_indent="# ")
        return f"{source}\n\n{remark}" if remark else source
    if isinstance(found, Explain):
        return f"{found.id}:\n{model_answer(found)}"
    if isinstance(found, Predict):
        return f"{found.id}: {found.answer}. {found.because}"
    return f"{found.id}: {found.answer}. {found.explain(found.answer)[1]}"


def model_answer(found):
    points = "\n".join(f"  - {point}" for point in found.points)
    return f"{textwrap.fill(found.answer, 100)}\nA complete answer says:\n{points}"


def tell(found, verdict):
    print(verdict.text)
    if verdict.state in (TRIED, DONE):
        store.remember(found.id, verdict.state)


def lookup(id, kind=None):
    """The exercise, or None after printing why there is none or why it is used in another way."""
    try:
        found = find(id)
    except UnknownExercise as error:
        print(first_upper(str(error)))
        return None
    if kind is None or isinstance(found, kind):
        return found
    print(f"{id} is used in another way: {USES[found.kind].format(id=id)}")
    return None


USES = {
    "implement": 'write the function under `@exercise("{id}")` and call its check().',
    "bug": 'mend the function under `@exercise("{id}")` and call its check().',
    "predict": 'answer("{id}", ...) takes your prediction.',
    "explain": 'explain("{id}", "...") takes your words.',
    "question": 'quiz("{id}") shows it with buttons.',
}


def first_upper(text):
    return text[:1].upper() + text[1:]
