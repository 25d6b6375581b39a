"""The floor of dlcore's style: the NumPy calls of its step in one loop, without classes and without checks.

What dlcore takes on top of this is its own. What this takes on top of the bare products are the sums,
comparisons and differences of NumPy, called as the layers call them: fresh outputs, each gradient written
into its place, all parameters side by side, and all gradients. A layer keeps its input until the next step,
and so does this: what is given back to the system comes back page by page, a sixth of a large step.
"""

import numpy as np

from dlcore.train import batches


class BareLoop:
    def __init__(self, workload, dtype):
        self.lr, self.batch = workload.lr, workload.batch
        weights = workload.weights(dtype)
        self.numbers, self.layers = side_by_side(weights)
        self.gradients, self.grads = side_by_side(weights)
        self.scratch = np.empty_like(self.numbers)
        self.inputs = [None] * len(self.layers)

    def data(self, X, y):
        return X, y

    def step(self, X, y):
        x = X
        for i, (weight, bias) in enumerate(self.layers):
            if i:
                x = np.maximum(x, np.zeros(x.shape, x.dtype))
            self.inputs[i] = x
            x = x @ weight.T
            x += bias
        error = x - y
        loss = np.vdot(error, error) / error.size
        grad = error * (2.0 / error.size)
        for i in reversed(range(len(self.layers))):
            grad_weight, grad_bias = self.grads[i]
            np.dot(grad.T, self.inputs[i], out=grad_weight)
            grad.sum(axis=0, out=grad_bias)
            if i:
                weight, _ = self.layers[i]
                grad = grad @ weight
                grad = grad * (self.inputs[i] > 0)
        np.multiply(self.gradients, self.lr, out=self.scratch)
        self.numbers -= self.scratch
        return loss

    def fit(self, X, y, n_epochs):
        rng = np.random.default_rng(0)
        for _ in range(n_epochs):
            for X_batch, y_batch in batches(X, y, self.batch, rng):
                self.step(X_batch, y_batch)


def side_by_side(layers):
    """One long array with the numbers of all layers, and views of it, shaped as they were."""
    flat = np.concatenate([array.ravel() for pair in layers for array in pair])
    views, start = [], 0
    for pair in layers:
        views.append([])
        for array in pair:
            views[-1].append(flat[start : start + array.size].reshape(array.shape))
            start += array.size
    return flat, views
