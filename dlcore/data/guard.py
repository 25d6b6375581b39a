"""What every data generator asks of its arguments, in one decorator: the bodies then hold geometry only."""

import functools
import inspect
import math

from dlcore.errors import generator, positive_integer, real_number

OPTIONS = {                     # what an argument of a generator must be, by its name
    "n": lambda who, value: positive_integer(who, "n (how many points)", value),
    "noise": lambda who, value: real_number(who, "noise (a deviation)", value, 0.0, low_allowed=True),
    "rng": generator,
    "n_classes": lambda who, value: positive_integer(who, "n_classes", value),
    "turns": lambda who, value: real_number(who, "turns", value, -math.inf),
    "factor": lambda who, value: real_number(who, "factor", value, 0.0, low_allowed=True),
}


def draws(function):
    """Check the arguments that OPTIONS names before the body sees them. Raises TypeError or ValueError."""
    signature = inspect.signature(function)
    who = f"{function.__name__}()"

    @functools.wraps(function)
    def checked(*args, **kwargs):
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        for name in [name for name in given.arguments if name in OPTIONS]:
            given.arguments[name] = OPTIONS[name](who, given.arguments[name])
        return function(*given.args, **given.kwargs)

    return checked
