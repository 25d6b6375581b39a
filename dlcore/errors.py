"""Errors that teach: what was expected, what came, and the likely reason.

The checks stand here and in decorators, so that the bodies in `functional` and `nn` stay what the lessons
show. On the fast path a check is one comparison; sentences are only put together once something is wrong.
"""

import numpy as np

ASK_FOR_FLOATS = "convert it with np.asarray(x, dtype=np.float64)"


def is_float_array(value):
    """True for a non-empty NumPy array of floating-point numbers, the only thing a layer takes."""
    return type(value) is np.ndarray and value.dtype.kind == "f" and value.size > 0


def describe(value):
    """A few words that name what came: `list`, `int64 array of shape (4,)`."""
    if isinstance(value, np.ndarray):
        kind = "" if type(value) is np.ndarray else f"{type(value).__name__}, a "
        return f"{kind}{value.dtype} array of shape {value.shape}"
    return "None" if value is None else type(value).__name__


def not_a_float_array(who, value, what="an array of floats"):
    """The error for an input that is no plain, non-empty array of floats.

    who: the layer or function that complains.   what: what it expected, e.g. "(N, 5)".
    Returns a TypeError (wrong type or dtype) or a ValueError (nothing in it); the caller raises it.
    """
    got = f"{who} takes {what}, got {describe(value)}"
    if value is None:
        return TypeError(f"{got}: does the function that made it end without a return?")
    if not isinstance(value, np.ndarray):
        return TypeError(f"{got}: {ASK_FOR_FLOATS} first.")
    if value.dtype.kind in "iub":
        return TypeError(f"{got}: whole numbers have no slopes; x.astype(np.float64) converts them.")
    if value.dtype.kind == "c":
        return TypeError(f"{got}: this course works with real numbers; did you want x.real or abs(x)?")
    if value.dtype.kind != "f":
        return TypeError(f"{got}: are all rows of one length, and is there text among the numbers?")
    if value.size == 0:
        return ValueError(f"{got}: it is empty; did a slice or a mask select nothing?")
    return TypeError(f"{got}: a plain array is needed, np.asarray(x) makes one.")


def as_floats(who, value, what="an array of floats"):
    """`value` as a non-empty array of floats: lists and whole numbers are converted, the rest is explained.

    Raises TypeError for text, objects, complex numbers and ragged lists, ValueError for an empty input.
    """
    if is_float_array(value):
        return value
    if value is None or isinstance(value, (str, bytes, dict, set)) or np.ma.isMaskedArray(value):
        raise not_a_float_array(who, value, what)
    try:
        array = np.asarray(value)
    except (ValueError, TypeError) as error:
        message = f"{who} takes {what}, got {describe(value)}: NumPy cannot make an array of it ({error})"
        raise TypeError(message) from error
    array = array.astype(np.float64) if array.dtype.kind in "iub" else array
    if not is_float_array(array):
        raise not_a_float_array(who, array, what)
    return array


def positive_integer(who, name, value):
    """`value` as an int of at least 1 (True and 2.0 are refused). Raises TypeError or ValueError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{who}: {name} is a number of things, so a whole number such as 3; got {value!r}.")
    if value < 1:
        raise ValueError(f"{who}: {name} must be at least 1, got {value}.")
    return int(value)


def float_dtype(who, dtype):
    """`dtype` as a NumPy dtype if it is float64 or float32, or a TypeError."""
    try:
        if dtype is not None and np.dtype(dtype).name in ("float64", "float32"):
            return np.dtype(dtype)
    except (TypeError, ValueError):
        pass  # not a dtype at all: the same sentence
    raise TypeError(f"{who}: dtype is np.float64 or np.float32, got {dtype!r}.")


def real_number(who, name, value, low, high=np.inf, *, low_allowed=False):
    """`value` as a Python float between `low` and `high`.

    A Python float on purpose: a NumPy float64 scalar would turn float32 arrays into float64.
    Raises TypeError (no number) or ValueError (out of range, NaN or infinite).
    """
    numbers = (int, float, np.integer, np.floating)
    if isinstance(value, bool) or not isinstance(value, numbers):
        raise TypeError(f"{who}: {name} is one real number, got {describe(value)}.")
    inside = (low <= value if low_allowed else low < value) and value <= high and value < np.inf
    if not inside:
        bound = f"{'at least' if low_allowed else 'above'} {low}"
        limit = "finite" if high == np.inf else f"at most {high}"
        raise ValueError(f"{who}: {name} must be {bound} and {limit}, got {value}.")
    return float(value)


def generator(who, rng):
    """`rng` if it is a NumPy Generator; otherwise a TypeError that shows how to make one."""
    if isinstance(rng, np.random.Generator):
        return rng
    got = "none was given" if rng is None else f"got {type(rng).__name__}"
    seed = int(rng) if isinstance(rng, (int, np.integer)) and not isinstance(rng, bool) and rng >= 0 else 0
    raise TypeError(
        f"{who} draws random numbers and takes them from rng, but {got}. "
        f"Pass rng=np.random.default_rng({seed}): the same seed gives the same numbers again."
    )
