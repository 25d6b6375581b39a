"""What every data generator asks of its arguments, in one decorator: the bodies then hold geometry only."""

import functools
import inspect
import math
import operator

import numpy as np


def whole_number(where, name, value, least=1):
    """`value` as an int that is at least `least`, or an error that says what was expected."""
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{where}: {name} must be a whole number, got {value!r}.") from None
    if number < least:
        raise ValueError(f"{where}: {name} must be at least {least}, got {number}.")
    return number


def real_number(where, name, value, least=-math.inf):
    """`value` as a finite float that is at least `least`, or an error that says what was expected."""
    is_number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not is_number:
        raise TypeError(f"{where}: {name} must be a number, got {value!r}.")
    if not math.isfinite(value) or value < least:
        range_ = "finite" if least == -math.inf else f"finite and at least {least:g}"
        raise ValueError(f"{where}: {name} must be {range_}, got {value!r}.")
    return float(value)


def generator(where, rng):
    """`rng` if it is a NumPy Generator, or an error that shows how to make one."""
    if isinstance(rng, np.random.Generator):
        return rng
    got = "none was given" if rng is None else f"got {type(rng).__name__}"
    seed = int(rng) if isinstance(rng, (int, np.integer)) and not isinstance(rng, bool) and rng >= 0 else 0
    raise TypeError(f"{where} draws random numbers and takes them from rng, but {got}. "
                    f"Pass rng=np.random.default_rng({seed}): the same seed gives the same numbers again.")


def draws(function):
    """Check `n`, `noise` and `rng` (and `n_classes`, `turns`, `factor` where there is one) first."""
    signature = inspect.signature(function)
    where = f"{function.__name__}()"

    @functools.wraps(function)
    def checked(*args, **kwargs):
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        values = given.arguments
        values["n"] = whole_number(where, "n (how many points)", values["n"])
        values["noise"] = real_number(where, "noise (a standard deviation)", values["noise"], least=0.0)
        values["rng"] = generator(where, values["rng"])
        if "n_classes" in values:
            values["n_classes"] = whole_number(where, "n_classes", values["n_classes"])
        if "turns" in values:
            values["turns"] = real_number(where, "turns", values["turns"])
        if "factor" in values:
            values["factor"] = real_number(where, "factor", values["factor"], least=0.0)
        return function(*given.args, **given.kwargs)

    return checked
