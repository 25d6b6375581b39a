"""One library in one process: `python -m benchmarks.worker <peer>`, asked in lines of JSON.

    {"do": "losses", "workload": ..., "dtype": ...}   -> the first 50 losses of a new model
    {"do": "step", "workload": ..., "dtype": ..., "seconds": 0.1}   -> seconds a step, several times
    {"do": "fit", "dtype": ...}                        -> seconds of one whole training run, once
The last two take "clock": "perf_counter" or "process_time", as in `time`.
"""

import gc
import json
import sys
import time

from benchmarks.peers import peer
from benchmarks.workloads import BY_NAME, FIT, FIT_EPOCHS, PARITY_STEPS, fit_data

BLOCK = 0.001  # seconds between two looks at the clock: short, so that most blocks run undisturbed


def losses(Peer, workload, dtype, n=PARITY_STEPS):
    """The losses of the first n steps, as floats."""
    model = Peer(workload, dtype)
    X, y = model.data(*workload.data(dtype))
    return [number(model.step(X, y)) for _ in range(n)]


def number(loss):
    """A loss as a float, whatever a library makes it."""
    return loss.item() if hasattr(loss, "item") else loss


def step_times(step, X, y, seconds, clock):
    """Seconds a step, measured in blocks of about a millisecond (at least one step) for `seconds`."""
    count = 1
    while True:  # warms the caches, too: the other processes had the processor
        start = clock()
        for _ in range(count):
            step(X, y)
        if (took := clock() - start) >= BLOCK / 2:
            break
        count *= 2
    times, end = [], clock() + max(seconds, 3 * took)
    while clock() < end:
        start = clock()
        for _ in range(count):
            step(X, y)
        times.append((clock() - start) / count)
    return times


def fit_time(Peer, dtype, clock):
    """Seconds of one training run over the digits, from the first weights."""
    model = Peer(FIT, dtype)
    X, y = model.data(*fit_data(dtype))
    start = clock()
    model.fit(X, y, FIT_EPOCHS)
    return [clock() - start]


def answer(Peer, ready, ask):
    """The answer to one question. `ready` keeps each model and its data from visit to visit."""
    dtype, clock = ask["dtype"], getattr(time, ask.get("clock", "perf_counter"))
    if ask["do"] == "fit":
        return fit_time(Peer, dtype, clock)
    workload = BY_NAME[ask["workload"]]
    if ask["do"] == "losses":
        return losses(Peer, workload, dtype)
    if (workload, dtype) not in ready:
        model = Peer(workload, dtype)
        ready[workload, dtype] = model.step, *model.data(*workload.data(dtype))
    return step_times(*ready[workload, dtype], ask["seconds"], clock)


def main(name):
    Peer, ready = peer(name), {}
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(answer(Peer, ready, json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
