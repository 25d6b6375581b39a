"""What training checks before it starts, and what it says when the numbers run away."""

import numpy as np

from dlcore.errors import as_floats, describe


class TrainingError(ArithmeticError):
    """A loss or a parameter became NaN or infinite. `history` holds what was recorded until then."""

    def __init__(self, message, history):
        super().__init__(message)
        self.history = history


def check_parts(model, criterion, optimizer):
    """Raise a TypeError for a part that lacks what the loop calls, a ValueError for parts of two models."""
    for role, part, names in (("model", model, ("__call__", "backward_parameters", "parameters")),
                              ("criterion", criterion, ("__call__", "backward")),
                              ("optimizer", optimizer, ("zero_grad", "step"))):
        missing = [name for name in names if not hasattr(part, name)]
        if missing or isinstance(part, type):
            lack = f"has no {missing[0]}" if missing else "is a class: are the brackets missing?"
            raise TypeError(f"fit(): the {role} is {describe(part)}, which {lack}. The order is "
                            "fit(model, criterion, optimizer, X, y, n_epochs=...).")
    groups = getattr(optimizer, "param_groups", [])
    moved = {id(parameter) for group in groups for parameter in group["params"]}
    own = {id(parameter) for parameter in model.parameters()}
    if moved and own and not moved & own:
        raise ValueError("fit(): the optimizer moves no parameter of this model. Was the model built anew "
                         "after the optimizer? Make the optimizer from model.parameters() again.")


def check_rows(who, X, y, finite=False):
    """X and y as arrays with one row an example; X as floats. Raises TypeError or ValueError."""
    X, y = as_floats(who, X, "X with one row an example"), _numbers(who, y)
    if X.ndim == 0 or y.ndim == 0:
        raise ValueError(f"{who}: X and y hold one row an example, got shapes {X.shape} and {y.shape}.")
    if len(X) != len(y):
        columns = X.ndim == 2 and X.shape[1] == len(y)
        hint = " Are your examples in columns? Then pass X.T." if columns else " Each row needs its target."
        raise ValueError(f"{who}: X has {len(X)} rows and y has {len(y)}.{hint}")
    for name, array in (("X", X), ("y", y)) if finite else ():
        if not np.isfinite(array).all():
            i = tuple(int(k) for k in np.argwhere(~np.isfinite(array))[0])
            raise ValueError(f"{who}: {name}{list(i)} is {array[i]}: a missing value? It spoils all weights.")
    return X, y


def check_test_rows(X_test, y_test):
    """(X_test, y_test) as arrays, or nothing when neither is given. Raises TypeError or ValueError."""
    if X_test is None and y_test is None:
        return None
    if X_test is None or y_test is None:
        raise ValueError("fit(): X_test and y_test come together, one of them is missing.")
    return check_rows("fit() on the test data", X_test, y_test, finite=True)


def what_went_wrong(model, X, history, reason):
    """Sentences: when the numbers stopped being finite, which layer is the first, what probably happened."""
    when = f"in epoch {len(history) + 1}, step {history.n_steps + 1}"
    if history.between_epochs:
        when = f"after epoch {len(history)}"
    what = str(reason) if str(reason).endswith((".", "?")) else f"{reason}."
    recent = ", ".join(f"{loss:.3g}" for loss in history.recent)
    losses = list(history.recent)
    grows = len(losses) > 1 and losses[-1] > losses[0]
    if grows:
        advice = "The losses grew before: try a smaller learning rate."
    elif "learning rate" in what:
        advice = ""  # the reason has given it
    else:
        advice = "Try a smaller learning rate, and look at the size of X and of the first weights."
    before = f" The losses just before: {recent}." if recent else ""
    return f"Training stopped {when}: {what}{first_bad(model, X)}{before} {advice}".rstrip()


def first_bad(model, X):
    """A sentence that names the first parameter or the first layer that is not finite, or nothing."""
    for name, parameter in getattr(model, "named_parameters", dict)():
        if not np.isfinite(parameter.data).all():
            return f" The parameter {name} is not finite, an earlier step made it so."
    children = list(model.named_children()) if hasattr(model, "__iter__") else []
    for name, layer in children:            # only where the layers are known to run in this order
        with np.errstate(all="ignore"):
            X = layer(X)
        if not np.isfinite(X).all():
            return f" Layer {name}, {layer!r}, is the first whose output is not finite."
    return ""


def _numbers(who, y):
    """y as a non-empty array of numbers. Whole numbers stay what they are: they may be class labels."""
    if isinstance(y, np.ndarray) and y.dtype.kind in "iu" and y.size and not np.ma.isMaskedArray(y):
        return y
    return as_floats(who, y, "y with one row an example")
