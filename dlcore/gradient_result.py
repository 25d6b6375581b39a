"""A derived gradient beside the measured one: which numbers differ, where, and what the print says."""

from dataclasses import dataclass

import numpy as np

from dlcore.gradient_words import explain, shape_words

ULP = float(np.finfo(np.float64).eps)
CLOSER = 0.01                   # the second, smaller step that tells a kink from a mistake


@dataclass(frozen=True, repr=False, eq=False)
class Entry:
    """One array of a gradient check: both gradients, the largest relative error and where, and the reason."""

    name: str
    derived: np.ndarray | None
    measured: np.ndarray
    error: float
    worst: tuple
    kinks: tuple                # indices where the slopes on the two sides differ
    words: str                  # empty when the gradient is right
    tiny: bool = False          # every number is below what rounding leaves to be measured

    def __bool__(self):
        return not self.words


class GradientCheck:
    """What a gradient check found: true when every number agrees. Printed, it explains what does not.

    entries: one Entry an array, in the order input, then parameters from first to last layer.
    passed, error (the largest relative error), explanation (sentences; empty when all is right).
    """

    def __init__(self, entries, tolerance):
        self.entries = entries
        self.tolerance = tolerance
        self.judged = sum(entry.measured.size - len(entry.kinks) for entry in entries if not entry.tiny)
        self.passed = all(entries) and self.judged > 0
        self.error = max(entry.error for entry in entries)
        self.explanation = self._explanation()

    def __bool__(self):
        return self.passed

    def __repr__(self):
        if self.passed:
            head = (f"gradient check passed: {self.judged} numbers in {_names(self.entries)}, "
                    f"every relative error below {self.tolerance:g}")
            return "\n".join([head, *self._not_judged()])
        wrong, right = ([e for e in self.entries if bool(e) is side] for side in (False, True))
        rows = [f"  {entry.name}: WRONG{_where(entry)}" for entry in wrong[-6:]]
        rows += [f"  right: {_names(right)}"] if right else []
        return "\n".join(["gradient check FAILED", *rows, self.explanation, *self._not_judged()])

    def _explanation(self):
        wrong = [entry for entry in self.entries if not entry]
        if not wrong:
            return "" if self.judged else "No number could be judged: start from other numbers."
        nearest = wrong[-1]     # the last one lies nearest to the loss, where gradients start
        if len(wrong) == 1:
            return f"{nearest.name}: {nearest.words}"
        if len(wrong) == len(self.entries) and len({entry.words for entry in wrong}) == 1:
            return f"All of them: {nearest.words} Look at the loss's own backward first."
        right = self.entries[self.entries.index(nearest) + 1:]
        after = f" Nearer to the loss all is right ({_names(right)}): suspect what lies between, too."
        return f"Start at {nearest.name}, nearest to the loss: {nearest.words}{after if right else ''}"

    def _not_judged(self):
        tiny = [entry for entry in self.entries if entry.tiny]
        too_small = [f"  not judged: {_names(tiny)}, a gradient too small to be measured"] if tiny else []
        return too_small + [
            f"  not judged: {len(entry.kinks)} of {entry.measured.size} in {entry.name} stand on a kink "
            f"(the slopes on the two sides differ), first {_index(entry.kinks[0])}"
            for entry in self.entries if entry.kinks]


def compare(name, derived, measured, closer, rounding, tolerance, counts):
    """The Entry of one array.

    closer: function of an index, gives the slopes to the left and to the right with the step CLOSER * eps.
    rounding: the error that rounding alone puts into a measured slope.   counts: see gradient_words.explain.
    """
    if derived is None:
        words = "There is no derived gradient: backward never reached it, or returned nothing."
        return Entry(name, None, measured, np.inf, (), (), words)
    derived = np.asarray(derived)
    if derived.shape != measured.shape:
        return Entry(name, derived, measured, np.inf, (), (), shape_words(name, derived, measured))
    if not np.isfinite(derived).all():
        return Entry(name, derived, measured, np.inf, (), (), "The derived gradient holds NaN or infinity.")
    error = _relative(derived, measured, rounding)
    kinks = []
    for i in map(tuple, np.argwhere(error > tolerance)):
        measured[i], is_kink = _look_closer(derived[i], measured[i], *closer(i), rounding / CLOSER)
        kinks += [tuple(int(k) for k in i)] * is_kink
    error = _relative(derived, measured, rounding)
    judged = np.ones(measured.shape, dtype=bool)
    for i in kinks:
        error[i], judged[i] = 0.0, False
    worst = _largest(np.where(error > tolerance, np.abs(derived - measured), 0.0))
    wrong = error.max() > tolerance
    words = explain(derived, measured, judged, counts) if wrong else ""
    tiny = derived.any() and not wrong and np.abs([derived, measured]).max() <= rounding
    return Entry(name, derived, measured, float(error.max()), worst, tuple(kinks), words, bool(tiny))


def slopes(f, x, i, step):
    """The slopes of f along x[i] to the left and to the right, measured. x is as before afterwards."""
    kept = x[i]
    h = step * max(1.0, abs(kept))
    here = f(x)
    x[i] = kept - h
    left = (here - f(x)) / h
    x[i] = kept + h
    right = (f(x) - here) / h
    x[i] = kept
    return left, right


def _relative(derived, measured, rounding):
    """|derived - measured| beyond the rounding, relative to the larger (or to 1e-3 of the largest)."""
    scale = np.maximum(np.maximum(np.abs(derived), np.abs(measured)), 1e-3 * np.abs(measured).max())
    beyond = np.maximum(np.abs(derived - measured) - rounding, 0.0)
    return np.divide(beyond, scale, out=np.zeros(measured.shape), where=scale > 0)


def _largest(difference):
    """Index of the largest number; of nearly equal ones the first, so that prints agree on all machines."""
    first = np.argmax(difference >= (1 - 1e-6) * difference.max())
    return tuple(int(k) for k in np.unravel_index(first, difference.shape))


def _look_closer(derived, measured, left, right, rounding):
    """(the slope to believe, whether this is a kink). Near a kink the smaller step sees one side only."""
    slope, gap = (left + right) / 2, abs(right - left)
    if gap > 10 * rounding and gap > 0.05 * abs(slope - derived):
        return measured, True
    return (slope if abs(slope - measured) > 10 * rounding else measured), False


def _names(entries):
    names = [entry.name for entry in entries]
    return ", ".join(names) if len(names) <= 6 else f"{len(names)} arrays from {names[0]} to {names[-1]}"


def _where(entry):
    if not np.isfinite(entry.error):
        return ""
    at = f" at {_index(entry.worst)}" if entry.worst else ""
    none = 1e-7 * max(np.abs(entry.derived).max(), np.abs(entry.measured).max())     # below it is noise
    derived, measured = (0.0 if abs(array[entry.worst]) < none else array[entry.worst]
                         for array in (entry.derived, entry.measured))
    return f"{at}: derived {derived:.4g}, measured {measured:.4g}"


def _index(i):
    return str(list(i))
