"""Figures beside the training step:  python -m benchmarks.figures [imports] [lessons] [nbval]

imports   what `import dlcore`, and the whole engine, take on top of `import numpy`
lessons   execution of each notebook, from the first cell to the last, and its kernel's peak memory
nbval     strict comparison of all stored outputs, on one core and on two
"""

import os
import subprocess
import sys
import time

from benchmarks.measure import ROOT
from benchmarks.table import quantile

ENGINE = "dlcore.functional, dlcore.nn, dlcore.optim, dlcore.train, dlcore.check, dlcore.data"
QUIET = {"DLCORE_PROGRESS": "off"}
CLOCK = """
import time, numpy
start = time.{clock}()
import {modules}
print(time.{clock}() - start)
"""


def import_milliseconds(modules, rounds=15, clock="perf_counter"):
    """The lower quartile of importing `modules` where NumPy is loaded, each time in a new process."""
    code = CLOCK.format(modules=modules, clock=clock)
    command = [sys.executable, "-c", code]
    found = [subprocess.check_output(command, cwd=ROOT, text=True) for _ in range(rounds)]
    return 1000 * quantile(map(float, found), 0.25)


def imports():
    for modules, mark in (("dlcore", " (mark: 5)"), (ENGINE, "")):
        wall, cpu = (import_milliseconds(modules, clock=c) for c in ("perf_counter", "process_time"))
        print(f"import {modules}: {wall:.1f} ms{mark}, processor {cpu:.1f} ms, on top of numpy", flush=True)


def lessons():
    """Each notebook once, in a fresh kernel without a browser."""
    from tests.nbtools import all_notebooks
    from tests.nbtools.rehearsal import PEAK
    from tests.nbtools.session import session

    cpu, total = "print(__import__('time').process_time())", 0.0
    print("| notebook | seconds, with the kernel's start | processor seconds | peak MB (mark: 250) |")
    print("| --- | ---: | ---: | ---: |")
    for path in all_notebooks():
        cells = [cell for cell in _notebook(path).cells if cell.cell_type == "code"]
        start = time.perf_counter()
        with session(path.parent) as kernel:
            for cell in cells:
                kernel.run(cell.source, tuple(cell.metadata.get("tags", ())), cell.id)
            took = time.perf_counter() - start
            total += took
            used, peak = (float(kernel.run(code, count=False)[0].text) for code in (cpu, PEAK))
        print(f"| {path.stem} | {took:.1f} | {used:.1f} | {peak:.0f} |", flush=True)
    print(f"| all, one after another | {total:.1f} | | |")


def _notebook(path):
    import nbformat

    return nbformat.read(path, 4)


def nbval():
    """A notebook's cells stay together (loadscope), so two cores help as soon as there are two notebooks."""
    for workers in (1, 2):
        spread = ["-n", str(workers), "--dist", "loadscope"]
        command = [sys.executable, "-m", "pytest", "-q", *spread, "notebooks"]
        start = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, env=os.environ | QUIET, text=True, capture_output=True)
        took = time.perf_counter() - start
        words = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr
        print(f"nbval, {workers} core{'s' if workers > 1 else ''}: {took:.1f} s; {words}", flush=True)


FIGURES = {"imports": imports, "lessons": lessons, "nbval": nbval}


def main(names):
    if unknown := [name for name in names if name not in FIGURES]:
        raise SystemExit(f"no figures called {', '.join(unknown)}\n\n{__doc__}")
    os.environ.update(QUIET)
    for name in names or FIGURES:
        FIGURES[name]()
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
