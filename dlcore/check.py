"""Nothing by authority: slopes are measured, derived gradients compared with them, equalities executed.

A slope is measured by walking a little to either side (central differences),

    df/dx_i  =  (f(x + h e_i) - f(x - h e_i)) / (2 h)  +  O(h^2)          h = eps * max(1, |x_i|)

which takes two calls of f for each number in x: a tool to check with, far too slow to train with. It needs
float64: 16 digits leave about 9 for a slope, the 7 digits of float32 leave none.
Source: W. Press et al., Numerical Recipes, 3rd edition (2007), section 5.7.
"""

import copy
import functools

import numpy as np

from dlcore.errors import as_floats, describe, real_number
from dlcore.gradient_result import CLOSER, ULP, GradientCheck, compare, slopes

FLOAT64 = "A slope is a difference of nearly equal numbers and needs all 16 digits of float64"


def _measures(function):
    """Give the body a float64 copy of x to move about in, and an f known to return one finite number."""

    @functools.wraps(function)
    def checked(f, x, eps=1e-6):
        who = f"{function.__name__}()"
        eps = real_number(who, "eps (the step)", eps, 0.0)
        point = _point(who, x)
        grad = function(_one_number(who, f, point), point, eps)
        return float(grad) if grad.ndim == 0 else grad

    return checked


@_measures
def numerical_gradient(f, x, eps=1e-6):
    """The slope of f along each number of x, measured: an array of x's shape (a float for a single number).

    f: takes an array like x, returns one number.   x: float64 array, list or number; it is not changed.
    eps: the step, relative to numbers larger than 1.

    Raises: TypeError for float32, or when f returns no number; ValueError for an x that is empty, NaN or
    infinite, and for an f that returns an array, changes its argument or is not repeatable;
    FloatingPointError when f is NaN or infinite there.
    """
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        kept = x[i]
        h = eps * max(1.0, abs(kept))
        x[i] = kept + h
        above = f(x)
        x[i] = kept - h
        below = f(x)
        x[i] = kept
        grad[i] = (above - below) / (2 * h)
    return grad


def gradient(f, grad, x, *, tolerance=1e-6, eps=1e-6):
    """Is `grad` the gradient of f at x? Returns a GradientCheck: true or false, and printed it says why.

    f: takes an array like x, returns one number.   grad: a function of x, or the array it gave.

        check.gradient(lambda w: np.sum(w ** 2), lambda w: 2 * w, np.array([1.0, -2.0]))

    An elementwise function is checked through its sum, `lambda x: relu(x).sum()`: each output depends on one
    input only, so the gradient of the sum holds every derivative. A derived number is right when it is within
    `tolerance`, relative to the larger of the two, plus the rounding error of the measurement.

    Raises what numerical_gradient raises, and TypeError when grad gives no numbers.
    """
    tolerance, eps = _settings("gradient()", tolerance, eps)
    point = _point("gradient()", x)
    f = _one_number("gradient()", f, point)
    derived = as_floats("gradient()", grad(point.copy()) if callable(grad) else grad, "a derived gradient")
    return GradientCheck((_entry("x", derived, f, point, eps, tolerance, {}),), tolerance)


def gradient_check(model, criterion, X, y, *, tolerance=1e-6, eps=1e-6):
    """Does model.backward compute the gradient of criterion(model(X), y)? For every parameter, and for X.

    Works on a copy: parameters, gradients and what the layers remember stay as they are. Takes two forward
    passes for each number, so give it a small model and a few rows. Weights should be random: with all of
    them at zero every ReLU stands on its kink, where no slope exists. Kinks are named, not blamed.

    Returns a GradientCheck. Raises TypeError for a model or an X in float32 or without backward; ValueError
    when there are no parameters or two calls give two losses (dropout?); FloatingPointError for a NaN loss.
    """
    who = "gradient_check()"
    tolerance, eps = _settings(who, tolerance, eps)
    model, criterion, parameters = _private_copy(who, model, criterion)
    X, y = _point(who, X), np.array(y)
    loss = _one_number(who, lambda _: criterion(model(X), y), X)
    outputs = np.asarray(model(X))
    model.zero_grad()
    loss(X)
    grad_X = model.backward(criterion.backward())
    derived = {name: copy.copy(parameter.grad) for name, parameter in parameters.items()}
    counts = {"examples": len(X) if X.ndim > 1 else 1, "outputs in all": outputs.size}
    places = {name: parameter.data for name, parameter in parameters.items()} | {"input": X}
    entries = tuple(_entry(name, grad, loss, places[name], eps, tolerance, counts)
                    for name, grad in ({"input": grad_X} | derived).items())
    return GradientCheck(entries, tolerance)


