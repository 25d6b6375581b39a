"""Mini-batches: every example once, X and y together, slices of one permuted copy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore import train


def rng(seed=0):
    return np.random.default_rng(seed)


@given(n=st.integers(1, 50), batch_size=st.integers(1, 60), seed=st.integers(0, 5))
def test_every_example_comes_once_and_with_its_target(n, batch_size, seed):
    X, y = np.arange(2.0 * n).reshape(n, 2), 10.0 * np.arange(n)
    parts = list(train.batches(X, y, batch_size, rng(seed)))
    assert [len(part) for part, _ in parts[:-1]] == [batch_size] * (len(parts) - 1)
    assert 1 <= len(parts[-1][0]) <= batch_size
    rows, targets = (np.concatenate(side) for side in zip(*parts))
    assert np.array_equal(np.sort(targets), y)
    assert np.array_equal(rows[:, 0], targets / 5)


def test_batches_are_contiguous_slices_of_one_copy():
    X, y = rng().normal(size=(20, 3)), rng().normal(size=(20, 1))
    parts = list(train.batches(X, y, 8, rng()))
    assert all(part.flags.c_contiguous and part.base is parts[0][0].base for part, _ in parts)
    assert not any(np.shares_memory(part, X) for part, _ in parts)


def test_the_seed_decides_the_order_and_each_epoch_has_its_own():
    X = y = np.arange(30.0).reshape(30, 1)
    generator = rng(1)
    first, second = (np.concatenate([b for b, _ in train.batches(X, y, 7, generator)]) for _ in range(2))
    again = np.concatenate([b for b, _ in train.batches(X, y, 7, rng(1))])
    assert np.array_equal(first, again) and not np.array_equal(first, second)
    assert np.array_equal(first[:, 0], rng(1).permutation(30))


def test_without_a_batch_size_there_is_one_batch_in_the_given_order():
    X, y = np.arange(6.0).reshape(3, 2), np.arange(3.0)
    (X_batch, y_batch), = train.batches(X, y)
    assert X_batch is X and y_batch is y


def test_lists_whole_number_labels_and_float32_keep_what_they_are():
    (X_batch, y_batch), = train.batches([[1, 2], [3, 4]], np.array([0, 1]))
    assert X_batch.dtype == np.float64 and y_batch.dtype.kind == "i"
    (X_batch, _), = train.batches(np.ones((2, 2), dtype=np.float32), [0.0, 1.0], 5, rng())
    assert X_batch.dtype == np.float32


bad_pairs = st.sampled_from([
    (None, [1.0]), ([], []), ("ab", [1.0, 2.0]), ([[1], [1, 2]], [1, 2]), ([1.0], None), (1.0, 2.0),
    ([[1.0], [2.0]], [1.0]), (np.ones((3, 5)), np.ones(5)), ([1j], [1.0]), ([1.0], ["a"]), ([[]], [1.0])])


@given(pair=bad_pairs)
def test_wrong_data_is_refused_when_asked_not_later(pair):
    with pytest.raises((TypeError, ValueError), match=r"^batches\(\)"):
        train.batches(*pair, 2, rng())


def test_the_reason_is_named():
    with pytest.raises(ValueError, match="X has 3 rows and y has 5. Are your examples in columns"):
        train.batches(np.ones((3, 5)), np.ones(5))
    with pytest.raises(ValueError, match="X has 3 rows and y has 2. Each row needs its target"):
        train.batches(np.ones((3, 5)), np.ones(2))


@pytest.mark.parametrize("batch_size", [0, -3, 2.0, "2", True, np.nan, [2]])
def test_a_wrong_batch_size_is_refused(batch_size):
    with pytest.raises((TypeError, ValueError), match="batch_size"):
        train.batches([1.0], [1.0], batch_size, rng())


def test_a_missing_rng_is_answered_with_how_to_make_one():
    with pytest.raises(TypeError, match=r"none was given. Pass rng=np.random.default_rng\(0\)"):
        train.batches([1.0], [1.0], 1)
    with pytest.raises(TypeError, match=r"got int.*default_rng\(5\)"):
        train.batches([1.0], [1.0], 1, 5)
