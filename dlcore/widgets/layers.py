"""Interactives of lesson 03: a network beside its matrices, and XOR through a hidden layer."""

from dlcore.viz.hidden import ACTIVATIONS, HiddenPicture
from dlcore.viz.layers import WIDEST, LayerPicture
from dlcore.widgets.base import Interactive
from dlcore.widgets.controls import choice, slider


def layer_explorer(n_in=5, n_hidden=6, n_out=2, layer=1, neuron=2):
    """Widths of a network with one hidden layer; a chosen neuron lights its edges and its row."""
    state = {"n_in": n_in, "n_hidden": n_hidden, "n_out": n_out, "layer": layer, "neuron": neuron}
    controls = {
        "n_in": slider("inputs", 1, WIDEST[0], n_in, 1),
        "n_hidden": slider("hidden", 1, WIDEST[1], n_hidden, 1),
        "n_out": slider("outputs", 1, WIDEST[2], n_out, 1),
        "layer": choice("layer", (1, 2), layer),
        "neuron": slider("neuron", 1, max(WIDEST[1:]), neuron, 1),
    }
    return Interactive(LayerPicture(**state), controls, title="A neuron is a row of its layer's matrix")


def hidden_explorer(activation="ReLU", b1=0.0, b2=-1.0, v=-2.0, c=-0.5):
    """XOR by two hidden neurons: where the four points go, and whether a line then separates them."""
    state = {"activation": activation, "b1": b1, "b2": b2, "v": v, "c": c}
    controls = {
        "activation": choice("activation", ACTIVATIONS, activation),
        "b1": slider("bias of h1", -2.0, 1.0, b1, 0.25),
        "b2": slider("bias of h2", -2.0, 1.0, b2, 0.25),
        "v": slider("weight of h2", -4.0, 2.0, v, 0.25),
        "c": slider("output bias", -3.0, 3.0, c, 0.25),
    }
    return Interactive(HiddenPicture(**state), controls, title="XOR through a hidden layer")
