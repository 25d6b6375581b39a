"""Pictures of a forward pass: every number of a small network, time against work, and untrained answers."""

import numpy as np

from dlcore import functional as F
from dlcore.viz.base import ACCENT, BLUE, GREY, INK, NEGATIVE, POSITIVE, VERMILLION, Picture, style
from dlcore.viz.network import LIT, PALE, column_of
from dlcore.viz.words import numbered, plain, signed

# The 2-3-2 network of lesson 04, with numbers for a pencil.
W1, B1 = np.array([[1.0, -2.0], [0.5, 1.0], [-1.0, 1.0]]), np.array([1.0, -0.5, 0.5])
W2, B2 = np.array([[2.0, -1.0, 1.0], [1.0, 1.5, -2.0]]), np.array([0.5, -2.0])

OFF, AHEAD = "#D9D9D9", "#D5D5D5"  # switched off by ReLU; lines and circles that have no turn yet
GAPS = {2: 2.1, 3: 1.4}  # between circles, by their number in a column
COLUMNS = (0.0, 2.6, 4.3, 6.9)  # inputs, z of layer 1, a of layer 1, z of layer 2
STEPS = (
    "Step 0: the inputs stand on the left; nothing is computed yet.",
    "Step 1: each hidden neuron adds its products and its bias.",
    "Step 2: ReLU lets a positive number through and turns the others into 0.",
    "Step 3: the output neurons add up what the hidden ones let through.",
)


def stages(x1, x2):
    """[x, z of layer 1, a of layer 1, z of layer 2] for one example."""
    x = np.array([x1, x2])
    z1 = W1 @ x + B1
    a1 = F.relu(z1)
    return [x, z1, a1, W2 @ a1 + B2]


