"""Pictures of the activations: one curve with its tangent, and all nine with their slopes."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlcore import check
from dlcore import functional as F
from dlcore.viz.base import GREY, INK, NEGATIVE, POSITIVE, Picture, style
from dlcore.viz.words import plain


class Curve(NamedTuple):
    """An activation that works number by number, its backward, and its parameter, if it has one."""

    f: Callable
    backward: Callable
    parameter: str = ""
    usual: float = 1.0


CURVES = {
    "step": Curve(F.step, F.step_backward),
    "sigmoid": Curve(F.sigmoid, F.sigmoid_backward),
    "tanh": Curve(F.tanh, F.tanh_backward),
    "ReLU": Curve(F.relu, F.relu_backward),
    "leaky ReLU": Curve(F.leaky_relu, F.leaky_relu_backward, "negative_slope", 0.1),
    "ELU": Curve(F.elu, F.elu_backward, "alpha"),
    "softplus": Curve(F.softplus, F.softplus_backward, "beta"),
    "BRU": Curve(F.bru, F.bru_backward, "r", 2.0),
}
KINKED = ("step", "ReLU", "leaky ReLU")  # without a slope at x = 0
X_LIMITS, Y_LIMITS, SLOPE_LIMITS = (-6.0, 6.0), (-2.5, 4.5), (-0.15, 2.15)


def settings(name, parameter):
    """The arguments after x: the parameter, where this activation has one. A leaky ReLU's goes up to 1."""
    wanted = CURVES[name].parameter
    return () if not wanted else (min(parameter, 1.0) if wanted == "negative_slope" else parameter,)


def value_and_slope(name, x, parameter=1.0):
    """(y, dy/dx) for x of any shape, the slope by the backward function of dlcore."""
    curve, more = CURVES[name], settings(name, parameter)
    y = curve.f(x, *more)
    return y, curve.backward(np.ones_like(y), y, *more)


def titled(name, parameter):
    """The name with its parameter: "softplus, beta = 1"."""
    more = settings(name, parameter)
    return f"{name}, {CURVES[name].parameter} = {more[0]:g}" if more else name


def broken_at(x, y, jump):
    """y with a gap at x = 0 where the curve jumps: a pen must not join the two sides."""
    return np.where(np.abs(x) < 1e-9, np.nan, y) if jump else y


