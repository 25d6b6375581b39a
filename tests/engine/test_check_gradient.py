"""Measured slopes against formulas and SciPy; right gradients pass, the usual mistakes are named."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore import check

A = np.random.default_rng(7).normal(size=(3, 3))
W = np.random.default_rng(8).normal(size=(3, 3))


def f(w):
    return np.sum(A * np.sin(w)) + 0.5 * np.sum(w**2)


def df(w):
    return A * np.cos(w) + w


# --- numerical_gradient ------------------------------------------------------------------------------

@given(st.lists(st.floats(-5, 5), min_size=1, max_size=6))
def test_the_slope_of_a_polynomial_is_its_derivative(x):
    slope = check.numerical_gradient(lambda x: np.sum(x**3 - 2 * x), x)
    assert slope == pytest.approx(3 * np.array(x) ** 2 - 2, rel=1e-7, abs=1e-7)


def test_scipy_measures_the_same():
    approx_fprime = pytest.importorskip("scipy.optimize").approx_fprime
    theirs = approx_fprime(W.ravel(), lambda w: f(w.reshape(3, 3)), 1e-7).reshape(3, 3)
    ours = check.numerical_gradient(f, W)
    assert ours == pytest.approx(theirs, rel=1e-5, abs=1e-5)
    assert np.abs(ours - df(W)).max() < np.abs(theirs - df(W)).max()       # two sides see more than one


def test_x_keeps_its_numbers_and_its_shape_is_the_gradients():
    x = np.arange(6.0).reshape(1, 2, 3)
    slope = check.numerical_gradient(lambda x: np.sum(x * x), x)
    assert np.array_equal(x, np.arange(6.0).reshape(1, 2, 3))
    assert slope.shape == x.shape and slope == pytest.approx(2 * x, abs=1e-8)
    x.flags.writeable = False
    assert check.numerical_gradient(np.sum, x) == pytest.approx(np.ones((1, 2, 3)))


def test_one_number_gives_a_float_and_lists_are_welcome():
    slope = check.numerical_gradient(lambda c: c**2, 3)
    assert type(slope) is float and slope == pytest.approx(6.0)
    assert check.numerical_gradient(np.prod, [2, 3]) == pytest.approx([3.0, 2.0])


def test_the_step_grows_with_large_numbers():
    assert check.numerical_gradient(lambda x: x**2 / 1e9, 1e12) == pytest.approx(2e3, rel=1e-5)


def test_float32_is_refused_with_the_reason():
    with pytest.raises(TypeError, match=r"x is float32.*16 digits.*x.astype\(np.float64\)"):
        check.numerical_gradient(np.sum, np.ones(3, dtype=np.float32))
    with pytest.raises(TypeError, match="returned float32.*16 digits"):
        check.numerical_gradient(lambda x: x.astype(np.float32).sum(), np.ones(3))


def test_a_function_that_changes_its_argument_is_found_out():
    def careless(x):
        x += 1.0
        return x.sum()

    x = np.ones(3)
    with pytest.raises(ValueError, match="changed the array it was given"):
        check.numerical_gradient(careless, x)
    assert x.tolist() == [1.0, 1.0, 1.0]


def test_a_function_that_draws_is_found_out():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="two calls .* two numbers"):
        check.numerical_gradient(lambda x: x.sum() + rng.normal(), np.ones(2))


@pytest.mark.parametrize("returned, error, words", [
    (np.ones(3), ValueError, r"one number, not shape \(3,\).*lambda x: f\(x\).sum"),
    (np.ones((1, 1)), ValueError, r"shape \(1, 1\): .item\(\)"), (None, TypeError, "it returned None"),
    ("2", TypeError, "str"), (1j, TypeError, "complex"), (True, TypeError, "bool"),
    (np.nan, FloatingPointError, "nan"), (-np.inf, FloatingPointError, "-inf")])
def test_a_function_that_returns_no_number_is_refused(returned, error, words):
    with pytest.raises(error, match=words):
        check.numerical_gradient(lambda x: returned, np.ones(3))


def test_an_infinity_a_step_away_is_reported():
    with pytest.raises(FloatingPointError, match="one small step away"):
        check.numerical_gradient(lambda x: x if x <= 1 else np.inf, 1.0)


bad_x = st.sampled_from([None, "12", [], [[1], [1, 2]], [1j], [np.nan], [1.0, np.inf], {}, np.array([None]),
                         np.ma.masked_array([1.0])])


@given(x=bad_x, check_it=st.sampled_from([
    lambda x: check.numerical_gradient(np.sum, x), lambda x: check.gradient(np.sum, np.ones_like, x)]))
def test_a_wrong_x_is_refused_by_the_functions_name(x, check_it):
    with pytest.raises((TypeError, ValueError), match=r"gradient\(\)"):
        check_it(x)


@pytest.mark.parametrize("eps", [0, -1e-6, np.nan, np.inf, "small", None])
def test_a_wrong_step_is_refused(eps):
    with pytest.raises((TypeError, ValueError), match="eps"):
        check.numerical_gradient(np.sum, [1.0], eps=eps)
    with pytest.raises((TypeError, ValueError), match="tolerance"):
        check.gradient(np.sum, np.ones_like, [1.0], tolerance=eps)


def test_what_is_no_function_is_refused():
    with pytest.raises(TypeError, match="f must be a function"):
        check.numerical_gradient(3, [1.0])


# --- gradient ----------------------------------------------------------------------------------------

def test_a_right_gradient_passes_as_a_function_and_as_an_array():
    for derived in (df, df(W)):
        result = check.gradient(f, derived, W)
        assert result and result.passed and result.error < 1e-6 and result.explanation == ""
        assert repr(result) == "gradient check passed: 9 numbers in x, every relative error below 1e-06"


def mean_square(w):
    return np.mean(w**2)


@pytest.mark.parametrize("function, derived, words", [
    (f, lambda w: -df(w), "sign is flipped"),
    (f, lambda w: 2 * df(w), "2 times the measured one: added twice"),
    (f, lambda w: df(w) / 2, "0.5 times .* a 2 that is missing"),
    (f, lambda w: 0.3 * df(w), "0.3 times the measured one, a constant"),
    (f, lambda w: -3 * df(w), "sign is flipped.*Besides: every number is 3 times"),
    (f, lambda w: df(w).T, "transpose"),
    (f, lambda w: np.zeros_like(w), "zero everywhere"),
    (f, lambda w: np.full_like(w, np.nan), "NaN or infinity"),
    (f, lambda w: df(w) * (np.arange(9).reshape(3, 3) != 4), "zero where the measured slope is not"),
    (f, lambda w: df(w) + (np.arange(9).reshape(3, 3) == 4), "1 of 9 numbers are wrong"),
    (f, lambda w: np.sin(w) + 3, "No simple factor"),
    (f, lambda w: df(w)[0], r"has shape \(3, 3\), the derived one \(3,\)"),
    (f, lambda w: np.stack([df(w)] * 4), r"sum\(axis=0\), is missing"),
    (f, lambda w: df(w).ravel(), "count is right"),
    (lambda w: 5.0, df, "does not change with these numbers"),
    (mean_square, lambda w: 2 * w, "9 times .*mean over 9 numbers was forgotten"),
    (mean_square, lambda w: 2 * w / 81, "divided by 9 once too often"),
    (lambda w: np.maximum(w, 0).sum(), np.ones_like, "mask missing"),
])
def test_each_usual_mistake_is_recognised(function, derived, words):
    result = check.gradient(function, derived, W)
    assert not result and not result.passed
    assert re.search(words, result.explanation)
    assert repr(result).startswith("gradient check FAILED\n  x: WRONG")


def test_the_transpose_of_another_shape_is_recognised():
    B = A[:2]
    result = check.gradient(lambda w: np.sum(B * np.sin(w)), lambda w: (B * np.cos(w)).T, W[:2])
    assert "transpose" in result.explanation


def test_the_worst_number_is_shown_beside_the_measured_one():
    result = check.gradient(np.sum, [1.0, 1.0, 3.0], [5.0, 6.0, 7.0])
    entry, = result.entries
    assert entry.worst == (2,) and entry.error == pytest.approx(2 / 3)
    assert "x: WRONG at [2]: derived 3, measured 1" in repr(result)


def test_a_small_error_in_one_number_is_found():
    wrong = df(W)
    wrong[1, 2] *= 1 + 1e-5
    assert not check.gradient(f, wrong, W)
    assert check.gradient(f, wrong, W, tolerance=1e-4)


@pytest.mark.parametrize("scale", [1e-12, 1e-3, 1e6, 1e12])
def test_the_size_of_the_function_does_not_matter(scale):
    assert check.gradient(lambda w: scale * f(w), lambda w: scale * df(w), W)
    assert not check.gradient(lambda w: scale * f(w), lambda w: -scale * df(w), W)


def test_kinks_are_named_and_not_blamed():
    x = np.array([1.0, 0.0, -2.0])
    result = check.gradient(lambda x: np.maximum(x, 0).sum(), lambda x: 1.0 * (x > 0), x)
    assert result and result.entries[0].kinks == ((1,),)
    assert "not judged: 1 of 3 in x stand on a kink" in repr(result) and "2 numbers in x" in repr(result)


def test_a_kink_does_not_hide_a_mistake_elsewhere():
    x = np.array([1.0, 0.0, -2.0])
    result = check.gradient(lambda x: np.maximum(x, 0).sum(), lambda x: -1.0 * (x > 0), x)
    assert not result and "sign is flipped" in result.explanation and "[1]" in repr(result)


def test_a_kink_within_the_step_is_seen_through():
    x = np.array([3e-7, -3e-7, 1.0])
    result = check.gradient(lambda x: np.maximum(x, 0).sum(), lambda x: 1.0 * (x > 0), x)
    assert result and result.entries[0].kinks == ()


def test_a_sharp_bend_is_no_kink_and_excuses_nothing():
    def bend(x):
        return 1e6 * (x - 1) ** 2

    assert check.gradient(bend, lambda x: 2e6 * (x - 1), 1.001)
    result = check.gradient(bend, lambda x: -2e6 * (x - 1), 1.001)
    assert not result and result.entries[0].kinks == () and "sign is flipped" in result.explanation


def test_nothing_but_kinks_is_no_pass():
    result = check.gradient(lambda x: np.maximum(x, 0).sum(), lambda x: 1.0 * (x > 0), np.zeros(3))
    assert not result and "No number could be judged" in result.explanation


def test_a_gradient_too_small_to_be_measured_is_said():
    result = check.gradient(lambda x: 1.0 + 1e-14 * np.sum(x), lambda x: 5e-14 * np.ones_like(x), np.ones(2))
    assert not result and "No number could be judged" in result.explanation
    assert "too small to be measured" in repr(result)


def test_a_derived_gradient_that_is_no_array_is_refused():
    with pytest.raises(TypeError, match="derived gradient"):
        check.gradient(f, lambda w: None, W)
