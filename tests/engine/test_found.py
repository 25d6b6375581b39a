"""Parameters are found wherever a module keeps them."""

import numpy as np
import pytest

from dlcore import nn


def linear():
    return nn.Linear(2, 2, rng=np.random.default_rng(0))


@pytest.mark.parametrize("keep, names", [
    (lambda layer: layer, ["kept.weight", "kept.bias"]),
    (lambda layer: [layer], ["kept.0.weight", "kept.0.bias"]),
    (lambda layer: {"a": (layer,)}, ["kept.a.0.weight", "kept.a.0.bias"]),
    (lambda layer: [[1, layer], "text"], ["kept.0.1.weight", "kept.0.1.bias"]),
    (lambda layer: [{"p": layer.bias}], ["kept.0.p"]),
])
def test_also_in_lists_inside_lists(keep, names):
    module = nn.Module()
    module.kept = keep(linear())
    assert [name for name, _ in module.named_parameters()] == names
