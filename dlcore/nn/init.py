"""Where the weights start. Names and formulas are those of `torch.nn.init`; each fills a parameter in place.

fan_in is the number of inputs of a neuron, fan_out the number of neurons: weight has shape (fan_out, fan_in).
The numbers are drawn in float64 and then rounded, so a float32 network starts where the float64 one does.

Random ones raise a TypeError without `rng=np.random.default_rng(seed)`, and those that need
fan_in a ValueError for a weight that is no matrix.
"""

import math

import numpy as np

from dlcore.errors import describe, generator
from dlcore.nn.parameter import Parameter


def constant_(parameter, value, rng=None):
    """Every entry is `value`. Nothing is drawn, so rng is not needed."""
    values(parameter)[...] = value


def zeros_(parameter, rng=None):
    """Every entry is 0. Right for a bias; with such a weight all neurons of a layer would stay twins."""
    constant_(parameter, 0.0)


def ones_(parameter, rng=None):
    """Every entry is 1."""
    constant_(parameter, 1.0)


def normal_(parameter, rng=None, *, mean=0.0, std=1.0):
    """Drawn from a normal distribution with this mean and standard deviation."""
    array = values(parameter)
    array[...] = generator("nn.init.normal_", rng).normal(mean, std, array.shape)


def uniform_(parameter, rng=None, *, a=0.0, b=1.0):
    """Drawn evenly from [a, b)."""
    array = values(parameter)
    array[...] = generator("nn.init.uniform_", rng).uniform(a, b, array.shape)


def kaiming_normal_(weight, rng=None):
    """Normal, std = sqrt(2 / fan_in): keeps the size of the signal through ReLU layers.

    Source: He et al. (2015), arXiv 1502.01852. Also called he_normal.
    """
    fan_in, _ = fans(weight)
    normal_(weight, rng, std=math.sqrt(2.0 / fan_in))


def kaiming_uniform_(weight, rng=None):
    """Uniform in +-sqrt(6 / fan_in), the same variance as kaiming_normal_."""
    fan_in, _ = fans(weight)
    bound = math.sqrt(6.0 / fan_in)
    uniform_(weight, rng, a=-bound, b=bound)


def xavier_normal_(weight, rng=None):
    """Normal, std = sqrt(2 / (fan_in + fan_out)): keeps signal and gradient through tanh layers.

    Source: Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward networks.
    """
    normal_(weight, rng, std=math.sqrt(2.0 / sum(fans(weight))))


def xavier_uniform_(weight, rng=None):
    """Uniform in +-sqrt(6 / (fan_in + fan_out)), the same variance as xavier_normal_."""
    bound = math.sqrt(6.0 / sum(fans(weight)))
    uniform_(weight, rng, a=-bound, b=bound)


he_normal_, he_uniform_ = kaiming_normal_, kaiming_uniform_
glorot_normal_, glorot_uniform_ = xavier_normal_, xavier_uniform_


def values(parameter):
    """The array to fill: that of a Parameter, or the array itself."""
    array = parameter.data if isinstance(parameter, Parameter) else parameter
    if type(array) is not np.ndarray:
        raise TypeError(f"nn.init fills a Parameter or an array, got {describe(parameter)}.")
    return array


def fans(weight):
    """(fan_in, fan_out) of a weight matrix (out, in)."""
    shape = values(weight).shape
    if len(shape) != 2:
        raise ValueError(f"fan_in and fan_out belong to a weight of shape (out, in), got shape {shape}.")
    return shape[1], shape[0]
