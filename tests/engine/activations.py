"""The activations of the engine in one table. Every test that goes through them all reads it."""

from typing import NamedTuple

from dlcore import nn


class InPyTorch(NamedTuple):
    """The same activation in torch.nn.functional and torch.nn, and the keywords that only PyTorch needs."""

    function: str
    layer: str
    keywords: dict = {}


class Activation(NamedTuple):
    function: str  # its name in dlcore.functional, where the name + "_backward" stands too
    layer: type
    settings: list  # each is tried beside the defaults, and all parameters of the function occur
    in_pytorch: InPyTorch | None  # None where PyTorch has no such activation


ACTIVATIONS = [
    Activation("step", nn.Step, [], None),
    Activation("sigmoid", nn.Sigmoid, [], InPyTorch("sigmoid", "Sigmoid")),
    Activation("tanh", nn.Tanh, [], InPyTorch("tanh", "Tanh")),
    Activation("relu", nn.ReLU, [], InPyTorch("relu", "ReLU")),
    Activation("leaky_relu", nn.LeakyReLU, [{"negative_slope": 0.3}], InPyTorch("leaky_relu", "LeakyReLU")),
    Activation("elu", nn.ELU, [{"alpha": 1.7}], InPyTorch("elu", "ELU")),
    Activation("softplus", nn.Softplus, [{"beta": 3.0}], InPyTorch("softplus", "Softplus")),
    Activation("bru", nn.BRU, [{"r": 1.0}, {"r": 3.5}], None),
    Activation("softmax", nn.Softmax, [], InPyTorch("softmax", "Softmax", {"dim": -1})),
]
FUNCTIONS = [activation.function for activation in ACTIVATIONS]
LAYERS = [activation.layer for activation in ACTIVATIONS]
WITH_SETTINGS = [(activation, settings) for activation in ACTIVATIONS
                 for settings in [{}, *activation.settings]]
WITH_SETTINGS_IN_PYTORCH = [(activation, settings) for activation, settings in WITH_SETTINGS
                            if activation.in_pytorch]


def in_words(value):
    """The id of a parametrized test: `elu-alpha=1.7`."""
    if isinstance(value, Activation):
        return value.function
    if isinstance(value, dict):
        return ",".join(f"{name}={number}" for name, number in value.items()) or "defaults"
    return None
