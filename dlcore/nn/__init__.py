"""Layers, networks and losses, with PyTorch's names."""

from dlcore.nn import init
from dlcore.nn.activations import BRU, ELU, LeakyReLU, ReLU, Sigmoid, Softmax, Softplus, Step, Tanh
from dlcore.nn.linear import Linear
from dlcore.nn.losses import Loss, MSELoss
from dlcore.nn.module import Module
from dlcore.nn.parameter import Parameter
from dlcore.nn.saving import load, save
from dlcore.nn.sequential import Sequential

__all__ = [
    "BRU",
    "ELU",
    "LeakyReLU",
    "Linear",
    "Loss",
    "MSELoss",
    "Module",
    "Parameter",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "Step",
    "Tanh",
    "init",
    "load",
    "save",
]
