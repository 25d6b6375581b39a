"""The README's picture of speed: the measurement stored in benchmarks/results.json."""

import json
from pathlib import Path

from dlcore.viz.base import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, VERMILLION, Picture, style

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results.json"
# peer -> (what the legend calls it, marker, colour), the limit first, so that the others lie above it
LOOKS = {
    "products": ("the step's bare matrix products", "|", INK),
    "L_layer": ("course notes, L-layer model", "v", PURPLE),
    "FeedForward": ("course notes, layer classes", "^", GREEN),
    "scikit-learn": ("scikit-learn", "D", ORANGE),
    "PyTorch": ("PyTorch", "s", VERMILLION),
    "dlcore": ("dlcore", "o", BLUE),
}


def times(records):
    """{workload: {peer: seconds a step}}, float32, one thread, in the order of measurement."""
    found = {}
    for r in records:
        if (r["dtype"], r["threads"]) == ("float32", 1) and r["what"] != "fit" and r["peer"] in LOOKS:
            found.setdefault(r["what"], {})[r["peer"]] = r["lower_quartile"]
    return found


def words(found):
    """The text alternative: dlcore's share of PyTorch's time for each network."""
    shares = "; ".join(f"{what}: {row['dlcore'] / row['PyTorch']:.2f}" for what, row in found.items())
    return f"Time of a training step divided by PyTorch's, one thread, float32. dlcore takes, for {shares}."


@style()
def draw():
    found = times(json.loads(RESULTS.read_text(encoding="utf-8"))["seconds"])
    picture = Picture(8.6, 4.2, alt=words(found))
    picture.set_layout_engine("none")
    ax = picture.add_axes((0.27, 0.27, 0.7, 0.68))
    ax.axvline(1, color=GREY, linewidth=1)
    rows = range(len(found))
    for peer, (name, marker, colour) in LOOKS.items():
        shares = [row[peer] / row["PyTorch"] for row in found.values()]
        size = {"|": 16, "o": 10}.get(marker, 7)
        edge = (colour, 2.0) if marker == "|" else ("white", 0.8)
        ax.plot(shares, rows, linestyle="none", marker=marker, color=colour, markersize=size, label=name,
                markeredgecolor=edge[0], markeredgewidth=edge[1])
    ax.set_xscale("log")
    ax.set_xticks(ticks := [t for t in (0.03, 0.1, 0.2, 0.5, 1, 2, 5) if _inside(t, found)])
    ax.set_xticklabels([f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.set_yticks(rows, [label(what) for what in found])
    ax.set_ylim(len(found) - 0.5, -0.5)
    ax.set_xlabel("time of a training step divided by PyTorch's (less is faster)")
    handles, labels = ax.get_legend_handles_labels()
    picture.legend(handles[::-1], labels[::-1], loc="lower center", ncols=3, fontsize=9.5)
    return picture


def _inside(tick, found):
    shares = [seconds / row["PyTorch"] for row in found.values() for seconds in row.values()]
    return min(shares) * 0.8 <= tick <= max(shares) * 1.25


def label(what):
    """A long name on two lines."""
    return what.replace("autoencoder ", "autoencoder\n")
