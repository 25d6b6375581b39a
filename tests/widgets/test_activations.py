"""The interactives of lesson 02 over the whole range of their controls: nothing fails, words stay true."""

import itertools

import numpy as np
import pytest

from dlcore.viz.activations import CURVES, KINKED, X_LIMITS, value_and_slope
from dlcore.viz.slopes import COMPARED, DEEPEST, FLOOR, TOP, products
from dlcore.widgets.activations import activation_explorer, depth_explorer


def ends(control):
    """The values that a control can be pushed to, and the middle."""
    if hasattr(control, "options"):
        return control.options
    return control.min, (control.min + control.max) / 2, control.max


@pytest.fixture(scope="module")
def activation():
    return activation_explorer()


@pytest.fixture(scope="module")
def depth():
    return depth_explorer()


def test_every_state_of_the_activation_explorer_shows_its_numbers(activation):
    picture, controls = activation.picture, activation.controls
    names = ("function", "parameter", "x")
    for function, parameter, x in itertools.product(*(ends(controls[name]) for name in names)):
        picture.update(function=function, parameter=parameter, x=x)
        y, slope = value_and_slope(function, np.array(float(x)), parameter)
        assert np.isfinite([y, slope]).all()
        assert f"the value is {y:.4f}, the slope {slope:.4f}" in picture.alt
        assert picture.dot.get_xydata().tolist() == [[x, float(y)]]
        assert picture.foot.get_xydata().tolist() == [[x, float(slope)]]


@pytest.mark.parametrize("function", CURVES)
def test_the_tangent_touches_and_has_the_slope(activation, function):
    activation.picture.update(function=function, parameter=1.5, x=0.7)
    y, slope = value_and_slope(function, np.array(0.7), 1.5)
    (x1, y1), (x2, y2) = activation.picture.tangent.get_xydata()
    assert (y2 - y1) / (x2 - x1) == pytest.approx(float(slope), abs=1e-12)
    assert np.interp(0.7, [x1, x2], [y1, y2]) == pytest.approx(float(y))


@pytest.mark.parametrize("function", KINKED)
def test_no_tangent_where_there_is_no_slope(activation, function):
    activation.picture.update(function=function, parameter=0.1, x=0.1 + 0.2 - 0.3)
    assert not activation.picture.tangent.get_visible()
    assert "no slope exists" in activation.picture.remark.get_text()
    activation.picture.update(function=function, parameter=0.1, x=0.1)
    assert activation.picture.tangent.get_visible()
    assert "no slope exists" not in activation.picture.remark.get_text()


def test_a_leaky_slope_stops_at_one(activation):
    activation.picture.update(function="leaky ReLU", parameter=4.0, x=-2.0)
    assert activation.picture.name.get_text() == "leaky ReLU, negative_slope = 1"
    assert "the value is -2.0000, the slope 1.0000" in activation.picture.alt


def test_the_drawn_curve_spans_the_picture(activation):
    activation.picture.update(function="tanh", parameter=1.0, x=0.0)
    x, y = activation.picture.curve.get_data()
    assert (x[0], x[-1]) == X_LIMITS and np.allclose(y, np.tanh(x))


def test_products_are_slopes_of_the_whole_chain():
    def chain(x):
        for _ in range(4):
            x = np.tanh(1.3 * x)
        return x

    measured = (chain(0.5 + 1e-6) - chain(0.5 - 1e-6)) / 2e-6
    assert products("tanh", 0.5, 4, 1.3)[-1] == pytest.approx(measured, rel=1e-6)
    assert products("ReLU", 1.0, 5, 2.0).tolist() == [2, 4, 8, 16, 32]
    assert (products("sigmoid", 1.0, 20) <= 0.25 ** np.arange(1, 21)).all()


def test_every_state_of_the_depth_explorer_is_drawn(depth):
    picture, controls = depth.picture, depth.controls
    for function, n, x, weight in itertools.product(*(ends(c) for c in controls.values())):
        picture.update(function=function, depth=int(n), x=x, weight=weight)
        xs, ys = picture.line.get_data()
        assert len(xs) == len(ys) == int(n) <= DEEPEST
        assert np.min(ys) >= FLOOR and np.max(ys) <= TOP
        assert f"{products(function, x, int(n), weight)[-1]:.3g}" in picture.alt
        hidden = [name for name in COMPARED if not picture.others[name].get_visible()]
        assert hidden == [name for name in COMPARED if name == function]


@pytest.mark.parametrize(
    "state, word",
    [
        ({"function": "ReLU", "depth": 5, "x": -1.0, "weight": 1.0}, "exactly zero"),
        ({"function": "ReLU", "depth": 30, "x": 1.0, "weight": 2.0}, "exploding"),
        ({"function": "sigmoid", "depth": 30, "x": 1.0, "weight": 1.0}, "vanishing"),
        ({"function": "ReLU", "depth": 30, "x": 1.0, "weight": 1.0}, "reaches the end"),
    ],
)
def test_the_verdict_fits_the_product(depth, state, word):
    depth.picture.update(**state)
    assert word in depth.picture.words.get_text()


def test_moving_a_control_changes_the_shown_picture(activation, depth):
    for interactive, change in ((activation, {"x": -3.0}), (depth, {"depth": 7})):
        interactive.reset()
        before = interactive.image.value
        interactive.set(**change)
        assert interactive.error is None and interactive.image.value != before
        interactive.reset()
        assert interactive.image.value == before
