"""dlcore, used as the lessons use it."""

import numpy as np

from dlcore import nn, optim, train


class Dlcore:
    def __init__(self, workload, dtype):
        layers = []
        for weight, bias in workload.weights(dtype):
            linear = nn.Linear(*weight.shape[::-1], init=nn.init.zeros_, dtype=dtype)
            linear.load_state_dict({"weight": weight, "bias": bias})
            layers += [linear, nn.ReLU()]
        self.model, self.criterion = nn.Sequential(*layers[:-1]), nn.MSELoss()
        self.optimizer = optim.SGD(self.model.parameters(), lr=workload.lr)
        self.batch = workload.batch

    def data(self, X, y):
        return X, y

    def step(self, X, y):
        y_hat = self.model(X)
        loss = self.criterion(y_hat, y)
        self.optimizer.zero_grad()
        self.model.backward_parameters(self.criterion.backward())
        self.optimizer.step()
        return loss

    def fit(self, X, y, n_epochs):
        rng = np.random.default_rng(0)
        train.fit(self.model, self.criterion, self.optimizer, X, y,
                  n_epochs=n_epochs, batch_size=self.batch, rng=rng)
