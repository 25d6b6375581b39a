"""Parameter: an array that learns, with its gradient."""

import operator

import numpy as np

from dlcore.errors import as_floats


class Parameter:
    """Numbers that training changes, and the slope of the loss for each of them.

    data: array of floats, any shape. The parameter owns this memory: what is assigned to `data` is copied.
    grad: dL/d(data), the shape of data; None before the first backward and after zero_grad, as in PyTorch.
        From step to step the gradient lives in the same memory: take `grad.copy()` to keep one.

    Raises TypeError or ValueError where data is no non-empty array of floats.
    Source: `torch.nn.Parameter`.
    """

    def __init__(self, data):
        self._data = self._storage = self.grad = None
        self.data = data

    def _set_data(self, value):
        if value is not self._data:
            value = as_floats("Parameter", value)
            # NumPy's own dtype object, because checks compare by "is"; row by row, as gradients are written.
            self._data = value.astype(value.dtype.type, order="C")
            self._storage = None  # it may have another shape or dtype now

    data = property(operator.attrgetter("_data"), _set_data)

    def accumulate(self, function, *args, **kwargs):
        """Add function(*args, **kwargs) to the gradient.

        The first time after zero_grad the function writes straight into the gradient's memory (`out=`).
        """
        if self.grad is None:
            if self._storage is None:
                self._storage = np.empty_like(self._data)
            kwargs["out"] = self._storage
            self.grad = function(*args, **kwargs)
        else:
            self.grad += function(*args, **kwargs)

    def move(self, data, grad):
        """Live in other memory of equal shape and dtype: an optimizer lays its parameters side by side."""
        data[...] = self._data
        if self.grad is not None:
            grad[...] = self.grad
            self.grad = grad
        self._data, self._storage = data, grad

    def __repr__(self):
        return f"Parameter(shape={self._data.shape}, dtype={self._data.dtype})"
