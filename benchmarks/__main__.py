"""Measure dlcore's training step beside its peers:  python -m benchmarks [--store] [--shared] [--all]"""

import argparse
import json
import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from benchmarks import table
from benchmarks.measure import ROOT, check_parity, measure, workers
from benchmarks.peers import installed
from benchmarks.workloads import BY_NAME, DTYPES

RESULTS = Path(__file__).parent / "results.json"
PAGE = RESULTS.with_name("README.md")


def arguments():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition(":")[0])
    parser.add_argument("--rounds", type=int, default=20, help="visits to every process (20)")
    parser.add_argument("--seconds", type=float, default=0.05, help="of each visit to a workload (0.05)")
    parser.add_argument("--workload", choices=BY_NAME, action="append", help="only these")
    parser.add_argument("--peer", choices=installed(), action="append", help="only these, beside dlcore")
    parser.add_argument("--dtype", choices=DTYPES, action="append", help="only these")
    parser.add_argument("--shared", action="store_true",
                        help="others use this machine, too: processor time, and one thread only")
    parser.add_argument("--store", action="store_true", help="keep it, and draw the README's picture")
    parser.add_argument("--all", action="store_true",
                        help="also benchmarks.figures and benchmarks.interactives")
    return parser.parse_args()


def machine():
    """What the numbers depend on."""
    model = platform.processor() or platform.machine()
    if sys.platform == "linux":
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
        model = names[0] if names else model
    versions = {}
    for name in ("numpy", "torch", "scikit-learn"):
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = None
    return {"processor": model, "cores": os.cpu_count(), "system": platform.system(),
            "python": platform.python_version(), **versions,
            "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None}


def say(words):
    print(words, file=sys.stderr, flush=True)


def run(given):
    """Parity, then the clock: everything that results.json holds."""
    workloads = [BY_NAME[name] for name in given.workload or BY_NAME]
    chosen = [p for p in installed() if not given.peer or p in ("dlcore", *given.peer)]
    what = {"workloads": workloads, "dtypes": given.dtype or DTYPES}
    before = machine()
    with workers(chosen, (1,) if given.shared else (1, 2)) as team:
        say("parity: the losses of 50 steps")
        parity = check_parity(team, **what)
        times = measure(team, given.rounds, given.seconds, **what, fits=not given.workload, say=say,
                        clock="process_time" if given.shared else "perf_counter")
    return {
        "machine": before | {"load after": machine()["load"]},
        "clock": "processor time" if given.shared else "clock time",
        "rounds": given.rounds,
        "parity": {f"{name}, {dtype}": float(f"{value:.1e}") for (name, dtype), value in parity.items()},
        "seconds": table.records(times),
    }


def store(results):
    """Keep the measurement in results.json, in the page beside it, and as the README's picture."""
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    start, rest = PAGE.read_text(encoding="utf-8").split("<!-- table -->\n")
    end = rest.partition("<!-- end of table -->")[2]
    new = f"{about(results)}\n\n{table.report(results['seconds'])}"
    PAGE.write_text(f"{start}<!-- table -->\n{new}<!-- end of table -->{end}", encoding="utf-8")
    subprocess.run([sys.executable, str(ROOT / "images" / "draw.py"), "benchmark"], check=True)


def about(results):
    """The circumstances of a measurement, and its parity, in two sentences."""
    m = results["machine"]
    versions = ", ".join(f"{name} {m[name]}" for name in ("python", "numpy", "torch", "scikit-learn"))
    worst = max(results["parity"].values())
    where = f"{m['processor']}, {m['cores']} cores, load {m['load']} before and {m['load after']} after"
    return (
        f"Lower quartiles of {results['rounds']} rounds, {results['clock']}; {where};\n{versions}.\n"
        f"Before the clock: dlcore's losses of 50 steps agree with PyTorch's to {worst:.0e} or better."
    )


def main():
    given = arguments()
    if given.store and (given.workload or given.peer or given.dtype):
        raise SystemExit("--store keeps whole measurements only: leave out --workload, --peer and --dtype.")
    results = run(given)
    print(f"{about(results)}\n\n{table.report(results['seconds'])}")
    print("In brackets the mark; * where it is missed. notes 1 and 2: see benchmarks/peers_sources.py.")
    if given.store:
        store(results)
    if given.all:
        lessons = sorted(str(path) for path in (ROOT / "notebooks").glob("0[1-9]*.ipynb"))
        for command in (["benchmarks.figures"], ["benchmarks.interactives", *lessons]):
            subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
