"""gradient_check on networks: right ones pass, wrong layers and losses are found, nothing is left changed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore import check, nn, optim
from tests.engine.activations import LAYERS

RNG = np.random.default_rng(3)
X = RNG.normal(size=(5, 3))
Y = RNG.normal(size=(5, 2))


def network(activation=None, first=nn.Linear, seed=0):
    rng = np.random.default_rng(seed)
    return nn.Sequential(first(3, 4, rng=rng), activation or nn.Tanh(), nn.Linear(4, 2, rng=rng))


@pytest.mark.parametrize("activation", LAYERS)
def test_every_activation_of_the_engine_passes(activation):
    result = check.gradient_check(network(activation()), nn.MSELoss(), X, Y)
    assert result and result.judged == 15 + 12 + 4 + 8 + 2
    assert [entry.name for entry in result.entries] == ["input", "0.weight", "0.bias", "2.weight", "2.bias"]


def test_a_print_is_one_stable_line():
    text = repr(check.gradient_check(network(), nn.MSELoss(), X, Y))
    assert text == ("gradient check passed: 41 numbers in input, 0.weight, 0.bias, 2.weight, 2.bias, "
                    "every relative error below 1e-06")
    deep = nn.Sequential(*[layer for _ in range(4) for layer in (nn.Linear(3, 3, rng=RNG), nn.Tanh())])
    assert "in 9 arrays from input to 6.bias," in repr(check.gradient_check(deep, nn.MSELoss(), X, X))


class NoMask(nn.ReLU):
    def backward(self, grad_output):
        return grad_output


class AnyMask(nn.ReLU):
    """The ReLU of source document 003: any() < 0 is never true, so nothing is ever shut."""

    def backward(self, grad_output):
        dz = np.array(grad_output)
        if self.y.any() < 0:
            dz[:] = 0
        return dz


@pytest.mark.parametrize("activation", [NoMask, AnyMask])
def test_a_relu_without_its_mask_is_found_and_placed(activation):
    result = check.gradient_check(network(activation()), nn.MSELoss(), X, Y)
    assert not result
    assert [bool(entry) for entry in result.entries] == [False, False, False, True, True]
    assert result.explanation.startswith("Start at 0.bias, nearest to the loss:")
    assert "Nearer to the loss all is right (2.weight, 2.bias)" in result.explanation


class Changed(nn.Linear):
    """A Linear whose weight gradient is spoiled by `how`."""

    how = staticmethod(lambda gradient: gradient)

    def backward(self, grad_output):
        grad_input = super().backward(grad_output)
        self.weight.grad = self.how(self.weight.grad)
        return grad_input


@pytest.mark.parametrize("how, words", [
    (lambda g: -g, "sign is flipped"), (lambda g: 5 * g, "there are 5 examples, so a sum stands"),
    (lambda g: g / 5, "there are 5 examples, divided by once too often"), (lambda g: 2 * g, "added twice"),
    (lambda g: g / 2, "brings a 2 that is missing"), (lambda g: 0 * g, "zero everywhere"),
    (lambda g: None, "no derived gradient"), (lambda g: g.T, "transpose of the measured one"),
    (lambda g: 10 * g, "10 outputs in all, so a sum")])
def test_a_linear_with_a_usual_mistake_is_named(how, words):
    spoiled = type("Spoiled", (Changed,), {"how": staticmethod(how)})
    result = check.gradient_check(network(first=spoiled), nn.MSELoss(), X, Y)
    assert not result and result.explanation.startswith("0.weight: ") and words in result.explanation
    assert "right: input, 0.bias, 2.weight, 2.bias" in repr(result)


def test_a_square_weight_with_a_transposed_gradient_is_named():
    spoiled = type("Spoiled", (Changed,), {"how": staticmethod(lambda g: g.T.copy())})
    model = nn.Sequential(spoiled(3, 3, rng=np.random.default_rng(0)), nn.Tanh())
    result = check.gradient_check(model, nn.MSELoss(), X, X)
    assert "0.weight: It is the transpose" in result.explanation


class Forgot(nn.Linear):
    def backward(self, grad_output):
        super().backward(grad_output)       # and no return


def test_a_backward_that_returns_nothing_is_found():
    model = nn.Sequential(Forgot(3, 2, rng=np.random.default_rng(0)))
    result = check.gradient_check(model, nn.MSELoss(), X, Y)
    assert not result and result.explanation.startswith("input: There is no derived gradient")


def test_one_factor_everywhere_points_at_the_loss():
    class Summed(nn.MSELoss):
        def backward(self):
            return super().backward() * 10

    result = check.gradient_check(network(), Summed(), X, Y)
    assert result.explanation.startswith("All of them: Every number is 10 times")
    assert result.explanation.endswith("Look at the loss's own backward first.")


@pytest.mark.parametrize("model", [network(), network(NoMask())])
def test_model_gradients_and_memory_are_left_as_they_were(model):
    criterion = nn.MSELoss()
    optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    criterion(model(X), Y)
    model.backward(criterion.backward())
    remembered = model[1].y
    data = {name: (p.data, p.data.copy(), p.grad, p.grad.copy()) for name, p in model.named_parameters()}
    x_before, y_before = X.copy(), Y.copy()
    check.gradient_check(model, criterion, X[:2], Y[:2])
    for name, parameter in model.named_parameters():
        array, numbers, grad, slopes = data[name]
        assert parameter.data is array and np.array_equal(array, numbers)
        assert parameter.grad is grad and np.array_equal(grad, slopes)
    assert model[1].y is remembered and np.array_equal(X, x_before) and np.array_equal(Y, y_before)
    optimizer.step()
    assert not np.array_equal(model[0].weight.data, data["0.weight"][1])


def test_gradients_that_were_not_there_are_not_there_afterwards():
    model = network()
    assert check.gradient_check(model, nn.MSELoss(), X, Y)
    assert all(parameter.grad is None for parameter in model.parameters())


def test_old_gradients_do_not_add_to_the_new_ones():
    model, criterion = network(), nn.MSELoss()
    criterion(model(X), Y)
    model.backward(criterion.backward())
    assert check.gradient_check(model, criterion, X, Y)


def test_units_on_their_kink_are_named_not_blamed():
    model = network(nn.ReLU())
    model[0].bias.data[:] = 0.0
    rows = np.vstack([np.zeros(3), X[1:]])              # the first example has z = 0 in every hidden unit
    result = check.gradient_check(model, nn.MSELoss(), rows, Y)
    assert result and "in 0.bias stand on a kink" in repr(result) and result.judged > 20


def test_torch_agrees_on_what_the_derived_gradient_is():
    torch = pytest.importorskip("torch")
    model = network(nn.Sigmoid())
    result = check.gradient_check(model, nn.MSELoss(), X, Y)
    theirs = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Sigmoid(), torch.nn.Linear(4, 2)).double()
    theirs.load_state_dict({name: torch.from_numpy(value) for name, value in model.state_dict().items()})
    torch.nn.functional.mse_loss(theirs(torch.from_numpy(X)), torch.from_numpy(Y)).backward()
    gradients = {name: parameter.grad.numpy() for name, parameter in theirs.named_parameters()}
    for entry in result.entries[1:]:
        assert entry.derived == pytest.approx(gradients[entry.name], rel=1e-12, abs=1e-15)
        assert entry.measured == pytest.approx(gradients[entry.name], rel=1e-6, abs=1e-9)


def test_float32_is_refused_by_the_parameters_name():
    model = nn.Sequential(nn.Linear(3, 2, rng=np.random.default_rng(0), dtype=np.float32))
    with pytest.raises(TypeError, match="0.weight is float32.*dtype=np.float64"):
        check.gradient_check(model, nn.MSELoss(), X, Y)
    with pytest.raises(TypeError, match="x is float32"):
        check.gradient_check(network(), nn.MSELoss(), X.astype(np.float32), Y)


def test_a_model_that_draws_is_found_out():
    class Noise(nn.Module):
        rng = np.random.default_rng(0)

        def forward(self, x):
            return x + Noise.rng.normal(size=x.shape)

        def backward(self, grad_output):
            return grad_output

    with pytest.raises(ValueError, match="two calls"):
        check.gradient_check(network(Noise()), nn.MSELoss(), X, Y)


def test_a_nan_loss_is_an_error_not_a_verdict():
    model = network()
    model[0].weight.data[0, 0] = np.nan
    with pytest.raises(FloatingPointError):
        check.gradient_check(model, nn.MSELoss(), X, Y)


@pytest.mark.parametrize("model, criterion, error, words", [
    (None, nn.MSELoss(), TypeError, "None has no named_parameters"),
    (np.sum, nn.MSELoss(), TypeError, "has no named_parameters"), (network(), None, TypeError, "no backward"),
    (nn.Tanh(), nn.MSELoss(), ValueError, "no parameters")])
def test_what_is_no_model_is_refused(model, criterion, error, words):
    with pytest.raises(error, match=words):
        check.gradient_check(model, criterion, X, Y)


bad_rows = st.sampled_from([
    None, [], "x", [[np.nan] * 3] * 5, np.ones((5, 3), complex), np.ones((3, 5)), {}, [[1], [1, 2]]])


@given(bad=bad_rows)
def test_wrong_data_is_refused_with_words(bad):
    with pytest.raises((TypeError, ValueError)) as caught:
        check.gradient_check(network(), nn.MSELoss(), bad, Y)
    assert len(str(caught.value)) > 30
