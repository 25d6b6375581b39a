"""The interactives of lesson 03 over the whole range of their controls, against the numbers they draw."""

import itertools

import numpy as np
import pytest

from dlcore import data
from dlcore import functional as F
from dlcore.viz.hidden import ACTIVATIONS, HiddenPicture
from dlcore.viz.layers import WIDEST, LayerPicture
from dlcore.widgets import layers as play


def numbers(texts):
    return [text.get_text() for text in texts if text.get_visible() and text.get_text()]


@pytest.mark.parametrize("layer", [1, 2])
def test_the_lit_row_and_the_counts_are_those_of_the_network(layer):
    picture = LayerPicture()
    for widths in itertools.product(*(range(1, n + 1) for n in WIDEST)):
        n, fan_in = widths[layer], widths[layer - 1]
        for neuron in {1, 3, max(WIDEST)}:
            n_in, n_hidden, n_out = widths
            picture.update(n_in=n_in, n_hidden=n_hidden, n_out=n_out, layer=layer, neuron=neuron)
            row = min(neuron, n)
            lit = [f"{row}.{j}" for j in range(1, fan_in + 1)]
            assert numbers(picture.lit_numbers) == [*lit, f"{10 * row}"]
            assert len(picture.lit_edges.get_segments()) == fan_in
        assert len(numbers(picture.numbers)) == n * fan_in + n
        total = n_hidden * (n_in + 1) + n_out * (n_hidden + 1)
        assert f"{total} parameters" in picture.words[2].get_text()
        assert f"{total} parameters" in picture.alt


def test_a_move_of_the_neuron_leaves_the_rest_as_it_was_drawn():
    picture = LayerPicture(neuron=1)
    before = picture.png()
    background = picture._background
    picture.update(n_in=5, n_hidden=6, n_out=2, layer=1, neuron=4)
    assert picture.png() != before
    assert picture._background is background
    picture.update(n_in=5, n_hidden=7, n_out=2, layer=1, neuron=4)
    picture.png()
    assert picture._background is not background


def score_of(activation, b1, b2, v, c):
    X, y = data.gate("XOR")
    f = ACTIVATIONS[activation]
    z = f(X.sum(axis=1) + b1) + v * f(X.sum(axis=1) + b2) + c
    return int(np.sum((z >= 0) == (y == 1)))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_score_of_the_hidden_picture_is_that_of_the_network(activation):
    picture = HiddenPicture()
    best = 0
    grid = (-2, -0.5, 0, 1), (-2, -1.5, -1, 1), (-4, -2, 0, 2), (-3, -0.5, 1, 3)
    for b1, b2, v, c in itertools.product(*grid):
        picture.update(activation=activation, b1=b1, b2=b2, v=v, c=c)
        score = score_of(activation, b1, b2, v, c)
        assert picture.score.get_text() == f"{score} of 4 rows right"
        marks = [row[-1].get_text() for row in picture.cells]
        assert marks.count("✓") == score
        best = max(best, score)
    assert best == (3 if activation == "none" else 4)


def test_the_surface_is_the_networks_answer():
    picture = HiddenPicture(activation="ReLU", b1=0.25, b2=-1.0, v=-2.0, c=-0.5)
    s = picture.inputs.grid.sum(axis=-1)
    expected = F.step(F.relu(s + 0.25) - 2 * F.relu(s - 1.0) - 0.5)
    assert np.array_equal(picture.inputs.image.get_array(), expected)


@pytest.mark.parametrize("make", [play.layer_explorer, play.hidden_explorer])
def test_every_end_of_every_control_draws(make):
    interactive = make()
    start = interactive.image.value
    for name, control in interactive.controls.items():
        ends = control.options if hasattr(control, "options") else (control.min, control.max)
        for value in ends:
            interactive.set(**{name: value})
            assert interactive.error is None
    interactive.reset()
    assert interactive.image.value == start
