"""Linear: a layer of neurons."""

import functools

import numpy as np

from dlcore.errors import not_a_float_array, positive_integer
from dlcore.guards import wrong_rows
from dlcore.nn.init import kaiming_normal_
from dlcore.nn.module import Module
from dlcore.nn.parameter import Parameter


def checks_sizes(init):
    """For Linear.__init__: whole numbers of at least 1."""

    @functools.wraps(init)
    def guarded(self, in_features, out_features, **settings):
        in_features = positive_integer("Linear", "in_features", in_features)
        out_features = positive_integer("Linear", "out_features", out_features)
        init(self, in_features, out_features, **settings)

    return guarded


def checks_rows(forward):
    """For Linear.forward: x is (N, in), in the dtype of the weights."""

    @functools.wraps(forward)
    def guarded(self, x):
        weight = self.weight.data
        if type(x) is not np.ndarray or x.shape[1:] != weight.shape[1:] or x.dtype != weight.dtype or not x.size:
            raise wrong_input(self, x)
        return forward(self, x)

    return guarded


def checks_gradient(backward):
    """For Linear.backward_parameters: grad_output has the shape of the output, in the dtype of the weights."""

    @functools.wraps(backward)
    def guarded(self, grad_output):
        weight = self.weight.data
        if (
            type(grad_output) is not np.ndarray
            or grad_output.shape != (len(self.x), len(weight))
            or grad_output.dtype != weight.dtype
        ):
            raise wrong_gradient(self, grad_output)
        return backward(self, grad_output)

    return guarded


class Linear(Module):
    """y = x @ weight.T + bias      x: (N, in)   weight: (out, in)   bias: (out,)   y: (N, out)

    init fills the weight, init(weight, rng), see `nn.init`; the bias starts at zero. rng is a np.random.Generator,
    needed unless init draws nothing. dtype: np.float64, or np.float32 for speed; x must have the same.

    Raises ValueError where x is not (N, in), TypeError for another type or dtype.   Source: `torch.nn.Linear`.
    """

    @checks_sizes
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
        self.weight.accumulate(np.matmul, grad_output.T, self.x)
        self.bias.accumulate(np.sum, grad_output, axis=0)

    def __repr__(self):
        return f"Linear({self.in_features}, {self.out_features})"


def wrong_input(layer, x):
    """The error for an x that this layer cannot take."""
    in_features = layer.weight.data.shape[1]
    if type(x) is not np.ndarray or x.dtype.kind != "f" or not x.size:
        return not_a_float_array(repr(layer), x, f"(N, {in_features})")
    if x.shape[1:] != (in_features,):
        return ValueError(wrong_rows(repr(layer), x, in_features))
    dtype = layer.weight.data.dtype
    return TypeError(f"{layer!r} has {dtype} weights, got a {x.dtype} batch: x.astype(np.{dtype}) converts it.")


def wrong_gradient(layer, grad_output):
    """The error for a grad_output that does not belong to this layer's latest forward pass."""
    expected, dtype = (len(layer.x), len(layer.weight.data)), layer.weight.data.dtype
    if type(grad_output) is not np.ndarray or grad_output.dtype.kind != "f":
        return not_a_float_array(f"{layer!r}.backward", grad_output, f"the gradient of its output, {expected}")
    if grad_output.shape != expected:
        return ValueError(
            f"{layer!r}.backward takes {expected}, the shape of its latest output, got {grad_output.shape}:"
            " was the layer called on another batch in between?"
        )
    return TypeError(f"{layer!r}.backward: the weights are {dtype}, the gradient is {grad_output.dtype}.")