def equal(a, b, what="the two", *, rtol=None, atol=None):
    """Are a and b the same numbers? Prints one line if they are, else raises an AssertionError that teaches.

        check.equal(by_loop, W @ x + b, what="the loop and the matrix product")
        equal: the loop and the matrix product (3 numbers)

    Equal means: the same shape (nothing is broadcast), the same precision, and for every pair
    |a - b| <= atol + rtol * max(|a|, |b|). float64: rtol 1e-9, atol 1e-12, room for sums taken in another
    order; float32: rtol 1e-5, atol 1e-6. Whole numbers and Booleans compare with floats by value. Infinities
    of one sign are equal; NaN equals nothing.

    Raises: AssertionError for another shape, precision or value (the first difference is named);
    TypeError for what is not numbers; ValueError for empty arrays, which are equal to anything.
    """
    a, b = _numbers("the first", a), _numbers("the second", b)
    if not isinstance(what, str):
        raise TypeError(f"equal(): what names the two things in words, got {describe(what)}.")
    single = any(array.dtype.kind == "f" and array.dtype.itemsize < 8 for array in (a, b))
    usual = (1e-5, 1e-6) if single else (1e-9, 1e-12)
    rtol, atol = (usual if given is None else real_number("equal()", name, given, 0.0, low_allowed=True)
                  for name, given, usual in zip(("rtol", "atol"), (rtol, atol), usual))
    difference = _form_difference(a, b) or _value_difference(a, b, rtol, atol)
    if difference:
        raise AssertionError(f"not equal: {what}. {difference}")
    print(f"equal: {what} ({a.size} number{'s' if a.size > 1 else ''})")


def _form_difference(a, b):
    """A sentence about shapes or types that differ, or nothing."""
    if a.shape != b.shape:
        words = f"The shapes are {a.shape} and {b.shape}"
        if a.shape == b.shape[::-1]:
            return f"{words}: one is the other's transpose. Rows here, columns there?"
        if a.size == b.size:
            return f"{words}: the same count in another arrangement. Is a reshape or a [:, None] missing?"
        return f"{words}."
    if a.dtype.kind == b.dtype.kind == "f" and a.dtype != b.dtype:
        return (f"The types are {a.dtype} and {b.dtype}: float32 keeps 7 digits, float64 keeps 16. "
                "Compute both in one of them.")
    return ""


def _value_difference(a, b, rtol, atol):
    """A sentence about the first pair that differs, or nothing."""
    a, b = a.astype(np.result_type(a, np.float64)), b.astype(np.result_type(b, np.float64))
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(a - b) <= atol + rtol * np.maximum(np.abs(a), np.abs(b))
    wrong = ~np.where(np.isfinite(a) & np.isfinite(b), near, a == b)
    if not wrong.any():
        return ""
    i = tuple(int(k) for k in np.argwhere(wrong)[0])
    at = f" at {list(i)}" if i else ""
    words = f"{int(wrong.sum())} of {a.size} differ, the first{at}: {a[i]:.10g} and {b[i]:.10g}"
    if np.isnan(a[i]) or np.isnan(b[i]):
        return f"{words}. NaN equals nothing, not even itself: find out where it arose."
    return f"{words} (allowed: rtol {rtol:g}, atol {atol:g})."


