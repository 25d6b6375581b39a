"""Compare a learner's value with the expected one, and say in a sentence how they differ.

Rules:
- Numbers are equal within `rtol` relative to the expected one, plus `rtol / 1000` absolute (1e-6 and 1e-9).
- nan equals nan, inf equals inf of the same sign. int and float are both numbers; so is an array of shape ().
- True and False are not numbers: NumPy refuses `True - True` in arrays, so a mix-up is worth a sentence.
- A tuple may be answered by a list of the same length and the other way round, but not by an array, whose
  operators differ.
- Strings and bools are equal exactly; everything else by its own `==`.
"""

import numbers

import numpy as np

from .show import article, show

RTOL = 1e-6
DOTS = "The three dots stand for your code."


def difference(expected, got, rtol=RTOL):
    """None if equal, or else a sentence about the first difference. Never raises, whatever `got` does."""
    try:
        return first_difference(expected, got, rtol)
    except Exception:
        return f"It returned {article(type(got).__name__)}, which cannot be compared with {show(expected)}."


def same(expected, got, rtol=RTOL):
    """Whether the two are equal by the rules above."""
    return difference(expected, got, rtol) is None


def first_difference(expected, got, rtol):
    wanted, found = family(expected), family(got)
    if wanted != found:
        return family_sentence(wanted, found, expected, got)
    if wanted in ("array", "array of bools", "array of strings"):
        return array_difference(np.asarray(expected), np.asarray(got), rtol)
    if wanted == "sequence":
        return sequence_difference(expected, got, rtol)
    if wanted == "number":
        equal = close(as_number(expected), as_number(got), rtol)
    else:
        equal = bool(expected == got)
    return None if equal else expected_got(expected, got)


def family(value):
    """The family a value belongs to: values of one family can be compared entry by entry."""
    if value is None:
        return "None"
    if value is Ellipsis:
        return "..."
    if isinstance(value, (bool, np.bool_)):
        return "bool"
    if isinstance(value, str):
        return "string"
    if isinstance(value, (list, tuple)):
        return "sequence"
    if isinstance(value, (np.ndarray, np.generic)):
        return array_family(np.asarray(value))
    return "number" if isinstance(value, numbers.Complex) else type(value).__name__


def array_family(array):
    name = {"b": "bool", "i": "number", "u": "number", "f": "number", "c": "number",
            "U": "string", "S": "string"}.get(array.dtype.kind)
    if name is None:
        return "array of objects"
    if array.ndim == 0:
        return name
    return "array" if name == "number" else f"array of {name}s"


def family_sentence(wanted, found, expected, got):
    """Why the kind of the value is wrong, with the likely reason."""
    want = f"expected {describe(wanted, expected)}"
    if found == "None":
        return f"It returned None, {want}. Is a `return` missing?"
    if found == "...":
        return f"It returned ..., {want}. {DOTS}"
    if found in ("bool", "array of bools") and wanted in ("number", "array"):
        return f"It returned True or False, {want}: turn them into 1.0 and 0.0."
    if found == "sequence" and wanted.startswith("array"):
        return f"It returned {article(type(got).__name__)}, {want}: np.array(...) makes one."
    if found == "array" and wanted == "number":
        return f"It returned an array of shape {np.shape(got)}, {want}."
    if found == "number" and wanted == "array":
        return f"It returned the number {show(got)}, {want}."
    if found == "array of objects":
        return f"It returned an array of Python objects, {want}. Are its rows of unequal length?"
    return f"It returned {describe(found, got)}, {want}."


def describe(name, value):
    if name in ("array", "array of bools", "array of strings"):
        return f"an {name} of shape {np.shape(value)}"
    if name == "sequence":
        return f"{article(type(value).__name__)} of {how_many(value)}"
    return {"bool": "True or False", "number": "a number", "string": "a string", "None": "None"}.get(
        name, article(name))


def how_many(values):
    return f"{len(values)} value{'' if len(values) == 1 else 's'}"


def array_difference(expected, got, rtol):
    if expected.shape != got.shape:
        return shape_sentence(expected.shape, got.shape)
    if expected.dtype.kind in "bUS":
        unequal = expected != got
    else:
        unequal = ~close(expected, got, rtol)
    if not unequal.any():
        return None
    where = tuple(int(i) for i in np.argwhere(unequal)[0])
    place = f"[{', '.join(map(str, where))}]"
    count = f" ({unequal.sum()} of {expected.size} entries differ)" if expected.size > 1 else ""
    return f"At {place}: {lower(expected_got(expected[where], got[where]))[:-1]}{count}."


def shape_sentence(expected, got):
    reason = ""
    if len(expected) > 1 and got == expected[::-1]:
        reason = " It is turned on its side: look for a transpose."
    elif expected in (got[1:], got[:-1]) and 1 in (got[0], got[-1]):
        reason = " There is one dimension too many."
    return f"The shape is {got}, expected {expected}.{reason}"


def sequence_difference(expected, got, rtol):
    if len(expected) != len(got):
        return f"It returned {how_many(got)}, expected {len(expected)}."
    for i, (want, have) in enumerate(zip(expected, got)):
        sentence = difference(want, have, rtol)
        if sentence:
            return f"In value {i + 1} of {len(expected)}: {lower(sentence)}"
    return None


def close(expected, got, rtol):
    with np.errstate(all="ignore"):
        return np.isclose(got, expected, rtol=rtol, atol=rtol / 1000, equal_nan=True)


def as_number(value):
    if isinstance(value, (np.ndarray, np.generic)):
        return value
    return float(value) if isinstance(value, numbers.Real) else complex(value)


def expected_got(expected, got):
    """The two values with as many digits as it takes to tell them apart."""
    for digits in (4, 8, 17):
        want, have = show(expected, digits), show(got, digits)
        if want != have:
            break
    return f"Expected {want}, got {have}."


def lower(sentence):
    return sentence[:1].lower() + sentence[1:]
