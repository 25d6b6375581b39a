"""Pictures of layers: a network beside its matrices, and one batch as rows and as columns."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Rectangle

from dlcore.viz.base import BLUE, GREY, INK, Picture, style
from dlcore.viz.network import LIT, PALE, column_of
from dlcore.viz.words import numbered

FRAME = "#CFCFCF"  # of a box, and the lines between circles
WIDEST = (6, 8, 4)  # inputs, hidden neurons, output neurons
ROWS, COLUMNS = max(WIDEST[1:]), max(WIDEST[:2])  # of the largest matrix, over both layers
COUNT_PLACES = (2.6, 4.4, 5.9)  # of the columns of the counts


def entries(n_out, n_in):
    """W (n_out, n_in) and b (n_out,) that say where they stand: W[i, j] is i.j and b[i] is 10 i, from 1."""
    rows, columns = np.arange(1, n_out + 1), np.arange(1, n_in + 1)
    return rows[:, None] + columns / 10, 10.0 * rows


class LayerPicture(Picture):
    """A network with one hidden layer; a chosen neuron, its edges in the diagram and its row in the matrix.

    The numbers of the largest matrix are drawn once, each at its place, and white covers lie on those that a
    smaller matrix does not have: to draw them anew at every move would take most of the time.
    """

    @style()
    def __init__(self, n_in=5, n_hidden=6, n_out=2, layer=1, neuron=2):
        super().__init__(9.2, 4.7)
        left, right = self.subplots(1, 2, width_ratios=[1, 1.45])
        left.set(xlim=(-0.35, 2.35), ylim=(-0.4, 8.0))
        right.set(xlim=(-0.1, 10.6), ylim=(11.3, -0.9))
        for ax in (left, right):
            ax.set_axis_off()
        for x, head in enumerate(["inputs", "hidden layer", "output layer"]):
            left.text(x, 7.7, head, ha="center", fontsize=10, color=GREY)
        self._network(left)
        self._matrix(right)
        self.moving(
            *[self.edges, self.lit_edges, self.nodes, self.lit_node, *self.names],
            *[*self.covers, self.bias_cells, self.lit_cells, *self.bias_numbers, *self.lit_numbers],
            *[*self.heads, *self.counts[0], *self.counts[1], self.total],
        )
        self.update(n_in=n_in, n_hidden=n_hidden, n_out=n_out, layer=layer, neuron=neuron)

    def _network(self, ax):
        self.edges = LineCollection([], colors=FRAME, linewidths=0.9, zorder=1)
        self.lit_edges = LineCollection([], colors=BLUE, linewidths=2.4, zorder=2)
        for lines in (self.edges, self.lit_edges):
            ax.add_collection(lines, autolim=False)
        look = {"linestyle": "none", "marker": "o", "markersize": 19, "markeredgewidth": 1.4}
        (self.nodes,) = ax.plot([], [], color=PALE, markeredgecolor=GREY, zorder=3, **look)
        (self.lit_node,) = ax.plot([], [], color=LIT, markeredgecolor=BLUE, zorder=4, **look)
        self.names = blank_texts(ax, sum(WIDEST), zorder=5)

    def _matrix(self, ax):
        pale = {"facecolors": PALE, "edgecolors": FRAME, "linewidths": 1.0}
        rows = [cells_of_row(row, ROWS, COLUMNS)[:-1] for row in range(ROWS)]
        boxes, labels = zip(*[cell for row in rows for cell in row])
        ax.add_collection(PolyCollection(boxes, zorder=1, **pale), autolim=False)
        fill(blank_texts(ax, len(boxes)), [middle(box) for box in boxes], labels)
        self.covers = [Rectangle((0, 0), 0, 0, color="white", linewidth=0, zorder=4) for _ in range(2)]
        for cover in self.covers:
            ax.add_patch(cover)
        self.bias_cells = PolyCollection([], zorder=5, **pale)
        self.lit_cells = PolyCollection([], facecolors=LIT, edgecolors=BLUE, linewidths=1.0, zorder=6)
        for cells in (self.bias_cells, self.lit_cells):
            ax.add_collection(cells, autolim=False)
        self.bias_numbers = blank_texts(ax, ROWS, zorder=7)
        self.lit_numbers = blank_texts(ax, COLUMNS + 1, fontweight="bold", zorder=7)
        self.heads = blank_texts(ax, 2, fontsize=12, fontweight="bold", zorder=7)
        for x, head in zip(COUNT_PLACES, ("W", "b", "parameters")):
            ax.text(x, 8.85, head, fontsize=10, color=GREY)
        self.counts = [self._count_row(ax, *row) for row in ((9.6, "layer 1"), (10.35, "layer 2"))]
        self.total = self._count_row(ax, 11.1, "together")[-1]

    def _count_row(self, ax, y, head):
        """What stays, and the texts for the shape of W, the shape of b and the number of parameters."""
        ax.text(0, y, head, fontsize=10.5)
        return [ax.text(x, y, "", fontsize=10.5, zorder=7) for x in COUNT_PLACES]

    def update(self, *, n_in, n_hidden, n_out, layer, neuron):
        widths = (n_in, n_hidden, n_out)
        row = min(neuron, widths[layer]) - 1
        counts = [widths[k] * widths[k - 1] + widths[k] for k in (1, 2)]
        self._show_network(widths, layer, row)
        self._show_matrix(widths[layer], widths[layer - 1], row)
        self._say(widths, layer, counts)
        self.alt = (
            f"A network {n_in}-{n_hidden}-{n_out}. Neuron {row + 1} of layer {layer} is row {row + 1} of its "
            f"{widths[layer]} by {widths[layer - 1]} matrix; {sum(counts)} parameters in all."
        )

    def _show_network(self, widths, layer, row):
        places = [column_of(n, x, middle=3.5) for x, n in enumerate(widths)]
        self.edges.set_segments([(a, b) for k in (0, 1) for a in places[k] for b in places[k + 1]])
        end = places[layer][row]
        self.lit_edges.set_segments([(start, end) for start in places[layer - 1]])
        everywhere = [place for column in places for place in column]
        self.nodes.set_data(*zip(*everywhere))
        self.lit_node.set_data([end[0]], [end[1]])
        names = [name for kind, n in zip(("x", "h", "ŷ"), widths) for name in numbered(kind, n)]
        fill(self.names, everywhere, names)

    def _show_matrix(self, n, fan_in, row):
        beside, below = self.covers
        beside.set_bounds(fan_in + 0.03, -0.1, COLUMNS + 0.1 - fan_in, ROWS + 0.2)
        below.set_bounds(-0.1, n + 0.03, COLUMNS + 0.2, ROWS + 0.1 - n)
        biases = [cells_of_row(k, n, fan_in)[-1] for k in range(n)]
        self.bias_cells.set_verts([box for box, _ in biases])
        del biases[row]  # its number is among the lit ones
        fill(self.bias_numbers, [middle(box) for box, _ in biases], [label for _, label in biases])
        boxes, labels = zip(*cells_of_row(row, n, fan_in))
        self.lit_cells.set_verts(boxes)
        fill(self.lit_numbers, [middle(box) for box in boxes], labels)

    def _say(self, widths, layer, counts):
        fan_in = widths[layer - 1]
        fill(self.heads, [(fan_in / 2, -0.5), (fan_in + 1.18, -0.5)], [f"W of layer {layer}", "b"])
        for k, texts in enumerate(self.counts, 1):
            n, fan_in = widths[k], widths[k - 1]
            words = f"({n}, {fan_in})", f"({n},)", f"{n}·{fan_in} + {n} = {counts[k - 1]}"
            for text, word in zip(texts, words):
                text.set_text(word)
                text.set_fontweight("bold" if k == layer else "normal")
        self.total.set_text(f"{sum(counts)}")


def blank_texts(ax, n, fontsize=9.5, **look):
    """n empty texts, for `fill`."""
    return [ax.text(0, 0, "", fontsize=fontsize, ha="center", va="center", **look) for _ in range(n)]


def cells_of_row(row, n, fan_in):
    """[(corners of a box, its number), ...]: row ``row`` of W (n, fan_in), then its entry of b."""
    W, b = entries(n, fan_in)
    y = row
    edges = [(j, j + 1) for j in range(fan_in)] + [(fan_in + 0.6, fan_in + 1.75)]
    boxes = [[(x, y), (end, y), (end, y + 1), (x, y + 1)] for x, end in edges]
    return list(zip(boxes, [*(f"{w:.1f}" for w in W[row]), f"{b[row]:.0f}"]))


def middle(box):
    """The middle of a box given by its corners."""
    return np.mean(box, axis=0)


def fill(texts, places, labels):
    """Put labels at places, and empty the texts that are left over."""
    for k, text in enumerate(texts):
        text.set_visible(k < len(labels))
        if k < len(labels):
            text.set_position(places[k])
            text.set_text(labels[k])


@style()
def rows_and_columns(n=4, n_in=5, n_out=3, example=1):
    """A picture of one batch twice, as rows and as columns; the boxes have the arrays' own proportions.

    n examples with n_in numbers go through n_out neurons; ``example``, counted from 1, is coloured.
    """
    picture = Picture(
        7.4,
        4.3,
        alt=f"Above, as rows: ({n}, {n_in}) times ({n_in}, {n_out}) gives ({n}, {n_out}), and example "
        f"{example} is a row throughout. Below, as columns: ({n_out}, {n_in}) times ({n_in}, {n}) gives "
        f"({n_out}, {n}), and example {example} is a column throughout.",
    )
    ax = picture.subplots()
    ax.set(xlim=(0, 25.5), ylim=(0, 15), aspect="equal")
    ax.set_axis_off()
    i = example - 1
    for y, words in ((11.2, "rows"), (3.4, "columns")):
        ax.text(0, y, words, fontsize=13, fontweight="bold", va="center")
    _product(ax, 11.2, [("X", n, n_in, i, None), ("W.T", n_in, n_out, None, None), ("Z", n, n_out, i, None)])
    _product(ax, 3.4, [("W", n_out, n_in, None, None), ("X.T", n_in, n, None, i), ("Z.T", n_out, n, None, i)])
    return picture


def _product(ax, y, arrays, cell=0.85):
    """Arrays (name, rows, columns, lit row, lit column) around the line y, with @ and = between them."""
    x = 6.0
    for (name, rows, columns, row, column), sign in zip(arrays, ("@", "=", "")):
        top = y + cell * rows / 2
        for i in range(rows):
            for j in range(columns):
                on = row == i or column == j
                box = {"facecolor": LIT if on else PALE, "edgecolor": BLUE if on else FRAME}
                ax.add_patch(
                    Rectangle(
                        (x + cell * j, top - cell * (i + 1)), cell, cell, hatch="//" if on else None, **box
                    )
                )
        middle = x + cell * columns / 2
        ax.text(middle, top + 0.35, name, ha="center", fontsize=12, fontweight="bold")
        ax.text(middle, top - cell * rows - 0.85, f"({rows}, {columns})", ha="center", fontsize=10, color=INK)
        x += cell * columns
        ax.text(x + 1.4, y, sign, ha="center", va="center", fontsize=15)
        x += 2.8
