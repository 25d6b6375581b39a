"""PyTorch, eager, with its defaults."""

import os

import torch
from torch import nn

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))


class Torch:
    def __init__(self, workload, dtype):
        layers = []
        for weight, bias in workload.weights(dtype):
            linear = nn.Linear(*weight.shape[::-1], dtype=getattr(torch, dtype))
            linear.load_state_dict({"weight": torch.from_numpy(weight), "bias": torch.from_numpy(bias)})
            layers += [linear, nn.ReLU()]
        self.model, self.criterion = nn.Sequential(*layers[:-1]), nn.MSELoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=workload.lr)
        self.batch = workload.batch

    def data(self, X, y):
        return torch.from_numpy(X), torch.from_numpy(y)

    def step(self, X, y):
        loss = self.criterion(self.model(X), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss

    def fit(self, X, y, n_epochs):
        """Permuted once an epoch and sliced, as dlcore does: a DataLoader would take several times longer."""
        for _ in range(n_epochs):
            order = torch.randperm(len(X))
            X_epoch, y_epoch = X[order], y[order]
            for X_batch, y_batch in zip(X_epoch.split(self.batch), y_epoch.split(self.batch)):
                self.step(X_batch, y_batch).item()
