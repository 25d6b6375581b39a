"""Pictures of slopes at work: multiplied over depth, and followed downhill by one neuron."""

import numpy as np

from dlcore import functional as F
from dlcore.viz.activations import CURVES, value_and_slope
from dlcore.viz.base import CLASS_STYLE, GREY, INK, NEGATIVE, POSITIVE, Picture, style

DEEPEST, FLOOR, TOP = 30, 1e-24, 1e10
COMPARED = {"sigmoid": ("--", "s"), "tanh": ("-.", "^"), "ReLU": (":", "o")}


def products(name, x, depth, weight=1.0):
    """The slope of a chain y = f(w f(w f(... w x))) after 1, 2, ... depth layers: (depth,), all of one chain.

    By the chain rule, each layer multiplies it by w f'(z).
    """
    a, factors = np.array(float(x)), []
    for _ in range(depth):
        a, slope = value_and_slope(name, weight * a, CURVES[name].usual)
        factors.append(weight * float(slope))
    return np.cumprod(factors)


class DepthPicture(Picture):
    """The product of the slopes after each layer, on a logarithmic scale, beside sigmoid, tanh and ReLU."""

    @style()
    def __init__(self, function="sigmoid", depth=20, x=1.0, weight=1.0):
        super().__init__(8.6, 4.3)
        ax = self.subplots()
        ax.set(xlim=(0.5, DEEPEST + 4), ylim=(FLOOR, TOP), yscale="log")
        ax.set(xlabel="layers in a row", ylabel="product of their slopes")
        ax.axhline(1.0, color=GREY, linewidth=1.0)
        still = {"scalex": False, "scaley": False}
        blank = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        self.others, self.labels = {}, {}
        for name, (line, marker) in COMPARED.items():
            look = {"color": GREY, "linestyle": line, "linewidth": 1.4, "marker": marker, "markersize": 4}
            (self.others[name],) = ax.plot([], [], **look, **still)
            self.labels[name] = ax.text(0, 0, name, color=GREY, va="center", clip_on=True, bbox=blank)
        (self.line,) = ax.plot([], [], "-o", color=POSITIVE, linewidth=2.4, markersize=5, **still)
        self.words = ax.text(0.015, 0.04, "", transform=ax.transAxes, linespacing=1.5)
        self.result = ax.text(0.015, 0.94, "", transform=ax.transAxes, fontsize=12, fontweight="bold")
        lines = [*self.others.values(), *self.labels.values(), self.line]
        self.moving(*lines, self.words, self.result)
        self.update(function=function, depth=depth, x=x, weight=weight)

    def update(self, *, function, depth, x, weight):
        ends = {}
        for name, line in self.others.items():
            product = products(name, x, depth, weight)
            line.set_data(range(1, depth + 1), _drawn(product))
            ends[name] = _drawn(product)[-1]
            line.set_visible(name != function)  # the chosen one has its own line
        self._place_labels(ends, depth)
        product = products(function, x, depth, weight)
        self.line.set_data(range(1, depth + 1), _drawn(product))
        layers = "layer" if depth == 1 else "layers"
        self.result.set_text(f"{function}: after {depth} {layers} the slope is {product[-1]:.2g}")
        self.words.set_text(_verdict(product[-1]))
        self.alt = (
            f"Product of the slopes of {depth} {function} {layers} with weight {weight:g}, input {x:g}: "
            f"{product[-1]:.3g}."
        )

    def _place_labels(self, ends, depth):
        """Names at the ends of their lines, at least one and a half powers of ten apart."""
        lowest = np.log10(FLOOR) + 0.8
        for name in sorted(ends, key=ends.get):
            at = max(np.log10(ends[name]), lowest)
            self.labels[name].set_position((depth + 0.5, 10.0**at))
            lowest = at + 1.7


def _drawn(product):
    """A logarithm knows no zero: what is smaller than the lowest line is drawn on it."""
    return np.clip(product, FLOOR, TOP)


def _verdict(product):
    if product == 0:
        return "exactly zero: nothing that happens at the input is noticed at the end"
    if product < 1e-3:
        return "vanishing: a change at the input hardly reaches the end"
    if product > 1e3:
        return "exploding: a small change at the input shakes the end"
    return "a change at the input reaches the end"


@style()
def threshold_learning(x, y, history, flat, labels=("x", "output")):
    """A picture of one sigmoid neuron that learns. x, y: (N,)   history: [(w, b, loss), ...], a row a step.

    Left: the curve at a few moments, from pale to dark, over the examples. Right: its loss after each step,
    and ``flat``, the losses of the neuron with a step, which never moves.
    """
    losses = [loss for _, _, loss in history]
    picture = Picture(
        8.6,
        3.9,
        alt=f"A sigmoid turns from flat to a smooth threshold; its loss falls from {losses[0]:.3f} to "
        f"{losses[-1]:.3f}, while the loss of the step stays at {flat[-1]:.3f}.",
    )
    left, right = picture.subplots(1, 2, width_ratios=[1.15, 1])
    _examples(left, x, y)
    _moments(left, np.linspace(x.min() - 0.05, x.max() + 0.05, 201), history)
    left.set(xlabel=labels[0], ylabel=labels[1], ylim=(-0.12, 1.12))
    left.legend(loc="upper center", bbox_to_anchor=(0.5, 1.2), ncols=4, handlelength=1.6, columnspacing=0.9)
    right.plot(losses, "-", color=POSITIVE, label="sigmoid")
    right.plot(flat, "--", color=NEGATIVE, label="step")
    right.set(xlabel="steps downhill", ylabel="loss", ylim=(0, None))
    right.legend(loc="center right")
    return picture


def _examples(ax, x, y):
    spread = 0.05 * np.sin(37.0 * np.arange(len(x)))  # so that points of one value do not hide each other
    for c in (0, 1):
        look = {**CLASS_STYLE[c], "markersize": 4, "markeredgewidth": 1.0, "alpha": 0.7}
        ax.plot(x[y == c], y[y == c] + spread[y == c], linestyle="none", **look)


def _moments(ax, grid, history):
    """The sigmoid at the start, after a fiftieth and a tenth of the steps, and at the end."""
    last = len(history) - 1
    looks = (("0.7", ":"), ("0.55", "-."), ("0.35", "--"), (INK, "-"))
    for moment, (shade, line) in zip((0, last // 50, last // 10, last), looks):
        w, b, _ = history[moment]
        ax.plot(grid, F.sigmoid(w * grid + b), line, color=shade, label=f"{moment} steps")
