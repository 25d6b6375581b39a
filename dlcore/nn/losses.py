"""Losses: how wrong a prediction is, as one number."""

import math

import numpy as np

from dlcore.errors import as_floats, not_a_float_array
from dlcore.guards import finite_loss, same_shape
from dlcore.nn.module import Module


class Loss(Module):
    """A module with two inputs: loss = criterion(input, target), then criterion.backward() is dL/d(input).

    Raises TypeError for anything but two arrays of floats of one dtype, ValueError for unequal shapes or an empty
    batch, and FloatingPointError where the loss is NaN or infinite, naming what is not finite.
    """

    def __call__(self, input, target):
        if (
            type(input) is not np.ndarray
            or type(target) is not np.ndarray
            or input.shape != target.shape
            or input.dtype != target.dtype
            or input.dtype.kind != "f"
            or not input.size
        ):
            raise wrong_pair(repr(self), input, target)
        loss = self.forward(input, target)
        if not math.isfinite(loss):
            finite_loss(repr(self), loss, input, target)
        return loss


class MSELoss(Loss):
    """L = mean((input - target)**2) over all elements      input, target: equal shapes, L: one number

    The loss owns the division by the number of elements; no layer divides.   Source: `torch.nn.MSELoss`.
    """

    def forward(self, input, target):
        self.error = input - target
        return np.vdot(self.error, self.error) / self.error.size

    def backward(self):
        return self.error * (2.0 / self.error.size)


def wrong_pair(who, input, target):
    """The error for a prediction and a target that cannot be compared."""
    for name, value in [("prediction", input), ("target", target)]:
        if type(value) is not np.ndarray or value.dtype.kind != "f" or not value.size:
            return not_a_float_array(who, value, f"a {name} as an array of floats")
    try:
        same_shape(who, "input", as_floats(who, input), "target", as_floats(who, target))
    except ValueError as error:
        return error
    return TypeError(f"{who}: input is {input.dtype}, target is {target.dtype}; y.astype(np.{input.dtype}) converts.")
