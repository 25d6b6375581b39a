"""check.equal: what counts as equal, the one line it prints, and what it says when things differ."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore import check

numbers = st.lists(st.floats(allow_nan=False), min_size=1, max_size=20)


@given(numbers)
def test_whatever_is_a_number_equals_itself(values):
    check.equal(values, np.array(values))


def test_it_prints_one_line_and_counts(capsys):
    check.equal([1.0, 2.0], [1.0, 2.0], what="the loop and the matrix product")
    check.equal(1.884, np.float64(1.884), what="by hand and by NumPy")
    check.equal(np.ones((2, 3)), np.ones((2, 3)))
    assert capsys.readouterr().out == ("equal: the loop and the matrix product (2 numbers)\n"
                                       "equal: by hand and by NumPy (1 number)\n"
                                       "equal: the two (6 numbers)\n")


@given(numbers, st.floats(1e-6, 1e6))
def test_a_difference_beyond_the_tolerance_is_found_wherever_it_is(values, factor):
    other = list(values)
    other[-1] = 1e300 if np.isinf(values[-1]) else values[-1] + factor * (1 + abs(values[-1]))
    with pytest.raises(AssertionError, match="not equal"):
        check.equal(values, other)


def test_float64_may_differ_in_the_tenth_digit_and_no_more():
    check.equal(1.0, 1.0 + 9e-10)
    check.equal(0.1 + 0.2, 0.3)
    check.equal(1e-13, 0.0)
    with pytest.raises(AssertionError, match=r"allowed: rtol 1e-09, atol 1e-12"):
        check.equal(1.0, 1.0 + 2e-9)
    with pytest.raises(AssertionError):
        check.equal(0.0, 2e-12)


def test_a_large_number_does_not_excuse_a_small_one():
    with pytest.raises(AssertionError, match=r"1 of 2 differ, the first at \[1\]: 1 and 2"):
        check.equal([1e12, 1.0], [1e12, 2.0])


def test_float32_has_its_own_tolerance():
    one = np.ones(2, dtype=np.float32)
    check.equal(one, one + np.float32(5e-6))
    with pytest.raises(AssertionError, match="rtol 1e-05, atol 1e-06"):
        check.equal(one, one + np.float32(5e-5))


def test_given_tolerances_hold():
    check.equal(1.0, 1.05, rtol=0.1)
    check.equal(0.0, 0.05, atol=0.1)
    with pytest.raises(AssertionError):
        check.equal(1.0, 1.0 + 1e-15, rtol=0, atol=0)


@pytest.mark.parametrize("a, b, words", [
    (np.ones((2, 3)), np.ones((3, 2)), "transpose. Rows here, columns there"),
    (np.ones((5, 1)), np.ones(5), r"\(5, 1\) and \(5,\): the same count"),
    (np.ones(3), np.ones(4), r"\(3,\) and \(4,\)\."), (1.0, np.ones(3), r"\(\) and \(3,\)"),
    (np.ones(3, dtype=np.float32), np.ones(3), "float32 and float64.*7 digits"),
    ([1.0, np.nan], [1.0, np.nan], r"at \[1\]: nan and nan. NaN equals nothing"),
    ([np.inf], [-np.inf], "inf and -inf"),
    (1e308, -1e308, r"1e\+308 and -1e\+308"), ([np.inf], [1e308], "inf and 1e"),
    ([[0, 1], [2, 3]], [[0, 1], [9, 3]], r"1 of 4 differ, the first at \[1, 0\]: 2 and 9"),
    (2.0, 3.0, "1 of 1 differ, the first: 2 and 3"), ([True], [False], "1 and 0")])
def test_a_difference_is_explained(a, b, words, capsys):
    with pytest.raises(AssertionError, match=words) as caught:
        check.equal(a, b, what="one and two")
    assert str(caught.value).startswith("not equal: one and two. ")
    assert capsys.readouterr().out == ""


def test_whole_numbers_booleans_and_infinities_compare_by_value():
    check.equal([0, 1], [0.0, 1.0])
    check.equal([False, True], [0.0, 1.0])
    check.equal([np.inf, -np.inf], [np.inf, -np.inf])
    check.equal(np.ones(2, dtype=np.float32), [1, 1])


bad = st.sampled_from([
    "1.0", None, 1j, [None], {}, [[1], [1, 2]], [], np.ones((0, 3)), ["a"], np.ma.masked_array([1.0])])


@given(bad=bad, first=st.booleans())
def test_what_is_no_number_or_empty_is_refused(bad, first):
    with pytest.raises((TypeError, ValueError), match=r"equal\(\).*the (first|second)"):
        check.equal(*((bad, 1.0) if first else (1.0, bad)))


@pytest.mark.parametrize("name", ["rtol", "atol"])
@pytest.mark.parametrize("value", [-1e-9, np.nan, np.inf, "0"])
def test_a_wrong_tolerance_is_refused(name, value):
    with pytest.raises((TypeError, ValueError), match=name):
        check.equal(1.0, 1.0, **{name: value})


def test_what_must_be_words():
    with pytest.raises(TypeError, match="what names the two"):
        check.equal(1.0, 1.0, 1e-3)
