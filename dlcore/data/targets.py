"""Labels as a network's targets."""

import numpy as np

from dlcore.errors import float_dtype, positive_integer


def one_hot(y, n_classes, dtype=np.float64):
    """One row a label, 1 in the column of its class and 0 elsewhere: labels (N,) -> targets (N, n_classes).

    Labels are whole numbers from 0 to n_classes - 1; 3.0 counts as 3. `dtype` is float64 or float32.

    Raises: ValueError for an empty or not one-dimensional y, for a label that is not whole or not below
    n_classes; TypeError for labels that are not numbers, and for a dtype that is not a float.
    """
    n_classes = positive_integer("one_hot()", "n_classes", n_classes)
    labels = _labels(y, n_classes)
    targets = np.zeros((len(labels), n_classes), dtype=float_dtype("one_hot()", dtype))
    targets[np.arange(len(labels)), labels] = 1.0
    return targets


def _labels(y, n_classes):
    try:
        labels = np.asarray(y)
    except ValueError:
        raise ValueError("one_hot(): y must be a list of labels; its rows differ in length.") from None
    if labels.ndim != 1 or labels.size == 0:
        hint = " Has it been encoded already?" if labels.ndim == 2 and labels.shape[1] == n_classes else ""
        raise ValueError(f"one_hot(): y must hold one label an example, shape (N,) with N at least 1, "
                         f"got shape {labels.shape}.{hint}")
    if labels.dtype.kind not in "iuf":
        raise TypeError(f"one_hot(): labels must be numbers 0, 1, ..., got {labels.dtype}.")
    wrong = ~((labels >= 0) & (labels < n_classes) & (labels == np.floor(labels)))     # NaN is wrong, too
    if wrong.any():
        first = int(np.argmax(wrong))
        raise ValueError(f"one_hot(): label {labels[first]} at position {first} is not a whole number from 0 "
                         f"to {n_classes - 1} ({n_classes} classes).")
    return labels.astype(np.intp)
