"""The mathematics as plain functions, each beside its derivative.

An activation y = f(x) works on an array of any shape and returns one of the same shape and dtype. Its
`..._backward(grad_output, y)` takes dL/dy and **the output y**, not x, and returns dL/dx: every slope here
can be read off the output, so a layer has to remember one array only. That works because every
activation here rises or stays level; a curve that falls and rises again (GELU, SiLU) would have to keep x.

Lists and whole numbers become float64 arrays. Text, complex numbers, objects, masked arrays and ragged lists
raise a TypeError, an empty array or unequal shapes a ValueError. NaN and infinity pass through, as in NumPy,
until a loss meets them and says so.
"""

import numpy as np

from dlcore.guards import activation, activation_backward, loss, loss_backward, rows, rows_backward


@rows
def linear(x, weight, bias):
    """y = x @ weight.T + bias      x: (N, in)   weight: (out, in)   bias: (out,)   y: (N, out)

    One example as x: (in,) gives y: (out,). Raises ValueError where the shapes do not fit.
    """
    return x @ weight.T + bias


@rows_backward
def linear_backward(grad_output, x, weight):
    """Gradients of y = x @ weight.T + bias for a batch.

    grad_output: dL/dy (N, out)   x: (N, in)   weight: (out, in)
    Returns (grad_x (N, in), grad_weight (out, in), grad_bias (out,)).
    Raises ValueError where the shapes do not fit. Source: Nielsen, Neural Networks and Deep Learning, ch. 2.
    """
    return grad_output @ weight, grad_output.T @ x, grad_output.sum(axis=0)


@activation
def step(x):
    """y = 1 where x >= 0, else 0. step(0) is 1.   Source: Rosenblatt (1958), The perceptron."""
    return np.heaviside(x, 1.0)


@activation_backward
def step_backward(grad_output, y):
    """dL/dx = 0: the step is flat wherever it has a slope, so nothing can be learned through it."""
    return np.zeros_like(grad_output)


@activation
def sigmoid(x):
    """y = 1 / (1 + exp(-x)), between 0 and 1.

    Written with tanh, which neither overflows at x = -1000 nor needs two cases: the same curve, and three
    times faster than by exp.   Source: Nielsen, Neural Networks and Deep Learning, ch. 1.
    """
    return 0.5 * np.tanh(0.5 * x) + 0.5


@activation_backward
def sigmoid_backward(grad_output, y):
    """dL/dx = dL/dy * y * (1 - y), at most a quarter of dL/dy."""
    return grad_output * y * (1.0 - y)


@activation
def tanh(x):
    """y = (exp(x) - exp(-x)) / (exp(x) + exp(-x)), between -1 and 1, zero-centred.

    Source: LeCun et al. (1998), Efficient BackProp.
    """
    return np.tanh(x)


@activation_backward
def tanh_backward(grad_output, y):
    """dL/dx = dL/dy * (1 - y**2)."""
    return grad_output * (1.0 - y * y)


@activation
def relu(x):
    """y = max(x, 0).   Source: Nair and Hinton (2010), Rectified linear units.

    The zeros are an array because NumPy compares two arrays several times faster than an array and a number.
    """
    return np.maximum(x, np.zeros(x.shape, x.dtype))


@activation_backward
def relu_backward(grad_output, y):
    """dL/dx = dL/dy where y > 0, else 0. At x = 0, where there is a corner, the slope is taken as 0."""
    return grad_output * (y > 0)


@activation(negative_slope=(0.0, 1.0))
def leaky_relu(x, negative_slope=0.01):
    """y = x where x > 0, else negative_slope * x.   0 < negative_slope <= 1, else ValueError.

    Source: Maas, Hannun and Ng (2013), Rectifier nonlinearities improve neural network acoustic models.
    """
    return np.maximum(x, negative_slope * x)


