"""Pictures of hinges: ReLUs that each bend a line once, and the curves that their sums can follow."""

import numpy as np

from dlcore import functional as F
from dlcore.viz.base import BLUE, GREEN, GREY, PURPLE, VERMILLION, Picture, style
from dlcore.viz.words import signed

SIDE = np.linspace(0.0, 4.0, 161)
TARGETS = {
    "tent": lambda x: np.interp(x, [0, 1, 2, 3, 4], [0, 0, 1, 0, 0]),
    "plateau": lambda x: np.interp(x, [0, 1, 1.5, 3, 3.5, 4], [0, 0, 1, 1, 0, 0]),
    "wave": lambda x: np.sin(np.pi * x / 2),
}
N_HINGES = 4
START = {"p1": 1.0, "s1": 1.0, "p2": 2.0, "s2": 0.0, "p3": 3.0, "s3": 0.0, "p4": 3.5, "s4": 0.0}
LOOKS = ((GREEN, "--"), (VERMILLION, "-."), (PURPLE, ":"), (GREY, (0, (5, 1, 1, 1, 1, 1))))


def hinges(x, positions, slopes):
    """Column k is slopes[k] * relu(x - positions[k]); x: (n,), positions and slopes: (k,)."""
    return np.asarray(slopes) * F.relu(np.subtract.outer(x, positions))


class HingePicture(Picture):
    """Four hinges, their sum, and the target that it should follow, with the error in numbers.

    Hinge k starts at p_k and adds the slope s_k from there on; ``hinge`` is the one that stands out.
    """

    @style()
    def __init__(self, target="tent", hinge=1, **places):
        super().__init__(9.2, 4.2)
        left, right = self.subplots(1, 2, width_ratios=[1.7, 1])
        left.set(xlim=(0, 4), ylim=(-2.2, 2.6), xlabel="x", ylabel="output")
        left.axhline(0, color=GREY, linewidth=1)
        flat = (SIDE, 0 * SIDE)
        (self.target,) = left.plot(*flat, color="#B9B9B9", linestyle="-", linewidth=7, label="target")
        self.parts = [left.plot(*flat, color=colour, linestyle=line, zorder=3)[0] for colour, line in LOOKS]
        (self.sum,) = left.plot(*flat, color=BLUE, linestyle="-", linewidth=3.4, label="sum")
        (self.bends,) = left.plot([], [], "o", color=BLUE, markersize=7, zorder=4)
        left.legend(loc="upper left", ncols=2)
        right.set(xlim=(0, 1), ylim=(0, 1))
        right.set_axis_off()
        columns = (0.02, 0.38, 0.62, 0.98)
        for x, head in zip(columns, ("hinge", "starts\nat", "adds\nslope", "slope of sum\nfrom there")):
            right.text(x, 0.87, head, ha="left" if x < 0.1 else "right", fontsize=10, color=GREY)
        for k, (colour, line) in enumerate(LOOKS):
            right.plot([0.07, 0.2], [0.775 - 0.12 * k] * 2, color=colour, linestyle=line)
        self.rows = [[right.text(x, 0.75 - 0.12 * k, "", fontsize=11, ha="left" if x < 0.1 else "right")
                      for x in columns] for k in range(N_HINGES)]
        self.error = right.text(0.02, 0.14, "", fontsize=13, fontweight="bold")
        self.note = right.text(0.02, 0.02, "", fontsize=10, color=GREY)
        texts = [text for row in self.rows for text in row]
        self.moving(self.target, self.sum, *self.parts, self.bends, *texts, self.error, self.note)
        self.update(target=target, hinge=hinge, **(START | places))

    def update(self, *, target, hinge, **places):
        positions = np.array([places[f"p{k}"] for k in range(1, N_HINGES + 1)])
        slopes = np.array([places[f"s{k}"] for k in range(1, N_HINGES + 1)])
        wanted, parts = TARGETS[target](SIDE), hinges(SIDE, positions, slopes)
        total = parts.sum(axis=1)
        error = np.mean((total - wanted) ** 2)
        self.target.set_ydata(wanted)
        self.sum.set_ydata(total)
        self.bends.set_data(positions, hinges(positions, positions, slopes).sum(axis=1))
        for k, line in enumerate(self.parts):
            line.set_ydata(parts[:, k])
            line.set_visible(slopes[k] != 0)
            line.set_linewidth(2.4 if k == hinge - 1 else 1.4)
        for k, texts in enumerate(self.rows):
            after = slopes[positions <= positions[k]].sum()
            values = (f"{k + 1}", f"{positions[k]:.1f}", signed(slopes[k]), signed(after))
            for text, value in zip(texts, values):
                text.set_text(value)
                text.set_fontweight("bold" if k == hinge - 1 else "normal")
        self.error.set_text(f"error {error:.3f}")
        self.note.set_text("mean of the squared differences")
        self.alt = (
            f"Hinges at {', '.join(f'{p:g}' for p in positions)} that add the slopes "
            f"{', '.join(f'{s:g}' for s in slopes)}; their sum against the target {target}, "
            f"mean squared error {error:.3f}."
        )


@style()
def fits(X, y, curves, errors):
    """A picture of curves fitted to the points X, y (n, 1), and of the errors against the number of hinges.

    curves: {number of hinges: (x (m,), fitted (m,))}, three at most.
    errors: {name: {number of hinges: mean squared error}}, three at most.
    """
    ends = "; ".join(f"{name}, smallest with {min(e, key=e.get)} hinges" for name, e in errors.items())
    counts = ", ".join(map(str, curves))
    picture = Picture(9.6, 4.2, alt=f"Points, and the sums of {counts} hinges fitted to them; error {ends}.")
    left, right = picture.subplots(1, 2, width_ratios=[1.35, 1])
    left.plot(X, y, ".", color="#A9A9A9", markersize=5)
    looks = ((VERMILLION, "--", 1.8), (BLUE, "-", 2.6), (PURPLE, "-", 1.1))
    for (n, (x, fitted)), (colour, line, width) in zip(curves.items(), looks):
        left.plot(x, fitted, linestyle=line, color=colour, linewidth=width, label=f"{n} hinges")
    left.set(xlabel="x", ylabel="y", ylim=(min(y) - 0.9, max(y) + 0.2))
    left.legend(loc="lower center", ncols=3)
    for (name, series), look in zip(errors.items(), (("o-", BLUE), ("s--", VERMILLION), ("^:", GREEN))):
        right.plot(list(series), list(series.values()), look[0], color=look[1], label=name)
    counts = list(next(iter(errors.values())))
    right.set(xscale="log", yscale="log", xlabel="hinges", ylabel="mean squared error")
    right.set_xticks(counts, [str(n) for n in counts])
    right.minorticks_off()
    right.legend()
    return picture
