"""nn: layers against central differences and PyTorch; the protocol (adding up, memory, names, copies)."""

import copy
import pickle

import numpy as np
import pytest

from dlcore import functional as F
from dlcore import nn, optim
from tests.engine.activations import LAYERS, WITH_SETTINGS, WITH_SETTINGS_IN_PYTORCH, in_words
from tests.engine.networks import batch, network


def backward(model, X, y):
    """Forward, loss and backward once; returns dL/dX."""
    criterion = nn.MSELoss()
    criterion(model(X), y)
    return model.backward(criterion.backward())


def test_linear_is_its_function():
    layer = nn.Linear(3, 2, rng=np.random.default_rng(0))
    rng = np.random.default_rng(1)
    x, grad_output = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    np.testing.assert_array_equal(layer(x), F.linear(x, layer.weight.data, layer.bias.data))
    expected = F.linear_backward(grad_output, x, layer.weight.data)
    for got, wanted in zip((layer.backward(grad_output), layer.weight.grad, layer.bias.grad), expected):
        np.testing.assert_allclose(got, wanted, rtol=1e-14)


def test_mse_module_is_its_function():
    X, y = np.random.default_rng(0).normal(size=(2, 5, 3))
    criterion = nn.MSELoss()
    np.testing.assert_allclose(criterion(X, y), F.mse_loss(X, y), rtol=1e-14)
    np.testing.assert_array_equal(criterion.backward(), F.mse_loss_backward(X, y))


@pytest.mark.parametrize("activation, settings", WITH_SETTINGS, ids=in_words)
def test_every_gradient_of_a_network_is_its_slope(activation, settings):
    model, (X, y) = network(activation=lambda: activation.layer(**settings)), batch()
    criterion = nn.MSELoss()
    grads = {"X": backward(model, X, y)} | {name: p.grad.copy() for name, p in model.named_parameters()}
    places = {"X": X} | {name: p.data for name, p in model.named_parameters()}
    for name, place in places.items():
        for i in np.ndindex(place.shape):
            usual = place[i]
            losses = []
            for shift in (1e-6, -1e-6):
                place[i] = usual + shift
                losses.append(criterion(model(X), y))
            place[i] = usual
            slope = (losses[0] - losses[1]) / 2e-6
            assert grads[name][i] == pytest.approx(slope, abs=1e-8), f"{name}{i} of {model}"


@pytest.mark.parametrize("activation, settings", WITH_SETTINGS_IN_PYTORCH, ids=in_words)
@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_the_same_gradients_as_pytorch(activation, settings, dtype, tolerance):
    torch = pytest.importorskip("torch")
    model, (X, y) = network(dtype, lambda: activation.layer(**settings)), batch(dtype=dtype)
    layer = getattr(torch.nn, activation.in_pytorch.layer)(**settings, **activation.in_pytorch.keywords)
    there = torch.nn.Sequential(torch.nn.Linear(3, 4), layer, torch.nn.Linear(4, 2))
    there = there.to(torch.from_numpy(X).dtype)
    there.load_state_dict({name: torch.from_numpy(value) for name, value in model.state_dict().items()})
    X_there = torch.tensor(X, requires_grad=True)
    torch.nn.MSELoss()(there(X_there), torch.from_numpy(y)).backward()
    grad_X = backward(model, X, y)
    np.testing.assert_allclose(grad_X, X_there.grad.numpy(), rtol=tolerance, atol=tolerance)
    for (name, ours), (name_there, theirs) in zip(model.named_parameters(), there.named_parameters()):
        assert name == name_there
        assert ours.grad.dtype == dtype
        np.testing.assert_allclose(ours.grad, theirs.grad.numpy(), rtol=tolerance, atol=tolerance)


def test_a_state_dict_goes_to_pytorch_and_comes_back():
    torch = pytest.importorskip("torch")
    model, other = network(seed=0), network(seed=1)
    there = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2)).double()
    there.load_state_dict({name: torch.from_numpy(value) for name, value in model.state_dict().items()})
    other.load_state_dict(there.state_dict())
    for ours, back in zip(model.parameters(), other.parameters()):
        np.testing.assert_array_equal(ours.data, back.data)


def test_backward_adds_and_zero_grad_clears():
    model, (X, y) = network(), batch()
    assert all(p.grad is None for p in model.parameters())
    backward(model, X, y)
    once = [p.grad.copy() for p in model.parameters()]
    backward(model, X, y)
    for p, grad in zip(model.parameters(), once):
        np.testing.assert_allclose(p.grad, 2 * grad)
    model.zero_grad()
    assert all(p.grad is None for p in model.parameters())
    backward(model, X, y)
    for p, grad in zip(model.parameters(), once):
        np.testing.assert_array_equal(p.grad, grad)


