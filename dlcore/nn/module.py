"""Module: what every layer, network and loss has in common."""

from collections.abc import Mapping

import numpy as np
from numpy import ndarray

from dlcore.errors import as_floats, describe, not_a_float_array
from dlcore.nn.parameter import Parameter


class Module:
    """A piece of a network: forward computes and remembers, backward sends the gradient back.

    A subclass writes two methods:
        forward(x)             returns y, and keeps on `self` what backward will need;
        backward(grad_output)  takes dL/dy, adds to the `grad` of its parameters, returns dL/dx.

    Parameters and modules are found where they are: in the attributes, also inside lists, tuples and dicts.
    A module remembers its latest forward pass and backward belongs to that one; called twice, it adds twice.

    Calling the module checks x, then runs forward. Raises TypeError where x is no array of floats, ValueError
    where it is empty, AttributeError for backward before forward.   Source: `torch.nn.Module`.
    """

    def __call__(self, x):
        if type(x) is not ndarray or x.dtype.kind != "f" or not x.size:
            raise not_a_float_array(repr(self), x, "a batch as an array of floats")
        return self.forward(x)

    def forward(self, x):
        raise NotImplementedError(f"{type(self).__name__} needs forward(self, x), which returns its output.")

    def backward(self, grad_output):
        raise NotImplementedError(f"{type(self).__name__} needs backward(self, grad_output); see nn.Module.")

    def backward_parameters(self, grad_output):
        """Backward without the gradient of the input: enough for the first layer, whose input is data."""
        self.backward(grad_output)

    def named_children(self):
        """(name, module) of each module directly inside; those in a list are "layers.0", "layers.1", ..."""
        return ((name, value) for name, value in attributes(self) if isinstance(value, Module))

    def named_parameters(self):
        """(name, parameter) of each parameter, once each, named as in PyTorch: "0.weight", "0.bias", ..."""
        seen = set()
        for name, parameter in walk(self):
            if id(parameter) not in seen:
                seen.add(id(parameter))
                yield name, parameter

    def parameters(self):
        """The parameters, once each, in the order of named_parameters."""
        return (parameter for _, parameter in self.named_parameters())

    def zero_grad(self):
        """Forget the gradients: backward adds, so each step starts with this."""
        for parameter in self.parameters():
            parameter.grad = None

    def state_dict(self):
        """{name: copy of the data}, in PyTorch's names and layout; torch.from_numpy makes tensors of them."""
        return {name: parameter.data.copy() for name, parameter in walk(self)}

    def load_state_dict(self, state):
        """Copy {name: array or PyTorch tensor} into the parameters: all of them, or none if one does not fit.

        Raises ValueError (names or shapes that do not fit) or TypeError (no floats, or digits would be lost).
        """
        own = dict(walk(self))
        check_names(type(self).__name__, own, state)
        arrays = {name: fitting_array(name, parameter.data, state[name]) for name, parameter in own.items()}
        for name, parameter in own.items():
            parameter.data[...] = arrays[name]

    def __getattr__(self, name):  # Python comes here only for a name that does not exist
        raise AttributeError(
            f"{type(self).__name__} has no {name!r}; is it spelt right? If backward looked for it: forward"
            " leaves it there, so call the module on a batch before backward."
        )

    def __repr__(self):
        return f"{type(self).__name__}()"


def attributes(module):
    """(name, value) of what stands on a module, with lists, tuples and dicts opened."""
    for name, value in vars(module).items():
        yield from opened(name, value)


def opened(name, value):
    """(name, value) itself; for a list, a tuple or a dict, all that is in it, however deep."""
    if isinstance(value, (list, tuple)):
        inside = enumerate(value)
    elif isinstance(value, dict):
        inside = value.items()
    else:
        yield name, value
        return
    for key, item in inside:
        yield from opened(f"{name}.{key}", item)


def modules(module, prefix="", above=()):
    """(prefix, module) of this module and all inside it; `above`, the modules around it, stops circles."""
    yield prefix, module
    for name, child in module.named_children():
        if child is not module and child not in above:
            yield from modules(child, f"{prefix}{name}.", (*above, module))


def walk(module):
    """(name, parameter) of this module and all inside it; a shared parameter has several names."""
    for prefix, inner in modules(module):
        for name, value in attributes(inner):
            if isinstance(value, Parameter):
                yield prefix + name, value


def check_names(who, own, state):
    """Raise a TypeError or ValueError unless `state` is a mapping with exactly the names of `own`."""
    if not isinstance(state, Mapping):
        raise TypeError(f"{who} takes {{name: array}}, as state_dict() gives it; got {describe(state)}.")
    missing, unknown = [n for n in own if n not in state], [n for n in state if n not in own]
    if missing or unknown:
        raise ValueError(
            f"The parameters do not fit {who}: missing {missing}, unknown {unknown}."
            " Were they saved from a network with other layers?"
        )


def fitting_array(name, own, value):
    """`value` as an array that fits into the array `own` and loses nothing, or an error that says why not."""
    array = as_floats(name, value)
    check_fit(name, own, array.shape, array.dtype)
    return array


def check_fit(name, own, shape, dtype):
    """Raise an error unless numbers of this shape and dtype go into `own` without losing digits."""
    if shape != own.shape:
        reason = "was it saved from layers of another width?"
        raise ValueError(f"{name} has shape {own.shape}, got {shape}: {reason}")
    if dtype.kind != "f" or not np.can_cast(dtype, own.dtype, "safe"):
        reason = f"build the model with dtype=np.{dtype}, or convert the numbers first"
        raise TypeError(f"{name} is {own.dtype}, got {dtype}: {reason}.")
