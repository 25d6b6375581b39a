"""The table of activations is complete; each layer is its function; each backward takes only what fits."""

import inspect

import numpy as np
import pytest

from dlcore import functional as F
from dlcore import nn
from tests.engine.activations import ACTIVATIONS, FUNCTIONS, LAYERS, WITH_SETTINGS, in_words

TABLE = "the table ACTIVATIONS in tests/engine/activations.py"
NO_ACTIVATIONS = {"linear", "mse_loss"}


def made_in(module):
    """The names of all functions and classes that are written in this module, and what they name."""
    return {name: value for name, value in vars(module).items()
            if getattr(value, "__module__", None) == module.__name__}


def test_the_table_has_every_function():
    backwards = {name for name in made_in(F) if name.endswith("_backward")}
    functions = {name.removesuffix("_backward") for name in backwards} - NO_ACTIVATIONS
    missing, unknown = sorted(functions - set(FUNCTIONS)), sorted(set(FUNCTIONS) - functions)
    assert not missing, f"No test compares the backward of {missing} with slopes: add a row to {TABLE}."
    assert not unknown, f"dlcore.functional has no backward for {unknown}: write it, or correct {TABLE}."


def test_the_table_has_every_layer():
    classes = {value for value in made_in(nn.activations).values() if inspect.isclass(value)}
    layers = {value.__name__ for value in classes if issubclass(value, nn.Module)}
    in_table = {layer.__name__ for layer in LAYERS}
    missing, unknown = sorted(layers - in_table), sorted(in_table - layers)
    assert not missing, f"No test tries the layers {missing} of dlcore.nn.activations: add a row to {TABLE}."
    assert not unknown, f"dlcore.nn.activations does not define {unknown}: move it there, or correct {TABLE}."
    not_in_nn = sorted(layers - set(nn.__all__))
    assert not not_in_nn, f"Import {not_in_nn} in dlcore/nn/__init__.py and name them in its __all__."


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=in_words)
def test_the_table_has_every_setting(activation):
    function = getattr(F, activation.function)
    parameters = set(list(inspect.signature(function).parameters)[1:])
    missing = sorted(parameters - {name for settings in activation.settings for name in settings})
    assert not missing, f"{activation.function} takes {missing}: give each a value in its row of {TABLE}."


@pytest.mark.parametrize("activation, settings", WITH_SETTINGS, ids=in_words)
def test_an_activation_layer_is_its_function(activation, settings):
    name = activation.function
    x, grad_output = np.random.default_rng(0).normal(size=(2, 4, 3))
    layer = activation.layer(**settings)
    y = layer(x)
    np.testing.assert_array_equal(y, getattr(F, name)(x, **settings), err_msg=repr(layer))
    expected = getattr(F, f"{name}_backward")(grad_output, y, **settings)
    np.testing.assert_array_equal(layer.backward(grad_output), expected, err_msg=f"{layer}.backward")


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0)])
@pytest.mark.parametrize("activation, settings", WITH_SETTINGS, ids=in_words)
def test_a_backward_of_nothing_is_refused(activation, settings, shape):
    backward = getattr(F, f"{activation.function}_backward")
    with pytest.raises(ValueError, match=f"{activation.function}_backward takes .*it is empty"):
        backward(np.zeros(shape), np.zeros(shape), **settings)


@pytest.mark.parametrize("layer", LAYERS)
def test_activations_refuse_a_gradient_of_another_shape(layer):
    layer = layer()
    layer(np.ones((4, 3)))
    for shape in [(4, 1), (3,), (3, 4), (1, 3), ()]:
        with pytest.raises(ValueError, match=r"\(4, 3\)"):
            layer.backward(np.ones(shape))
