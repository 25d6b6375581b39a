"""Pictures of one neuron: its surface, its line, what each input adds, and the four demands of XOR."""

import numpy as np

from dlcore import data
from dlcore import functional as F
from dlcore.viz.base import CLASS_STYLE, GREY, INK, NEGATIVE, NEUTRAL, POSITIVE, SURFACE, Picture, style
from dlcore.viz.words import short, signed

ACTIVATIONS = {"step": F.step, "sigmoid": F.sigmoid, "none": lambda z: z}
SHADES = ACTIVATIONS | {"none": lambda z: 0.5 + 0.5 * z}  # white where z = 0, as for the sigmoid
LIMITS = (-0.75, 1.75)


class Surface:
    """The plane of two inputs inside ``ax``: the output as a colour, the line z = 0 and its normal w.

    ``show(w, b, output)`` moves them; ``output`` is the activation, applied to z = w.x + b on a grid (n, n).
    """

    def __init__(self, ax, limits=LIMITS, n=61):
        ax.set(xlim=limits, ylim=limits, xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        ax.grid(False)
        side = np.linspace(*limits, n)
        self.grid = np.stack(np.meshgrid(side, side), axis=-1)
        self.limits = limits
        half = (side[1] - side[0]) / 2
        extent = (limits[0] - half, limits[1] + half) * 2
        self.image = ax.imshow(np.zeros((n, n)), extent=extent, origin="lower", cmap=SURFACE, vmin=0, vmax=1)
        (self.line,) = ax.plot([], [], "--", color=INK, linewidth=1.8, scalex=False, scaley=False)
        self.normal = ax.annotate(
            "", (0, 0), (0, 0), arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.8}
        )
        self.label = ax.text(0, 0, "", fontsize=12, fontweight="bold", clip_on=True)
        self.artists = [self.image, self.line, self.normal, self.label, *ax.spines.values()]

    def show(self, w, b, output):
        self.image.set_data(output(self.grid @ w + b))
        self.line.set_data(*line_through(w, b))
        size = np.linalg.norm(w)
        self.normal.set_visible(size > 0)
        self.label.set_text("w" if size > 0 else "")
        if size > 0:
            foot = _foot_inside(w, b, self.limits)
            tip = foot + 0.18 * (self.limits[1] - self.limits[0]) * w / size
            self.normal.set_position(foot)
            self.normal.xy = tip
            low, high = self.limits
            self.label.set_position(np.clip(tip + 0.06 * w / size + 0.02, low + 0.05, high - 0.2))


def line_through(w, b, reach=100.0):
    """Two far ends of the line w.x + b = 0, as (xs, ys); empty where w is zero and there is no line."""
    size = np.linalg.norm(w)
    if size == 0:
        return [], []
    foot, along = -b * w / size**2, np.array([-w[1], w[0]]) / size
    return np.transpose([foot - reach * along, foot + reach * along])


def _foot_inside(w, b, limits):
    """Where the arrow starts: on the line, near the middle of the picture, a little aside from its points."""
    middle = np.full(2, np.mean(limits))
    aside = 0.12 * (limits[1] - limits[0]) * np.array([w[1], -w[0]]) / np.linalg.norm(w)
    return middle - (w @ middle + b) / (w @ w) * w + aside


class Rows:
    """Four rows of words in ``ax``. A column is one text: each text costs a millisecond to draw."""

    def __init__(self, ax, top):
        ax.set_axis_off()
        self.ax, self.look = ax, {"va": "top", "linespacing": 2.1, "fontsize": 12}
        self.top = top

    def column(self, x, head="", words=(), ha="center", color=INK):
        """A column at ``x`` under its ``head``; `show` changes its words."""
        self.ax.text(x, self.top + 0.07, head, ha=ha, fontsize=11, color=GREY)
        return self.ax.text(x, self.top, "\n".join(words), ha=ha, color=color, **self.look)

    def marks(self, x, right, wrong):
        """Two columns in one place: ``right`` stands in the rows that are right, ``wrong`` in the others."""
        texts = self.column(x, ha="left", color=POSITIVE), self.column(x, ha="left", color=NEGATIVE)
        return tuple(zip(texts, (right, wrong)))


