"""A rehearsal: one kernel runs a notebook as impatient learners do, and reports what it saw.

Without a network. Each cell twice in a row; an exercise's cell afterwards with its solution, twice as well.
Along the way the processor time of the first runs is added up; the kernel's peak memory is read at the end.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from tests.nbtools import NOTEBOOKS, canonical
from tests.nbtools.cells import numbered, tags
from tests.nbtools.execute import same_picture
from tests.nbtools.session import CellFailed, Session, session

# An audit hook sees every name look-up and connection of Python's sockets, and cannot be taken out. The
# kernel's own channels are opened by ZeroMQ, beneath it. Attempts are kept: a lesson may swallow the error.
OFFLINE = r"""
def _offline():
    import sys
    attempts = sys._network_attempts = []
    at = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0,
          "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
    def hook(event, args):
        if event in at and args[at[event]] is not None:
            target = args[at[event]]
            host = target[0] if isinstance(target, tuple) else target
            host = host.decode() if isinstance(host, bytes) else host
            loopback = host in ("", "localhost", "::1", "0.0.0.0") or host.startswith(("127.", "/", "\0"))
            if not loopback:
                attempts.append(f"{event} {host}")
                raise OSError(f"the network is off in this test: {event} {host}")
    sys.addaudithook(hook)
_offline()
del _offline
"""
ATTEMPTS = "print(__import__('sys')._network_attempts)"
CPU = "print(__import__('time').process_time())"
# The peak of this process alone. (getrusage's maximum would count the parent's memory before exec.)
PEAK = r"""
def _peak():
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))
    except OSError:
        import sys, psutil
        if sys.platform == "win32":
            return psutil.Process().memory_info().peak_wset / 2**20
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(_peak())
del _peak
"""
MEANT = "if it is meant: make notebooks"
CLOCK = re.compile(r"\b(perf_counter|process_time|monotonic)(_ns)?\b")


@dataclass
class CellRun:
    """What one cell did: its stored text, and the text or the failure of each run; pictures of the first."""

    name: str
    tags: list[str]
    source: str
    stored: list[tuple]
    stored_pictures: list[str]
    runs: list[list[tuple] | CellFailed] = field(default_factory=list)
    pictures: list[str] | None = None  # none: the run failed
    solved: list[list[tuple] | CellFailed] = field(default_factory=list)


@dataclass
class Report:
    cells: list[CellRun]
    attempts: list[str]
    cpu_seconds: float
    peak_mb: float


def rehearse(
    nb: NotebookNode, switch_in: Callable[[str], str] | None = None, cwd: Path = NOTEBOOKS
) -> Report:
    """Run the notebook in a fresh kernel. `switch_in` turns an exercise cell's source into the solved one."""
    cells, cpu = [], 0.0
    with session(cwd) as kernel:
        kernel.run(OFFLINE, count=False)
        for name, cell in numbered(canonical.canonical(nb), "code"):
            record = CellRun(name, tags(cell), cell.source, texts(cell.outputs), pictures(cell.outputs))
            start = _number(kernel, CPU)
            first = _run(kernel, cell.source, cell)
            cpu += _number(kernel, CPU) - start
            record.pictures = None if isinstance(first, CellFailed) else pictures(first)
            record.runs = [_said(first), _said(_run(kernel, cell.source, cell, again=True))]
            if switch_in and "exercise" in record.tags:
                solved = switch_in(cell.source)
                record.solved = [_said(_run(kernel, solved, cell, again=True)) for _ in range(2)]
            cells.append(record)
        attempts = kernel.run(ATTEMPTS, count=False)[0].text.strip()
        peak = _number(kernel, PEAK)
    return Report(cells, [] if attempts == "[]" else [attempts], cpu, peak)


