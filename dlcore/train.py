"""Training: mini-batches, the loop, and what it writes down.

The loop in `fit` is the one that a lesson writes by hand; around it stand the things a lesson leaves out: a
check of the data, the record, a progress bar, a stop that never leaves half a step behind.
"""

import collections
import contextlib
import functools
import math
import signal
import threading

import numpy as np

from dlcore.errors import generator, positive_integer
from dlcore.train_guards import TrainingError, check_parts, check_rows, check_test_rows, what_went_wrong

__all__ = ["History", "TrainingError", "batches", "fit"]


def _checks_pair(function):
    """Check X, y, batch_size and rng when batches() is called, not when the first batch is taken."""

    @functools.wraps(function)
    def checked(X, y, batch_size=None, rng=None):
        X, y = check_rows("batches()", X, y)
        if batch_size is not None:
            batch_size = positive_integer("batches()", "batch_size", batch_size)
            rng = generator("batches()", rng)
        return function(X, y, batch_size, rng)

    return checked


@_checks_pair
def batches(X, y, batch_size=None, rng=None):
    """One epoch: each example once, as (X_batch, y_batch) of `batch_size` rows, in an order drawn from rng.

    The rows are permuted once, so that a batch is a contiguous slice of the permuted copy. The last batch is
    smaller where batch_size does not divide N. Without batch_size: one batch, all of it, in the given order.

    X: (N, ...) and y: (N, ...), the same N. Raises ValueError for unequal N, no rows or a batch_size below 1;
    TypeError for a batch_size that is no whole number or a missing rng.
    """
    if batch_size is None:
        yield X, y
        return
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start:start + batch_size], y[start:start + batch_size]


def fit(model, criterion, optimizer, X, y, *, n_epochs, batch_size=None, rng=None, progress=False,
        X_test=None, y_test=None, record_steps=False):
    """Train: n_epochs times through the examples, one optimizer step a batch. Returns a History.

    X: (N, ...)   y: what the criterion compares with model(X)   batch_size, rng: see `batches`; without a
    batch_size each epoch is one step.   progress: show a bar (tqdm), in a notebook or a terminal.
    X_test, y_test: measured after each epoch, never learned from.   record_steps: keep each step's loss.

    Interrupting (the stop button, Ctrl-C) lets the current step finish, so that the parameters belong
    together, and returns the History so far with interrupted=True. A second interrupt stops at once.

    Raises: TrainingError when a loss or a parameter becomes NaN or infinite: it says when and where the
    numbers went wrong, and its `history` holds what was recorded. A batch with such a loss teaches nothing.
    ValueError or TypeError for data, settings or an optimizer that do not fit together; ImportError when a
    bar is wanted and tqdm is missing.   Source: Robbins, Monro, "A Stochastic Approximation Method" (1951).
    """
    check_parts(model, criterion, optimizer)
    X, y = check_rows("fit()", X, y, finite=True)
    test = check_test_rows(X_test, y_test)
    n_epochs = positive_integer("fit()", "n_epochs", n_epochs)
    batches(X, y, batch_size, rng)          # complains about batch_size and rng before anything starts
    history = History(record_steps)
    with _bar(progress, n_epochs) as advance, _interruptible(history), _explained(model, X, history):
        while len(history) < n_epochs and not history.interrupted:
            run_epoch(model, criterion, optimizer, batches(X, y, batch_size, rng), history)
            if test and not history.interrupted:
                history.add_test(criterion(model(test[0]), test[1]))
            advance(history)
    return history


def run_epoch(model, criterion, optimizer, batches, history):
    """The loop of every lesson: forward, loss, backward, step, for each (X, y). Fills the history."""
    history.between_epochs = False
    for X, y in batches:
        y_hat = model(X)
        loss = criterion(y_hat, y)
        history.add_step(loss, len(X))      # refuses NaN and infinity
        optimizer.zero_grad()
        model.backward_parameters(criterion.backward())
        optimizer.step()
        if history.interrupted:
            return
    history.end_epoch()