def test_the_gradient_of_halves_adds_up_to_the_whole():
    model, (X, y) = network(), batch(n=6)
    backward(model, X, y)
    whole = [p.grad.copy() for p in model.parameters()]
    model.zero_grad()
    for rows in (slice(0, 3), slice(3, 6)):
        backward(model, X[rows], y[rows])
    for p, grad in zip(model.parameters(), whole):
        np.testing.assert_allclose(p.grad / 2, grad)


def test_backward_parameters_is_backward_without_the_input():
    model, (X, y), criterion = network(), batch(), nn.MSELoss()
    backward(model, X, y)
    full = [p.grad.copy() for p in model.parameters()]
    model.zero_grad()
    criterion(model(X), y)
    assert model.backward_parameters(criterion.backward()) is None
    for p, grad in zip(model.parameters(), full):
        np.testing.assert_array_equal(p.grad, grad)


def test_a_module_of_ones_own_needs_only_forward_and_backward():
    class Residual(nn.Module):
        def __init__(self, rng):
            self.inside = [nn.Linear(3, 3, rng=rng), nn.Tanh()]

        def forward(self, x):
            return x + self.inside[1](self.inside[0](x))

        def backward(self, grad_output):
            return grad_output + self.inside[0].backward(self.inside[1].backward(grad_output))

    rng = np.random.default_rng(0)
    model = nn.Sequential(Residual(rng), nn.Linear(3, 2, rng=rng))
    assert list(model.state_dict()) == ["0.inside.0.weight", "0.inside.0.bias", "1.weight", "1.bias"]
    criterion, (X, y) = nn.MSELoss(), batch()
    criterion(model(X), y)
    model.backward_parameters(criterion.backward())
    assert all(p.grad is not None for p in model.parameters())


def test_modules_in_dicts_are_found_and_circles_end():
    class Pair(nn.Module):
        def __init__(self):
            rng = np.random.default_rng(0)
            self.parts = {"left": nn.Linear(2, 1, rng=rng), "right": nn.Linear(2, 1, rng=rng)}
            self.parent = self

    names = [name for name, _ in Pair().named_parameters()]
    assert names == ["parts.left.weight", "parts.left.bias", "parts.right.weight", "parts.right.bias"]


def test_a_shared_parameter_counts_once_and_has_both_names_in_the_state():
    one, two = (nn.Linear(3, 3, rng=np.random.default_rng(seed)) for seed in (0, 1))
    two.weight = one.weight
    model = nn.Sequential(one, nn.Tanh(), two)
    assert [name for name, _ in model.named_parameters()] == ["0.weight", "0.bias", "2.bias"]
    assert list(model.state_dict()) == ["0.weight", "0.bias", "2.weight", "2.bias"]


# Whose memory is it?


def test_an_output_stays_when_the_model_is_called_again():
    model, criterion = network(activation=nn.ReLU), nn.MSELoss()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    (X1, y), (X2, _) = batch(seed=1), batch(seed=2)
    hidden1, y1 = model[:2](X1), model(X1)
    kept = hidden1.copy(), y1.copy()
    for _ in range(3):
        criterion(model(X2), y)
        optimizer.zero_grad()
        model.backward(criterion.backward())
        optimizer.step()
    np.testing.assert_array_equal(hidden1, kept[0])
    np.testing.assert_array_equal(y1, kept[1])


@pytest.mark.parametrize("activation", LAYERS)
def test_what_is_given_is_never_written_to(activation):
    model, (X, y), criterion = network(activation=activation), batch(), nn.MSELoss()
    X.flags.writeable = y.flags.writeable = False
    y_hat = model(X)
    y_hat.flags.writeable = False
    criterion(y_hat, y)
    grad_output = criterion.backward()
    grad_output.flags.writeable = False
    grad_X = model.backward(grad_output)
    assert not any(np.shares_memory(new, X) for new in (y_hat, grad_X))
    assert not np.shares_memory(grad_X, grad_output)


def test_a_parameter_owns_its_memory():
    W = np.ones((2, 2))
    parameter = nn.Parameter(W)
    parameter.data -= 1.0
    parameter.data = W
    parameter.data -= 1.0
    np.testing.assert_array_equal(W, np.ones((2, 2)))
    np.testing.assert_array_equal(parameter.data, np.zeros((2, 2)))


