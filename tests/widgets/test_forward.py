"""The interactives of lesson 04 over the whole range of their controls, against the numbers they draw."""

import itertools

import numpy as np
import pytest

from dlcore import nn
from dlcore.viz.forward import B1, B2, W1, W2, StepPicture
from dlcore.viz.hinges import SIDE, START, TARGETS, HingePicture
from dlcore.widgets import forward as play


def small_network():
    layers = nn.Linear(2, 3, init=nn.init.zeros_), nn.ReLU(), nn.Linear(3, 2, init=nn.init.zeros_)
    layers[0].weight.data, layers[0].bias.data = W1, B1
    layers[2].weight.data, layers[2].bias.data = W2, B2
    return nn.Sequential(*layers)


def read(text):
    return float(text.replace("−", "-"))


def test_every_number_is_that_of_the_network():
    picture, network = StepPicture(), small_network()
    for step, x1, x2 in itertools.product(range(4), np.arange(-3, 3.1, 0.5), np.arange(-3, 3.1, 1.0)):
        picture.update(step=step, x1=x1, x2=x2)
        x = np.array([[x1, x2]])
        expected = [x, network[:1](x), network[:2](x), network(x)]
        for column, texts in enumerate(picture.numbers):
            shown = [text.get_text() for text in texts]
            if column > step:
                assert shown == [""] * len(texts)
            else:
                assert [read(text) for text in shown] == pytest.approx(expected[column][0], abs=0.00501)


def test_the_arithmetic_comes_to_its_result():
    picture = StepPicture()
    for step, x1, x2 in itertools.product((1, 3), (-3.0, -0.5, 2.0), (-2.0, 0.0, 3.0)):
        picture.update(step=step, x1=x1, x2=x2)
        lines = [line.get_text() for line in picture.lines if line.get_text()]
        assert len(lines) == {1: 3, 3: 2}[step]
        for line in lines:
            _, terms, result = line.replace("−", "-").replace("·", "*").split("=")
            assert eval(terms) == pytest.approx(float(result), abs=0.0301)  # each factor is rounded


def sum_of_hinges(places):
    total = np.zeros_like(SIDE)
    for k in "1234":
        past = SIDE > places[f"p{k}"]
        total[past] += places[f"s{k}"] * (SIDE[past] - places[f"p{k}"])
    return total


@pytest.mark.parametrize("target", TARGETS)
def test_the_sum_and_its_error(target):
    picture, rng = HingePicture(), np.random.default_rng(0)
    for _ in range(50):
        places = {name: rng.uniform(0, 4) if name[0] == "p" else rng.uniform(-4, 4) for name in START}
        picture.update(target=target, hinge=int(rng.integers(1, 5)), **places)
        total = sum_of_hinges(places)
        assert picture.sum.get_ydata() == pytest.approx(total)
        error = np.mean((total - TARGETS[target](SIDE)) ** 2)
        assert picture.error.get_text() == f"error {error:.3f}"
        last = max("1234", key=lambda k: places[f"p{k}"])
        slope = sum(places[f"s{k}"] for k in "1234")
        assert read(picture.rows[int(last) - 1][-1].get_text()) == pytest.approx(slope, abs=0.00501)


def test_tent_and_plateau_can_be_built_and_the_wave_is_never_exact():
    tent = HingePicture(target="tent", s2=-2.0, s3=1.0)
    plateau = HingePicture(target="plateau", p1=1.0, s1=2.0, p2=1.5, s2=-2.0, p3=3.0, s3=-2.0, p4=3.5, s4=2.0)
    assert tent.error.get_text() == plateau.error.get_text() == "error 0.000"
    columns = np.maximum(np.subtract.outer(SIDE, [0.0, 0.7, 1.6, 2.7]), 0.0)
    _, rest, *_ = np.linalg.lstsq(columns, TARGETS["wave"](SIDE), rcond=None)
    assert 0.001 < rest[0] / len(SIDE) < 0.05


def test_only_the_sliders_of_the_chosen_hinge_are_shown():
    builder = play.hinge_builder()
    for chosen in (3, 1, 4, 2):
        builder.set(hinge=chosen)
        shown = [name for name, control in builder.controls.items() if control.layout.display != "none"]
        assert shown == ["target", "hinge", f"p{chosen}", f"s{chosen}"]
    builder.set(hinge=3, s3=-1.0)
    builder.reset()
    assert builder.state == {"target": "tent", "hinge": 1} | START
    assert builder.controls["s1"].layout.display != "none"
