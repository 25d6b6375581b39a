"""Interactives of lesson 01: a neuron against a gate, and XOR, which stays unsolved."""

from dlcore.viz.neuron import ACTIVATIONS, NeuronPicture, XorPicture
from dlcore.widgets.base import Interactive
from dlcore.widgets.controls import choice, slider

GATES = ("AND", "OR", "NAND", "XOR")


def neuron_explorer(gate="AND", w1=1.0, w2=1.0, b=-1.5, activation="step"):
    """Weights, bias and activation of one neuron against a gate's four rows, with the score."""
    state = {"gate": gate, "w1": w1, "w2": w2, "b": b, "activation": activation}
    controls = {
        "gate": choice("gate", GATES, gate),
        "activation": choice("activation", ACTIVATIONS, activation),
        "w1": slider("weight 1", -3.0, 3.0, w1, 0.1),
        "w2": slider("weight 2", -3.0, 3.0, w2, 0.1),
        "b": slider("bias", -3.0, 3.0, b, 0.1),
    }
    return Interactive(NeuronPicture(**state), controls, title="One neuron and a gate")


def xor_explorer(w1=1.0, w2=1.0, b=-0.5):
    """The four conditions of XOR, and how many of them hold for these weights."""
    controls = {
        "w1": slider("weight 1", -3.0, 3.0, w1, 0.1),
        "w2": slider("weight 2", -3.0, 3.0, w2, 0.1),
        "b": slider("bias", -3.0, 3.0, b, 0.1),
    }
    return Interactive(XorPicture(w1=w1, w2=w2, b=b), controls, title="XOR and its four conditions")