def show(column, words):
    """Put four words into a column."""
    column.set_text("\n".join(words))


def show_marks(marks, is_right):
    """Mark each row as right or wrong."""
    for (column, mark), wanted in zip(marks, (True, False)):
        show(column, [mark if ok == wanted else " " for ok in is_right])


class NeuronPicture(Picture):
    """One neuron against a Boolean gate: the surface on the left, the four rows as numbers on the right."""

    @style()
    def __init__(self, gate="AND", w1=1.0, w2=1.0, b=-1.5, activation="step"):
        super().__init__(8.6, 4.2)
        left, right = self.subplots(1, 2, width_ratios=[1, 1.05])
        self.surface, self.gate = Surface(left), None
        self.points = [left.plot([], [], linestyle="none", **_look(c))[0] for c in (0, 1)]
        left.legend(loc="upper center", bbox_to_anchor=(0.5, 1.13), ncols=2, handletextpad=0.2)
        rows, X = Rows(right, 0.79), data.gate("AND")[0]
        rows.column(0.03, "$x_1$", [f"{x:.0f}" for x in X[:, 0]])
        rows.column(0.13, "$x_2$", [f"{x:.0f}" for x in X[:, 1]])
        self.z, self.output = rows.column(0.36, "z = w·x + b"), rows.column(0.61, "output")
        self.wanted, self.marks = rows.column(0.82, "wanted"), rows.marks(0.95, "✓", "✗")
        self.score = right.text(0.0, 0.12, "", fontsize=13, fontweight="bold")
        marks = [column for column, _ in self.marks]
        self.moving(*self.surface.artists, *self.points, self.z, self.output, *marks, self.score)
        self.update(gate=gate, w1=w1, w2=w2, b=b, activation=activation)

    def update(self, *, gate, w1, w2, b, activation):
        X, y = data.gate(gate)
        w = np.array([w1, w2])
        z = np.round(X @ w + b, 9)  # 0.1 + 0.2 - 0.3 must count as 0
        output = ACTIVATIONS[activation](z)
        right = (output >= _border(activation)) == (y == 1)
        self.surface.show(w, b, SHADES[activation])
        if gate != self.gate:
            self._show_gate(gate, X, y)
        show(self.z, [signed(number) for number in z])
        show(self.output, [f"{number:.2f}" for number in output])
        show_marks(self.marks, right)
        self.score.set_text(f"{right.sum()} of 4 right")
        self.alt = (
            f"A neuron with weights {w1:g} and {w2:g} and bias {b:g} against {gate}: "
            f"{right.sum()} of 4 rows right."
        )

    def _show_gate(self, gate, X, y):
        self.gate = gate
        for wanted, artist in enumerate(self.points):
            artist.set_data(*X[y == wanted].T)
        show(self.wanted, [f"{number:.0f}" for number in y])
        self.refresh()


def _look(wanted):
    return {"label": f"wanted {wanted}", **CLASS_STYLE[wanted]}


def _border(activation):
    """The output from which on a neuron counts as saying yes: where z is 0."""
    return 0.5 if activation == "sigmoid" else 1.0 if activation == "step" else 0.0


class XorPicture(Picture):
    """XOR against one neuron: the surface, and the four conditions that its rows put to w1, w2 and b."""

    @style()
    def __init__(self, w1=1.0, w2=1.0, b=-0.5):
        super().__init__(8.6, 4.0)
        left, right = self.subplots(1, 2, width_ratios=[1, 1.05])
        self.surface = Surface(left)
        X, y = data.gate("XOR")
        points = [left.plot(*X[y == c].T, linestyle="none", **_look(c))[0] for c in (0, 1)]
        left.legend(loc="upper center", bbox_to_anchor=(0.5, 1.13), ncols=2, handletextpad=0.2)
        rows = Rows(right, 0.79)
        demands = ["b < 0", "w₂ + b ≥ 0", "w₁ + b ≥ 0", "w₁ + w₂ + b < 0"]
        rows.column(0.0, "what XOR demands", demands, ha="left")
        self.values, self.marks = rows.column(0.55), rows.marks(0.70, "✓ holds", "✗ broken")
        self.sums = right.text(0.0, 0.17, "", fontsize=11)
        self.score = right.text(0.0, 0.05, "", fontsize=13, fontweight="bold")
        marks = [column for column, _ in self.marks]
        self.moving(*self.surface.artists, *points, self.values, *marks, self.sums, self.score)
        self.update(w1=w1, w2=w2, b=b)

    def update(self, *, w1, w2, b):
        X, y = data.gate("XOR")
        w = np.array([w1, w2])
        z = np.round(X @ w + b, 9)  # 0.1 + 0.2 - 0.3 must count as 0
        held = (z >= 0) == (y == 1)
        self.surface.show(w, b, F.step)
        show(self.values, [signed(number) for number in z])
        show_marks(self.marks, held)
        second_third, first_fourth = signed(z[1] + z[2]), signed(z[0] + z[3])
        self.sums.set_text(f"second + third = {second_third}\nfirst + fourth = {first_fourth}")
        self.score.set_text(f"{held.sum()} of 4 hold")
        self.alt = f"XOR with weights {w1:g} and {w2:g} and bias {b:g}: {held.sum()} of 4 conditions hold."


