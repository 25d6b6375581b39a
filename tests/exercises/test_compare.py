"""The rules of comparison: what is equal, and the sentence where it is not."""

from fractions import Fraction

import numpy as np
import pytest

from dlcore.exercises.compare import difference, same
from dlcore.exercises.show import show

A = np.array([1.0, 2.0])


@pytest.mark.parametrize("expected, got", [
    (1.0, 1), (1, 1.0), (1.0, np.float32(1.0)), (1.0, np.array(1.0)), (0.5, Fraction(1, 2)),
    (1.0, 1.0 + 9e-7),
    (0.0, 9e-10), (float("nan"), np.nan), (float("inf"), np.inf), (1j, 1j), (True, np.bool_(True)),
    ("a", "a"), ("a", np.str_("a")), (None, None), (A, np.array([1, 2])), (A, A + 1e-7),
    (A, A.astype(np.float32)),
    (np.array([True]), np.array([True])), (np.array(["a"]), np.array(["a"])), ((1, 2), [1, 2]),
    ([1, 2], (1, 2)),
    ((A, (1, "x")), [A, [1.0, "x"]]), ({1: 2}, {1: 2}), (np.array([np.nan]), np.array([np.nan])),
    (np.zeros((0, 3)), np.zeros((0, 3))),
])
def test_equal(expected, got):
    assert difference(expected, got) is None


@pytest.mark.parametrize("expected, got", [
    (1.0, 1.0 + 2e-6), (0.0, 2e-9), (float("inf"), -np.inf), (1.0, np.nan), (1.0, True), (True, 1),
    (False, 0.0),
    (1.0, "1"), ("a", "A"), (1.0, None), (None, 0), (A, [1.0, 2.0]), (A, (1.0, 2.0)), (A, A[:, None]),
    (A, A[:1]),
    (A, A > 0), ((1, 2), (1, 2, 3)), ((1, 2), A), ({1: 2}, {1: 3}), (A, np.array([1, None])),
    (A, A.astype(str)),
    (A, np.ma.array([1.0, 5.0])), (1.0, 10**400), (1.0, b"1"), (1.0, {1.0}),
    (np.zeros((0, 3)), np.zeros((3, 0))),
    (A, np.array([1.0, np.nan])),
])
def test_not_equal(expected, got):
    sentence = difference(expected, got)
    assert sentence.endswith((".", "?")) and "\n" not in sentence


def test_the_tolerance_can_be_chosen():
    assert same(1.0, 1.004, rtol=0.005) and not same(1.0, 1.006, rtol=0.005)
    assert same(100, 100, rtol=0) and not same(100, 100.0001, rtol=0)


@pytest.mark.parametrize("expected, got, text", [
    (np.ones((2, 3)), np.ones((3, 2)), "It is turned on its side: look for a transpose."),
    (A, np.ones((1, 2)), "The shape is (1, 2), expected (2,). There is one dimension too many."),
    (np.ones((2, 2)), np.eye(2), "At [0, 1]: expected 1, got 0 (2 of 4 entries differ)."),
    (A, np.array([[1], [1, 2]], dtype=object), "Are its rows of unequal length?"),
    (1.23456, 1.23457, "Expected 1.23456, got 1.23457."),
    ({1: 2}, [1], "It returned a list of 1 value, expected a dict."),
    (A > 0, A, "It returned an array of shape (2,), expected an array of bools of shape (2,)."),
])
def test_sentences(expected, got, text):
    assert text in difference(expected, got)


class Hostile:
    """Raises whatever is asked of it."""

    def raises(self, *args):
        raise RuntimeError("no")

    __eq__ = __repr__ = __array__ = __len__ = __float__ = __bool__ = __deepcopy__ = raises
    __hash__ = None


@pytest.mark.parametrize("expected", [1.0, A, (1, 2), "a", True, None, {1: 2}])
def test_hostile_objects_get_a_sentence(expected):
    assert "a Hostile" in difference(expected, Hostile())
    assert show(Hostile()) == "a Hostile"


@pytest.mark.parametrize("value, text", [
    (1.23456, "1.235"), (1e-9, "1e-09"), (3, "3"), (A, "[1, 2]"),
    (np.zeros((5, 9)), "an array of shape (5, 9)"),
    ((1,), "(1,)"), ([1.0, 2], "[1, 2]"), (list(range(20)), "[0, 1, 2, 3, 4, 5, 6, 7, ...]"), (..., "..."),
    (object(), "an object"), (len, "a builtin_function_or_method"), (np.eye(2), "[[1, 0], [0, 1]]"),
    (np.float64(0.1), "0.1"), (np.int64(3), "3"), (np.bool_(True), "True"), ("x\ny", "'x\\ny'"),
    (np.array([None]), "an array of objects, shape (1,)"),
])
def test_show(value, text):
    assert show(value) == text


def test_show_is_one_short_line():
    assert len(show("x" * 10_000)) == 240 and "\n" not in show(np.ones((4, 6)))
