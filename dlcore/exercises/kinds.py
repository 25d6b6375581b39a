"""The kinds of exercise a lesson file declares. They hold what was declared and refuse what cannot work.

Fields shared by all: `id` ("1.2"), `stars` (1 to 3), `title` (a few words), `hint` (a first step, no answer).
All fields but the id are given by name.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, NamedTuple

LETTERS = "abcdefgh"


class Choice(NamedTuple):
    """One choice of a question: its text, whether it is right, and the sentence that says why."""

    text: str
    correct: bool
    sentence: str


def right(text, sentence):
    """The right choice, and why it is right."""
    return Choice(text, True, sentence)


def wrong(text, sentence):
    """A wrong choice, and why it is wrong."""
    return Choice(text, False, sentence)


@dataclass(frozen=True, eq=False)
class Mistake:
    """A usual mistake: an example of it (a function; for Predict a value) and the sentence that explains it.

    It is recognised when the learner's results equal the example's in every case, or, with `when`, as soon as
    `when(returned, *inputs)` is true in every case: for mistakes that have many forms.
    """

    example: Any
    sentence: str
    when: Callable | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Exercise:
    """What all kinds share. Declare one of the kinds below instead."""

    id: str = field(kw_only=False)
    stars: int
    title: str
    hint: str

    kind: ClassVar[str] = ""

    def __post_init__(self):
        need(isinstance(self.id, str) and re.fullmatch(r"\d+\.\d+", self.id), self, 'an id looks like "1.2"')
        need(self.stars in (1, 2, 3), self, f"stars is 1, 2 or 3, got {self.stars!r}")
        need_text(self, "title")
        need_text(self, "hint")


@dataclass(frozen=True, eq=False, kw_only=True)
class Implement(Exercise):
    """Write a function.

    solution  a function with the name and the parameters the learner's function must have
    cases     tuples of inputs, or functions without parameters that make one (the same one every time)
    mistakes  [(wrong function, or a value that is always returned, sentence)] or Mistake objects
    starter   a function with the untouched body, where that is more than `...`
    judge     judge(returned, *inputs) -> None, or the sentence that says what is wrong. Instead of comparing
              with the solution's results, where more than one answer is right
    check     check(function) -> None, or a sentence. One more property, asked for after all cases are right
    because   a remark that solution() prints under the source
    rtol      relative tolerance of a compared number (absolute: rtol / 1000)
    """

    solution: Callable
    cases: list = ()
    mistakes: list = ()
    starter: Callable | None = None
    judge: Callable | None = None
    check: Callable | None = None
    because: str = ""
    rtol: float = 1e-6

    kind = "implement"

    def __post_init__(self):
        super().__post_init__()
        need(inspect.isfunction(self.solution) and self.solution.__name__ != "<lambda>", self,
             "solution is a function written with def")
        cases = list(self.cases) or ([()] if not self.parameters else [])
        need(cases, self, "cases has at least one tuple of inputs")
        for case in cases:
            need(isinstance(case, tuple) or callable(case), self,
                 f"a case is a tuple of inputs (one: `(x,)`) or a function that makes one, got {case!r}")
        object.__setattr__(self, "cases", cases)
        object.__setattr__(self, "mistakes", [with_function(as_mistake(self, m)) for m in self.mistakes])

    @property
    def name(self):
        """The name of the learner's function."""
        return self.solution.__name__

    @property
    def parameters(self):
        """The names of its parameters, in order."""
        return list(inspect.signature(self.solution).parameters)

    @property
    def signature(self):
        """How it is written: "neuron(x, w, b)"."""
        return f"{self.name}({', '.join(self.parameters)})"

    def inputs(self):
        """The tuples of inputs, one a case, made anew. Raises ValueError for one that does not fit."""
        made = [case() if callable(case) else case for case in self.cases]
        for case in made:
            need(isinstance(case, tuple) and len(case) == len(self.parameters), self,
                 f"{self.signature} has {len(self.parameters)} inputs, and a case is {case!r}")
        return made


@dataclass(frozen=True, eq=False, kw_only=True)
class Bug(Implement):
    """Find the bug: as Implement, with the buggy code as `starter`, a function of any name."""

    kind = "bug"

    def __post_init__(self):
        super().__post_init__()
        need(inspect.isfunction(self.starter), self, "a bug hunt needs `starter`, the function with the bug")
        need(list(inspect.signature(self.starter).parameters) == self.parameters, self,
             "starter and solution take the same parameters")


