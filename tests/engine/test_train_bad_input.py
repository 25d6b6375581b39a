"""fit refuses what does not fit together before it changes anything, and says what was expected."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore import nn, optim, train

X, Y = np.random.default_rng(0).normal(size=(6, 2)), np.ones((6, 1))
MODEL = nn.Sequential(nn.Linear(2, 1, rng=np.random.default_rng(0)))
CRITERION = nn.MSELoss()
OPTIMIZER = optim.SGD(MODEL.parameters(), lr=0.1)
BEFORE = MODEL.state_dict()


def refused(words, *args, **kwargs):
    settings = {"n_epochs": 1, **kwargs}
    with pytest.raises((TypeError, ValueError), match=words) as caught:
        train.fit(*args, **settings)
    assert all(np.array_equal(array, BEFORE[name]) for name, array in MODEL.state_dict().items())
    return str(caught.value)


junk = st.sampled_from([
    None, "x", [], [[1], [1, 2]], 1.0, {}, [[1j]], [[np.nan, 1.0]] * 6, [[np.inf, 1.0]] * 6,
    np.ones((0, 2)), np.ones((5, 2)), np.ma.masked_array(np.ones((6, 2)))])


@given(bad=junk)
def test_wrong_rows_are_refused(bad):
    refused(r"^fit\(\)", MODEL, CRITERION, OPTIMIZER, bad, Y)
    refused(r"^fit\(\)", MODEL, CRITERION, OPTIMIZER, X, bad)
    if bad is not None:
        refused(r"^fit\(\) on the test data", MODEL, CRITERION, OPTIMIZER, X, Y, X_test=bad, y_test=Y)


@pytest.mark.parametrize("name, value", [
    *[("n_epochs", value) for value in (0, -1, 1.5, "3", None, True)],
    *[("batch_size", value) for value in (0, -1, 2.0, "2", True)]])
def test_wrong_counts_are_refused(name, value):
    refused(name, MODEL, CRITERION, OPTIMIZER, X, Y, rng=np.random.default_rng(0), **{name: value})


def test_a_missing_rng_is_asked_for():
    refused("Pass rng=", MODEL, CRITERION, OPTIMIZER, X, Y, batch_size=2)


def test_test_data_comes_in_pairs():
    refused("come together", MODEL, CRITERION, OPTIMIZER, X, Y, X_test=X)
    refused("come together", MODEL, CRITERION, OPTIMIZER, X, Y, y_test=Y)


@given(position=st.integers(0, 2), part=st.sampled_from([None, 3, "model", X, nn.MSELoss, optim.SGD, np.sum]))
def test_a_wrong_part_is_named_with_the_order(position, part):
    parts = [MODEL, CRITERION, OPTIMIZER]
    parts[position] = part
    role = ("model", "criterion", "optimizer")[position]
    assert "fit(model, criterion, optimizer, X, y" in refused(f"the {role} is ", *parts, X, Y)


def test_parts_in_the_wrong_order_are_refused():
    refused("the criterion is SGD", MODEL, OPTIMIZER, CRITERION, X, Y)


def test_an_optimizer_of_another_model_is_found_out():
    other = nn.Sequential(nn.Linear(2, 1, rng=np.random.default_rng(0)))
    refused("moves no parameter of this model", MODEL, CRITERION, optim.SGD(other.parameters(), lr=0.1), X, Y)


def test_a_position_of_a_missing_value_is_named():
    holed = X.copy()
    holed[4, 1] = np.nan
    refused(r"X\[4, 1\] is nan: a missing value", MODEL, CRITERION, OPTIMIZER, holed, Y)


def test_flat_targets_do_not_broadcast():
    refused(r"\(6,\)", MODEL, CRITERION, OPTIMIZER, X, np.ones(6))


def test_a_criterion_that_returns_an_array_is_refused():
    class PerExample(nn.MSELoss):
        def __call__(self, y_hat, y):
            return (y_hat - y) ** 2

    refused("one number, it returned shape", MODEL, PerExample(), OPTIMIZER, X, Y)
