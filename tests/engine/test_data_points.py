"""The gates, the point clouds, the curve and the targets: geometry, repeatability, errors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore import data

CLOUDS = [data.moons, data.circles, data.spirals]
GENERATORS = [*CLOUDS, data.noisy_curve]


def rng(seed=0):
    return np.random.default_rng(seed)


# --- gates ----------------------------------------------------------------------------------------

PYTHON = {
    "AND": lambda a, b: a and b, "OR": lambda a, b: a or b, "XOR": lambda a, b: a ^ b,
    "NAND": lambda a, b: not (a and b), "NOR": lambda a, b: not (a or b), "XNOR": lambda a, b: a == b,
    "NOT": lambda a: not a,
}


@pytest.mark.parametrize("name", PYTHON)
def test_a_gate_is_its_truth_table(name):
    X, y = data.gate(name)
    assert X.dtype == y.dtype == np.float64
    rows = [[0.0], [1.0]] if name == "NOT" else [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    assert X.tolist() == rows
    assert y.tolist() == [float(PYTHON[name](*map(int, row))) for row in rows]


def test_gates_holds_every_gate_and_each_call_gives_new_arrays():
    assert sorted(data.gates()) == sorted(PYTHON)
    X, y = data.gate("and")
    X[:], y[:] = 7, 7
    assert data.gate("AND")[1].tolist() == [0, 0, 0, 1]
    assert data.gates()["AND"][0].max() == 1


def test_an_unknown_gate_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="'NAN'.*AND, OR, NAND, NOR, XOR, XNOR, NOT"):
        data.gate("NAN")
    with pytest.raises(TypeError, match='gate\\("AND"\\), got int'):
        data.gate(3)


# --- clouds ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("generate", GENERATORS)
def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(generate):
    first, again, other = generate(50, 0.1, rng(1)), generate(50, 0.1, rng(1)), generate(50, 0.1, rng(2))
    for one, two in zip(first, again):
        assert np.array_equal(one, two) and one.dtype == np.float64
    assert not np.array_equal(first[0], other[0])


@pytest.mark.parametrize("generate", GENERATORS)
def test_the_global_random_state_is_left_alone(generate):
    before = np.random.get_state()[1].copy()                                            # noqa: NPY002
    generate(20, 0.1, rng())
    assert np.array_equal(before, np.random.get_state()[1])                             # noqa: NPY002


@pytest.mark.parametrize("generate", CLOUDS)
@pytest.mark.parametrize("n", [1, 2, 7, 100])
def test_a_cloud_has_n_rows_in_two_classes_of_equal_size(generate, n):
    X, y = generate(n, 0.0, rng())
    assert X.shape == (n, 2) and y.shape == (n,)
    assert (y == 0).sum() == n // 2 and (y == 1).sum() == n - n // 2


@pytest.mark.parametrize("generate", CLOUDS)
def test_rows_come_shuffled(generate):
    y = generate(200, 0.0, rng())[1]
    assert 0.3 < y[:100].mean() < 0.7


@pytest.mark.parametrize("generate", CLOUDS)
def test_noise_is_the_standard_deviation_of_the_shift(generate):
    exact, shifted = generate(20_000, 0.0, rng(3))[0], generate(20_000, 0.25, rng(3))[0]
    assert np.std(shifted - exact) == pytest.approx(0.25, rel=0.02)


def test_moons_lie_on_their_half_circles():
    X, y = data.moons(101, 0.0, rng())
    upper, lower = X[y == 0], X[y == 1]
    assert np.hypot(*upper.T) == pytest.approx(1.0) and upper[:, 1].min() >= -1e-12
    assert np.hypot(lower[:, 0] - 1, lower[:, 1] - 0.5) == pytest.approx(1.0)
    assert lower[:, 1].max() <= 0.5 + 1e-12


@pytest.mark.parametrize("ours, theirs, options", [
    (data.moons, "make_moons", {}), (data.circles, "make_circles", {"factor": 0.5})])
def test_without_noise_the_points_are_scikit_learns(ours, theirs, options):
    oracle = getattr(pytest.importorskip("sklearn.datasets"), theirs)
    X, y = ours(60, 0.0, rng(), **options)
    X_theirs, y_theirs = oracle(60, shuffle=False, **options)
    for label in (0, 1):
        one, two = X[y == label], X_theirs[y_theirs == label]
        distance = np.linalg.norm(one[:, None] - two[None], axis=2)
        assert distance.min(axis=0).max() < 1e-12 and distance.min(axis=1).max() < 1e-12


def test_circles_have_radius_one_and_factor():
    X, y = data.circles(80, 0.0, rng(), factor=0.3)
    assert np.hypot(*X[y == 0].T) == pytest.approx(1.0)
    assert np.hypot(*X[y == 1].T) == pytest.approx(0.3)


def test_spirals_wind_as_often_as_turns_says_and_hold_each_class():
    X, y = data.spirals(300, 0.0, rng(), n_classes=3, turns=1.5)
    assert [int((y == k).sum()) for k in range(3)] == [100, 100, 100]
    arm = X[y == 1]
    arm = arm[np.argsort(np.hypot(*arm.T))]
    angle = np.unwrap(np.arctan2(arm[:, 1], arm[:, 0]))
    assert (angle[-1] - angle[0]) / (2 * np.pi) == pytest.approx(1.5 * 0.9)      # the radius runs over 0.9
    assert np.hypot(*arm.T)[[0, -1]] == pytest.approx([0.1, 1.0])
    assert angle[-1] % (2 * np.pi) == pytest.approx(2 * np.pi * (1.5 + 1 / 3) % (2 * np.pi))


def test_the_curve_is_sorted_and_its_error_is_the_noise():
    X, y = data.noisy_curve(5_000, 0.2, rng(), curve=np.cos)
    assert X.shape == y.shape == (5_000, 1)
    assert (np.diff(X[:, 0]) >= 0).all() and X.min() >= -3 and X.max() <= 3
    assert np.std(y - np.cos(X)) == pytest.approx(0.2, rel=0.05)


@pytest.mark.parametrize("curve, error", [
    (3, TypeError), (np.sum, ValueError), (lambda x: np.full_like(x, np.nan), ValueError)])
def test_a_curve_that_is_none_is_refused(curve, error):
    with pytest.raises(error, match="noisy_curve.*curve must"):
        data.noisy_curve(5, 0.1, rng(), curve=curve)


# --- bad input ------------------------------------------------------------------------------------

@pytest.mark.parametrize("generate", GENERATORS)
def test_a_missing_rng_is_answered_with_how_to_make_one(generate):
    with pytest.raises(TypeError, match=r"none was given. Pass rng=np.random.default_rng\(0\)"):
        generate(10, 0.1)
    with pytest.raises(TypeError, match=r"got int. Pass rng=np.random.default_rng\(42\)"):
        generate(10, 0.1, 42)
    with pytest.raises(TypeError, match="got RandomState"):
        generate(10, 0.1, np.random.RandomState(0))


bad_counts = st.one_of(
    st.integers(max_value=0), st.floats(), st.booleans(), st.none(), st.text(), st.just([3]))
bad_noise = st.one_of(
    st.floats(max_value=-1e-9), st.sampled_from([np.nan, np.inf, None, "0.1", True, 1j, [0.1]]))


@pytest.mark.parametrize("generate", GENERATORS)
@given(n=bad_counts)
def test_a_wrong_n_is_refused_by_name(generate, n):
    with pytest.raises((TypeError, ValueError), match=rf"^{generate.__name__}\(\): n \(how many"):
        generate(n, 0.1, rng())


@pytest.mark.parametrize("generate", GENERATORS)
@given(noise=bad_noise)
def test_a_wrong_noise_is_refused_by_name(generate, noise):
    with pytest.raises((TypeError, ValueError), match=rf"^{generate.__name__}\(\): noise"):
        generate(10, noise, rng())


@pytest.mark.parametrize("generate, option", [
    (data.circles, {"factor": -0.1}), (data.circles, {"factor": np.nan}), (data.spirals, {"turns": np.inf}),
    (data.spirals, {"n_classes": 0}), (data.spirals, {"n_classes": 2.5})])
def test_a_wrong_option_is_refused_by_name(generate, option):
    with pytest.raises((TypeError, ValueError), match=next(iter(option))):
        generate(10, 0.1, rng(), **option)


@given(n=st.integers(1, 40), noise=st.floats(0, 10), seed=st.integers(0, 99))
def test_whatever_is_allowed_gives_finite_points(n, noise, seed):
    for generate in GENERATORS:
        X, y = generate(n, noise, rng(seed))
        assert len(X) == len(y) == n and np.isfinite(X).all() and np.isfinite(y).all()


# --- one_hot --------------------------------------------------------------------------------------

@given(labels=st.lists(st.integers(0, 6), min_size=1), dtype=st.sampled_from([np.float32, np.float64]))
def test_one_hot_has_its_one_in_the_labels_column(labels, dtype):
    targets = data.one_hot(labels, 7, dtype=dtype)
    assert targets.shape == (len(labels), 7) and targets.dtype == dtype
    assert targets.argmax(axis=1).tolist() == labels
    assert (targets.sum(axis=1) == 1).all() and set(np.unique(targets)) == {0, 1}


def test_one_hot_takes_the_labels_of_the_clouds():
    y = data.spirals(9, 0.0, rng(), n_classes=3)[1]
    assert np.array_equal(data.one_hot(y, 3) @ np.arange(3.0), y)


@pytest.mark.parametrize("y, words", [
    ([0, 3], "label 3 at position 1 .* from 0 to 2"), ([-1], "label -1 at position 0"), ([0.5], "label 0.5"),
    ([0, np.nan], "label nan at position 1"), ([np.inf], "label inf"), ([], r"shape \(0,\)"),
    (1, r"shape \(\)"), (np.eye(3), "encoded already"), (np.ones((3, 1)), r"shape \(3, 1\)"),
    (["a"], "must be numbers"),
    ([True], "must be numbers"), ([1j], "must be numbers"), ([None], "must be numbers"),
    ([[1], [1, 2]], "length")])
def test_one_hot_refuses_what_is_no_label(y, words):
    with pytest.raises((TypeError, ValueError), match=words):
        data.one_hot(y, 3)


@pytest.mark.parametrize("n_classes", [0, -1, 2.0, None, "3", True])
def test_one_hot_refuses_what_is_no_number_of_classes(n_classes):
    with pytest.raises((TypeError, ValueError), match="n_classes"):
        data.one_hot([0], n_classes)


@pytest.mark.parametrize("dtype", [int, "float16", None, "no such type", np.complex128])
def test_one_hot_refuses_what_is_no_float(dtype):
    with pytest.raises(TypeError, match="np.float64 or np.float32"):
        data.one_hot([0], 2, dtype=dtype)
