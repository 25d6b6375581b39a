"""Linear: a layer of neurons."""

import functools

import numpy as np
from numpy import ndarray

from dlcore.errors import float_dtype, is_float_array, not_a_float_array, positive_integer
from dlcore.guards import wrong_rows
from dlcore.nn.init import kaiming_normal_
from dlcore.nn.module import Module
from dlcore.nn.parameter import Parameter


def checks_settings(make):
    """For Linear.__init__: two whole numbers of at least 1, an init to call, a dtype of floats."""

    @functools.wraps(make)
    def guarded(self, in_features, out_features, **settings):
        in_features = positive_integer("Linear", "in_features", in_features)
        out_features = positive_integer("Linear", "out_features", out_features)
        if "init" in settings and not callable(settings["init"]):
            raise TypeError(f"Linear: init is a function such as nn.init.zeros_, got {settings['init']!r}.")
        if "dtype" in settings:
            settings["dtype"] = float_dtype("Linear", settings["dtype"])
        make(self, in_features, out_features, **settings)

    return guarded


def checks_rows(forward):
    """For Linear.forward: x is (N, in), in the dtype of the weights."""

    @functools.wraps(forward)
    def guarded(self, x):
        if type(x) is not ndarray or x.ndim != 2 or x.dtype is not self.weight.data.dtype:
            explain_input(self, x)
        try:
            return forward(self, x)
        except ValueError:
            explain_input(self, x)
            raise

    return guarded


def checks_gradient(backward):
    """For Linear.backward_parameters: grad_output has the output's shape, in the dtype of the weights."""

    @functools.wraps(backward)
    def guarded(self, grad_output):
        weight = self.weight.data
        if (
            type(grad_output) is not ndarray
            or grad_output.shape != (len(self.x), len(weight))
            or grad_output.dtype is not weight.dtype
        ):
            explain_gradient(self, grad_output)
        return backward(self, grad_output)

    return guarded


class Linear(Module):
    """y = x @ weight.T + bias      x: (N, in)   weight: (out, in)   bias: (out,)   y: (N, out)

    init fills the weight, as init(weight, rng), see `nn.init`; the bias starts at zero. rng is needed unless
    init draws nothing: np.random.default_rng(seed). dtype: np.float64, or np.float32 for speed; as x has.

    Raises ValueError where x is not (N, in), TypeError for another type or dtype.
    Source: `torch.nn.Linear`.
    """

    @checks_settings
    def __init__(self, in_features, out_features, *, init=kaiming_normal_, rng=None, dtype=np.float64):
        self.in_features, self.out_features = in_features, out_features
        self.weight = Parameter(np.zeros((out_features, in_features), dtype))
        self.bias = Parameter(np.zeros(out_features, dtype))
        init(self.weight, rng)

    @checks_rows
    def forward(self, x):
        self.x = x
        y = x @ self.weight.data.T
        y += self.bias.data
        return y

    def backward(self, grad_output):
        self.backward_parameters(grad_output)
        return grad_output @ self.weight.data

    @checks_gradient
    def backward_parameters(self, grad_output):
        self.weight.accumulate(np.dot, grad_output.T, self.x)
        self.bias.accumulate(grad_output.sum, axis=0)

    def __repr__(self):
        return f"Linear({self.in_features}, {self.out_features})"


def explain_input(layer, x):
    """Raise the error for an x that this layer cannot take; return where it can."""
    weight = layer.weight.data
    if not is_float_array(x):
        raise not_a_float_array(repr(layer), x, f"(N, {weight.shape[1]})")
    if x.shape[1:] != weight.shape[1:]:
        raise ValueError(wrong_rows(repr(layer), x, weight.shape[1])) from None
    if x.dtype.newbyteorder("=") != weight.dtype:
        to = f"x.astype(np.{weight.dtype}) converts it"
        raise TypeError(f"{layer!r} has {weight.dtype} weights, got a {x.dtype} batch: {to}.")


def explain_gradient(layer, grad_output):
    """Raise the error for a grad_output that does not belong to the layer's latest output; else return."""
    weight = layer.weight.data
    who, expected = f"{layer!r}.backward", (len(layer.x), len(weight))
    if not is_float_array(grad_output):
        raise not_a_float_array(who, grad_output, f"the gradient of its output, {expected}")
    if grad_output.shape != expected:
        reason = "was the layer called on another batch in between?"
        raise ValueError(f"{who} takes {expected}, as its output, got {grad_output.shape}: {reason}")
    if grad_output.dtype.newbyteorder("=") != weight.dtype:
        dtypes = f"the weights are {weight.dtype}, the gradient is {grad_output.dtype}"
        raise TypeError(f"{who}: {dtypes}; a float64 number inside a layer or a loss makes all float64.")