def _numbers(which, value):
    try:
        array = np.asarray(value)
    except ValueError:
        raise TypeError(f"equal(): {which} is a list whose rows differ in length, not an array.") from None
    if array.dtype.kind not in "biuf" or np.ma.isMaskedArray(value):
        raise TypeError(f"equal() compares real numbers; {which} is a {describe(value)}.")
    if array.size == 0:
        raise ValueError(f"equal(): {which} is empty (shape {array.shape}), and nothing equals anything.")
    return array


def _entry(name, derived, f, x, eps, tolerance, counts):
    """Measure f's gradient at x, moving about in x itself, and compare the derived one with it."""
    measured = numerical_gradient.__wrapped__(f, x, eps)
    rounding = 16 * ULP * abs(f(x)) / eps
    closer = functools.partial(slopes, f, x, step=CLOSER * eps)
    return compare(name, derived, measured, closer, rounding, tolerance, counts)


def _settings(who, tolerance, eps):
    return real_number(who, "tolerance", tolerance, 0.0), real_number(who, "eps (the step)", eps, 0.0)


def _point(who, x):
    """A float64 copy of x that may be moved about in."""
    array = as_floats(who, x, "an array of float64")
    if array.dtype.itemsize < 8:
        raise TypeError(f"{who}: x is {array.dtype}. {FLOAT64}: x.astype(np.float64), and a model built with "
                        "dtype=np.float64.")
    if not np.isfinite(array).all():
        i = [int(k) for k in np.argwhere(~np.isfinite(array))[0]]
        raise ValueError(f"{who}: x{i or ''} is {array[tuple(i)]}: no slope can be measured there.")
    return np.array(array, dtype=np.float64)


def _one_number(who, f, point):
    """f, made sure of at every call: one finite number comes back and x is left alone."""
    if not callable(f):
        raise TypeError(f"{who}: f must be a function of x, got {describe(f)}.")

    def checked(x):
        before = x.copy()
        value = f(x)
        if not np.array_equal(x, before):
            raise ValueError(f"{who}: the function changed the array it was given (by +=, or x[...] = ...). "
                             "Let it make a new one.")
        return _finite_number(who, value)

    if checked(point) != checked(point):
        raise ValueError(f"{who}: two calls with the same x gave two numbers. Is something drawn at random, "
                         "or remembered, in there?")
    return checked


def _finite_number(who, value):
    array = np.asarray(value)
    if array.ndim:
        advice = ".item() takes the one number out" if array.size == 1 else (
            "take its mean or sum; an elementwise function is checked by its sum, lambda x: f(x).sum()")
        raise ValueError(f"{who}: the function must return one number, not shape {array.shape}: {advice}.")
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{who}: the function must return one real number, it returned {describe(value)}.")
    if array.dtype.kind == "f" and array.dtype.itemsize < 8:
        raise TypeError(f"{who}: the function returned {array.dtype}. {FLOAT64}.")
    if not np.isfinite(array):
        raise FloatingPointError(f"{who}: the function is {array} at x or one small step away: an overflow, "
                                 "log(0) or 0/0?")
    return float(array)


def _private_copy(who, model, criterion):
    """Copies of both that share nothing with the originals, once they are known to have what is needed."""
    for thing, names in ((model, ("named_parameters", "zero_grad", "backward")), (criterion, ("backward",))):
        missing = [name for name in names if not hasattr(thing, name)]
        if missing or not callable(thing):
            raise TypeError(f"{who} takes a model and a criterion as in dlcore.nn; {describe(thing)} has no "
                            f"{' and no '.join(missing) or '__call__'}.")
    model, criterion = copy.deepcopy((model, criterion))
    parameters = dict(model.named_parameters())
    if not parameters:
        raise ValueError(f"{who}: the model has no parameters, so there is nothing to check. For a function "
                         "of an array use check.gradient(f, grad, x).")
    for name, parameter in parameters.items():
        if parameter.data.dtype != np.float64:
            raise TypeError(f"{who}: {name} is {parameter.data.dtype}. {FLOAT64}: build the model with "
                            "dtype=np.float64 for the check.")
    return model, criterion, parameters
