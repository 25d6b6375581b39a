"""A declaration that cannot work is refused when its file is loaded, with a sentence for its author."""

import types

import pytest

from dlcore.exercises import Bug, Explain, Implement, Mistake, Predict, Question, catalog, right, wrong
from dlcore.exercises.source import starter_source
from tests.exercises import example_lesson

FIELDS = {"stars": 1, "title": "t", "hint": "h"}


def double(x):
    return 2 * x


def other(y):
    return y


def implement(id="1.1", **more):
    return Implement(id, **{**FIELDS, "solution": double, "cases": [(1.0,)], **more})


REFUSED = {
    'an id looks like "1.2"': lambda: implement("1.A"),
    "an id looks like": lambda: implement(1.1),
    "stars is 1, 2 or 3, got 4": lambda: implement(stars=4),
    "hint is a text, got ''": lambda: implement(hint=""),
    "title is a text, got None": lambda: implement(title=None),
    "solution is a function written with def": lambda: implement(solution=lambda x: x),
    "cases has at least one tuple": lambda: implement(cases=[]),
    "a case is a tuple of inputs": lambda: implement(cases=[1.0]),
    "double(x) has 1 inputs, and a case is (1, 2)": lambda: implement(cases=[(1, 2)]).inputs(),
    "and a case is 3": lambda: implement(cases=[lambda: 3]).inputs(),
    "a mistake is (wrong example, sentence)": lambda: implement(mistakes=[double]),
    "a mistake has a sentence": lambda: implement(mistakes=[(other, "")]),
    "needs `starter`": lambda: Bug("1.1", solution=double, cases=[(1,)], **FIELDS),
    "take the same parameters": lambda: Bug("1.1", solution=double, starter=other, cases=[(1,)], **FIELDS),
    "because is a text": lambda: Predict("1.1", answer=1, because="", **FIELDS),
    "give either `answer` or `choices`": lambda: Predict("1.1", because="b", **FIELDS),
    "2 to 8 choices, got 1": lambda: Predict("1.1", because="b", choices=[right("a", "b")], **FIELDS),
    "exactly one choice is right": lambda: Question("1.A", text="?", choices=[wrong("a", "b"), wrong("c",
    "d")]),
    "choices are right(text, why)": lambda: Question("1.A", text="?", choices=["a", right("c", "d")]),
    'an id looks like "1.A"': lambda: Question("1.1", text="?", choices=[wrong("a", "b"), right("c", "d")]),
    "is a mistake already": lambda: Predict("1.1", because="b", choices=[wrong("a", "b"), right("c", "d")],
                                            mistakes=[("a", "b")], **FIELDS),
    "points is a list": lambda: Explain("1.1", answer="a", points=[], **FIELDS),
    "each point is a sentence": lambda: Explain("1.1", answer="a", points=[""], **FIELDS),
    "answer is a text": lambda: Explain("1.1", answer=3, points=["a"], **FIELDS),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refused(sentence):
    with pytest.raises(ValueError) as refusal:
        REFUSED[sentence]()
    assert sentence in str(refusal.value)


def test_only_the_id_is_given_by_place():
    with pytest.raises(TypeError):
        Implement("1.1", double, **FIELDS)


def test_a_mistake_may_be_a_value():
    assert implement(mistakes=[(7.0, "always seven")]).mistakes[0].example(1.0) == 7.0


def test_mistakes_and_cases_are_taken_as_they_are():
    mistake = Mistake(other, "s", when=lambda got, x: True)
    assert implement(mistakes=[mistake]).mistakes == [mistake]
    assert Implement("1.1", solution=example_lesson.nand_weights, **FIELDS).inputs() == [()]


@pytest.mark.parametrize("ids", [("1.1", "1.1"), ("1.1", "2.1")])
def test_a_lesson_file_has_its_own_ids_once(ids):
    module = types.SimpleNamespace(__name__="lesson01", EXERCISES=[implement(id) for id in ids])
    with pytest.raises(ValueError, match="given twice or not of lesson 1"):
        catalog.collect(module, 1)


def test_the_starter_has_the_name_of_the_solution():
    bug = next(e for e in example_lesson.EXERCISES if e.kind == "bug")
    assert starter_source(bug).startswith('def relu_slope(z):\n    """The slope of ReLU for every entry')
    assert starter_source(implement()) == "def double(x):\n    ...\n"
