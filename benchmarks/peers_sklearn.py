"""scikit-learn's MLPRegressor: plain SGD, no penalty, no momentum; a step is one partial_fit.

Its gradient is that of half the squared error, summed over the outputs and divided by the number of
examples; ours is divided by the number of outputs too and has no half. So its rate is ours times 2 / outputs,
and its loss times 2 is ours.
"""

import warnings

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor


class ScikitLearn:
    def __init__(self, workload, dtype):
        self.weights = workload.weights(dtype)
        outputs = workload.sizes[-1]
        self.model = MLPRegressor(
            hidden_layer_sizes=workload.sizes[1:-1], solver="sgd", alpha=0.0,
            batch_size=workload.batch, learning_rate_init=workload.lr * 2 / outputs, momentum=0.0,
            nesterovs_momentum=False, shuffle=False, random_state=0,
        )

    def data(self, X, y):
        """Its first call makes the weights; ours are then put in their place."""
        y = y[:, 0] if y.shape[1] == 1 else y
        self.model.partial_fit(X, y)
        for (weight, bias), coef, intercept in zip(self.weights, self.model.coefs_, self.model.intercepts_):
            coef[...], intercept[...] = weight.T, bias
        return X, y

    def step(self, X, y):
        self.model.partial_fit(X, y)
        return 2 * self.model.loss_

    def fit(self, X, y, n_epochs):
        """No early end: as many epochs as everybody else."""
        self.model.set_params(shuffle=True, max_iter=n_epochs, n_iter_no_change=n_epochs + 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.model.fit(X, y)
