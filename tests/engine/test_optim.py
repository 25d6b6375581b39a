"""SGD: by hand, against PyTorch, with groups, and what it refuses."""

import numpy as np
import pytest

from dlcore import nn, optim
from tests.engine.networks import Plain, assert_same_parameters, batch, network, train


def test_one_number_by_hand():
    p = nn.Parameter([1.0])
    optimizer = optim.SGD([p], lr=0.1, momentum=0.5)
    for grad, expected in [(2.0, 0.8), (2.0, 0.5), (0.0, 0.35)]:  # v = 2, then 3, then 1.5
        p.grad = np.array([grad])
        optimizer.step()
        assert p.data == pytest.approx(expected)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-11), (np.float32, 1e-4)])
def test_the_same_path_as_pytorch(momentum, dtype, tolerance):
    torch = pytest.importorskip("torch")
    model, (X, y) = network(dtype), batch(dtype)
    there = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
    there = there.to(torch.from_numpy(X).dtype)
    there.load_state_dict({name: torch.from_numpy(value) for name, value in model.state_dict().items()})
    optimizer = torch.optim.SGD(there.parameters(), lr=0.1, momentum=momentum)
    losses = []
    for _ in range(50):
        loss = torch.nn.MSELoss()(there(torch.from_numpy(X)), torch.from_numpy(y))
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    ours = train(model, optim.SGD(model.parameters(), lr=0.1, momentum=momentum), 50, dtype)
    np.testing.assert_allclose(ours, losses, rtol=tolerance)
    for p, q in zip(model.parameters(), there.parameters()):
        assert p.data.dtype == dtype
        np.testing.assert_allclose(p.data, q.detach().numpy(), rtol=tolerance, atol=tolerance)


def test_groups_have_their_own_rates():
    model, twin = network(), network()
    one, two = model[0].parameters(), model[2].parameters()
    groups = [{"params": one, "lr": 0.5}, {"params": two, "momentum": 0.9}]
    train(model, optim.SGD(groups, lr=0.1), 3)
    first, last = Plain(twin[0], 0.5), Plain(twin[2], 0.1, 0.9)
    (X, y), criterion = batch(), nn.MSELoss()
    for _ in range(3):
        criterion(twin(X), y)
        twin.zero_grad()
        twin.backward(criterion.backward())
        first.step()
        last.step()
    assert_same_parameters(model, twin)


def test_a_rate_changed_between_steps_counts():
    model, twin = network(), network()
    optimizer, plain = optim.SGD(model.parameters(), lr=0.1), Plain(twin, lr=0.1)
    for lr in (0.1, np.float64(0.05), 0.025):
        optimizer.param_groups[0]["lr"] = plain.lr = lr
        train(model, optimizer, 2)
        train(twin, plain, 2)
    assert_same_parameters(model, twin)


def test_a_rate_of_numpys_float64_keeps_float32():
    model = network(np.float32)
    optimizer = optim.SGD(model.parameters(), lr=np.float64(0.1), momentum=np.float64(0.9))
    optimizer.param_groups[0]["lr"] = np.float64(0.05)
    train(model, optimizer, 2, np.float32)
    assert all(p.data.dtype == p.grad.dtype == np.float32 for p in model.parameters())


def test_a_parameter_without_a_gradient_rests():
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    train(model, optimizer, 2)
    before, twin = model.state_dict(), network()
    train(twin, Plain(twin, 0.1, 0.9), 2)
    optimizer.zero_grad()
    model[2].bias.grad = np.ones(2)
    optimizer.step()
    after = model.state_dict()
    assert [name for name in before if not np.array_equal(before[name], after[name])] == ["2.bias"]


def test_gradients_are_read_and_not_changed():
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    train(model, optimizer, 2)
    grads = [p.grad.copy() for p in model.parameters()]
    optimizer.step()
    for p, grad in zip(model.parameters(), grads):
        np.testing.assert_array_equal(p.grad, grad)


@pytest.mark.parametrize("make, error, words", [
    (lambda p: optim.SGD([], lr=0.1), ValueError, "no parameters"),
    (lambda p: optim.SGD(p, lr=0.1), TypeError, "takes a list"),
    (lambda p: optim.SGD({"params": [p]}, lr=0.1), TypeError, "takes a list"),
    (lambda p: optim.SGD([p.data], lr=0.1), TypeError, "nn.Parameter"),
    (lambda p: optim.SGD(3, lr=0.1), TypeError, "takes a list"),
    (lambda p: optim.SGD([p, p], lr=0.1), ValueError, "two places"),
    (lambda p: optim.SGD([{"params": [p]}, {"params": [p]}], lr=0.1), ValueError, "two places"),
    (lambda p: optim.SGD([{"lr": 0.1}]), ValueError, '"params"'),
    (lambda p: optim.SGD([{"params": [p], "rate": 0.1}], lr=0.1), ValueError, "rate"),
    (lambda p: optim.SGD([{"params": [p]}, p], lr=0.1), ValueError, "a group is"),
    (lambda p: optim.SGD([{"params": p}], lr=0.1), TypeError, "takes a list"),
    (lambda p: optim.SGD([p]), ValueError, "learning rate"),
    (lambda p: optim.SGD([p], lr=-0.1), ValueError, "lr must be"),
    (lambda p: optim.SGD([p], lr=float("nan")), ValueError, "lr must be"),
    (lambda p: optim.SGD([p], lr=float("inf")), ValueError, "lr must be"),
    (lambda p: optim.SGD([p], lr="0.1"), TypeError, "lr is one real number"),
    (lambda p: optim.SGD([p], lr=[0.1]), TypeError, "lr is one real number"),
    (lambda p: optim.SGD([p], lr=0.1, momentum=1.5), ValueError, "momentum must be"),
])
def test_bad_settings_are_explained(make, error, words):
    with pytest.raises(error, match=words):
        make(nn.Parameter([1.0, 2.0]))


def test_a_step_without_any_gradient_is_a_mistake():
    optimizer = optim.SGD(network().parameters(), lr=0.1)
    with pytest.raises(RuntimeError, match="backward"):
        optimizer.step()


def test_a_gradient_of_another_shape_is_refused_and_nothing_moves():
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    train(model, optimizer, 1)
    before = model.state_dict()
    model[2].bias.grad = np.ones((2, 1))
    with pytest.raises(ValueError, match=r"\(2,\).*\(2, 1\)"):
        optimizer.step()
    for name, value in model.state_dict().items():
        np.testing.assert_array_equal(value, before[name])
