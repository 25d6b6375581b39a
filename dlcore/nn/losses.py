"""Losses: how wrong a prediction is, as one number."""

import math

import numpy as np

from dlcore.errors import is_float_array, not_a_float_array
from dlcore.guards import finite_loss, same_shape
from dlcore.nn.module import Module


class Loss(Module):
    """A module with two inputs: loss = criterion(input, target), then criterion.backward() is dL/d(input).

    Raises TypeError for anything but two arrays of floats of one dtype, ValueError for unequal shapes or an
    empty batch, and FloatingPointError where the loss is NaN or infinite, naming what is not finite.
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
            explain_pair(repr(self), input, target)
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


def explain_pair(who, input, target):
    """Raise the error for a prediction and a target that cannot be compared."""
    for name, value in [("prediction", input), ("target", target)]:
        if not is_float_array(value):
            raise not_a_float_array(who, value, f"the {name} as an array of floats")
    same_shape(who, "input", input, "target", target)
    to = f"y.astype(np.{input.dtype}) converts it"
    raise TypeError(f"{who}: the input is {input.dtype}, the target is {target.dtype}; {to}.")
