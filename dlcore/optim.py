"""Optimizers: how parameters move once their gradients are known."""

import numpy as np

from dlcore.errors import as_floats, describe, real_number
from dlcore.nn.parameter import Parameter


class SGD:
    """v <- momentum * v + grad      parameter <- parameter - lr * v      v: a velocity per number, at first 0

    params: `model.parameters()`, or groups with rates of their own, `[{"params": [...], "lr": 0.1}, ...]`;
    what a group leaves out is taken from the arguments. `param_groups[i]["lr"]` may be changed between steps.

    The optimizer lays the parameters side by side in memory of its own, so that one call moves them all: an
    array taken from `layer.weight.data` before that does not follow any more.

    Raises TypeError or ValueError for bad settings, no parameters or a parameter given twice; RuntimeError
    where step finds no gradient at all.
    Source: `torch.optim.SGD`; Sutskever et al. (2013), On the importance of initialization and momentum in
    deep learning.
    """

    def __init__(self, params, lr=None, momentum=0.0):
        self.param_groups = make_groups(params, lr, momentum)
        self._flats = [Flat(group["params"]) for group in self.param_groups]

    def step(self):
        """Move every parameter that has a gradient."""
        moved = False
        for group, flat in zip(self.param_groups, self._flats):
            for piece in flat.pieces():
                sgd_update(*piece, float(group["lr"]), float(group["momentum"]))
                moved = True
        if not moved:
            raise RuntimeError("No gradients: model.backward(criterion.backward()) comes before step().")

    def zero_grad(self):
        """Forget the gradients: backward adds, so each step starts with this."""
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.grad = None


def sgd_update(data, grad, velocity, scratch, lr, momentum):
    """One step, in place: data and velocity change, grad does not, scratch is room for lr * velocity."""
    if momentum:
        velocity *= momentum
        velocity += grad
        grad = velocity
    np.multiply(grad, lr, out=scratch)
    data -= scratch


class Flat:
    """Parameters side by side: all data in one long array, all gradients in another, and so on, per dtype.

    While every parameter still has the data and the gradient that live here, the long arrays are updated
    whole, otherwise one parameter at a time. A parameter whose data was replaced (by another array, shape or
    dtype, or by a second optimizer) makes everything be laid out anew.
    """

    def __init__(self, params):
        self.params = params
        self.lay_out([None] * len(params))

    def lay_out(self, velocities):
        """Move the parameters here. A velocity is kept where it fits its parameter, else it starts at 0."""
        self.wholes, places = [], {}
        for dtype in dict.fromkeys(p.data.dtype for p in self.params):
            members = [p for p in self.params if p.data.dtype == dtype]
            whole = np.zeros((4, sum(p.data.size for p in members)), dtype)
            self.wholes.append(tuple(whole))
            start = 0
            for p in members:
                end = start + p.data.size
                places[id(p)] = [row[start:end].reshape(p.data.shape) for row in whole]
                start = end
        self.views = [places[id(p)] for p in self.params]
        for p, (data, grad, velocity, _), old in zip(self.params, self.views, velocities):
            p.move(data, grad)
            if old is not None and old.shape == velocity.shape:
                velocity[...] = old

    def is_whole(self):
        """Are all data and all gradients those that live here?"""
        for p, (data, grad, _, _) in zip(self.params, self.views):
            if p.data is not data or p.grad is not grad:
                return False
        return True

    def pieces(self):
        """The (data, grad, velocity, scratch) to update: long arrays, or one parameter at a time."""
        return self.wholes if self.is_whole() else self.single_pieces()

    def single_pieces(self):
        """One piece for each parameter that has a gradient."""
        if any(p.data is not data for p, (data, *_) in zip(self.params, self.views)):
            self.lay_out([velocity for _, _, velocity, _ in self.views])
        return [
            (data, fitting_gradient(p), velocity, scratch)
            for p, (data, _, velocity, scratch) in zip(self.params, self.views)
            if p.grad is not None
        ]

    def __getstate__(self):
        """For copies and pickles: views would come apart there, so only what they are made from is copied."""
        return self.params, [velocity for _, _, velocity, _ in self.views]

    def __setstate__(self, state):
        self.params, velocities = state
        self.lay_out(velocities)


def fitting_gradient(parameter):
    """The gradient of a parameter, or a ValueError where it has another shape than the data."""
    grad = as_floats("SGD", parameter.grad, "a gradient as an array of floats")
    if grad.shape != parameter.data.shape:
        shape = parameter.data.shape
        raise ValueError(f"SGD: a parameter of shape {shape} has a gradient of shape {grad.shape}.")
    return grad


def make_groups(params, lr, momentum):
    """A list of complete groups: {"params": (...), "lr": float, "momentum": float}."""
    params = as_tuple(params)
    groups = params if params and isinstance(params[0], dict) else [{"params": params}]
    groups = [complete_group(group, {"lr": lr, "momentum": momentum}) for group in groups]
    check_parameters([parameter for group in groups for parameter in group["params"]])
    return groups


def complete_group(group, defaults):
    """A group with its rates checked, and `defaults` for those it leaves out."""
    if not isinstance(group, dict) or "params" not in group or group.keys() - defaults.keys() - {"params"}:
        raise ValueError(f'SGD: a group is {{"params": [...], "lr": ..., "momentum": ...}}, got {group!r}.')
    group = defaults | group
    if group["lr"] is None:
        raise ValueError("SGD needs a learning rate for every group: SGD(model.parameters(), lr=0.1).")
    return {
        "params": as_tuple(group["params"]),
        "lr": real_number("SGD", "lr", group["lr"], 0.0, low_allowed=True),
        "momentum": real_number("SGD", "momentum", group["momentum"], 0.0, 1.0, low_allowed=True),
    }


def as_tuple(params):
    """What was given as a tuple: the groups cannot change under the optimizer's feet."""
    if isinstance(params, (Parameter, dict, str, bytes)) or not hasattr(params, "__iter__"):
        raise TypeError(f"SGD takes a list: model.parameters(), or a list of groups; got {describe(params)}.")
    return tuple(params)


def check_parameters(parameters):
    """Raise a TypeError or ValueError unless there are parameters, each one once."""
    if not parameters:
        raise ValueError("SGD got no parameters: has the model any, or was the generator used up before?")
    for parameter in parameters:
        if not isinstance(parameter, Parameter):
            got = describe(parameter)
            raise TypeError(f"SGD moves nn.Parameter objects, as model.parameters() gives them; got {got}.")
    if len({id(parameter) for parameter in parameters}) < len(parameters):
        raise ValueError("SGD: one parameter stands in two places; it would be moved twice in a step.")
