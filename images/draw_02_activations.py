"""The drawing at the head of lesson 02: a straight line goes in, a bent one comes out."""

import numpy as np

from dlcore import functional as F
from dlcore.viz.base import GREY, INK, NEGATIVE, POSITIVE, Picture, style

TITLE = (
    "A straight line goes into a box called activation and leaves it bent: as a sigmoid, as a ReLU, "
    "as a bionodal root unit"
)
BENT = (("sigmoid", F.sigmoid), ("ReLU", F.relu), ("BRU", F.bru))


@style()
def draw():
    picture = Picture(8.6, 2.6, alt=TITLE)
    back = picture.sheet()
    arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.6}
    box = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": INK, "linewidth": 1.6}
    back.text(2.95, 1.35, "activation", ha="center", va="center", fontsize=13, bbox=box)
    back.annotate("", (2.3, 1.35), (1.85, 1.35), arrowprops=arrow)
    back.annotate("", (4.05, 1.35), (3.6, 1.35), arrowprops=arrow)
    z = np.linspace(-2.5, 2.5, 201)
    _small(picture, 0.03, z, z, "z = w·x + b", NEGATIVE, "--")
    for column, (name, f) in enumerate(BENT):
        _small(picture, 0.49 + 0.172 * column, z, f(z), name, POSITIVE, "-")
    return picture


def _small(picture, left, x, y, title, colour, line):
    """One small graph with nothing but its two axes."""
    ax = picture.add_axes((left, 0.12, 0.15, 0.68))
    ax.axhline(0, color=GREY, linewidth=0.9)
    ax.axvline(0, color=GREY, linewidth=0.9)
    ax.plot(x, y, line, color=colour, linewidth=2.6)
    ax.set(xlim=(-2.5, 2.5), ylim=(-1.6, 2.5), xticks=[], yticks=[])
    ax.grid(False)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_title(title, loc="center", fontsize=12)
