"""The drawing at the head of lesson 01: one neuron, with the numbers of the lesson."""

from dlcore.viz.base import INK, NEGATIVE, POSITIVE, Picture, style

TITLE = "Five inputs, each times its weight, are added to the bias; a step turns the sum 1.884 into 1"
INPUTS = (4, 9, 2, 1.3, 5.6)
WEIGHTS = (0.78, -0.34, 0.7, -0.2, -0.11)


@style()
def draw():
    picture = Picture(8.6, 3.3, alt=TITLE)
    ax = picture.sheet()
    circle = {"boxstyle": "circle,pad=0.35", "facecolor": "white", "edgecolor": INK, "linewidth": 1.6}
    arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.6}
    for row, (x, w) in enumerate(zip(INPUTS, WEIGHTS)):
        y = 2.95 - 0.65 * row
        colour = POSITIVE if w > 0 else NEGATIVE
        ax.text(0.75, y, f"{x:g}", ha="center", va="center", fontsize=12)
        ax.plot([1.05, 3.75], [y, 1.65], color=colour, linewidth=0.8 + 3 * abs(w), solid_capstyle="round",
                linestyle="-" if w > 0 else (0, (4, 2)))
        ax.text(1.75, y + (1.65 - y) * 0.26, f"{w:+.2f}".replace("-", "−"), ha="center", va="center",
                fontsize=10, color=colour, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2})
    ax.text(0.75, 0.04, "inputs", ha="center", fontsize=9.5)
    ax.text(4.0, 1.65, "add", ha="center", va="center", fontsize=13, bbox=circle)
    ax.annotate("bias +1.3", (4.0, 2.05), (4.0, 2.85), ha="center", fontsize=11, arrowprops=arrow)
    ax.annotate("", (6.0, 1.65), (4.45, 1.65), arrowprops=arrow)
    ax.text(5.2, 1.78, "z = 1.884", ha="center", fontsize=11)
    ax.text(5.2, 1.34, "the sum", ha="center", fontsize=9.5)
    ax.plot([6.1, 6.5, 6.5, 6.9], [1.4, 1.4, 1.9, 1.9], color=INK, linewidth=2.2)
    ax.plot([6.02, 6.98, 6.98, 6.02, 6.02], [1.2, 1.2, 2.1, 2.1, 1.2], "-", color=INK, linewidth=1.2)
    ax.text(6.5, 0.92, "step: is it ≥ 0?", ha="center", fontsize=9.5)
    ax.annotate("", (7.85, 1.65), (7.05, 1.65), arrowprops=arrow)
    ax.text(8.1, 1.65, "1", ha="center", va="center", fontsize=16, fontweight="bold")
    ax.text(8.1, 1.27, "output", ha="center", fontsize=9.5)
    return picture
