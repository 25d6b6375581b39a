"""Logic gates as data sets: the inputs of a truth table are X, its last column is y."""

import numpy as np

TRUTH = {                       # outputs for the inputs 00, 01, 10, 11
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0),
    "NOR": (1, 0, 0, 0),
    "XOR": (0, 1, 1, 0),
    "XNOR": (1, 0, 0, 1),
    "NOT": (1, 0),              # one input: 0, 1
}


def gate(name):
    """The truth table of one gate: inputs X (4, 2) in the order 00, 01, 10, 11, outputs y (4,).

    NOT has one input, so its X is (2, 1) and its y is (2,). All numbers are 0.0 or 1.0 (float64), and the
    arrays are new at each call. Capital letters do not matter.

    Raises: ValueError for a gate that is not known, with the list of those that are; TypeError when the
    name is not text.
    Source: W. McCulloch, W. Pitts, "A Logical Calculus of the Ideas Immanent in Nervous Activity" (1943).
    """
    if not isinstance(name, str):
        raise TypeError(f'gate() takes the name of a gate, such as gate("AND"), got {type(name).__name__}.')
    if name.upper() not in TRUTH:
        raise ValueError(f"gate() does not know {name!r}. It knows {', '.join(TRUTH)}.")
    y = np.array(TRUTH[name.upper()], dtype=np.float64)
    n_inputs = 1 if len(y) == 2 else 2
    X = np.array(list(np.ndindex(*[2] * n_inputs)), dtype=np.float64)
    return X, y


def gates():
    """Every gate: a dictionary from name to (X, y), in the order AND, OR, NAND, NOR, XOR, XNOR, NOT."""
    return {name: gate(name) for name in TRUTH}
