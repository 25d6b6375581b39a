"""The drawing at the head of lesson 04: an image goes through 784-128-10, with the shape of every array."""

import numpy as np
from matplotlib.patches import Rectangle

from dlcore import data
from dlcore.viz.base import BLUE, GREY, INK, Picture, style

ALT = (
    "An image of 28 by 28 pixels becomes 784 numbers; a weight matrix and ReLU make 128 of them, a second "
    "matrix 10, one for each digit"
)
MIDDLE = 1.75
STATIONS = (
    # left edge, width, height, name, shape, lit
    (2.45, 0.16, 2.3, r"$\mathbf{a}^{[0]}$", "(784,)", False),
    (3.35, 1.35, 0.62, r"$\mathbf{W}^{[1]}$", "(128, 784)", True),
    (5.55, 0.16, 1.25, r"$\mathbf{a}^{[1]}$", "(128,)", False),
    (6.45, 0.7, 0.34, r"$\mathbf{W}^{[2]}$", "(10, 128)", True),
    (8.15, 0.16, 0.7, r"$\mathbf{z}^{[2]}$", "(10,)", False),
)
ARROWS = ((1.85, 2.35, ""), (2.72, 3.25, ""), (4.78, 5.45, "ReLU"), (5.82, 6.35, ""), (7.25, 8.05, ""))


@style()
def draw():
    picture = Picture(9.2, 3.4, alt=ALT)
    ax = picture.sheet()
    image = data.digits().X_test[3].reshape(8, 8)
    side = 1.54 / 8
    for (i, j), ink in np.ndenumerate(image):
        corner, grey = (0.25 + side * j, MIDDLE + 0.77 - side * (i + 1)), (1 - 0.85 * ink,) * 3
        ax.add_patch(Rectangle(corner, side, side, facecolor=grey, edgecolor=grey, linewidth=0.5))
    frame = Rectangle((0.25, MIDDLE - 0.77), 1.54, 1.54, facecolor="none", edgecolor=GREY, linewidth=1.2)
    ax.add_patch(frame)
    label(ax, 1.02, 1.54, "image", "(28, 28)")
    for left, width, height, name, shape, lit in STATIONS:
        fill, edge = ("#CFE4F5", BLUE) if lit else ("#F4F4F4", INK)
        corner = (left, MIDDLE - height / 2)
        ax.add_patch(Rectangle(corner, width, height, facecolor=fill, edgecolor=edge, linewidth=1.4))
        label(ax, left + width / 2, height, name, shape)
    for start, end, word in ARROWS:
        arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.5}
        ax.annotate("", (end, MIDDLE), (start, MIDDLE), arrowprops=arrow)
        ax.text((start + end) / 2, MIDDLE + 0.12, word, ha="center", fontsize=10)
    for k in range(1, 10):
        y = MIDDLE - 0.35 + 0.07 * k
        ax.plot([8.15, 8.31], [y, y], "-", color=INK, linewidth=0.7)
    ax.text(8.42, MIDDLE, "one number\nfor each\ndigit", va="center", fontsize=8.5)
    return picture


def label(ax, x, height, name, shape):
    """The name above a box of this height, the shape below."""
    ax.text(x, MIDDLE + height / 2 + 0.12, name, ha="center", fontsize=12)
    ax.text(x, MIDDLE - height / 2 - 0.26, shape, ha="center", fontsize=9.5, family="DejaVu Sans Mono")