class StepPicture(Picture):
    """A 2-3-2 network with every number on it: step 0 shows the inputs, step 3 all of it.

    Lines and numbers of the present step are coloured; below, its arithmetic is written out.
    """

    @style()
    def __init__(self, step=3, x1=2.0, x2=1.0):
        super().__init__(9.2, 5.4)
        ax = self.subplots()
        ax.set(xlim=(-0.8, 7.8), ylim=(-3.9, 2.6))
        ax.set_axis_off()
        self.places = [column_of(n, x, gap=GAPS[n]) for n, x in zip((2, 3, 3, 2), COLUMNS)]
        heads = ("inputs", "sums of layer 1", "after ReLU", "outputs, layer 2")
        names = [rf"$\mathbf{{{letter}}}^{{[{layer}]}}$" for letter, layer in ("a0", "z1", "a1", "z2")]
        names[0] = r"$\mathbf{x} =$ " + names[0]
        for x, head, name in zip(COLUMNS, heads, names):
            ax.text(x, 2.42, head, ha="center", fontsize=10, color=GREY)
            ax.text(x, 2.05, name, ha="center", fontsize=12)
        self.edges = [self._edges(ax, 0, W1, 0.24), self._arrows(ax), self._edges(ax, 2, W2, 0.76)]
        self.nodes, self.numbers = zip(*[self._circles(ax, places) for places in self.places])
        for column, biases in ((1, B1), (3, B2)):
            for (x, y), b in zip(self.places[column], biases):
                ax.text(x, y - 0.5, f"bias {signed(b, 1)}", ha="center", va="center", fontsize=9, color=GREY)
        self.head = ax.text(-0.7, -2.4, "", fontsize=11, fontweight="bold", va="center")
        self.lines = [ax.text(-0.7, -2.85 - 0.4 * row, "", fontsize=10.5, va="center") for row in range(3)]
        groups = (*self.edges, *self.nodes, *self.numbers)
        self.moving(*[artist for group in groups for artist in group], self.head, *self.lines)
        self.update(step=step, x1=x1, x2=x2)

    def _edges(self, ax, column, weights, at):
        """A line for each entry of the matrix, with a gap for its number, a part of the way along."""
        lines = []
        for i, target in enumerate(self.places[column + 1]):
            for j, source in enumerate(self.places[column]):
                way = np.subtract(target, source)
                gap = 0.2 / way[0]
                ends = [np.add(source, t * way) for t in (0, at - gap, at + gap, 1)]
                x, y = np.insert(np.transpose(ends), 2, np.nan, axis=1)
                look = "-" if weights[i, j] > 0 else (0, (5, 2))
                lines.append(ax.plot(x, y, linestyle=look, zorder=1)[0])
                place, number = np.add(source, at * way), signed(weights[i, j], 1)
                ax.text(*place, number, ha="center", va="center", fontsize=9)
        return lines

    def _arrows(self, ax):
        pairs = zip(self.places[1], self.places[2])
        return [ax.plot(*zip(a, b), linestyle="-", zorder=1)[0] for a, b in pairs]

    def _circles(self, ax, places):
        look = {"marker": "o", "markersize": 36, "markeredgewidth": 1.5, "linestyle": "none", "zorder": 4}
        nodes = [ax.plot(*place, **look)[0] for place in places]
        middle = {"ha": "center", "va": "center", "fontsize": 10, "zorder": 5}
        return nodes, [ax.text(*place, "", **middle) for place in places]

    def update(self, *, step, x1, x2):
        values = stages(x1, x2)
        for column, (nodes, numbers) in enumerate(zip(self.nodes, self.numbers)):
            for node, text, value in zip(nodes, numbers, values[column]):
                known, now = column <= step, column == step
                off = known and column == 2 and value == 0
                node.set_markerfacecolor(OFF if off else LIT if now else PALE if known else "white")
                node.set_markeredgecolor(BLUE if now else GREY if known else AHEAD)
                text.set_text(plain(value) if known else "")
        for number, lines in enumerate(self.edges, 1):
            weights = {1: W1, 3: W2}.get(number, np.ones(3)).ravel()
            for line, weight in zip(lines, weights):
                line.set_color((POSITIVE if weight > 0 else NEGATIVE) if number == step else AHEAD)
                line.set_linewidth(2.2 if number == step else 1.2)
        self.head.set_text(STEPS[step])
        words = arithmetic(step, values)
        for row, text in enumerate(self.lines):
            text.set_text(words[row] if row < len(words) else "")
        reached = ", ".join(f"{value:g}" for value in np.round(values[step], 4))
        self.alt = (
            f"A 2-3-2 network with inputs {x1:g} and {x2:g} at step {step} of 3. "
            f"The numbers of that step: {reached}."
        )


def arithmetic(step, values):
    """What the present step computes, one line a neuron."""
    if step == 0:
        return []
    if step == 2:
        names = numbered("a", len(values[2]))
        return [f"{name} = max({plain(z)}, 0) = {plain(a)}" for name, z, a in zip(names, *values[1:3])]
    W, b, inputs = (W1, B1, values[0]) if step == 1 else (W2, B2, values[2])
    lines = []
    for name, row, bias, z in zip(numbered("z", len(W)), W, b, values[step]):
        products = "  ".join(f"{signed(w, 1)} · {bracketed(v)}" for w, v in zip(row, inputs))
        lines.append(f"{name} = {products}  {signed(bias, 1)}  = {plain(z)}")
    return lines


def bracketed(number):
    """A factor: "2.00", and a negative one in brackets."""
    return f"({plain(number)})" if number < 0 else plain(number)


@style()
def time_against_work(multiplications, seconds):
    """A picture of measured time against the number of multiplications (of equal length), log-log.

    The dashed line is time in proportion, laid through the fastest of the three largest (a busy
    machine makes single points too high). `alt` holds no time: times differ.
    """
    low, high = min(multiplications), max(multiplications)
    picture = Picture(
        7.2, 4.2,
        alt=f"Measured time of a layer against its multiplications, from {low:,} to {high:,}, on logarithmic "
        "scales, with a dashed line for time in proportion to work.",
    )
    ax = picture.subplots()
    ends = np.array([low, high], dtype=float)
    largest = np.argsort(multiplications)[-3:]
    rate = np.min(np.take(seconds, largest) / np.take(multiplications, largest))
    ax.plot(ends, ends * rate * 1e6, "--", color=GREY, linewidth=1.5, label="in proportion to work")
    microseconds = np.asarray(seconds) * 1e6
    ax.plot(multiplications, microseconds, "o-", color=BLUE, markersize=7, label="measured here, now")
    ax.set(xscale="log", yscale="log", xlabel="multiplications: N · n_in · n_out", ylabel="microseconds")
    ax.set_ylim(bottom=max(0.02, 0.3 * min(microseconds)))
    ax.legend(loc="upper left")
    return picture


