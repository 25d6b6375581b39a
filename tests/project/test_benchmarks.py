"""The benchmark compares equals, its arithmetic is right, training's memory does not grow; no timing."""

import json
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks import table
from benchmarks.measure import ROOT, RTOL, Worker, check_parity, measure, relative_difference
from benchmarks.peers import PEERS, peer
from benchmarks.worker import losses, number, step_times
from benchmarks.workloads import BY_NAME, DTYPES, WORKLOADS, Workload

SMALL = Workload("5-7-3", (5, 7, 3), 6, 0.1)
OTHERS = [name for name in PEERS if name not in ("dlcore", "products")]


# Parity: before anything is timed, all compute the same


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_losses_are_pytorchs_for_fifty_steps(workload, dtype):
    pytest.importorskip("torch")
    ours, theirs = (losses(peer(name), workload, dtype) for name in ("dlcore", "PyTorch"))
    assert len(ours) == 50
    np.testing.assert_allclose(ours, theirs, rtol=RTOL[dtype])
    assert ours[-1] < 0.9 * ours[0], "equal losses say little where nothing is learned"


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", OTHERS)
def test_every_peer_computes_the_same(name, dtype):
    pytest.importorskip(PEERS[name][2])
    for workload in (SMALL, BY_NAME["2-16-16-1"]):
        ours, theirs = (losses(peer(one), workload, dtype) for one in ("dlcore", name))
        np.testing.assert_allclose(theirs, ours, rtol=RTOL[dtype], err_msg=workload.name)


@pytest.mark.parametrize("name", ["dlcore", *OTHERS])
def test_a_whole_run_learns_in_every_library(name):
    pytest.importorskip(PEERS[name][2])
    rng = np.random.default_rng(0)
    X = rng.random((40, 5))
    y = X @ rng.random((5, 3))
    model = peer(name)(SMALL, "float64")
    X, y = model.data(X, y)
    before = number(model.step(X, y))
    model.fit(X, y, 30)
    assert number(model.step(X, y)) < 0.5 * before


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_good_batch_takes_the_short_way_through_the_checks(dtype, monkeypatch):
    """The long way costs more than a small layer, and says nothing where all is well: it would go unseen."""
    for words in ("explain_input", "explain_gradient"):
        monkeypatch.setattr(f"dlcore.nn.linear.{words}", lambda *args, words=words: pytest.fail(words))
    assert len(losses(peer("dlcore"), SMALL, dtype, n=3)) == 3


def pretend(peer, answers):
    return SimpleNamespace(peer=peer, threads=1, ask=lambda **question: answers)


def test_another_result_stops_the_benchmark():
    torch, ours = pretend("PyTorch", [1.0, 0.5]), pretend("dlcore", [1.0, 0.5 + 1e-12])
    found = check_parity([ours, torch], [SMALL], ["float64"])
    assert found == {("5-7-3", "float64"): pytest.approx(2e-12, rel=1e-3)}
    for wrong in ([1.0, 0.51], [1.0, float("nan")], [1.0]):
        with pytest.raises(ValueError, match="losses"):
            check_parity([torch, ours, pretend("L_layer", wrong)], [SMALL], ["float64"])


def test_products_are_those_of_a_step():
    """A step of layers (in, out) multiplies N*in*out numbers three times, for the first layer twice."""
    jobs = peer("products")(SMALL, "float64").jobs
    work = sum(a.shape[0] * a.shape[1] * b.shape[1] for a, b, _ in jobs)
    assert work == 6 * (2 * 5 * 7 + 3 * 7 * 3)
    assert all((a @ b).shape == out.shape for a, b, out in jobs)


# The measurement and its table


def test_a_library_answers_from_its_own_process():
    worker = Worker("dlcore", 1)
    try:
        assert relative_difference(worker.ask(do="losses", workload="2-16-16-1", dtype="float64"),
                                   losses(peer("dlcore"), BY_NAME["2-16-16-1"], "float64")) < 1e-9
        times = measure([worker], 2, 0.002, [BY_NAME["2-16-16-1"]], ["float32"], fits=False)
        assert list(times) == [("2-16-16-1", "float32", "dlcore", 1)]
        assert all(t > 0 for t in times["2-16-16-1", "float32", "dlcore", 1])
        with pytest.raises(RuntimeError, match="ended while asked"):
            worker.ask(do="losses", workload="no such", dtype="float64")
    finally:
        worker.close()


