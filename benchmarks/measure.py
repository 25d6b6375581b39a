"""Side by side: each library and thread setting in its own process, visited in turn, round after round."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.workloads import DTYPES, WORKLOADS

ROOT = Path(__file__).resolve().parents[1]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
RTOL = {"float32": 1e-3, "float64": 1e-9}


class Worker:
    """A process that holds one library with a fixed number of threads."""

    def __init__(self, peer, threads):
        self.peer, self.threads = peer, threads
        environment = os.environ | {name: str(threads) for name in THREADS}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", peer], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )

    def ask(self, **question):
        """Its answer. Raises RuntimeError where the process ended; its own words stand above."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.peer} with {self.threads} thread(s) ended while asked {question}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@contextlib.contextmanager
def workers(peers, threads=(1, 2)):
    """A process for every peer and number of threads."""
    with contextlib.ExitStack() as stack:
        team = []
        for peer in peers:
            for n in threads:
                team.append(Worker(peer, n))
                stack.callback(team[-1].close)
        yield team


def check_parity(team, workloads=WORKLOADS, dtypes=DTYPES):
    """The losses of 50 steps agree with PyTorch's (without it: with dlcore's), else ValueError.

    Returns {(workload, dtype): the largest relative difference of a loss of dlcore}.
    """
    computing = [w for w in team if w.peer != "products"]
    reference = next((w for w in computing if w.peer == "PyTorch"), computing[0])
    largest = {}
    for workload in workloads:
        for dtype in dtypes:
            question = {"do": "losses", "workload": workload.name, "dtype": dtype}
            expected = reference.ask(**question)
            for worker in computing:
                difference = relative_difference(worker.ask(**question), expected)
                if not difference <= RTOL[dtype]:
                    who = f"{worker.peer} ({worker.threads} thread(s), {workload.name}, {dtype})"
                    raise ValueError(f"{who} computes something else: losses differ by {difference:.1e}")
                if worker.peer == "dlcore":
                    largest[workload.name, dtype] = max(difference, largest.get((workload.name, dtype), 0))
    return largest


def relative_difference(losses, expected):
    """The largest difference of two lists of losses, relative to the expected one. NaN where one is NaN."""
    if len(losses) != len(expected):
        raise ValueError(f"{len(losses)} losses beside {len(expected)}")
    differences = [abs(a - b) / abs(b) for a, b in zip(losses, expected)]
    return float("nan") if any(d != d for d in differences) else max(differences)


def measure(team, rounds, seconds, workloads=WORKLOADS, dtypes=DTYPES, fits=True, say=lambda words: None,
            clock="perf_counter"):
    """{(what, dtype, peer, threads): [seconds, ...]}, `what` is a workload's name or "fit".

    clock: a function of `time`; "process_time" counts what this process alone used, of one thread or more.
    """
    times = {}
    questions = [{"do": "step", "workload": w.name, "dtype": d, "seconds": seconds, "clock": clock}
                 for w in workloads for d in dtypes]
    questions += [{"do": "fit", "dtype": d, "clock": clock} for d in dtypes] if fits else []
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for question in questions:
            for i in range(len(team)):
                worker = team[(i + number) % len(team)]  # nobody always follows the same neighbour
                key = (question.get("workload", "fit"), question["dtype"], worker.peer, worker.threads)
                times.setdefault(key, []).extend(worker.ask(**question))
    return times