class History:
    """What training writes down: Python floats, in lists, ready for a plot.

    losses: one number an epoch, the mean over its examples, each measured just before the step that used it.
    test_losses: one number an epoch, measured after it; empty without test data.
    step_losses: one number a step, when asked for (record_steps=True); otherwise empty, however long.
    interrupted: whether somebody stopped it; an epoch that was not finished is not in `losses`.
    """

    def __init__(self, record_steps=False):
        self.losses, self.test_losses, self.step_losses = [], [], []
        self.interrupted = False
        self.record_steps = record_steps
        self.recent = collections.deque(maxlen=4)       # the latest step losses, for an error to quote
        self.between_epochs = False                     # an error says in which epoch, or after which
        self._start_epoch()

    def __len__(self):
        return len(self.losses)

    def __repr__(self):
        stopped = " (stopped by hand)" if self.interrupted else ""
        if not self.losses:
            return f"History: no epoch finished{stopped}"
        epochs = f"{len(self)} epoch{'s' if len(self) > 1 else ''}"
        words = f"History: {epochs}, loss {self.losses[0]:.4g} -> {self.losses[-1]:.4g}"
        if self.test_losses:
            words += f", test loss {self.test_losses[0]:.4g} -> {self.test_losses[-1]:.4g}"
        return words + stopped

    def add_step(self, loss, n_examples):
        """Take note of the loss of a batch. Raises FloatingPointError when it is NaN or infinite."""
        loss = _finite(loss)
        self.n_steps += 1
        self._sum += loss * n_examples
        self._count += n_examples
        self.recent.append(loss)
        if self.record_steps:
            self.step_losses.append(loss)

    def add_test(self, loss):
        """Take note of a test loss. Raises FloatingPointError when it is NaN or infinite."""
        self.test_losses.append(_finite(loss))

    def end_epoch(self):
        """Close an epoch: the mean of its losses over its examples."""
        self.losses.append(self._sum / self._count)
        self._start_epoch()
        self.between_epochs = True

    def _start_epoch(self):
        self.n_steps = self._count = 0
        self._sum = 0.0


def _finite(loss):
    if np.ndim(loss):
        raise TypeError(f"the criterion must return one number, it returned shape {np.shape(loss)}.")
    if not math.isfinite(loss):
        raise FloatingPointError(f"the loss is {loss}")
    return float(loss)


@contextlib.contextmanager
def _explained(model, X, history):
    """Turn a loss or parameters that are not finite into a TrainingError that says when and where."""
    try:
        with np.errstate(over="ignore", invalid="ignore"):      # one error, no stream of warnings
            yield
        if not all(np.isfinite(parameter.data).all() for parameter in model.parameters()):
            raise FloatingPointError("the last step made parameters that are not finite")
    except FloatingPointError as reason:
        raise TrainingError(what_went_wrong(model, X, history, reason), history) from reason


@contextlib.contextmanager
def _interruptible(history):
    """While training, an interrupt only sets history.interrupted; a second one does what it always does."""
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield                               # interrupts only ever reach the main thread
        return

    def ask_to_stop(number, frame):
        if history.interrupted:
            usual(number, frame)
        history.interrupted = True

    signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


@contextlib.contextmanager
def _bar(progress, n_epochs):
    """A function to call after each epoch: it moves a progress bar, or does nothing."""
    if not progress:
        yield lambda history: None
        return
    try:
        from tqdm.auto import tqdm  # the one import of the engine that is not NumPy: only when asked for
    except ImportError:
        raise ImportError("fit(progress=True) draws its bar with tqdm, which is not installed. Install it "
                          "(pip install tqdm), or train with progress=False.") from None
    with tqdm(total=n_epochs, unit="epoch") as bar:
        def advance(history):
            if history.losses:
                bar.set_postfix_str(f"loss {history.losses[-1]:.4g}", refresh=False)
            bar.update(len(history) - bar.n)

        yield advance
