"""The two models of the course notes this project started from, written afresh in their own style.

`FeedForwardNeuralNetwork` stands there without its LinearLayer and without a loss: both are completed here in
the way its other layers are written (fresh arrays, each layer steps by itself). Left out: its prints.

`L_layer_model` computes something else than it says: mended is what keeps it from computing this workload.
ReLU between the layers instead of "none"; ReLU's slope (there never zero); the cost as one number, and cost
and gradient divided alike, by examples and outputs; weights are given instead of drawn from the global seed.
Left out: its prints. Its dictionaries, caches and columns are kept.
"""

import numpy as np


class ReLU:
    def forward(self, input):
        self.mask = input > 0
        return input * self.mask

    def backward(self, grad):
        return grad * self.mask

    def step(self):
        return


class LinearLayer:
    """The missing piece: weights (in, out), a learning rate of its own."""

    def __init__(self, input_dim, output_dim, lr):
        self.W, self.b = np.zeros((input_dim, output_dim)), np.zeros(output_dim)
        self.lr = lr

    def forward(self, input):
        self.input = input
        return input @ self.W + self.b

    def backward(self, grad):
        self.grad_W = self.input.T @ grad
        self.grad_b = grad.sum(axis=0)
        return grad @ self.W.T

    def step(self):
        self.W = self.W - self.lr * self.grad_W
        self.b = self.b - self.lr * self.grad_b


class FeedForwardNeuralNetwork:
    """Rows of layer_table: (activation, width, learning rate of the layer behind it)."""

    def __init__(self, input_dim, output_dim, layer_table):
        self.layers = [LinearLayer(input_dim, layer_table[0][1], layer_table[0][2])]
        widths = [width for _, width, _ in layer_table] + [output_dim]
        for (activation, width, lr), following in zip(layer_table, widths[1:]):
            self.layers += [activation(), LinearLayer(width, following, lr)]

    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, grad):
        for layer in reversed(self.layers):
            grad = layer.backward(grad)

    def step(self):
        for layer in self.layers:
            layer.step()


class FeedForward:
    """The first model as a peer."""

    def __init__(self, workload, dtype):
        first, *hidden, last = workload.sizes
        self.model = FeedForwardNeuralNetwork(first, last, [(ReLU, width, workload.lr) for width in hidden])
        for layer, (weight, bias) in zip(self.model.layers[::2], workload.weights(dtype)):
            layer.W, layer.b = weight.T.copy(), bias
        self.batch = workload.batch

    def data(self, X, y):
        return X, y

    def step(self, X, y):
        error = self.model.forward(X) - y
        self.model.backward(2 * error / error.size)
        self.model.step()
        return np.mean(error**2)

    def fit(self, X, y, n_epochs):
        shuffled(self.step, X, y, n_epochs, self.batch)


def linear_activation_forward(A_prev, W, b, activation):
    Z = np.dot(W, A_prev) + b
    A = np.maximum(0, Z) if activation == "relu" else Z
    return A, ((A_prev, W, b), Z)


def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    dZ = dA * (Z > 0) if activation == "relu" else dA
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


def compute_cost(AL, Y):
    return np.mean((Y - AL) ** 2)


def L_layer_model(X, Y, parameters, learning_rate=0.05, num_iterations=10):
    """X (in, m), Y (out, m): an example is a column. Returns (parameters, costs)."""
    costs, L = [], len(parameters) // 2
    for _ in range(num_iterations):
        A, caches, grads = X, [], {}
        for k in range(1, L + 1):
            W, b = parameters["W" + str(k)], parameters["b" + str(k)]
            A, cache = linear_activation_forward(A, W, b, "relu" if k < L else "none")
            caches.append(cache)
        costs.append(compute_cost(A, Y))
        grads["dA" + str(L)] = -2.0 * (Y - A) / len(Y)
        for k in reversed(range(1, L + 1)):
            dA_prev, dW, db = linear_activation_backward(
                grads["dA" + str(k)], caches[k - 1], "relu" if k < L else "none"
            )
            grads["dA" + str(k - 1)], grads["dW" + str(k)], grads["db" + str(k)] = dA_prev, dW, db
        parameters = parameters.copy()
        for k in range(1, L + 1):
            parameters["W" + str(k)] = parameters["W" + str(k)] - learning_rate * grads["dW" + str(k)]
            parameters["b" + str(k)] = parameters["b" + str(k)] - learning_rate * grads["db" + str(k)]
    return parameters, costs


class LLayer:
    """The second model as a peer: a step is one of its iterations; fit cuts the mini-batches it has not."""

    def __init__(self, workload, dtype):
        self.parameters, self.lr, self.batch = {}, workload.lr, workload.batch
        for k, (weight, bias) in enumerate(workload.weights(dtype), start=1):
            self.parameters |= {"W" + str(k): weight, "b" + str(k): bias[:, None]}

    def data(self, X, y):
        return X.T.copy(), y.T.copy()

    def step(self, X, Y):
        self.parameters, (cost,) = L_layer_model(X, Y, self.parameters, self.lr, num_iterations=1)
        return cost

    def fit(self, X, Y, n_epochs):
        shuffled(lambda X, y: self.step(X.T.copy(), y.T.copy()), X.T, Y.T, n_epochs, self.batch)


def shuffled(step, X, y, n_epochs, batch):
    """The loop both leave to their users: mini-batches of rows in a new order each epoch."""
    rng = np.random.default_rng(0)
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch):
            rows = order[start : start + batch]
            step(X[rows], y[rows])
