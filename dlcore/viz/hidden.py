"""Pictures of what hidden layers do: where they send points, how scale travels, how many pieces they make."""

import numpy as np

from dlcore import data
from dlcore import functional as F
from dlcore.viz.base import (
    ACCENT,
    BLUE,
    CLASS_STYLE,
    GREEN,
    GREY,
    INK,
    NEGATIVE,
    POSITIVE,
    SURFACE,
    VERMILLION,
    Picture,
    style,
)
from dlcore.viz.neuron import Surface, line_through
from dlcore.viz.words import numbered, plain, signed

ACTIVATIONS = {"step": F.step, "ReLU": F.relu, "none": lambda z: z}
SUM = np.array([1.0, 1.0])  # the weights of both hidden neurons: each looks at x1 + x2
HIDDEN_LIMITS = (-2.4, 3.4)


class HiddenPicture(Picture):
    """XOR by two hidden neurons and one output neuron: the inputs' plane, the hidden plane, the four rows.

    h1 = f(x1 + x2 + b1)   h2 = f(x1 + x2 + b2)   z = h1 + v h2 + c   says 1 where z >= 0
    """

    @style()
    def __init__(self, activation="ReLU", b1=0.0, b2=-1.0, v=-2.0, c=-0.5):
        super().__init__(9.6, 4.2)
        left, middle, right = self.subplots(1, 3, width_ratios=[1, 1, 0.95])
        X, y = data.gate("XOR")
        looks = [{"linestyle": "none", "zorder": 5, **CLASS_STYLE[c]} for c in (0, 1)]
        self._inputs_plane(left)
        fixed = [left.plot(*X[y == c].T, **looks[c])[0] for c in (0, 1)]
        self._hidden_plane(middle, looks)
        self._table(right, X)
        numbers = [text for row in self.cells for text in row]
        self.moving(
            *[*self.inputs.artists, *self.hidden.artists, *self.lines, *self.line_names],
            *[*fixed, *self.points, *self.labels, *numbers, *self.formulas, self.score],
        )
        self.update(activation=activation, b1=b1, b2=b2, v=v, c=c)

    def _inputs_plane(self, ax):
        """The plane of x1 and x2, with the lines of both hidden neurons."""
        self.inputs = Surface(ax, n=81)
        self.inputs.normal.set_visible(False)
        ax.set_title("the inputs")
        still = {"color": GREY, "scalex": False, "scaley": False, "linewidth": 2.0}
        self.lines = [ax.plot([], [], linestyle=look, **still)[0] for look in ("-.", ":")]
        self.line_names = [ax.text(0, 0, name, fontsize=11, clip_on=True) for name in numbered("h", 2)]

    def _hidden_plane(self, ax, looks):
        """The plane of h1 and h2, where the points arrive that `update` sends there."""
        self.hidden = Surface(ax, limits=HIDDEN_LIMITS, n=81)
        ax.set(xlabel="$h_1$", ylabel="$h_2$", title="the hidden plane")
        self.points = [ax.plot([], [], **looks[c])[0] for c in (0, 1)]
        self.labels = [ax.text(0, 0, "", fontsize=9.5, zorder=6, clip_on=True) for _ in range(4)]

    def _table(self, ax, X):
        ax.set(xlim=(0, 1), ylim=(0, 1))
        ax.set_axis_off()
        places = [0.05, 0.17, 0.38, 0.60, 0.84, 0.99]
        for x, head in zip(places, [*numbered("x", 2), *numbered("h", 2), "z", ""]):
            ax.text(x, 0.97, head, ha="center", fontsize=11, color=GREY)
        heights = [0.86 - 0.11 * row for row in range(4)]
        look = {"ha": "center", "fontsize": 10.5}
        for y, inputs in zip(heights, X):
            for x, value in zip(places, inputs):
                ax.text(x, y, f"{value:.0f}", **look)
        self.cells = [[ax.text(x, y, "", **look) for x in places[2:]] for y in heights]
        self.formulas = [ax.text(0, y, "", fontsize=10.5) for y in (0.36, 0.27, 0.18)]
        self.score = ax.text(0, 0.03, "", fontsize=12.5, fontweight="bold")

    def update(self, *, activation, b1, b2, v, c):
        f, w = ACTIVATIONS[activation], np.array([1.0, v])
        X, y = data.gate("XOR")

        def hidden(X):
            return f(np.stack([X @ SUM + b1, X @ SUM + b2], axis=-1))

        H = hidden(X)
        z = np.round(H @ w + c, 9)  # exactly on the border must count as 1
        right = (z >= 0) == (y == 1)
        self.inputs.image.set_data(F.step(hidden(self.inputs.grid) @ w + c))
        for line, name, b in zip(self.lines, self.line_names, (b1, b2)):
            line.set_data(*line_through(SUM, b))
            name.set_position((0.66 - b / 2, -0.6 - b / 2))
        self.hidden.show(w, c, F.step)
        self.hidden.normal.set_visible(False)  # it would cover the names of the points
        self.hidden.label.set_text("")
        for wanted, artist in enumerate(self.points):
            artist.set_data(*H[y == wanted].T)
        self._name_points(X, H)
        self._fill_table(H, z, right)
        f_name = "" if activation == "none" else activation
        for text, name, b in zip(self.formulas, numbered("h", 2), (b1, b2)):
            text.set_text(f"{name} = {f_name}(x₁ + x₂ {signed(b)})")
        self.formulas[2].set_text(f"z = h₁ {signed(v)} h₂ {signed(c)}")
        self.score.set_text(f"{right.sum()} of 4 rows right")
        self.alt = (
            f"XOR through two hidden neurons with activation {activation}, biases {b1:g} and {b2:g}, second "
            f"output weight {v:g}, output bias {c:g}: {right.sum()} of 4 rows right."
        )

    def _name_points(self, X, H):
        """Each place in the hidden plane is named after the rows that arrive there."""
        names = {}
        for x, h in zip(X, H):
            names.setdefault(tuple(h.tolist()), []).append(f"{x[0]:.0f}{x[1]:.0f}")
        places = [*names.items(), *[((0.0, 0.0), [])] * 4]
        for text, (place, rows) in zip(self.labels, places):
            text.set_position(np.array(place) + [0.22, -0.45])
            text.set_text(", ".join(rows))

    def _fill_table(self, H, z, right):
        for row, texts in enumerate(self.cells):
            numbers = [*map(plain, H[row]), signed(z[row])]
            for text, value in zip(texts, [*numbers, "✓" if right[row] else "✗"]):
                text.set_text(value)
            texts[-1].set_color(POSITIVE if right[row] else NEGATIVE)