@style()
def contributions(x, w, b):
    """A picture of z = w.x + b (x, w: (n,)), built up from the bias by one bar w_i x_i for each input."""
    products = np.asarray(w) * np.asarray(x)
    ends = b + np.concatenate([[0.0], np.cumsum(products)])
    starts = np.concatenate([[0.0], ends[:-1]])
    labels = [f"bias  {short(b)}"] + [f"{short(w_i)} · {short(x_i)}" for w_i, x_i in zip(w, x)]
    picture = Picture(
        8,
        3.6,
        alt=f"Bars from 0 to {ends[-1]:.3f}: the bias, then one product for each input, "
        f"{', '.join(f'{p:+.3g}' for p in products)}.",
    )
    ax = picture.subplots()
    for row, (start, end) in enumerate(zip(starts, ends)):
        colour = NEUTRAL if row == 0 else POSITIVE if end >= start else NEGATIVE
        ax.barh(
            row, end - start, left=start, color=colour, hatch="" if end >= start else "///", edgecolor="white"
        )
        ax.text(max(start, end) + 0.08, row, signed(end - start, 3), va="center", fontsize=10)
        ax.plot([end, end], [row, row + 1], color=GREY, linewidth=1, linestyle=":")
    ax.plot(ends[-1], len(labels), marker="D", color=INK, markersize=9)
    ax.text(ends[-1] + 0.15, len(labels), f"z = {ends[-1]:.3f}", va="center", fontweight="bold")
    ax.axvline(0, color=INK, linewidth=1.2)
    ax.set(yticks=range(len(labels) + 1), yticklabels=[*labels, "sum"], xlabel="running sum")
    ax.invert_yaxis()
    ax.margins(x=0.14)
    ax.grid(axis="y", visible=False)
    return picture


@style()
def boundary(w, b, points=()):
    """A picture of the line w.x + b = 0, its normal w (2,) and the signed distance of each of ``points``."""
    w = np.asarray(w, dtype=float)
    picture = Picture(6.4, 4.6)
    ax = picture.subplots()
    surface = Surface(ax, limits=(-1.2, 3.0), n=141)
    surface.show(w, b, F.step)
    distances = []
    for point in np.asarray(points, dtype=float):
        z = w @ point + b
        foot = point - z / (w @ w) * w
        ax.plot(*np.transpose([foot, point]), color=GREY, linewidth=1.5, linestyle="-")
        ax.plot(*point, linestyle="none", **CLASS_STYLE[int(z >= 0)])
        distances.append(z / np.linalg.norm(w))
        shift = 0.16 if z >= 0 else -0.3
        ax.text(*(point + [0.0, shift]), f"distance {signed(distances[-1], 3)}", ha="center", fontsize=10)
    ax.text(2.9, 2.75, "z > 0: says 1", ha="right", fontsize=10)
    ax.text(-1.1, -1.1, "z < 0: says 0", fontsize=10)
    found = " and ".join(f"{d:+.3f}" for d in distances)
    picture.alt = (
        f"The line {w[0]:g} x1 + {w[1]:g} x2 + {b:g} = 0 with its normal; points at distances {found}."
    )
    return picture
