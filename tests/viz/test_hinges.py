"""The pictures of hinges in lesson 04."""

import numpy as np

from dlcore.viz import hinges


def test_hinges(same_picture):
    same_picture(hinges.HingePicture(), "hinges")


def test_tent_from_three_hinges(same_picture):
    picture = hinges.HingePicture(target="tent", hinge=2, s2=-2.0, s3=1.0)
    assert "error 0.000" in picture.alt
    same_picture(picture, "hinges_tent")


def test_hinges_move(moves_completely):
    start = {"target": "tent", "hinge": 1} | hinges.START
    targets = [{"target": name} for name in ("plateau", "wave")]
    changes = [{}, *targets, {"hinge": 3}, {"p1": 0.0}, {"s1": -4.0}, {"s4": 2.0}]
    moves_completely(hinges.HingePicture(), [start | change for change in changes])


def test_fits(same_picture):
    x = np.linspace(-3, 3, 61)[:, None]
    curves = {n: (x, np.sin(2 * x) * (1 - 1 / n)) for n in (2, 8, 32)}
    errors = {"to the measurements": {2: 0.3, 8: 0.02, 32: 0.01}}
    errors["to the true curve"] = {2: 0.3, 8: 0.005, 32: 0.007}
    errors["fitted without noise"] = {2: 0.3, 8: 0.004, 32: 1e-5}
    picture = hinges.fits(x, np.sin(2 * x), curves, errors)
    assert "to the true curve, smallest with 8 hinges" in picture.alt
    same_picture(picture, "hinges_fits")
