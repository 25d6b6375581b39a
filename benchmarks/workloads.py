"""What is measured: five networks, their batches and first weights, the same numbers for every library."""

from typing import NamedTuple

import numpy as np

DTYPES = ("float32", "float64")
PARITY_STEPS = 50
FIT_EPOCHS = 10


class Workload(NamedTuple):
    """A network of Linear layers with ReLU between them, mean squared error, plain SGD."""

    name: str
    sizes: tuple[int, ...]
    batch: int
    lr: float
    # dlcore's time at most this many times PyTorch's, and that of its own matrix products (float32, one
    # thread); None where no mark was set.
    mark_torch: float | None = None
    mark_products: float | None = None

    def weights(self, dtype):
        """[(weight (out, in), bias (out,)), ...]: He's normal numbers and zeros, new arrays at each call."""
        rng = np.random.default_rng(0)
        return [
            (rng.normal(0, np.sqrt(2 / n), (m, n)).astype(dtype), np.zeros(m, dtype))
            for n, m in zip(self.sizes, self.sizes[1:])
        ]

    def data(self, dtype):
        """X (batch, in) and y (batch, out); an autoencoder's y is X."""
        rng = np.random.default_rng(1)
        X = rng.random((self.batch, self.sizes[0])).astype(dtype)
        if "autoencoder" in self.name:
            return X, X.copy()
        return X, rng.random((self.batch, self.sizes[-1])).astype(dtype)


WORKLOADS = (
    Workload("2-16-16-1", (2, 16, 16, 1), 64, 0.1, 0.25, 5.8),
    Workload("64-128-64-10", (64, 128, 64, 10), 64, 0.1, 0.48, 1.65),
    Workload("784-128-10", (784, 128, 10), 64, 0.02, 0.74, 1.22),
    Workload("autoencoder 784-128-32-128-784", (784, 128, 32, 128, 784), 128, 0.1, 0.86, 1.13),
    Workload("ten layers of 256", (256,) * 11, 256, 0.02, 0.88, 1.08),
)
BY_NAME = {workload.name: workload for workload in WORKLOADS}

# The whole training run: the digits' 1,437 training images, FIT_EPOCHS times through them.
FIT = Workload("64-128-64-10", (64, 128, 64, 10), 64, 0.1)


def fit_data(dtype):
    """The digits, X (1437, 64), and their labels as rows of ten."""
    from dlcore.data import digits, one_hot

    data = digits(dtype)
    return data.X_train, one_hot(data.y_train, 10, dtype)
