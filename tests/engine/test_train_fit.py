"""The training loop: it learns, writes down, stops in order, and says where numbers ran away."""

import builtins
import signal
import sys
import threading
import tracemalloc

import numpy as np
import pytest

from dlcore import data, nn, optim, train

X, Y = data.noisy_curve(40, 0.05, np.random.default_rng(0))


def network(seed=0, width=8):
    rng = np.random.default_rng(seed)
    return nn.Sequential(nn.Linear(1, width, rng=rng), nn.Tanh(), nn.Linear(width, 1, rng=rng))


def parts(seed=0, lr=0.1, **settings):
    model = network(seed)
    return model, nn.MSELoss(), optim.SGD(model.parameters(), lr=lr, **settings)


def rng(seed=0):
    return np.random.default_rng(seed)


# --- it learns ---------------------------------------------------------------------------------------

def test_a_curve_is_learned():
    model, criterion, optimizer = parts()
    history = train.fit(model, criterion, optimizer, X, Y, n_epochs=200, batch_size=8, rng=rng())
    assert len(history) == len(history.losses) == 200
    assert history.losses[-1] < 0.02 < 0.2 < history.losses[0]


def test_fit_is_the_loop_of_the_lessons_to_the_last_bit():
    model, criterion, optimizer = parts(momentum=0.9)
    by_hand = []
    generator = rng(4)
    for _ in range(3):
        for x, y in train.batches(X, Y, 16, generator):
            y_hat = model(x)
            by_hand.append(float(criterion(y_hat, y)))
            optimizer.zero_grad()
            model.backward(criterion.backward())
            optimizer.step()
    other, criterion, optimizer = parts(momentum=0.9)
    settings = {"n_epochs": 3, "batch_size": 16, "rng": rng(4), "record_steps": True}
    history = train.fit(other, criterion, optimizer, X, Y, **settings)
    assert history.step_losses == by_hand
    for name, array in model.state_dict().items():
        assert np.array_equal(array, other.state_dict()[name])


def test_torch_takes_the_same_path():
    torch = pytest.importorskip("torch")
    model, criterion, optimizer = parts(momentum=0.9)
    theirs = torch.nn.Sequential(torch.nn.Linear(1, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1)).double()
    theirs.load_state_dict({name: torch.from_numpy(array) for name, array in model.state_dict().items()})
    history = train.fit(model, criterion, optimizer, X, Y, n_epochs=20)
    their_optimizer = torch.optim.SGD(theirs.parameters(), lr=0.1, momentum=0.9)
    losses = []
    for _ in range(20):
        loss = torch.nn.functional.mse_loss(theirs(torch.from_numpy(X)), torch.from_numpy(Y))
        their_optimizer.zero_grad()
        loss.backward()
        their_optimizer.step()
        losses.append(loss.item())
    assert history.losses == pytest.approx(losses, rel=1e-10)


# --- it writes down ----------------------------------------------------------------------------------

def test_the_loss_of_an_epoch_is_the_mean_over_its_examples():
    model, criterion, _ = parts()
    still = optim.SGD(model.parameters(), lr=0.0)
    history = train.fit(model, criterion, still, X, Y, n_epochs=1, batch_size=7, rng=rng(), record_steps=True)
    assert len(history.step_losses) == 6                    # 5 batches of 7 and one of 5
    assert history.losses[0] == pytest.approx(float(criterion(model(X), Y)), rel=1e-12)
    assert np.mean(history.step_losses) != pytest.approx(history.losses[0], rel=1e-6)


def test_the_test_part_is_measured_after_each_epoch_and_never_learned_from():
    with_test, without = parts(), parts()
    settings = {"n_epochs": 4, "batch_size": 8}
    history = train.fit(*with_test, X, Y, rng=rng(), X_test=X[:9] + 0.1, y_test=Y[:9], **settings)
    train.fit(*without, X, Y, rng=rng(), **settings)
    assert len(history.test_losses) == 4
    model, criterion, _ = with_test
    assert history.test_losses[-1] == float(criterion(model(X[:9] + 0.1), Y[:9]))
    for name, array in model.state_dict().items():
        assert np.array_equal(array, without[0].state_dict()[name])


