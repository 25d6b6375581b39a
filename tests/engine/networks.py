"""A small network, its data, and two ways to train it: the engine's, and one as plain as the formula."""

import numpy as np

from dlcore import nn


def network(dtype=np.float64, activation=nn.Tanh, seed=0):
    rng = np.random.default_rng(seed)
    first, last = (nn.Linear(*sizes, rng=rng, dtype=dtype) for sizes in [(3, 4), (4, 2)])
    return nn.Sequential(first, activation(), last)


def batch(dtype=np.float64, n=6, seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 3)).astype(dtype), rng.normal(size=(n, 2)).astype(dtype)


def train(model, optimizer, steps, dtype=np.float64):
    """A few steps of the usual loop; returns the losses."""
    (X, y), criterion, losses = batch(dtype), nn.MSELoss(), []
    for _ in range(steps):
        losses.append(criterion(model(X), y))
        optimizer.zero_grad()
        model.backward_parameters(criterion.backward())
        optimizer.step()
    return losses


class Plain:
    """SGD as the formula says it, with nothing shared and nothing flat: what the real one must equal."""

    def __init__(self, model, lr, momentum=0.0):
        self.model, self.lr, self.momentum = model, lr, momentum
        self.velocities = {name: 0.0 for name, _ in model.named_parameters()}

    def zero_grad(self):
        self.model.zero_grad()

    def step(self):
        for name, p in self.model.named_parameters():
            self.velocities[name] = self.momentum * self.velocities[name] + p.grad
            p.data = p.data - self.lr * self.velocities[name]


def assert_same_parameters(one, two):
    for (name, p), (_, q) in zip(one.named_parameters(), two.named_parameters(), strict=True):
        np.testing.assert_allclose(p.data, q.data, rtol=1e-12, atol=1e-14, err_msg=name)
