"""The pictures of lesson 02."""

import numpy as np
import pytest

from dlcore import functional as F
from dlcore.viz import activations, slopes


def test_activation(same_picture):
    same_picture(activations.ActivationPicture(), "activation")


def test_activation_at_a_jump(same_picture):
    same_picture(activations.ActivationPicture(function="step", x=0.0), "activation_jump")


def test_activation_with_parameter(same_picture):
    picture = activations.ActivationPicture(function="BRU", parameter=2.0, x=-1.0)
    same_picture(picture, "activation_bru")


def test_activation_moves(moves_completely):
    start = {"function": "sigmoid", "parameter": 1.0, "x": 1.0}
    changes = [{}, {"x": -5.5}, {"function": "softplus"}, {"function": "BRU", "parameter": 3.0}]
    changes += [{"function": "ReLU", "x": 0.0}, {"function": "leaky ReLU", "x": -2.0, "parameter": 0.2}]
    moves_completely(activations.ActivationPicture(), [start | change for change in changes])


def test_comparison(same_picture):
    same_picture(activations.comparison(), "activation_comparison")


def test_a_curve_without_a_panel_is_refused(monkeypatch):
    monkeypatch.setitem(activations.CURVES, "one more", activations.CURVES["tanh"])
    with pytest.raises(IndexError):
        activations.comparison()
    monkeypatch.setitem(activations.CURVES, "and another", activations.CURVES["tanh"])
    with pytest.raises(ValueError, match=r"zip\(\)"):
        activations.comparison()


def test_depth(same_picture):
    same_picture(slopes.DepthPicture(), "slopes_depth")


def test_depth_where_nothing_passes(same_picture):
    picture = slopes.DepthPicture(function="leaky ReLU", depth=30, x=-1.0, weight=2.0)
    same_picture(picture, "slopes_negative")


def test_depth_moves(moves_completely):
    start = {"function": "sigmoid", "depth": 20, "x": 1.0, "weight": 1.0}
    changes = [{}, {"depth": 1}, {"depth": 30}, {"function": "ReLU", "weight": 1.5}, {"function": "tanh"}]
    changes += [{"x": -1.0}, {"function": "BRU", "weight": 2.0}]
    moves_completely(slopes.DepthPicture(), [start | change for change in changes])


def test_threshold_learning(same_picture):
    x = np.linspace(0.0, 1.0, 24)
    y = F.step(x - 0.4)
    history = [(1.0 + step / 10, -0.5 - step / 25, 0.2 * 0.97**step) for step in range(101)]
    picture = slopes.threshold_learning(x, y, history, [0.4] * 101, labels=("ink", "says nine"))
    assert f"{history[0][2]:.3f}" in picture.alt and "0.400" in picture.alt
    same_picture(picture, "slopes_threshold")


@pytest.mark.parametrize("name", activations.CURVES)
def test_the_slope_is_the_slope_of_the_curve(name):
    x = np.array([-2.0, -0.3, 0.4, 3.0])
    y, slope = activations.value_and_slope(name, x, 0.8)
    above, below = (activations.value_and_slope(name, x + h, 0.8)[0] for h in (1e-6, -1e-6))
    assert np.allclose(slope, (above - below) / 2e-6, atol=1e-8)
