"""The table: lower quartiles, and dlcore's time divided by the others'."""

from benchmarks.workloads import DTYPES, WORKLOADS

# What the two models of the course notes are called in the table.
TITLES = {"FeedForward": "notes 1", "L_layer": "notes 2", "loop": "bare loop", "products": "bare products"}
FIT_TITLE = "a whole run on the digits, 230 steps"
ROWS = [*(workload.name for workload in WORKLOADS), "fit"]


def quantile(times, share):
    """The time below which `share` of the times lie (the nearest one measured)."""
    ordered = sorted(times)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def records(times):
    """[{what, dtype, peer, threads, lower_quartile, median, count}] in seconds, from what measure() found.

    The lower quartile: what disturbs a measurement only ever makes it slower.
    """
    keys = ("what", "dtype", "peer", "threads")
    return [
        dict(zip(keys, key)) | {
            "lower_quartile": quantile(values, 0.25), "median": quantile(values, 0.5), "count": len(values),
        }
        for key, values in times.items()
    ]


def find(records, what, dtype, peer, threads=1):
    """The lower quartile in seconds, or None where it was not measured."""
    key = (what, dtype, peer, threads)
    for r in records:
        if (r["what"], r["dtype"], r["peer"], r["threads"]) == key:
            return r["lower_quartile"]
    return None


def ratio(records, what, dtype, peer, threads=1):
    """dlcore's time divided by the peer's, the same number of threads on both sides; None without both."""
    ours = find(records, what, dtype, "dlcore", threads)
    theirs = find(records, what, dtype, peer, threads)
    return None if ours is None or theirs is None else ours / theirs


def peers_in(records):
    """The peers of the records, in the order in which they were measured first."""
    return list(dict.fromkeys(r["peer"] for r in records))


def with_mark(value, mark):
    """`0.47 (0.48)`, and a star where the mark is missed."""
    if value is None:
        return "-"
    missed = "*" if mark is not None and round(value, 2) > mark else ""
    return f"{value:.2f}{missed}" + (f" ({mark:g})" if mark is not None else "")


def table(records, dtype, threads):
    """Lines of Markdown: a row a workload, microseconds a step of each peer, and the two ratios."""
    peers = peers_in(records)
    head = ["", *(TITLES.get(peer, peer) for peer in peers), "dlcore / PyTorch", "dlcore / bare products"]
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)]
    marks = {w.name: (w.mark_torch, w.mark_products) for w in WORKLOADS if (dtype, threads) == ("float32", 1)}
    for what in ROWS:
        times = [find(records, what, dtype, peer, threads) for peer in peers]
        if any(time is not None for time in times):
            cells = ["-" if time is None else f"{1e6 * time:,.1f}" for time in times]
            by = [ratio(records, what, dtype, peer, threads) for peer in ("PyTorch", "products")]
            cells += [with_mark(value, mark) for value, mark in zip(by, marks.get(what, (None, None)))]
            lines.append([FIT_TITLE if what == "fit" else what, *cells])
    return ["| " + " | ".join(line) + " |" for line in lines]


def report(records):
    """Every table that was measured, under a line that says what it is."""
    lines = []
    for threads in sorted({r["threads"] for r in records}):
        for dtype in DTYPES:
            rows = table(records, dtype, threads)
            if len(rows) > 2:
                lines += [f"{dtype}, {threads} thread{'s' if threads > 1 else ''}: microseconds a step", ""]
                lines += [*rows, ""]
    return "\n".join(lines)
