"""The interactives of lesson 01 over the range of their controls, against the numbers they draw."""

import itertools

import numpy as np
import pytest

from dlcore import data
from dlcore import functional as F
from dlcore.viz.neuron import NeuronPicture, XorPicture
from dlcore.widgets import neuron as play

WEIGHTS = np.round(np.arange(-3.0, 3.01, 1.0), 1)
SAYS_YES = {
    "step": lambda z: F.step(z) == 1,
    "sigmoid": lambda z: F.sigmoid(z) >= 0.5,
    "none": lambda z: z >= 0,
}


@pytest.mark.parametrize("gate", play.GATES)
def test_the_score_is_that_of_the_neuron(gate):
    picture = NeuronPicture()
    X, y = data.gate(gate)
    best = 0
    for w1, w2, b in itertools.product(WEIGHTS, WEIGHTS, WEIGHTS + 0.5):
        for activation, says_yes in SAYS_YES.items():
            right = int(np.sum(says_yes(X @ [w1, w2] + b) == (y == 1)))
            picture.update(gate=gate, w1=w1, w2=w2, b=b, activation=activation)
            assert picture.score.get_text() == f"{right} of 4 right"
            assert f"{right} of 4" in picture.alt
            best = max(best, right)
    assert best == (3 if gate == "XOR" else 4)


def last_row(column):
    return column.get_text().splitlines()[-1]


def test_a_sum_that_is_zero_on_paper_counts_as_zero():
    picture = NeuronPicture()
    picture.update(gate="AND", w1=0.1, w2=0.2, b=-0.3, activation="step")  # 0.1 + 0.2 - 0.3 is 5.6e-17
    assert last_row(picture.z) == "+0.00"
    assert last_row(picture.output) == "1.00"
    picture.update(gate="AND", w1=0.7, w2=0.1, b=-0.8, activation="step")  # and this -1.1e-16
    assert last_row(picture.output) == "1.00"


def test_xor_is_never_solved_and_its_two_sums_always_agree():
    picture = XorPicture()
    for w1, w2, b in itertools.product(WEIGHTS, WEIGHTS, WEIGHTS):
        picture.update(w1=w1, w2=w2, b=b)
        holds, broken = (column.get_text() for column, _ in picture.marks)
        assert "✗ broken" in broken
        assert holds.count("✓") + broken.count("✗") == 4
        assert picture.score.get_text() == f"{holds.count('✓')} of 4 hold"
        second_third, first_fourth = (line.split("= ")[1] for line in picture.sums.get_text().splitlines())
        assert second_third == first_fourth


@pytest.mark.parametrize("make", [play.neuron_explorer, play.xor_explorer])
def test_an_explorer_starts_where_it_is_told_and_comes_back(make):
    explorer = make(w1=0.5, b=0.3)
    start = explorer.state
    explorer.set(w1=-3.0, w2=3.0)
    assert explorer.error is None
    assert explorer.state != start
    explorer.reset()
    assert explorer.state == start
    assert start["w1"] == 0.5


def test_an_unknown_gate_is_explained():
    with pytest.raises(ValueError, match="AND"):
        play.neuron_explorer(gate="NOT")
