"""Sequential: layers one after another."""

from dlcore.nn.module import Module, modules


class Sequential(Module):
    """y = layer_L(... layer_2(layer_1(x)))

    `model[i]`, `len(model)` and `for layer in model` reach the layers; the parameters are named "0.weight",
    "0.bias", ...

    Raises TypeError for something that is no Module, ValueError for no layer at all, or for one layer at two
    places: a layer remembers one forward pass, the second would overwrite what backward needs of the first.
    Source: `torch.nn.Sequential`.
    """

    def __init__(self, *layers):
        check_layers(layers)
        self.layers = list(layers)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def backward(self, grad_output):
        for layer in reversed(self.layers):
            grad_output = layer.backward(grad_output)
        return grad_output

    def backward_parameters(self, grad_output):
        first, *others = self.layers
        for layer in reversed(others):
            grad_output = layer.backward(grad_output)
        first.backward_parameters(grad_output)

    def named_children(self):
        return ((str(i), layer) for i, layer in enumerate(self.layers))

    def __getitem__(self, index):
        return Sequential(*self.layers[index]) if isinstance(index, slice) else self.layers[index]

    def __len__(self):
        return len(self.layers)

    def __iter__(self):
        return iter(self.layers)

    def __repr__(self):
        return f"Sequential({', '.join(map(repr, self.layers))})"


def check_layers(layers):
    """Raise a TypeError or ValueError unless there are layers, all of them Modules, each at one place."""
    if not layers:
        raise ValueError("Sequential() needs at least one layer, such as nn.Linear(2, 1, rng=rng).")
    used = set()
    for i, layer in enumerate(layers):
        if isinstance(layer, (list, tuple)):
            raise TypeError("Sequential takes layers one by one: write nn.Sequential(*layers) for a list.")
        if not isinstance(layer, Module):
            hint = ": did you forget the brackets, as in nn.ReLU()?" if isinstance(layer, type) else "."
            raise TypeError(f"Sequential: layer {i} is no nn.Module but {layer!r}{hint}")
        inside = {id(module) for _, module in modules(layer)}
        if inside & used:
            raise ValueError(f"Sequential: layer {i}, {layer!r}, is there twice; make one for each place.")
        used |= inside
