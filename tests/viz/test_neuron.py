"""The pictures of lesson 01."""

import numpy as np

from dlcore import data
from dlcore.viz import neuron
from dlcore.viz.perceptron import learning


def test_neuron(same_picture):
    same_picture(neuron.NeuronPicture(), "neuron")


def test_neuron_with_sigmoid(same_picture):
    picture = neuron.NeuronPicture(gate="OR", w1=0.7, w2=-1.2, b=0.4, activation="sigmoid")
    same_picture(picture, "neuron_sigmoid")


def test_neuron_without_weights_has_no_line(same_picture):
    same_picture(neuron.NeuronPicture(w1=0.0, w2=0.0, b=-0.5), "neuron_no_line")


def test_neuron_moves(moves_completely):
    start = {"gate": "AND", "activation": "step", "w1": 1.0, "w2": 1.0, "b": -1.5}
    changes = ({}, {"gate": "XOR"}, {"activation": "sigmoid"}, {"activation": "none"}, {"w1": -2.0})
    changes += ({"w2": 0.0}, {"b": 3.0}, {"w1": 0.0, "w2": 0.0})
    moves_completely(neuron.NeuronPicture(), [start | change for change in changes])


def test_xor(same_picture):
    same_picture(neuron.XorPicture(), "xor")


def test_xor_moves(moves_completely):
    start = {"w1": 1.0, "w2": 1.0, "b": -0.5}
    changes = ({}, {"w1": -1.0}, {"w2": 3.0}, {"b": 1.0}, {"w1": 0.0, "w2": 0.0})
    moves_completely(neuron.XorPicture(), [start | change for change in changes])


def test_contributions(same_picture):
    x, w = [4, 9, 2, 1.3, 5.6], [0.78, -0.34, 0.7, -0.2, -0.11]
    picture = neuron.contributions(x, w, 1.3)
    assert "1.884" in picture.alt
    same_picture(picture, "neuron_contributions")


def test_boundary(same_picture):
    picture = neuron.boundary([2.0, 1.0], -2.0, points=[(2.0, 2.0), (0.5, -0.5)])
    assert "+1.789 and -0.671" in picture.alt
    same_picture(picture, "neuron_boundary")


def test_learning(same_picture):
    X, y = data.gate("AND")
    history = [(np.array([1.0, 0.0]), -0.5, 3), (np.array([2.0, 1.0]), -2.5, 0)]
    same_picture(learning(X, y, history, labels=("length", "width")), "neuron_learning")
