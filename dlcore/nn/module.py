"""Module: what every layer, network and loss has in common."""

import numpy as np

from dlcore.errors import not_a_float_array
from dlcore.nn.parameter import Parameter


class Module:
    """A piece of a network: forward computes and remembers, backward sends the gradient back.

    A subclass writes two methods:
        forward(x)             returns y, and keeps on `self` what backward will need;
        backward(grad_output)  takes dL/dy, adds to the `grad` of its parameters, returns dL/dx.

    Parameters and modules are found where they are: in the attributes, also inside lists. A module remembers one
    forward pass, the latest, so backward belongs to it; each backward adds to the gradients once more.

    Calling the module checks x before forward. Raises TypeError where x is no array of floats, ValueError where it
    is empty.   Source: `torch.nn.Module`.
    """

    def __call__(self, x):
        if type(x) is not np.ndarray or x.dtype.kind != "f" or not x.size:
            raise not_a_float_array(repr(self), x, "a batch as an array of floats")
        return self.forward(x)

    def forward(self, x):
        raise NotImplementedError(f"{type(self).__name__} needs a method forward(self, x) that returns its output.")

    def backward(self, grad_output):
        raise NotImplementedError(f"{type(self).__name__} needs a method backward(self, grad_output), see nn.Module.")

    def backward_parameters(self, grad_output):
        """Backward without the gradient of the input: enough for the first layer, whose input is data."""
        self.backward(grad_output)

    def named_children(self):
        """(name, module) of each module directly inside; in a list the names are "layers.0", "layers.1", ..."""
        return ((name, value) for name, value in self._attributes() if isinstance(value, Module))

    def named_parameters(self, prefix=""):
        """(name, parameter) of each parameter, once each, named as in PyTorch: "0.weight", "0.bias", ..."""
        seen = set()
        for name, parameter in self._walk(prefix, [self]):
            if id(parameter) not in seen:
                seen.add(id(parameter))
                yield name, parameter

    def parameters(self):
        """The parameters, each once, in the order of named_parameters."""
        return (parameter for _, parameter in self.named_parameters())

    def zero_grad(self):
        """Forget the gradients: backward adds, so each step starts with this."""
        for parameter in self.parameters():
            parameter.grad = None

    def state_dict(self):
        """{name: copy of the data}, in PyTorch's layout: torch.from_numpy(value) moves each to PyTorch and back."""
        return {name: parameter.data.copy() for name, parameter in self._walk("", [self])}

    def load_state_dict(self, state):
        """Copy {name: array} into the parameters: all of them, or none where something does not fit.

        Raises KeyError (names missing or unknown), ValueError (shape) or TypeError (no floats, or a dtype that
        would lose digits).
        """
        own = dict(self._walk("", [self]))
        check_names(type(self).__name__, own, state)
        arrays = {name: fitting_array(name, parameter.data, state[name]) for name, parameter in own.items()}
        for name, parameter in own.items():
            parameter.data[...] = arrays[name]

    def _attributes(self):
        """(name, value) of everything on self, lists and tuples opened."""
        for name, value in vars(self).items():
            if isinstance(value, (list, tuple)):
                yield from ((f"{name}.{i}", item) for i, item in enumerate(value))
            else:
                yield name, value

    def _walk(self, prefix, path):
        """(name, parameter) of this module and those inside; `path` holds the modules above, against circles."""
        yield from ((prefix + name, value) for name, value in self._attributes() if isinstance(value, Parameter))
        for name, child in self.named_children():
            if child not in path:
                yield from child._walk(f"{prefix}{name}.", [*path, child])

    def __getattr__(self, name):  # Python comes here only for what does not exist
        raise AttributeError(
            f"{type(self).__name__} has no {name!r}. If its backward needs it: forward leaves it there, so call the"
            " module on a batch before backward."
        )

    def __repr__(self):
        return f"{type(self).__name__}()"


def check_names(who, own, state):
    """Raise a KeyError unless `state` has exactly the names of `own`."""
    missing, unknown = [n for n in own if n not in state], [n for n in state if n not in own]
    if missing or unknown:
        raise KeyError(
            f"{who}: these parameters are missing: {missing}, and these are unknown: {unknown}."
            " Was the state saved from a network with other layers?"
        )


def fitting_array(name, own, value):
    """`value` as an array that fits into `own` without losing anything, or an error that says why not."""
    array = np.asarray(value)
    if array.shape != own.shape:
        raise ValueError(f"{name} has shape {own.shape}, got {array.shape}: was it saved from layers of another width?")
    if array.dtype.kind != "f" or not np.can_cast(array.dtype, own.dtype, "safe"):
        raise TypeError(f"{name} has dtype {own.dtype}, got {array.dtype}: convert it first, with astype({own.dtype}).")
    return array
