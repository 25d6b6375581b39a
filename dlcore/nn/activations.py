"""The activations of `functional` as layers: each keeps its output, which is all its backward needs."""

from dlcore import functional as F
from dlcore.errors import real_number
from dlcore.nn.module import Module


class Step(Module):
    """y = 1 where x >= 0, else 0; any shape. See functional.step."""

    def forward(self, x):
        self.y = F.step(x)
        return self.y

    def backward(self, grad_output):
        return F.step_backward(grad_output, self.y)


class Sigmoid(Module):
    """y = 1 / (1 + exp(-x)); any shape. See functional.sigmoid."""

    def forward(self, x):
        self.y = F.sigmoid(x)
        return self.y

    def backward(self, grad_output):
        return F.sigmoid_backward(grad_output, self.y)


class Tanh(Module):
    """y = tanh(x); any shape. See functional.tanh."""

    def forward(self, x):
        self.y = F.tanh(x)
        return self.y

    def backward(self, grad_output):
        return F.tanh_backward(grad_output, self.y)


class ReLU(Module):
    """y = max(x, 0); any shape. See functional.relu."""

    def forward(self, x):
        self.y = F.relu(x)
        return self.y

    def backward(self, grad_output):
        return F.relu_backward(grad_output, self.y)


class LeakyReLU(Module):
    """y = x where x > 0, else negative_slope * x; any shape. See functional.leaky_relu."""

    def __init__(self, negative_slope=0.01):
        self.negative_slope = real_number("LeakyReLU", "negative_slope", negative_slope, 0.0, 1.0)

    def forward(self, x):
        self.y = F.leaky_relu(x, self.negative_slope)
        return self.y

    def backward(self, grad_output):
        return F.leaky_relu_backward(grad_output, self.y, self.negative_slope)

    def __repr__(self):
        return f"LeakyReLU({self.negative_slope})"


class ELU(Module):
    """y = x where x > 0, else alpha * (exp(x) - 1); any shape. See functional.elu."""

    def __init__(self, alpha=1.0):
        self.alpha = real_number("ELU", "alpha", alpha, 0.0)

    def forward(self, x):
        self.y = F.elu(x, self.alpha)
        return self.y

    def backward(self, grad_output):
        return F.elu_backward(grad_output, self.y, self.alpha)

    def __repr__(self):
        return f"ELU({self.alpha})"


class Softplus(Module):
    """y = log(1 + exp(beta * x)) / beta; any shape. See functional.softplus."""

    def __init__(self, beta=1.0):
        self.beta = real_number("Softplus", "beta", beta, 0.0)

    def forward(self, x):
        self.y = F.softplus(x, self.beta)
        return self.y

    def backward(self, grad_output):
        return F.softplus_backward(grad_output, self.y, self.beta)

    def __repr__(self):
        return f"Softplus({self.beta})"


class BRU(Module):
    """Bionodal root unit; any shape. See functional.bru."""

    def __init__(self, r=2.0):
        self.r = real_number("BRU", "r", r, 0.0)

    def forward(self, x):
        self.y = F.bru(x, self.r)
        return self.y

    def backward(self, grad_output):
        return F.bru_backward(grad_output, self.y, self.r)

    def __repr__(self):
        return f"BRU({self.r})"


class Softmax(Module):
    """Positive shares that add up to 1 over the last axis. See functional.softmax."""

    def forward(self, x):
        self.y = F.softmax(x)
        return self.y

    def backward(self, grad_output):
        return F.softmax_backward(grad_output, self.y)