@activation_backward(negative_slope=(0.0, 1.0))
def leaky_relu_backward(grad_output, y, negative_slope=0.01):
    """dL/dx = dL/dy where y > 0, else negative_slope * dL/dy."""
    return np.where(y > 0, grad_output, negative_slope * grad_output)


@activation(alpha=(0.0, np.inf))
def elu(x, alpha=1.0):
    """y = x where x > 0, else alpha * (exp(x) - 1).   alpha > 0, else ValueError.

    Source: Clevert, Unterthiner and Hochreiter (2016), arXiv 1511.07289.
    """
    return np.maximum(x, 0.0) + alpha * np.expm1(np.minimum(x, 0.0))


@activation_backward(alpha=(0.0, np.inf))
def elu_backward(grad_output, y, alpha=1.0):
    """dL/dx = dL/dy where y > 0, else dL/dy * (y + alpha), since alpha * exp(x) = y + alpha there."""
    return np.where(y > 0, grad_output, grad_output * (np.minimum(y, 0.0) + alpha))


@activation(beta=(0.0, np.inf))
def softplus(x, beta=1.0):
    """y = log(1 + exp(beta * x)) / beta, a ReLU with a rounded corner.   beta > 0, else ValueError.

    Written as max(x, 0) + log(1 + exp(-beta * |x|)) / beta: equal, and exp never grows.
    Source: Dugas et al. (2001), Incorporating second-order functional knowledge.
    """
    return np.maximum(x, 0.0) + np.log1p(np.exp(-beta * np.abs(x))) / beta


@activation_backward(beta=(0.0, np.inf))
def softplus_backward(grad_output, y, beta=1.0):
    """dL/dx = dL/dy * (1 - exp(-beta * y)), which is the sigmoid of beta * x."""
    return grad_output * -np.expm1(-beta * y)


@activation(r=(0.0, np.inf))
def bru(x, r=2.0):
    """Bionodal root unit: y = (r^2 x + 1)^(1/r) - 1/r where x >= 0, else exp(r x) - 1/r.

    r > 0, else ValueError.
    Source: Bhumbra (2018), Deep learning improved by biological activation functions, arXiv 1804.11237.
    """
    root = (r * r * np.maximum(x, 0.0) + 1.0) ** (1.0 / r)
    return np.where(x < 0, np.exp(r * np.minimum(x, 0.0)), root) - 1.0 / r


@activation_backward(r=(0.0, np.inf))
def bru_backward(grad_output, y, r=2.0):
    """With u = y + 1/r: dL/dx = dL/dy * r * u^(1 - r) where u >= 1 (x >= 0), else dL/dy * r * u."""
    u = y + 1.0 / r
    return grad_output * r * np.maximum(u, 1.0) ** (1.0 - r) * np.minimum(u, 1.0)


@activation
def softmax(x):
    """y_i = exp(x_i) / sum_j exp(x_j) over the last axis: positive shares that add up to 1.

    The largest x is subtracted first. That changes no share, and exp cannot overflow.
    Source: Bridle (1990), Probabilistic interpretation of feedforward classification network outputs.
    """
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@activation_backward
def softmax_backward(grad_output, y):
    """dL/dx_i = y_i * (dL/dy_i - sum_j dL/dy_j y_j): each output depends on every input of its row."""
    return y * (grad_output - (grad_output * y).sum(axis=-1, keepdims=True))


@loss
def mse_loss(input, target):
    """L = mean((input - target)**2) over all elements, one number.   input, target: equal shapes.

    Source: Bishop, Pattern Recognition and Machine Learning, ch. 1.1 (there with 1/2 in place of 1/N).
    Raises ValueError for unequal shapes, FloatingPointError where L is NaN or infinite.
    """
    return np.mean((input - target) ** 2)


@loss_backward
def mse_loss_backward(input, target):
    """dL/d(input) = 2 (input - target) / (number of elements), the shape of input."""
    return (input - target) * (2.0 / input.size)