@dataclass(frozen=True, eq=False, kw_only=True)
class Predict(Exercise):
    """Say what comes out before running it.

    answer     a number, a string, a bool, a tuple (a shape); or leave it out and give choices
    tolerance  how far off a float may be, relative to the answer (0.005: half a percent); all else is exact
    choices    [right(text, why), wrong(text, why), ...]; the letters a, b, c follow the order
    mistakes   [(wrong value, sentence)]; the wrong choices are mistakes by themselves
    because    why the answer is right
    """

    because: str
    answer: Any = None
    tolerance: float = 0.005
    choices: list = ()
    mistakes: list = ()

    kind = "predict"

    def __post_init__(self):
        super().__post_init__()
        need_text(self, "because")
        need((self.answer is None) == bool(self.choices), self, "give either `answer` or `choices`")
        mistakes = [as_mistake(self, m) for m in self.mistakes]
        if self.choices:
            need(not mistakes, self, "each wrong(text, why) is a mistake already")
            check_choices(self, self.choices)
            object.__setattr__(self, "answer", right_letter(self.choices))
            mistakes = [Mistake(letter, choice.sentence) for letter, choice in zip(LETTERS, self.choices)
                        if not choice.correct]
        object.__setattr__(self, "mistakes", mistakes)


@dataclass(frozen=True, eq=False, kw_only=True)
class Explain(Exercise):
    """Say it in words. Nobody grades it: the learner compares with the model `answer` and its `points`."""

    answer: str
    points: list

    kind = "explain"

    def __post_init__(self):
        super().__post_init__()
        need_text(self, "answer")
        need(isinstance(self.points, list) and self.points, self, "points is a list of sentences")
        need(all(isinstance(p, str) and p for p in self.points), self, "each point is a sentence")


@dataclass(frozen=True, eq=False)
class Question:
    """A quick question in the flow of a lesson, with buttons: `dlcore.widgets.quiz("1.A")` shows it.

    text     the question
    options  given as `choices=[right(text, why), wrong(text, why), ...]`
    """

    id: str
    text: str
    options: list
    kind: ClassVar[str] = "question"

    def __init__(self, id, *, text, choices):
        for name, value in (("id", id), ("text", text), ("options", list(choices))):
            object.__setattr__(self, name, value)
        need(isinstance(id, str) and re.fullmatch(r"\d+\.[A-Z]", id), self, 'an id looks like "1.A"')
        need_text(self, "text")
        check_choices(self, self.options)

    @property
    def choices(self):
        """[(letter, text), ...] in the order of the declaration."""
        return [(letter, choice.text) for letter, choice in zip(LETTERS, self.options)]

    @property
    def answer(self):
        """The letter of the right choice."""
        return right_letter(self.options)

    def explain(self, letter):
        """(whether the choice is right, the sentence that says why). Raises KeyError for another letter."""
        for known, choice in zip(LETTERS, self.options):
            if letter == known:
                return choice.correct, choice.sentence
        letters = ", ".join(LETTERS[:len(self.options)])
        raise KeyError(f"question {self.id} has the choices {letters}, got {letter!r}")


def need(condition, exercise, message):
    """Refuse a declaration that cannot work: raises ValueError with the exercise's id."""
    if not condition:
        raise ValueError(f"exercise {exercise.id!r}: {message}")


def need_text(exercise, name):
    value = getattr(exercise, name)
    need(isinstance(value, str) and value.strip(), exercise, f"{name} is a text, got {value!r}")


def as_mistake(exercise, mistake):
    """(example, sentence) or Mistake -> Mistake."""
    if isinstance(mistake, tuple) and len(mistake) == 2:
        mistake = Mistake(*mistake)
    need(isinstance(mistake, Mistake), exercise, f"a mistake is (wrong example, sentence), got {mistake!r}")
    need(isinstance(mistake.sentence, str) and mistake.sentence.strip(), exercise, "a mistake has a sentence")
    return mistake


def with_function(mistake):
    """The mistake with a function as its example: a value becomes the function that returns it."""
    value = mistake.example
    return mistake if callable(value) else replace(mistake, example=lambda *inputs: value)


def check_choices(exercise, choices):
    need(all(isinstance(c, Choice) and c.text and c.sentence for c in choices), exercise,
         "choices are right(text, why) and wrong(text, why)")
    need(2 <= len(choices) <= len(LETTERS), exercise, f"2 to {len(LETTERS)} choices, got {len(choices)}")
    need(sum(c.correct for c in choices) == 1, exercise, "exactly one choice is right(...)")


def right_letter(choices):
    return next(letter for letter, choice in zip(LETTERS, choices) if choice.correct)