@style()
def favourites(shares, accuracies):
    """A picture of what untrained networks say.

    shares: (networks, classes), how often each says each label.   accuracies: (networks,), from 0 to 1.
    """
    shares, accuracies = np.asarray(shares), np.asarray(accuracies)
    n, n_classes = shares.shape
    picture = Picture(
        9.2, 4.2,
        alt=f"{n} untrained networks: how often each says each of {n_classes} labels, at most "
        f"{shares.max():.0%}; right in {accuracies.min():.0%} to {accuracies.max():.0%} of the images, on "
        f"average {accuracies.mean():.0%}.",
    )
    left, right = picture.subplots(1, 2, width_ratios=[1.5, 1], sharey=True)
    left.imshow(shares, cmap="Blues", vmin=0, vmax=max(0.5, shares.max()), aspect="auto")
    for i, j in np.ndindex(n, n_classes):
        colour = "white" if shares[i, j] > 0.45 else INK
        left.text(j, i, f"{100 * shares[i, j]:.0f}", ha="center", va="center", fontsize=9, color=colour)
    left.set(xticks=range(n_classes), yticks=range(n), xlabel="label that the network says",
             ylabel="network (its seed)", title="how often, in percent")
    left.grid(False)
    right.barh(range(n), 100 * accuracies, color=BLUE, height=0.62)
    right.axvline(100 / n_classes, color=VERMILLION, linestyle="--", linewidth=1.8)
    right.text(100 / n_classes, -0.62, " chance", color=VERMILLION, fontsize=10, va="bottom")
    right.set(xlabel="right answers, percent", xlim=(0, max(20, 110 * accuracies.max())))
    right.tick_params(labelleft=False)
    right.grid(axis="y", visible=False)
    return picture


@style()
def learning(histories, accuracies):
    """A picture of {name: losses, one an epoch} (left) and {name: accuracy at the end, 0 to 1} (right)."""
    ends = ", ".join(f"{name}: {value:.0%}" for name, value in accuracies.items())
    picture = Picture(
        9.2, 3.8, alt=f"Loss over the epochs, and the share of test images that are right at the end: {ends}."
    )
    left, right = picture.subplots(1, 2, width_ratios=[1.4, 1])
    looks = ((VERMILLION, "--", "o"), (BLUE, "-", "s"), (ACCENT, "-.", "^"))
    for row, ((name, losses), (colour, line, marker)) in enumerate(zip(histories.items(), looks)):
        look = {"linestyle": line, "marker": marker, "markersize": 5, "color": colour}
        left.plot(range(1, len(losses) + 1), losses, label=name, **look)
        right.barh(row, 100 * accuracies[name], color=colour, height=0.55)
        right.text(100 * accuracies[name] + 2, row, f"{100 * accuracies[name]:.0f}", va="center", fontsize=11)
    longest = max(len(losses) for losses in histories.values())
    left.set(xlabel="epoch", ylabel="loss", ylim=(0, None), xticks=range(1, longest + 1, 1 + longest // 12))
    left.legend(loc="lower left")
    right.axvline(10, color=GREY, linestyle="--", linewidth=1.5)
    right.text(11, -0.34, "chance", color=GREY, fontsize=10)
    right.set(xlabel="right on test images, percent", xlim=(0, 112), yticks=range(len(histories)),
              yticklabels=list(histories))
    right.invert_yaxis()
    right.grid(axis="y", visible=False)
    return picture
