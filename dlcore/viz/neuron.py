"""Pictures of one neuron: its surface, its line, what each input adds, and the four demands of XOR."""

import numpy as np

from dlcore import data
from dlcore import functional as F
from dlcore.viz.base import CLASS_STYLE, GREY, INK, NEGATIVE, NEUTRAL, POSITIVE, SURFACE, Picture, style

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


def signed(number, digits=2):
    """A number with its sign, and a true minus: "+0.50", "−1.25"."""
    return f"{number:+.{digits}f}".replace("-", "−")


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


class NeuronPicture(Picture):
    """One neuron against a Boolean gate: the surface on the left, the four rows as numbers on the right."""

    @style()
    def __init__(self, gate="AND", w1=1.0, w2=1.0, b=-1.5, activation="step"):
        super().__init__(8.6, 4.2)
        left, self.right = self.subplots(1, 2, width_ratios=[1, 1.05])
        self.surface = Surface(left)
        self.points = [
            left.plot([], [], linestyle="none", label=f"wanted {c}", **CLASS_STYLE[c])[0] for c in (0, 1)
        ]
        left.legend(loc="upper center", bbox_to_anchor=(0.5, 1.13), ncols=2, handletextpad=0.2)
        self.right.set_axis_off()
        heads = ["$x_1$", "$x_2$", "z = w·x + b", "output", "wanted", ""]
        self.columns = [0.03, 0.13, 0.36, 0.61, 0.82, 0.97]
        for x, head in zip(self.columns, heads):
            self.right.text(x, 0.86, head, ha="center", fontsize=11, color=GREY)
        self.cells = [
            [self.right.text(x, 0.74 - 0.12 * row, "", ha="center", fontsize=12) for x in self.columns]
            for row in range(4)
        ]
        self.formula = self.right.text(0.0, 0.18, "", fontsize=11)
        self.score = self.right.text(0.0, 0.05, "", fontsize=13, fontweight="bold")
        numbers = [text for row in self.cells for text in row]
        self.moving(*self.surface.artists, *self.points, *numbers, self.formula, self.score)
        self.update(gate=gate, w1=w1, w2=w2, b=b, activation=activation)

    def update(self, *, gate, w1, w2, b, activation):
        X, y = data.gate(gate)
        w = np.array([w1, w2])
        z = np.round(X @ w + b, 9)  # 0.1 + 0.2 - 0.3 must count as 0
        output = ACTIVATIONS[activation](z)
        right = (output >= _border(activation)) == (y == 1)
        self.surface.show(w, b, SHADES[activation])
        for wanted, artist in enumerate(self.points):
            artist.set_data(*X[y == wanted].T)
        for row, texts in enumerate(self.cells):
            mark = "✓" if right[row] else "✗"
            values = [
                f"{X[row, 0]:.0f}",
                f"{X[row, 1]:.0f}",
                signed(z[row]),
                f"{output[row]:.2f}",
                f"{y[row]:.0f}",
                mark,
            ]
            for text, value in zip(texts, values):
                text.set_text(value)
            texts[-1].set_color(POSITIVE if right[row] else NEGATIVE)
        self.formula.set_text(f"z = {signed(w1)} $x_1$ {signed(w2)} $x_2$ {signed(b)}")
        self.score.set_text(f"{gate}: {right.sum()} of 4 rows right")
        self.alt = (
            f"A neuron with weights {w1:g} and {w2:g} and bias {b:g} against {gate}: "
            f"{right.sum()} of 4 rows right."
        )


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
        looks = [{"linestyle": "none", "label": f"wanted {c}", **CLASS_STYLE[c]} for c in (0, 1)]
        points = [left.plot(*X[y == c].T, **looks[c])[0] for c in (0, 1)]
        left.legend(loc="upper center", bbox_to_anchor=(0.5, 1.13), ncols=2, handletextpad=0.2)
        right.set_axis_off()
        right.text(0.0, 0.86, "what XOR demands", color=GREY)
        demands = ["$b < 0$", r"$w_2 + b \geq 0$", r"$w_1 + b \geq 0$", "$w_1 + w_2 + b < 0$"]
        for row, demand in enumerate(demands):
            right.text(0.0, 0.74 - 0.12 * row, demand, fontsize=12)
        self.values = [right.text(0.62, 0.74 - 0.12 * row, "", ha="right", fontsize=12) for row in range(4)]
        self.marks = [right.text(0.70, 0.74 - 0.12 * row, "", fontsize=12) for row in range(4)]
        self.sums = right.text(0.0, 0.20, "", fontsize=11)
        self.score = right.text(0.0, 0.05, "", fontsize=13, fontweight="bold")
        self.moving(*self.surface.artists, *points, *self.values, *self.marks, self.sums, self.score)
        self.update(w1=w1, w2=w2, b=b)

    def update(self, *, w1, w2, b):
        X, y = data.gate("XOR")
        w = np.array([w1, w2])
        z = np.round(X @ w + b, 9)  # 0.1 + 0.2 - 0.3 must count as 0
        held = (z >= 0) == (y == 1)
        self.surface.show(w, b, F.step)
        for value, mark, z_row, ok in zip(self.values, self.marks, z, held):
            value.set_text(signed(z_row))
            mark.set_text("✓ holds" if ok else "✗ broken")
            mark.set_color(POSITIVE if ok else NEGATIVE)
        second_third, first_fourth = signed(z[1] + z[2]), signed(z[0] + z[3])
        self.sums.set_text(f"second + third = {second_third}\nfirst + fourth = {first_fourth}")
        self.score.set_text(f"{held.sum()} of 4 conditions hold")
        self.alt = f"XOR with weights {w1:g} and {w2:g} and bias {b:g}: {held.sum()} of 4 conditions hold."


@style()
def contributions(x, w, b):
    """A picture of z = w.x + b (x, w: (n,)), built up from the bias by one bar w_i x_i for each input."""
    products = np.asarray(w) * np.asarray(x)
    ends = b + np.concatenate([[0.0], np.cumsum(products)])
    starts = np.concatenate([[0.0], ends[:-1]])
    labels = [f"bias  {b:g}"] + [f"{w_i:g} · {x_i:g}".replace("-", "−") for w_i, x_i in zip(w, x)]
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