@style()
def scales(sizes):
    """A picture of {name: sizes of the outputs, from the input on}: one line a start, log scale."""
    ends = ", ".join(f"{name}: {values[-1]:.2g}" for name, values in sizes.items())
    picture = Picture(8.2, 4.2, alt=f"Size of the outputs over {_depth(sizes)} layers; at the end {ends}.")
    ax = picture.subplots()
    looks = ((VERMILLION, "^", "--"), (BLUE, "o", "-"), (INK, "v", "-."), (GREEN, "s", ":"))
    for (name, values), (colour, marker, line) in zip(sizes.items(), looks):
        ax.plot(range(len(values)), values, marker=marker, color=colour, linestyle=line, linewidth=2)
        ax.text(len(values) - 0.75, values[-1], name, color=colour, va="center")
    ax.set(
        yscale="log",
        xlabel="layer (0 is the image itself)",
        ylabel="size of the outputs",
        xlim=(-0.3, _depth(sizes) + 3.2),
        xticks=range(_depth(sizes) + 1),
    )
    return picture


def _depth(sizes):
    return len(next(iter(sizes.values()))) - 1


def bends(values, tolerance=1e-9):
    """The indices where a piecewise linear function, sampled evenly as values (n,), changes its slope.

    A bend between two places of the grid changes two differences in a row; it is counted once.
    """
    at = np.flatnonzero(np.abs(np.diff(values, 2)) > tolerance) + 1
    return at[np.diff(at, prepend=-9) > 1]


@style()
def pieces(t, curves):
    """A picture of functions along a line, t (n,) and curves {name: values (n,)}, with every bend marked."""
    found = {name: bends(values) for name, values in curves.items()}
    words = "; ".join(f"{name}: {len(at) + 1}" for name, at in found.items())
    picture = Picture(8.6, 3.5, alt=f"Straight pieces along a line. {words}.")
    axes = picture.subplots(1, len(curves))
    for ax, (name, values), colour in zip(axes, curves.items(), (GREY, BLUE, ACCENT)):
        at = found[name]
        ax.plot(t, values, color=colour, linewidth=2)
        ax.plot(t[at], values[at], linestyle="none", marker="o", markersize=5, color=INK)
        n = len(at) + 1
        ax.set(title=f"{name}: {n} piece{'s' if n > 1 else ''}", xlabel="the input, t")
    axes[0].set_ylabel("output")
    return picture


@style()
def random_features(solved, W, b, w, c):
    """A picture of XOR with a random hidden layer: the share solved by width, and one network that solves it.

    solved: {width: share}   W: (n, 2), b: (n,) of the hidden ReLU layer   w: (n,), c: the output neuron.
    """
    shares = ", ".join(f"{n}: {100 * share:.0f}%" for n, share in solved.items())
    picture = Picture(8.6, 3.9, alt=f"Share of random hidden layers that solve XOR, by width. {shares}.")
    left, right = picture.subplots(1, 2, width_ratios=[1.25, 1])
    left.bar([str(n) for n in solved], [100 * s for s in solved.values()], color=SURFACE(1.0), edgecolor=INK)
    for k, share in enumerate(solved.values()):
        left.text(k, 100 * share + 1.5, f"{100 * share:.0f}", ha="center")
    left.set(
        xlabel="hidden neurons (random, never trained)", ylabel="networks that solve XOR, %", ylim=(0, 108)
    )
    left.grid(axis="x", visible=False)
    surface = Surface(right, n=161)
    surface.image.set_data(F.step(F.relu(surface.grid @ W.T + b) @ w + c))
    surface.normal.set_visible(False)
    for row, bias in zip(W, b):
        right.plot(*line_through(row, bias), ":", color=GREY, linewidth=1.2, scalex=False, scaley=False)
    X, y = data.gate("XOR")
    for kind in (0, 1):
        right.plot(*X[y == kind].T, linestyle="none", **CLASS_STYLE[kind])
    right.set_title(f"one that does: {len(W)} neurons")
    return picture
