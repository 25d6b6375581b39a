"""The drawing at the head of lesson 03: three neurons share five inputs, with the numbers of the lesson."""

from matplotlib.patches import Rectangle

from dlcore.viz.base import BLUE, GREY, Picture, style

ALT = (
    "Five inputs, each joined to three neurons; each neuron has its own row of the matrix W, its own bias "
    "and its own output: 1.884, 8.932 and 11.042"
)
INPUTS = ("4", "9", "2", "1.3", "5.6")
ROWS = ((0.78, -0.34, 0.7, -0.2, -0.11), (-0.24, 1.24, 0.43, 0.04, -0.3), (0.5, 0.65, -0.3, 0.64, 0.1))
BIASES = (1.3, -0.5, 2.4)
OUTPUTS = ("1.884", "8.932", "11.042")
CHOSEN = {"edge": BLUE, "face": "#CFE4F5", "line": BLUE, "width": 2.2, "weight": "bold", "zorder": 3}
OTHER = {"edge": GREY, "face": "#F4F4F4", "line": "#C4C4C4", "width": 1.0, "weight": "normal", "zorder": 2}
HEIGHTS = (2.35, 1.5, 0.65)
MIDDLE = {"ha": "center", "va": "center"}
HEADS = {0.6: "inputs", 2.75: "neurons", 5.0: "W: row i is neuron i", 7.13: "b", 8.6: "outputs"}


@style()
def draw():
    picture = Picture(9.0, 3.3, alt=ALT)
    ax = picture.sheet()
    for x, words in HEADS.items():
        ax.text(x, 3.08, words, fontsize=10.5, **MIDDLE)
    for k, x in enumerate(INPUTS):
        ax.text(0.6, 2.7 - 0.6 * k, x, fontsize=12, **MIDDLE)
    for look, height, row, bias, out in zip((CHOSEN, OTHER, OTHER), HEIGHTS, ROWS, BIASES, OUTPUTS):
        neuron(ax, height, look)
        for j, w in enumerate(row):
            entry(ax, 3.4 + 0.64 * j, height, f"{w:+.2f}", look)
        entry(ax, 6.8, height, f"{bias:+.1f}", look)
        arrow = {"arrowstyle": "-|>", "color": look["edge"], "linewidth": 1.5}
        ax.annotate("", (8.15, height), (7.55, height), arrowprops=arrow)
        ax.text(8.6, height, out, fontsize=12.5, fontweight=look["weight"], **MIDDLE)
    return picture


def neuron(ax, height, look):
    """A circle that adds, and its five edges."""
    for k in range(len(INPUTS)):
        ends = [2.7 - 0.6 * k, height]
        ax.plot([0.9, 2.55], ends, "-", color=look["line"], linewidth=look["width"], zorder=look["zorder"])
    box = {"boxstyle": "circle,pad=0.35", "facecolor": look["face"], "edgecolor": look["edge"]}
    ax.text(2.75, height, "+", fontsize=14, bbox=box, zorder=4, **MIDDLE)


def entry(ax, x, height, text, look):
    """One number of W or b, in its box."""
    box = {"facecolor": look["face"], "edgecolor": look["edge"], "zorder": look["zorder"]}
    ax.add_patch(Rectangle((x, height - 0.425), 0.64, 0.85, linewidth=0.4 + 0.4 * look["width"], **box))
    text = text.replace("-", "−")
    ax.text(x + 0.32, height, text, fontsize=10.5, zorder=4, fontweight=look["weight"], **MIDDLE)
