"""Decorators that check what a function is given, and leave its body to say what it computes.

Each asks the cheap question first (is this a plain array of floats, of the right shape?) and calls the
function; everything that takes time happens only after the answer was no.
"""

import functools
import math

import numpy as np
from numpy import ndarray  # one look-up less in each check

from dlcore.errors import as_floats, real_number


def activation(function=None, **ranges):
    """For y = f(x): x becomes an array of floats; `name=(low, high)` bounds a setting."""
    if function is None:
        return lambda function: activation(function, **ranges)
    who, check_settings = function.__name__, settings_checker(function, ranges)

    @functools.wraps(function)
    def guarded(x):
        if type(x) is not ndarray or x.dtype.kind != "f" or not x.size:
            x = as_floats(who, x)
        return function(x)

    @functools.wraps(function)
    def guarded_with_settings(x, *args, **kwargs):
        args, kwargs = check_settings(args, kwargs)
        return function(as_floats(who, x), *args, **kwargs)

    return guarded_with_settings if ranges else guarded


def activation_backward(function=None, **ranges):
    """For dL/dx = f(grad_output, y): both become arrays of floats, and their shapes must be equal."""
    if function is None:
        return lambda function: activation_backward(function, **ranges)
    who, check_settings = function.__name__, settings_checker(function, ranges)

    @functools.wraps(function)
    def guarded(grad_output, y):
        if (
            type(grad_output) is not ndarray
            or type(y) is not ndarray
            or grad_output.dtype is not y.dtype
            or grad_output.shape != y.shape
            or y.dtype.kind != "f"
            or not y.size
        ):
            grad_output, y = gradient_and_output(who, grad_output, y)
        return function(grad_output, y)

    @functools.wraps(function)
    def guarded_with_settings(grad_output, y, *args, **kwargs):
        args, kwargs = check_settings(args, kwargs)
        return function(*gradient_and_output(who, grad_output, y), *args, **kwargs)

    return guarded_with_settings if ranges else guarded


def gradient_and_output(who, grad_output, y):
    """Both as arrays of floats of one shape."""
    grad_output, y = as_floats(who, grad_output, "grad_output"), as_floats(who, y, "the output y")
    same_shape(who, "grad_output", grad_output, "the output y", y)
    return grad_output, y


def settings_checker(function, ranges):
    """A function (args, kwargs) -> (args, kwargs) that makes settings Python floats, low < value <= high."""
    who = function.__name__
    names = ranges.keys()

    def check(args, kwargs):
        given = zip(names, args)
        floats = [real_number(who, name, value, *ranges[name]) for name, value in given]
        known = names & kwargs.keys()
        named = {name: real_number(who, name, kwargs[name], *ranges[name]) for name in known}
        return floats + list(args[len(names) :]), kwargs | named  # Python itself complains of the rest

    return check


def same_shape(who, name, value, other_name, other):
    """Raise a ValueError unless both arrays have one shape: NumPy would stretch (5, 1) and (5,) to (5, 5)."""
    if value.shape != other.shape:
        reason = "they must be equal"
        if {value.shape, other.shape} == {(value.size,), (value.size, 1)}:
            reason = "one is flat, one is a column: y.reshape(-1, 1) makes a column"
        shapes = f"{name} has shape {value.shape}, {other_name} has shape {other.shape}"
        raise ValueError(f"{who}: {shapes}; {reason}.")


def finite_loss(who, value, input, target):
    """Raise a FloatingPointError that names what is not finite, unless the loss `value` is finite."""
    if math.isfinite(value):
        return
    for name, array in [("target", target), ("input (the prediction)", input)]:
        bad = np.argwhere(~np.isfinite(array))
        if len(bad):
            first = tuple(bad[0].tolist())
            raise FloatingPointError(
                f"{who} is {value}: {len(bad)} of {array.size} numbers in the {name} are not finite, first"
                f" {array[first]} at {first}."
            )
    raise FloatingPointError(
        f"{who} is {value}: all numbers are finite, but prediction and target lie so far apart that the loss"
        f" overflows {input.dtype}; is the learning rate too large?"
    )


def loss(function):
    """For L = f(input, target): arrays of floats of equal shapes, and a finite L."""
    who = function.__name__

    @functools.wraps(function)
    def guarded(input, target):
        input, target = pair(who, input, target)
        with np.errstate(over="ignore", invalid="ignore"):
            value = function(input, target)
        finite_loss(who, value, input, target)
        return value

    return guarded


def loss_backward(function):
    """For dL/d(input) = f(input, target): arrays of floats of equal shapes."""
    who = function.__name__

    @functools.wraps(function)
    def guarded(input, target):
        return function(*pair(who, input, target))

    return guarded


def pair(who, input, target):
    """Prediction and target as arrays of floats of equal shapes."""
    input = as_floats(who, input, "the prediction as an array of floats")
    target = as_floats(who, target, "the target as an array of floats")
    same_shape(who, "input", input, "target", target)
    return input, target


def rows(function):
    """For y = linear(x, weight, bias): shapes (N, in) or (in,), (out, in), (out,)."""

    @functools.wraps(function)
    def guarded(x, weight, bias):
        x, weight = as_floats("linear", x, "x of shape (N, in)"), weight_matrix("linear", weight)
        bias = as_floats("linear", bias, "bias of shape (out,)")
        if x.ndim not in (1, 2) or x.shape[-1] != weight.shape[1]:
            raise ValueError(wrong_rows(f"linear with weight {weight.shape}", x, weight.shape[1]))
        if bias.shape != weight.shape[:1]:
            expected = weight.shape[:1]
            raise ValueError(f"linear: weight {weight.shape} needs bias {expected}, got {bias.shape}.")
        return function(x, weight, bias)

    return guarded


def rows_backward(function):
    """For linear_backward(grad_output, x, weight): shapes (N, out), (N, in), (out, in)."""
    who = function.__name__

    @functools.wraps(function)
    def guarded(grad_output, x, weight):
        grad_output = as_floats(who, grad_output, "grad_output of shape (N, out)")
        x = as_floats(who, x, "x of shape (N, in)")
        weight = weight_matrix(who, weight)
        if x.ndim != 2 or x.shape[1] != weight.shape[1]:
            raise ValueError(wrong_rows(f"{who} with weight {weight.shape}", x, weight.shape[1]))
        if grad_output.shape != (len(x), len(weight)):
            expected = (len(x), len(weight))
            got = grad_output.shape
            raise ValueError(f"{who}: grad_output has the shape of the output, {expected}, got {got}.")
        return function(grad_output, x, weight)

    return guarded


def weight_matrix(who, weight):
    """`weight` as a matrix of floats (out, in), or a ValueError."""
    weight = as_floats(who, weight, "weight of shape (out, in)")
    if weight.ndim != 2:
        raise ValueError(f"{who}: weight is a matrix (out, in), one row a neuron; got shape {weight.shape}.")
    return weight


def wrong_rows(who, x, in_features):
    """The sentence for a batch whose rows have the wrong length, with the likely reason."""
    if x.ndim == 2 and x.shape[0] == in_features:
        reason = "are your examples in columns?"
    elif x.shape == (in_features,):
        reason = "a single example is a batch of one, x[None, :]."
    elif x.ndim > 2 and math.prod(x.shape[1:]) == in_features:
        reason = "flatten each example first, x.reshape(len(x), -1)."
    else:
        reason = f"each row is one example with {in_features} numbers."
    return f"{who} takes (N, {in_features}), got {x.shape}: {reason}"