class ActivationPicture(Picture):
    """One activation: its curve with the tangent at x, and its slope; both as numbers, too."""

    @style()
    def __init__(self, function="sigmoid", parameter=1.0, x=1.0):
        super().__init__(8.6, 4.3)
        left, right = self.subplots(1, 2, width_ratios=[1.2, 1])
        left.set(xlim=X_LIMITS, ylim=Y_LIMITS, xlabel="x", ylabel="y = f(x)")
        right.set(xlim=X_LIMITS, ylim=SLOPE_LIMITS, xlabel="x", ylabel="slope of f at x")
        for ax in (left, right):
            ax.axhline(0, color=GREY, linewidth=0.8)
            ax.axvline(0, color=GREY, linewidth=0.8)
        self.grid = np.linspace(*X_LIMITS, 601)
        still = {"scalex": False, "scaley": False}
        (self.curve,) = left.plot([], [], "-", color=POSITIVE, linewidth=2.4, **still)
        (self.tangent,) = left.plot([], [], "--", color=NEGATIVE, linewidth=1.8, **still)
        (self.dot,) = left.plot([], [], "o", color=INK, markersize=8, **still)
        (self.slopes,) = right.plot([], [], "-", color=NEGATIVE, linewidth=2.4, **still)
        (self.foot,) = right.plot([], [], "o", color=INK, markersize=8, **still)
        self.name = left.text(0.02, 1.03, "", transform=left.transAxes, fontsize=12, fontweight="bold")
        self.numbers = left.text(0.03, 0.96, "", transform=left.transAxes, va="top", linespacing=1.5)
        self.measured = right.text(0.02, 1.03, "", transform=right.transAxes)
        self.remark = right.text(0.03, 0.96, "", transform=right.transAxes, va="top", fontsize=10)
        lines = [self.curve, self.tangent, self.dot, self.slopes, self.foot]
        self.moving(*lines, self.name, self.numbers, self.measured, self.remark)
        self.update(function=function, parameter=parameter, x=x)

    def update(self, *, function, parameter, x):
        x = round(x, 9) + 0.0  # a slider's 0.1 + 0.2 - 0.3 must be 0
        y, slope = (float(v) for v in value_and_slope(function, np.array(x), parameter))
        ys, slopes = value_and_slope(function, self.grid, parameter)
        self.curve.set_data(self.grid, broken_at(self.grid, ys, function == "step"))
        self.slopes.set_data(self.grid, broken_at(self.grid, slopes, function in KINKED))
        reach = 2.5 / np.hypot(1.0, slope)
        self.tangent.set_data([x - reach, x + reach], [y - slope * reach, y + slope * reach])
        self.dot.set_data([x], [y])
        self.foot.set_data([x], [slope])
        kink = x == 0 and function in KINKED
        self.tangent.set_visible(not kink)
        # At a jump the measured number is huge, and at a corner it is the mean of both sides: shown as it is.
        walked = check.numerical_gradient(lambda v: value_and_slope(function, v, parameter)[0], x)
        self.name.set_text(titled(function, parameter))
        self.numbers.set_text(f"x = {plain(x)}\ny = {plain(y, 4)}")
        self.measured.set_text(f"slope {slope:.4f},  measured {walked:.4f}")
        self.remark.set_text(_remark(function, y, slope, kink))
        self.alt = f"{titled(function, parameter)} at x = {x:g}: the value is {y:.4f}, the slope {slope:.4f}."


def _remark(function, y, slope, kink):
    """What the numbers alone do not say."""
    if kink:
        what = "a jump" if function == "step" else "a corner"
        return f"{what}: no slope exists here, dlcore takes {slope:g}"
    if not Y_LIMITS[0] <= y <= Y_LIMITS[1]:
        return "the point lies outside the picture"
    return "flat: a small move changes nothing" if slope < 0.005 else ""


@style()
def comparison():
    """A picture of all nine activations over the same axes: y solid, its slope dashed."""
    picture = Picture(
        8.6,
        6.8,
        alt="Nine small graphs, step, sigmoid, tanh, ReLU, leaky ReLU, ELU, softplus, BRU and softmax: "
        "each with the curve as a solid and its slope as a dashed line.",
    )
    x = np.linspace(-4, 4, 401)
    picture.subplots(3, 3, sharex=True, sharey=True)
    for ax, name in zip(picture.axes[: len(CURVES)], CURVES, strict=True):
        y, slope = value_and_slope(name, x, CURVES[name].usual)
        _panel(ax, x, broken_at(x, y, name == "step"), broken_at(x, slope, name in KINKED))
        ax.set_title(titled(name, CURVES[name].usual), fontsize=10)
    logits = np.stack([x, 0 * x, 0 * x], axis=-1)
    share = F.softmax(logits)
    first = np.zeros_like(share)
    first[:, 0] = 1.0
    ax = picture.axes[len(CURVES)]
    _panel(ax, x, share[:, 0], F.softmax_backward(first, share)[:, 0])
    ax.set_title("softmax: share of x against 0, 0", fontsize=10)
    for ax in picture.axes[6:]:
        ax.set_xlabel("x")
    handles = picture.axes[1].get_lines()[-2:]
    picture.legend(handles, ["y = f(x)", "slope"], loc="outside upper center", ncols=2)
    return picture


def _panel(ax, x, y, slope):
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.plot(x, y, "-", color=POSITIVE, linewidth=2.2)
    ax.plot(x, slope, "--", color=NEGATIVE, linewidth=1.8)
    ax.set(xlim=(-4, 4), ylim=(-1.3, 3.2), xticks=[-4, -2, 0, 2, 4], yticks=[-1, 0, 1, 2, 3])