def texts(outputs: list) -> list[tuple]:
    """What a run says, without pictures and counts, after the canonical form's removals."""
    said = []
    for output in canonical.outputs(outputs, None):
        if output["output_type"] == "stream":
            said.append((output["name"], output["text"]))
        elif output["output_type"] == "error":
            said.append(("error", output["ename"], output["evalue"]))
        else:
            data = output["data"].items()
            said.append(("data", *sorted((mime, value) for mime, value in data if mime.startswith("text/"))))
    return said


def pictures(outputs: list) -> list[str]:
    """The PNGs of a run's outputs, in base64."""
    return [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]


def picture_problems(report: Report) -> list[str]:
    """Cells whose stored pictures are not those that they draw now; nbval does not look at pictures.

    Of a cell that reads a clock only the number of pictures is compared: measured times differ.
    """
    found = []
    for cell in report.cells:
        if cell.pictures is None:
            continue
        before, now = len(cell.stored_pictures), len(cell.pictures)
        if before != now:
            found.append(f"{cell.name}: pictures drawn: {now}, stored: {before}; {MEANT}")
        elif not CLOCK.search(cell.source):
            pairs = zip(cell.stored_pictures, cell.pictures)
            if not all(stored == new or same_picture(stored, new) for stored, new in pairs):
                found.append(f"{cell.name}: draws another picture than the stored one; {MEANT}")
    return found


def rerun_problems(report: Report) -> list[str]:
    """Cells that fail, or say something else, when they are run twice in a row.

    Both runs are compared with the stored text. `rerun-differs` excuses a cell's second run (a training cell
    that goes on where it stopped); it must run without an error, and later cells must not notice.
    """
    found = []
    for cell in report.cells:
        for number, run in enumerate(cell.runs, 1):
            excused = number > 1 and "rerun-differs" in cell.tags
            if isinstance(run, CellFailed):
                found.append(f"{cell.name}: run {number} failed:\n{cell.source}\n\n{run}")
            elif run != cell.stored and not excused:
                found.append(f"{cell.name}: run {number} says {run}, stored is {cell.stored}")
    return found


def network_problems(report: Report) -> list[str]:
    """Attempts to reach the network, also those whose error was caught."""
    return [f"reaches for the network: {attempt}" for attempt in report.attempts]


def solution_problems(report: Report, unsolved: Callable[[str, str], list[str]]) -> list[str]:
    """Exercise cells that, with the solution switched in, do not say twice that it is right.

    `unsolved(source, printed)` returns the ids that the cell's printed text does not call right.
    """
    found = []
    for cell in report.cells:
        if "exercise" not in cell.tags:
            continue
        if len(cell.solved) != 2:
            found.append(f"{cell.name}: was not run with its solution")
        for run in cell.solved:
            if isinstance(run, CellFailed):
                found.append(f"{cell.name}: its solution fails:\n{run}")
            elif ids := unsolved(cell.source, "".join(said[1] for said in run if said[0] == "stdout")):
                found.append(f"{cell.name}: solved, it does not say that {', '.join(ids)} is right: {run}")
    return found


def budget_problems(report: Report, seconds: float, megabytes: float) -> list[str]:
    """More processor time, or a higher peak of memory, than a lesson may take."""
    found = []
    if report.cpu_seconds > seconds:
        found.append(f"took {report.cpu_seconds:.1f} s of processor time, at most {seconds:.1f} s")
    if report.peak_mb > megabytes:
        found.append(f"the kernel's memory reached {report.peak_mb:.0f} MB, at most {megabytes:.0f} MB")
    return found


def _run(kernel: Session, source: str, cell: NotebookNode, again: bool = False) -> list | CellFailed:
    """`again`: kept out of IPython's history, whose Out[n] would hold every picture twice in memory."""
    try:
        return kernel.run(source, tuple(tags(cell)), cell.id, count=not again)
    except CellFailed as failure:
        return failure


def _said(outputs: list | CellFailed) -> list[tuple] | CellFailed:
    return outputs if isinstance(outputs, CellFailed) else texts(outputs)


def _number(kernel: Session, source: str) -> float:
    return float(kernel.run(source, count=False)[0].text)