def test_times_are_per_step():
    """With a clock that counts one second a step, whatever the size of the blocks."""
    steps = [0]

    def step(X, y):
        steps[0] += 1

    def clock():
        return float(steps[0])

    assert step_times(step, None, None, 20, clock)[:3] == [1.0, 1.0, 1.0]


def test_quantiles_and_ratios():
    assert table.quantile([4, 1, 3, 2], 0.25) == 2 and table.quantile([5.0], 0.5) == 5.0
    rows = table.records({
        ("2-16-16-1", "float32", "dlcore", 1): [3e-6, 2e-6, 9e-6, 3e-6, 8e-6],
        ("2-16-16-1", "float32", "PyTorch", 1): [12e-6] * 3,
        ("2-16-16-1", "float32", "products", 1): [0.5e-6] * 3,
    })
    assert [r["lower_quartile"] for r in rows] == [3e-6, 12e-6, 0.5e-6]
    assert rows[0]["median"] == 3e-6 and rows[0]["count"] == 5
    assert table.ratio(rows, "2-16-16-1", "float32", "PyTorch") == pytest.approx(0.25)
    assert table.ratio(rows, "2-16-16-1", "float32", "PyTorch", threads=2) is None
    head, _, row = table.table(rows, "float32", 1)
    assert head == "|  | dlcore | PyTorch | bare products | dlcore / PyTorch | dlcore / bare products |"
    assert row == "| 2-16-16-1 | 3.0 | 12.0 | 0.5 | 0.25 (0.25) | 6.00* (5.8) |"
    assert table.report(rows).count("microseconds a step") == 1


# Memory

TRAINING = """
import resource
import sys
import numpy as np
from dlcore import nn, optim, train

rng = np.random.default_rng(0)
X, y = rng.random((500, 2)), rng.random((500, 1))
kept = []


class Keeps(nn.Tanh):
    def forward(self, x):
        kept.append(x)
        return super().forward(x)


middle = Keeps() if sys.argv[1] == "leak" else nn.Tanh()
model = nn.Sequential(nn.Linear(2, 4, rng=rng), middle, nn.Linear(4, 1, rng=rng))
criterion, optimizer = nn.MSELoss(), optim.SGD(model.parameters(), lr=0.01, momentum=0.9)


def steps(n):
    train.fit(model, criterion, optimizer, X, y, n_epochs=n // 250, batch_size=2, rng=rng)


def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


steps(1_000)
before = memory()
steps(int(sys.argv[2]))
print(memory() - before)
"""


def growth(kind, n):
    """Bytes that a process holds after n more steps, beyond what it held after 1,000."""
    command = [sys.executable, "-c", TRAINING, kind, str(n)]
    return int(subprocess.check_output(command, cwd=ROOT, text=True))


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process from /proc")
def test_memory_after_100000_steps_is_that_after_1000():
    assert growth("train", 99_000) < 1e6, "ten bytes a step would show"
    assert growth("leak", 20_000) > 1e6, "this test sees a layer that keeps what passes through it"


# What is stored


def stored():
    return json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))


def test_the_stored_measurement_is_whole():
    results = stored()
    for dtype in DTYPES:
        for what in table.ROWS:
            times = [table.find(results["seconds"], what, dtype, name) for name in PEERS]
            assert all(t > 0 for t in times), (what, dtype)
    assert results["parity"].keys() == {f"{w.name}, {dtype}" for w in WORKLOADS for dtype in DTYPES}
    assert all(value <= RTOL[key.split(", ")[1]] for key, value in results["parity"].items())


def test_the_table_in_the_readme_is_the_stored_measurement():
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert table.report(stored()["seconds"]).strip() in text, "run: python -m benchmarks --store"
