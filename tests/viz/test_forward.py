"""The pictures of lesson 04: a forward pass, time against work, untrained answers, learning."""

import numpy as np
import pytest

from dlcore.viz import forward


def at_step(step):
    return forward.StepPicture(step=step, x1=-1.5, x2=2.0)


def test_step_0(same_picture):
    same_picture(at_step(0), "forward_step_0")


def test_step_1(same_picture):
    same_picture(at_step(1), "forward_step_1")


def test_step_2(same_picture):
    same_picture(at_step(2), "forward_step_2")


def test_step_3(same_picture):
    same_picture(at_step(3), "forward_step_3")


def test_step_moves(moves_completely):
    start = {"step": 3, "x1": 2.0, "x2": 1.0}
    changes = ({}, {"step": 0}, {"step": 1}, {"step": 2}, {"x1": -3.0}, {"x2": 3.0}, {"step": 2, "x1": -3.0})
    moves_completely(forward.StepPicture(), [start | change for change in changes])


def test_time_against_work(same_picture):
    work = [6, 256, 8_192, 131_072, 1_048_576, 6_422_528, 100_352_000]
    picture = forward.time_against_work(work, [2e-6 + 1e-10 * n for n in work])
    same_picture(picture, "forward_time")


def test_one_slow_point_does_not_move_the_line():
    work = [6, 600, 60_000, 600_000]
    for slow in (1e-5, 1.0):
        dashed = forward.time_against_work(work, [1e-6, 1e-6, slow, 1e-4]).axes[0].get_lines()[0]
        assert dashed.get_ydata()[-1] == pytest.approx(100.0)  # microseconds


def test_the_words_about_time_hold_no_time():
    slow, fast = (forward.time_against_work([6, 600, 60_000], [t, 2 * t, 9 * t]).alt for t in (1e-3, 1e-6))
    assert slow == fast
    assert "from 6 to 60,000" in slow


def test_favourites(same_picture):
    shares = np.array([[0.8, 0.1, 0.1], [0.0, 0.45, 0.55], [0.3, 0.3, 0.4]])
    picture = forward.favourites(shares, [0.31, 0.36, 0.30])
    assert "at most 80%" in picture.alt
    assert "30% to 36%" in picture.alt
    same_picture(picture, "forward_favourites")


def test_learning(same_picture):
    losses = {"(0.01, 0.01)": [0.13, 0.10, 0.09], "(0.5, 0.1)": [0.09, 0.06, 0.04]}
    picture = forward.learning(losses, {"(0.01, 0.01)": 0.16, "(0.5, 0.1)": 0.91})
    assert "(0.5, 0.1): 91%" in picture.alt
    same_picture(picture, "forward_learning")
