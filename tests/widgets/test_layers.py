"""The interactives of lesson 03 over the whole range of their controls, against the numbers they draw."""

import itertools

import numpy as np
import pytest
from matplotlib.transforms import Bbox

from dlcore import data
from dlcore import functional as F
from dlcore.viz.hidden import ACTIVATIONS, HiddenPicture
from dlcore.viz.layers import COLUMNS, ROWS, WIDEST, LayerPicture


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
        assert len(numbers(picture.bias_numbers)) == n - 1
        total = n_hidden * (n_in + 1) + n_out * (n_hidden + 1)
        parts = [int(row[2].get_text().split("= ")[1]) for row in picture.counts]
        assert parts == [n_hidden * (n_in + 1), n_out * (n_hidden + 1)]
        assert picture.total.get_text() == f"{total}"
        assert f"{total} parameters" in picture.alt


def test_the_covers_hide_the_numbers_that_the_matrix_does_not_have_and_no_other():
    picture = LayerPicture()
    for n_in, n_hidden in itertools.product((1, 5, WIDEST[0]), (1, 6, WIDEST[1])):
        picture.update(n_in=n_in, n_hidden=n_hidden, n_out=2, layer=1, neuron=1)
        for row, column in itertools.product(range(ROWS), range(COLUMNS)):
            box = Bbox.from_bounds(column, row, 1, 1).padded(-0.05)
            touched = [cover.get_bbox().overlaps(box) for cover in picture.covers]
            assert any(touched) == (row >= n_hidden or column >= n_in)


def test_no_move_draws_the_still_numbers_again():
    picture = LayerPicture(neuron=1)
    before = picture.png()
    background = picture._background
    for change in ({"neuron": 4}, {"n_hidden": 7}, {"layer": 2}):
        picture.update(**{"n_in": 5, "n_hidden": 6, "n_out": 2, "layer": 1, "neuron": 1, **change})
        assert picture.png() != before
        assert picture._background is background


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
