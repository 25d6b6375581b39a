"""The drawing at the head of the notation page: a layer, and where neuron 2 stands in W, b and z."""

from matplotlib.patches import Rectangle

from dlcore.viz.base import BLUE, GREY, INK, Picture, style

ALT = (
    "A layer of three neurons with four inputs. Row 2 of the 3 by 4 matrix W, entry 2 of b and entry 2 of z "
    "belong to neuron 2; one of its weights joins it to each input"
)
LIGHT, PALE = "#D6E8F5", "#F4F4F4"
N_IN, N_OUT, CHOSEN = 4, 3, 1
CELL, MIDDLE = 0.56, 1.62


@style()
def draw():
    picture = Picture(9.1, 3.3, alt=ALT)
    ax = picture.sheet()
    network(ax)
    x = array(ax, 3.55, N_OUT, N_IN, "W", "(n_out, n_in)", entry=lambda i, j: f"$w_{{{i}{j}}}$")
    sign(ax, x + 0.2, "@")
    x = array(ax, x + 0.4, N_IN, 1, "x", "(n_in,)", entry=lambda i, _: f"$x_{i}$", chosen=None)
    sign(ax, x + 0.2, "+")
    x = array(ax, x + 0.4, N_OUT, 1, "b", "(n_out,)", entry=lambda i, _: f"$b_{i}$")
    sign(ax, x + 0.2, "=")
    array(ax, x + 0.4, N_OUT, 1, "z", "(n_out,)", entry=lambda i, _: f"$z_{i}$")
    return picture


def network(ax):
    """Inputs on the left, neurons on the right; the chosen neuron's lines stand out and lead to its row."""
    inputs = [(0.55, MIDDLE + 0.66 * (1.5 - j)) for j in range(N_IN)]
    neurons = [(2.45, MIDDLE + 0.86 * (1 - i)) for i in range(N_OUT)]
    for i, neuron in enumerate(neurons):
        for source in inputs:
            colour, width, order = (BLUE, 2.4, 2) if i == CHOSEN else ("#C8C8C8", 1.0, 1)
            ax.plot(*zip(source, neuron), "-", color=colour, linewidth=width, zorder=order)
    for j, (x, y) in enumerate(inputs, 1):
        circle(ax, x, y, f"$x_{j}$", PALE, GREY)
    for i, (x, y) in enumerate(neurons):
        fill, edge = (LIGHT, BLUE) if i == CHOSEN else (PALE, GREY)
        circle(ax, x, y, f"$z_{i + 1}$", fill, edge)
    arrow = {"arrowstyle": "-|>", "color": BLUE, "linewidth": 1.6}
    ax.annotate("", (3.5, MIDDLE), (2.68, MIDDLE), arrowprops=arrow)
    ax.text(3.08, MIDDLE + 0.12, "row 2", ha="center", fontsize=10, color=BLUE)
    ax.text(0.55, 3.02, "inputs", ha="center", fontsize=10)
    ax.text(2.45, 3.02, "neurons", ha="center", fontsize=10)


def circle(ax, x, y, text, fill, edge):
    colours = {"markerfacecolor": fill, "markeredgecolor": edge, "markeredgewidth": 1.6}
    ax.plot([x], [y], "o", markersize=25, zorder=3, **colours)
    ax.text(x, y, text, ha="center", va="center_baseline", fontsize=12, zorder=4)


def array(ax, left, rows, columns, name, shape, *, entry, chosen=CHOSEN):
    """Cells of an array around the middle line, one row coloured; returns where it ends."""
    top, width = MIDDLE + CELL * rows / 2, CELL * columns
    for i in range(rows):
        for j in range(columns):
            fill, edge = (LIGHT, BLUE) if i == chosen else (PALE, GREY)
            corner = (left + CELL * j, top - CELL * (i + 1))
            box = {"facecolor": fill, "edgecolor": edge, "linewidth": 1.6 if i == chosen else 0.9}
            ax.add_patch(Rectangle(corner, CELL, CELL, zorder=3 if i == chosen else 2, **box))
            x, y = corner[0] + CELL / 2, corner[1] + CELL / 2
            ax.text(x, y, entry(i + 1, j + 1), ha="center", va="center_baseline", fontsize=12, zorder=4)
    ax.text(left + width / 2, 3.02, name, ha="center", fontsize=13, fontweight="bold", color=INK)
    ax.text(left + width / 2, 0.16, shape, ha="center", fontsize=9.5, family="DejaVu Sans Mono")
    return left + width


def sign(ax, x, text):
    ax.text(x, MIDDLE, text, ha="center", va="center", fontsize=15)
