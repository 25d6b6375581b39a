"""Interactives of lesson 02: an activation with its tangent, and slopes multiplied over depth."""

from dlcore.viz.activations import CURVES, ActivationPicture
from dlcore.viz.slopes import DEEPEST, DepthPicture
from dlcore.widgets.base import Interactive
from dlcore.widgets.controls import choice, slider


def activation_explorer(function="sigmoid", parameter=1.0, x=1.0):
    """A curve, a point that moves on it, and the tangent there: value and slope as numbers."""
    state = {"function": function, "parameter": parameter, "x": x}
    controls = {
        "function": choice("function", CURVES, function),
        "x": slider("x", -6.0, 6.0, x, 0.1),
        "parameter": slider("parameter", 0.1, 4.0, parameter, 0.1),
    }
    return Interactive(ActivationPicture(**state), controls, title="An activation and its slope")


def depth_explorer(function="sigmoid", depth=20, x=1.0, weight=1.0):
    """The slope of a chain of neurons, layer by layer: it vanishes, stays or explodes."""
    state = {"function": function, "depth": depth, "x": x, "weight": weight}
    controls = {
        "function": choice("function", CURVES, function),
        "depth": slider("layers", 1, DEEPEST, depth, 1),
        "x": slider("input", -4.0, 4.0, x, 0.1),
        "weight": slider("weight", 0.5, 2.0, weight, 0.1),
    }
    return Interactive(DepthPicture(**state), controls, title="Slopes in a row")
