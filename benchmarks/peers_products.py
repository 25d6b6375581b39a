"""The limit: the step's matrix products and nothing else, into arrays that are already there."""

import numpy as np


class Products:
    def __init__(self, workload, dtype):
        self.batch = workload.batch
        self.jobs = list(products(workload, dtype))

    def data(self, X, y):
        return X, y

    def step(self, X, y):
        """Forward x @ weight.T, backward grad.T @ x, and grad @ weight for every layer but the first."""
        for a, b, out in self.jobs:
            np.matmul(a, b, out=out)
        return float("nan")

    def fit(self, X, y, n_epochs):
        for _ in range(n_epochs * -(-len(X) // self.batch)):
            self.step(X, y)


def products(workload, dtype):
    """(a, b, out) of each product of a step, in the layouts the layers use."""
    weights = [weight for weight, _ in workload.weights(dtype)]
    rows = [np.ones((workload.batch, size), dtype) for size in workload.sizes]
    for x, weight, y in zip(rows, weights, rows[1:]):
        yield x, weight.T, np.empty_like(y)
    for i in reversed(range(len(weights))):
        x, weight, grad = rows[i], weights[i], rows[i + 1]
        yield grad.T, x, np.empty_like(weight)
        if i:
            yield grad, weight, np.empty_like(x)