def test_everything_recorded_is_a_python_float():
    history = train.fit(*parts(), X, Y, n_epochs=2, record_steps=True, X_test=X, y_test=Y)
    assert {type(x) for x in history.losses + history.test_losses + history.step_losses} == {float}


def test_steps_are_recorded_on_request_only():
    assert train.fit(*parts(), X, Y, n_epochs=5, batch_size=4, rng=rng()).step_losses == []


def test_the_print_is_short_and_stable():
    history = train.History()
    assert repr(history) == "History: no epoch finished"
    history.losses = [0.5]
    assert repr(history) == "History: 1 epoch, loss 0.5 -> 0.5"
    history.losses, history.test_losses, history.interrupted = [0.5, 0.0123456], [0.6, 0.02], True
    assert repr(history) == "History: 2 epochs, loss 0.5 -> 0.01235, test loss 0.6 -> 0.02 (stopped by hand)"


def test_memory_does_not_grow_with_steps():
    model, criterion, optimizer = parts()

    def most(n_steps, **settings):
        x, y = np.tile(X, (n_steps // 40, 1)), np.tile(Y, (n_steps // 40, 1))
        tracemalloc.start()
        train.fit(model, criterion, optimizer, x, y, n_epochs=1, batch_size=1, rng=rng(), **settings)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used - 3 * x.nbytes          # the permutation, and X and y in that order

    most(40)                                # what Python makes once
    assert most(4000) - most(400) < 20_000
    assert most(4000, record_steps=True) - most(400, record_steps=True) > 80_000


# --- it leaves data alone ----------------------------------------------------------------------------

def test_the_data_is_not_changed():
    x, y = X.copy(), Y.copy()
    x.flags.writeable = y.flags.writeable = False
    train.fit(*parts(), x, y, n_epochs=2, batch_size=8, rng=rng())
    assert np.array_equal(x, X) and np.array_equal(y, Y)


def test_float32_stays_float32():
    model = nn.Sequential(nn.Linear(1, 4, rng=rng(), dtype=np.float32), nn.Tanh(),
                          nn.Linear(4, 1, rng=rng(), dtype=np.float32))
    optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    small = X.astype(np.float32), Y.astype(np.float32)
    history = train.fit(model, nn.MSELoss(), optimizer, *small, n_epochs=3, batch_size=8, rng=rng())
    assert all(p.data.dtype == p.grad.dtype == np.float32 for p in model.parameters())
    assert type(history.losses[0]) is float


# --- it says where numbers ran away ------------------------------------------------------------------

def test_a_loss_that_explodes_stops_with_when_where_and_why():
    model = nn.Sequential(nn.Linear(1, 8, rng=rng()), nn.ReLU(), nn.Linear(8, 1, rng=rng()))
    optimizer = optim.SGD(model.parameters(), lr=50.0)
    with pytest.raises(train.TrainingError) as caught:
        train.fit(model, nn.MSELoss(), optimizer, X, Y, n_epochs=500, batch_size=8, rng=rng())
    text = str(caught.value)
    history = caught.value.history
    assert f"in epoch {len(history) + 1}, step " in text
    assert "The losses grew before: try a smaller learning rate." in text
    assert all(np.isfinite(history.losses)) and len(history.recent) == 4
    assert repr(history).startswith("History: ")


class Poison(nn.Tanh):
    """Gives NaN from the third call on."""

    calls = 0

    def forward(self, x):
        self.calls += 1
        y = super().forward(x)
        return y * np.nan if self.calls > 2 else y


def test_the_first_layer_that_is_not_finite_is_named_and_nothing_was_learned_from_it():
    model = nn.Sequential(nn.Linear(1, 3, rng=rng()), Poison(), nn.Linear(3, 1, rng=rng()))
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    with pytest.raises(train.TrainingError, match=r"epoch 3, step 1.*Layer 1, Poison\(\), is the first"):
        train.fit(model, nn.MSELoss(), optimizer, X, Y, n_epochs=9)
    assert all(np.isfinite(parameter.data).all() for parameter in model.parameters())


def test_a_parameter_that_is_not_finite_is_named():
    model, criterion, optimizer = parts()
    model[2].weight.data[0, 3] = np.inf
    with pytest.raises(train.TrainingError, match="epoch 1, step 1.*parameter 2.weight is not finite"):
        train.fit(model, criterion, optimizer, X, Y, n_epochs=9)


def test_an_error_in_the_test_loss_names_the_epoch_before_it():
    model, criterion, optimizer = parts()
    huge = np.full_like(Y, 1e200)
    with pytest.raises(train.TrainingError, match="stopped after epoch 1: MSELoss") as caught:
        train.fit(model, criterion, optimizer, X, Y, n_epochs=3, X_test=X, y_test=huge)
    assert len(caught.value.history.losses) == 1


def test_the_words_of_an_error_end_once_and_advise_once():
    model, criterion, optimizer = parts()
    with pytest.raises(train.TrainingError, match="learning rate too large[?]$") as caught:
        train.fit(model, criterion, optimizer, X, np.full_like(Y, 1e200), n_epochs=9)
    assert str(caught.value).count("learning rate") == 1


def test_a_last_step_into_infinity_is_not_passed_over():
    model, criterion, optimizer = parts(lr=1e308)
    optimizer.param_groups[0]["lr"] = 1.7e308
    X_large = X * 1e3
    with pytest.raises(train.TrainingError, match="after epoch 1: the last step made parameters"):
        train.fit(model, criterion, optimizer, X_large, Y * 1e3, n_epochs=1)


def test_a_criterion_of_ones_own_that_gives_nan_is_caught_too():
    class Careless(nn.MSELoss):
        def __call__(self, y_hat, y):
            super().__call__(y_hat, y)
            return np.nan

    model, _, optimizer = parts()
    before = model.state_dict()
    with pytest.raises(train.TrainingError, match="epoch 1, step 1: the loss is nan"):
        train.fit(model, Careless(), optimizer, X, Y, n_epochs=1)
    assert all(np.array_equal(array, before[name]) for name, array in model.state_dict().items())


# --- it stops in order -------------------------------------------------------------------------------

class Interrupted(optim.SGD):
    """Somebody presses the stop button in the middle of the third step."""

    steps = 0

    def step(self):
        self.steps += 1
        if self.steps == 3:
            signal.raise_signal(signal.SIGINT)
        super().step()


def test_an_interrupt_lets_the_step_finish_and_returns_the_history():
    model = network()
    usual = signal.getsignal(signal.SIGINT)
    optimizer = Interrupted(model.parameters(), lr=0.1)
    history = train.fit(model, nn.MSELoss(), optimizer, X, Y, n_epochs=50)
    assert history.interrupted and optimizer.steps == 3 and "stopped by hand" in repr(history)
    assert signal.getsignal(signal.SIGINT) is usual
    whole, criterion, other = parts()
    train.fit(whole, criterion, other, X, Y, n_epochs=3)
    for name, array in whole.state_dict().items():
        assert np.array_equal(array, model.state_dict()[name])


def test_a_second_interrupt_stops_at_once():
    class Twice(optim.SGD):
        def step(self):
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)

    model = network()
    usual = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        train.fit(model, nn.MSELoss(), Twice(model.parameters(), lr=0.1), X, Y, n_epochs=50)
    assert signal.getsignal(signal.SIGINT) is usual


def test_it_trains_in_another_thread_as_a_widget_does():
    results = []
    thread = threading.Thread(target=lambda: results.append(train.fit(*parts(), X, Y, n_epochs=3)))
    thread.start()
    thread.join(30)
    assert len(results) == 1 and len(results[0]) == 3


# --- the bar -----------------------------------------------------------------------------------------

def test_the_bar_counts_epochs(capsys):
    pytest.importorskip("tqdm")
    train.fit(*parts(), X, Y, n_epochs=3, progress=True)
    shown = capsys.readouterr()
    assert "3/3" in shown.err and "loss 0." in shown.err and shown.out == ""


def test_without_a_bar_nothing_is_shown_and_tqdm_is_not_touched(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)     # importing it would raise
    train.fit(*parts(), X, Y, n_epochs=3)
    assert capsys.readouterr() == ("", "")


def test_a_missing_tqdm_is_answered_with_what_to_do(monkeypatch):
    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name.startswith("tqdm"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ImportError, match="pip install tqdm.*progress=False"):
        train.fit(*parts(), X, Y, n_epochs=1, progress=True)
