"""The pictures of lesson 03."""

import numpy as np

from dlcore.viz import hidden, layers


def test_layer(same_picture):
    same_picture(layers.LayerPicture(), "layer")


def test_layer_at_its_widest(same_picture):
    picture = layers.LayerPicture(n_in=6, n_hidden=8, n_out=4, layer=2, neuron=4)
    same_picture(picture, "layer_widest")


def test_rows_and_columns(same_picture):
    same_picture(layers.rows_and_columns(n=4, n_in=5, n_out=3), "layer_rows_and_columns")


def test_layer_moves(moves_completely):
    start = {"n_in": 5, "n_hidden": 6, "n_out": 2, "layer": 1, "neuron": 2}
    changes = ({}, {"neuron": 6}, {"layer": 2}, {"n_hidden": 8}, {"n_in": 1}, {"n_out": 4, "layer": 2})
    moves_completely(layers.LayerPicture(), [start | change for change in changes])


def test_hidden(same_picture):
    same_picture(hidden.HiddenPicture(), "hidden")


def test_hidden_with_step(same_picture):
    picture = hidden.HiddenPicture(activation="step", b1=-0.5, b2=-1.5, v=-2.0, c=-0.5)
    same_picture(picture, "hidden_step")


def test_hidden_moves(moves_completely):
    start = {"activation": "ReLU", "b1": 0.0, "b2": -1.0, "v": -2.0, "c": -0.5}
    others = [{"activation": name} for name in ("none", "step")]
    changes = [{}, *others, {"b1": 1.0}, {"b2": 0.5}, {"v": 1.0}, {"c": 2.0}]
    moves_completely(hidden.HiddenPicture(), [start | change for change in changes])


def test_scales(same_picture):
    layer = np.arange(11.0)
    sizes = {"grows": 7.0**layer, "stays": 0.5 + 0 * layer, "shrinks": 0.7**layer, "dies": 0.07**layer}
    same_picture(hidden.scales(sizes), "hidden_scales")


def test_pieces(same_picture):
    t = np.linspace(-1, 1, 201)
    curves = {"straight": 2 * t, "bent": np.maximum(t, 0.0) + np.maximum(-0.5 - t, 0.0)}
    picture = hidden.pieces(t, curves)
    assert "straight: 1; bent: 3" in picture.alt
    same_picture(picture, "hidden_pieces")


def test_a_bend_is_counted_once_wherever_it_lies():
    t = np.linspace(-1, 1, 201)
    assert hidden.bends(3 * t).tolist() == []
    assert hidden.bends(np.maximum(t, 0.0) + np.maximum(-0.5 - t, 0.0)).tolist() == [50, 100]
    assert hidden.bends(np.abs(t - 0.203)).tolist() == [120]


def test_random_features(same_picture):
    W, b, w = np.array([[1.0, 1.2], [1.0, 0.8]]), np.array([0.0, -1.0]), np.array([1.0, -2.0])
    picture = hidden.random_features({1: 0.0, 4: 0.34, 16: 0.9}, W, b, w, -0.5)
    assert "4: 34%" in picture.alt
    same_picture(picture, "hidden_random_features")
