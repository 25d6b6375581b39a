"""The perceptron rule at work: the lines it tries, and its mistakes."""

import numpy as np

from dlcore.viz.base import CLASS_STYLE, INK, SURFACE, Picture, style
from dlcore.viz.neuron import line_through


@style()
def learning(X, y, history, labels=("$x_1$", "$x_2$")):
    """A picture of ``history`` [(w, b, mistakes), ...], one entry an epoch. X: (N, 2)   y: (N,) of 0 and 1.

    Left: the line after each epoch, from pale to dark. Right: the mistakes made in each epoch.
    """
    mistakes = [m for _, _, m in history]
    picture = Picture(
        8.6,
        3.8,
        alt=f"Two groups of points and the lines of {len(history)} epochs; "
        f"mistakes by epoch: {', '.join(map(str, mistakes))}.",
    )
    left, right = picture.subplots(1, 2, width_ratios=[1.15, 1])
    _points(left, X, y)
    left.set(xlabel=labels[0], ylabel=labels[1])
    _lines(left, history)
    left.legend(loc="upper center", bbox_to_anchor=(0.5, 1.22), ncols=2)
    _bars(right, mistakes)
    return picture


def _points(ax, X, y):
    for c in (0, 1):
        ax.plot(*X[y == c].T, linestyle="none", label=f"kind {c}", **{**CLASS_STYLE[c], "markersize": 6})
    low, high = X.min(axis=0) - 0.4, X.max(axis=0) + 0.4
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))


def _lines(ax, history):
    """The line of each epoch; the last is dark and solid, and only it and the first are named."""
    for epoch, (w, b, _) in enumerate(history, start=1):
        last = epoch == len(history)
        shade = 0.75 - 0.55 * epoch / len(history)
        ax.plot(
            *line_through(np.asarray(w), b),
            color=INK if last else str(shade),
            linewidth=2.4 if last else 1.2,
            linestyle="-" if last else "--",
            scalex=False,
            scaley=False,
            label=f"after epoch {epoch}" if last or epoch == 1 else None,
        )


def _bars(ax, mistakes):
    epochs = range(1, len(mistakes) + 1)
    ax.bar(epochs, mistakes, color=SURFACE(1.0), edgecolor=INK, width=0.7)
    for epoch, m in zip(epochs, mistakes):
        ax.text(epoch, m, f"{m}", ha="center", va="bottom")
    ax.set(xlabel="epoch", ylabel="mistakes", xticks=epochs)
    ax.margins(y=0.12)
    ax.grid(axis="x", visible=False)
