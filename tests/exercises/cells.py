"""Run the source of a cell as a notebook does: the source stays known to `inspect`."""

import linecache
import textwrap
from itertools import count

import numpy as np

import dlcore.exercises

NUMBERS = count(1)


def run_cell(source, **names):
    """Execute the source with NumPy and the exercise functions at hand; returns the names it made."""
    source = textwrap.dedent(source)
    filename = f"<cell {next(NUMBERS)}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    namespace = {"np": np, **{name: getattr(dlcore.exercises, name) for name in CALLS}, **names}
    exec(compile(source, filename, "exec"), namespace)
    return namespace


CALLS = ("exercise", "answer", "explain", "hint", "solution", "progress")