def test_new_data_of_another_shape_or_dtype_gets_a_gradient_that_fits():
    layer = nn.Linear(3, 2, rng=np.random.default_rng(0))
    layer(np.ones((4, 3)))
    layer.backward(np.ones((4, 2)))
    layer.zero_grad()
    layer.weight.data, layer.bias.data = np.ones((5, 3), np.float32), np.ones(5, np.float32)
    assert layer(np.ones((4, 3), np.float32)).shape == (4, 5)
    layer.backward(np.ones((4, 5), np.float32))
    assert layer.weight.grad.shape == (5, 3)
    assert layer.weight.grad.dtype == layer.bias.grad.dtype == np.float32
    np.testing.assert_array_equal(layer.weight.grad, 4.0)


LYING_OTHERWISE = {"column by column": np.ones((3, 2)).T, "a part": np.ones((4, 6))[::2, ::2]}


@pytest.mark.parametrize("weight", LYING_OTHERWISE.values(), ids=LYING_OTHERWISE)
def test_data_that_lies_otherwise_in_memory_gets_its_gradient(weight):
    layer = nn.Linear(3, 2, rng=np.random.default_rng(0))
    layer.weight.data = weight
    layer(np.arange(12.0).reshape(4, 3))
    layer.backward(np.ones((2, 4)).T)
    np.testing.assert_array_equal(layer.weight.grad, [[18.0, 22.0, 26.0]] * 2)


def test_a_state_dict_is_a_copy():
    model = network()
    state = model.state_dict()
    model[0].weight.data -= 1.0
    assert not np.allclose(state["0.weight"], model[0].weight.data)


@pytest.mark.parametrize("how", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_a_copy_goes_its_own_way(how):
    model, (X, y) = network(), batch()
    backward(model, X, y)
    twin = how(model)
    grads = [p.grad.copy() for p in model.parameters()]
    np.testing.assert_array_equal(twin(X), model(X))
    twin.zero_grad()
    backward(twin, 2 * X, y)
    for p, other, grad in zip(model.parameters(), twin.parameters(), grads):
        np.testing.assert_array_equal(p.grad, grad)
        assert not np.shares_memory(p.data, other.data)


# The start


def test_a_layer_starts_the_same_in_float32_and_float64():
    one = nn.Linear(5, 4, rng=np.random.default_rng(0))
    two = nn.Linear(5, 4, rng=np.random.default_rng(0), dtype=np.float32)
    np.testing.assert_array_equal(one.weight.data.astype(np.float32), two.weight.data)
    np.testing.assert_array_equal(one.bias.data, 0.0)


@pytest.mark.parametrize("init, std", [
    ("kaiming_normal_", (2 / 300) ** 0.5),
    ("kaiming_uniform_", (2 / 300) ** 0.5),
    ("he_normal_", (2 / 300) ** 0.5),
    ("xavier_normal_", (2 / 500) ** 0.5),
    ("xavier_uniform_", (2 / 500) ** 0.5),
    ("normal_", 1.0),
    ("uniform_", 12**-0.5),
])
def test_the_start_has_the_promised_width(init, std):
    layer = nn.Linear(300, 200, init=getattr(nn.init, init), rng=np.random.default_rng(0))
    assert layer.weight.data.std() == pytest.approx(std, rel=0.02)
    again = nn.Linear(300, 200, init=getattr(nn.init, init), rng=np.random.default_rng(0))
    np.testing.assert_array_equal(layer.weight.data, again.weight.data)


def test_a_start_that_draws_nothing_needs_no_rng():
    np.testing.assert_array_equal(nn.Linear(2, 3, init=nn.init.zeros_).weight.data, np.zeros((3, 2)))
    np.testing.assert_array_equal(nn.Linear(2, 3, init=nn.init.ones_).weight.data, np.ones((3, 2)))
    layer = nn.Linear(2, 3, init=lambda weight, rng: nn.init.constant_(weight, 0.25))
    np.testing.assert_array_equal(layer.weight.data, np.full((3, 2), 0.25))


# Words


def test_a_network_can_be_read():
    model = nn.Sequential(nn.Linear(2, 3, rng=np.random.default_rng(0)), nn.LeakyReLU(0.2), nn.Softmax())
    assert repr(model) == "Sequential(Linear(2, 3), LeakyReLU(0.2), Softmax())"
    assert len(model) == 3 and list(model) == [model[0], model[1], model[-1]]
    assert repr(model[1:]) == "Sequential(LeakyReLU(0.2), Softmax())"
    assert repr(model[0].weight) == "Parameter(shape=(3, 2), dtype=float64)"
