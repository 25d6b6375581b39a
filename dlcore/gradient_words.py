"""Why a derived gradient differs from the measured one: the usual mistakes leave a pattern behind.

`check` measures; here the pattern is turned into a sentence. A pattern counts when it fits to one part in ten
thousand: far wider than the error of a measured slope, far narrower than chance.
"""

import numpy as np

CLOSE = 1e-4


def explain(derived, measured, judged, counts):
    """A sentence on how two gradients of one shape differ.

    judged: mask of the entries that could be judged (not on a kink).   counts: what there is how often in the
    batch, such as {"examples": 8}: a factor of 8 then has a name.
    """
    d, m = derived[judged], measured[judged]
    if not np.any(d):
        return ("The derived gradient is zero everywhere, the measured one is not: was it ever computed, and "
                "does the path from the loss lead here?")
    if _is_small(m, d):
        return ("The loss does not change with these numbers, yet the derived gradient is not zero. Does the "
                "function really use them?")
    ratio = (d @ m) / (m @ m)
    if _is_small(d - ratio * m, d):
        return factor_words(ratio, counts)
    square = derived.ndim == 2 and derived.shape[0] == derived.shape[1]
    if square and _is_small((derived.T - measured)[judged], m):
        return "It is the transpose of the measured gradient: add a .T, or swap the product's factors."
    return _some_entries(d, m)


def factor_words(ratio, counts):
    """A sentence on derived = ratio * measured."""
    flipped = ratio < 0
    size = abs(ratio)
    sign = ("The sign is flipped: a step against this gradient goes uphill (y - y_hat for y_hat - y, or a "
            "lost minus?).")
    if _same(size, 1.0):
        return sign
    reasons = list(_reasons(size, counts)) or list(_whole_reasons(size))
    words = f"Every number is {size:.4g} times the measured one"
    words += f": {'; or '.join(reasons)}." if reasons else ", a constant that was lost or added on the way."
    return f"{sign} Besides: {words[0].lower()}{words[1:]}" if flipped else words


def shape_words(name, derived, measured):
    """A sentence on a derived gradient whose shape is not the shape of what it is the gradient of."""
    words = f"The gradient of {name} has shape {measured.shape}, the derived one {derived.shape}."
    if derived.shape == measured.shape[::-1] and _is_small(derived.T - measured, measured):
        return words + " It is the transpose of the measured one: add a .T, or swap the product's factors."
    if derived.size == measured.size:
        return words + " The count is right, the arrangement is not."
    if derived.ndim == measured.ndim + 1 and derived.shape[1:] == measured.shape:
        return words + " The sum over the examples, sum(axis=0), is missing."
    return words


def _reasons(size, counts):
    if _same(size, 2.0):
        yield "added twice (zero_grad forgotten), or the 2 of a square counted twice"
    if _same(size, 0.5):
        yield "the square brings a 2 that is missing"
    for what, count in counts.items():
        if count > 1 and _same(size, count):
            yield f"there are {count} {what}, so a sum stands where the loss takes a mean"
        if count > 1 and _same(size, 1 / count):
            yield f"there are {count} {what}, divided by once too often (the loss owns 1/N)"
        if count > 2 and _same(size, count / 2):
            yield f"there are {count} {what}: both the 2 of the square and 1/{count} are missing"


def _whole_reasons(size):
    for factor in (size, 1 / size):
        if round(factor) > 1 and _same(factor, round(factor)):
            large = factor == size
            yield (f"a mean over {round(factor)} numbers was forgotten" if large
                   else f"divided by {round(factor)} once too often")


def _some_entries(d, m):
    wrong = np.abs(d - m) > CLOSE * np.maximum(np.abs(d), np.abs(m))
    none = CLOSE * np.abs(m).max()
    if wrong.any() and (np.abs(m[wrong]) <= none).all():
        return ("The derived gradient passes where the measured slope is zero: is a mask missing? (A unit "
                "whose ReLU is off passes no gradient back.)")
    if wrong.any() and not d[wrong].any():
        return ("The derived gradient is zero where the measured slope is not: a mask shuts too much, or a "
                "part of the sum is missing.")
    if 0 < wrong.sum() < len(d):
        return (f"{wrong.sum()} of {len(d)} numbers are wrong, the others are right: what is special about "
                "those (a branch of the function, an edge, a row)?")
    return ("No simple factor explains it: write the shape beside each product, then check one layer alone.")


def _same(a, b):
    return abs(a - b) <= CLOSE * abs(b)


def _is_small(difference, reference):
    return np.linalg.norm(difference) <= CLOSE * np.linalg.norm(reference)
