"""functional: known values, extremes, dtypes, slopes against central differences, all against PyTorch."""

import warnings

import numpy as np
import pytest

from dlcore import functional as F
from tests.engine.activations import WITH_SETTINGS, WITH_SETTINGS_IN_PYTORCH, in_words

EACH = pytest.mark.parametrize("activation, settings", WITH_SETTINGS, ids=in_words)
SHAPES = [(7,), (4, 3), (2, 3, 5)]


def both(activation, settings):
    """The function and its backward, with the settings filled in."""
    function, backward = getattr(F, activation.function), getattr(F, f"{activation.function}_backward")
    return (lambda x: function(x, **settings)), (lambda grad, y: backward(grad, y, **settings))


def central_difference(f, x, grad_output, eps=1e-6):
    """d(sum(grad_output * f(x)))/dx, one number after the other. Written here anew, on purpose."""
    slopes = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[i] += eps
        left[i] -= eps
        slopes[i] = np.sum(grad_output * (f(right) - f(left))) / (2 * eps)
    return slopes


@EACH
@pytest.mark.parametrize("shape", SHAPES)
def test_backward_is_the_slope(activation, settings, shape):
    rng = np.random.default_rng(1)
    f, backward = both(activation, settings)
    x, grad_output = rng.normal(0, 2, shape), rng.normal(size=shape)
    slopes = central_difference(f, x, grad_output)
    name = f"{activation.function}_backward"
    np.testing.assert_allclose(backward(grad_output, f(x)), slopes, atol=1e-8, err_msg=name)


def test_linear_backward_is_the_slope():
    rng = np.random.default_rng(2)
    x, weight, bias = rng.normal(size=(4, 3)), rng.normal(size=(2, 3)), rng.normal(size=2)
    grad_output = rng.normal(size=(4, 2))
    grad_x, grad_weight, grad_bias = F.linear_backward(grad_output, x, weight)
    for grad, f, at in [
        (grad_x, lambda v: F.linear(v, weight, bias), x),
        (grad_weight, lambda v: F.linear(x, v, bias), weight),
        (grad_bias, lambda v: F.linear(x, weight, v), bias),
    ]:
        slopes = central_difference(f, at, grad_output)
        np.testing.assert_allclose(grad, slopes, atol=1e-8, err_msg="linear_backward")


def test_mse_loss_backward_is_the_slope():
    rng = np.random.default_rng(3)
    y_hat, y = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    expected = central_difference(lambda v: F.mse_loss(v, y), y_hat, 1.0)
    got = F.mse_loss_backward(y_hat, y)
    np.testing.assert_allclose(got, expected, atol=1e-8, err_msg="mse_loss_backward")


def test_numbers_of_the_first_lesson():
    z = F.linear([4, 9, 2, 1.3, 5.6], [[0.78, -0.34, 0.7, -0.2, -0.11]], [1.3])
    np.testing.assert_allclose(F.relu(z), [1.884])


@pytest.mark.parametrize("name, x, y", [
    ("step", [-0.1, 0.0, 0.1], [0, 1, 1]),
    ("sigmoid", [-1000.0, 0.0, 1.0, 1000.0], [0, 0.5, 0.7310585786300049, 1]),
    ("relu", [-2, 0, 3], [0, 0, 3]),
    ("leaky_relu", [-2, 0, 3], [-0.02, 0, 3]),
    ("elu", [-1e4, -1, 0, 3], [-1, np.exp(-1) - 1, 0, 3]),
    ("softplus", [-1000.0, 0.0, 1000.0], [0, np.log(2), 1000]),
    ("bru", [-1e4, 0, 2], [-0.5, 0.5, 2.5]),
    ("softmax", [1e4, 1e4, -1e4], [0.5, 0.5, 0]),
    ("softmax", [[0, np.log(3)], [-1e4, -1e4]], [[0.25, 0.75], [0.5, 0.5]]),
])
def test_known_values(name, x, y):
    np.testing.assert_allclose(getattr(F, name)(x), y, rtol=1e-14, atol=1e-15, err_msg=name)


def test_bru_with_r_1_is_elu():
    x = np.linspace(-5, 5, 101)
    np.testing.assert_allclose(F.bru(x, 1.0), F.elu(x), atol=1e-15)


def test_softmax_does_not_change_when_all_inputs_shift():
    x = np.random.default_rng(4).normal(size=(5, 4))
    np.testing.assert_allclose(F.softmax(x + 1000.0), F.softmax(x), rtol=1e-12)
    np.testing.assert_allclose(F.softmax(x).sum(axis=-1), 1.0)


@EACH
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_extremes_stay_finite_without_a_warning(activation, settings, dtype):
    f, backward = both(activation, settings)
    x = np.array([-1e30, -1e4, -1000, -1, -1e-30, 0, 1e-30, 1, 1000, 1e4, 1e18], dtype)
    with warnings.catch_warnings(), np.errstate(over="warn", invalid="warn", divide="warn"):
        warnings.simplefilter("error")
        y = f(x)
        grad = backward(np.ones_like(x), y)
    assert np.isfinite(y).all(), activation.function
    assert np.isfinite(grad).all(), f"{activation.function}_backward"


@EACH
def test_nan_goes_through_and_is_not_hidden(activation, settings):
    f, _ = both(activation, settings)
    assert np.isnan(f(np.array([np.nan]))).all()


@EACH
def test_infinity_reaches_its_limit(activation, settings):
    f, _ = both(activation, settings)
    if activation.function == "softmax":  # inf - inf has no value; one share of a masked row is fine
        np.testing.assert_array_equal(f(np.array([-np.inf, 0.0])), [0, 1])
    else:
        np.testing.assert_allclose(f(np.array([np.inf, 3.0]))[1], f(np.array([3.0]))[0])
        assert f(np.array([np.inf])) == (np.inf if f(np.array([1e6])) > 2 else 1)


@EACH
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_the_dtype_stays(activation, settings, dtype):
    f, backward = both(activation, settings)
    x = np.linspace(-2, 2, 6, dtype=dtype)
    y = f(x)
    assert y.dtype == dtype, activation.function
    assert backward(np.ones_like(x), y).dtype == dtype, f"{activation.function}_backward"


def test_numpy_numbers_as_settings_keep_float32():
    x = np.linspace(-2, 2, 5, dtype=np.float32)
    assert F.softplus(x, np.float64(2.0)).dtype == np.float32
    assert F.elu(x, alpha=np.float64(2.0)).dtype == np.float32


def test_linear_and_mse_keep_float32():
    x, weight, bias = (np.ones(shape, np.float32) for shape in [(4, 3), (2, 3), (2,)])
    y = F.linear(x, weight, bias)
    assert y.dtype == np.float32
    assert all(grad.dtype == np.float32 for grad in F.linear_backward(y, x, weight))
    assert F.mse_loss(y, np.zeros_like(y)).dtype == np.float32
    assert F.mse_loss_backward(y, np.zeros_like(y)).dtype == np.float32


@EACH
def test_nothing_given_is_written_to_and_nothing_returned_is_shared(activation, settings):
    f, backward = both(activation, settings)
    x, grad = np.linspace(-2, 2, 6), np.linspace(1, 2, 6)
    x.flags.writeable = grad.flags.writeable = False
    y1 = f(x)
    kept = y1.copy()
    y2, grad_x = f(-x), backward(grad, y1)
    np.testing.assert_array_equal(y1, kept)
    assert not any(np.shares_memory(new, old) for new in (y1, y2, grad_x) for old in (x, grad))
    assert not np.shares_memory(y1, y2) and not np.shares_memory(grad_x, y1)


@EACH
def test_lists_numbers_and_whole_numbers_become_floats(activation, settings):
    f, _ = both(activation, settings)
    np.testing.assert_array_equal(f([1, -2, 3]), f(np.array([1.0, -2.0, 3.0])))
    if activation.function != "softmax":  # which needs an axis to share along
        assert f(-2) == f(np.array([-2.0]))[0] == f(np.float64(-2.0))


@pytest.mark.parametrize("activation, settings", WITH_SETTINGS_IN_PYTORCH, ids=in_words)
@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-12), (np.float32, 2e-6)])
def test_the_same_numbers_as_pytorch(activation, settings, dtype, tolerance):
    torch, name = pytest.importorskip("torch"), activation.function
    rng = np.random.default_rng(5)
    x, grad_output = rng.normal(0, 3, (6, 5)).astype(dtype), rng.normal(size=(6, 5)).astype(dtype)
    there = torch.tensor(x, requires_grad=True)
    function = getattr(torch.nn.functional, activation.in_pytorch.function)
    result = function(there, **settings, **activation.in_pytorch.keywords)
    result.backward(torch.from_numpy(grad_output))
    f, backward = both(activation, settings)
    for got, tensor, who in [(f(x), result.detach(), name),
                             (backward(grad_output, f(x)), there.grad, f"{name}_backward")]:
        np.testing.assert_allclose(got, tensor.numpy(), rtol=tolerance, atol=tolerance, err_msg=who)


@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-12), (np.float32, 2e-6)])
def test_linear_and_mse_as_pytorch(dtype, tolerance):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(6)
    arrays = [rng.normal(size=shape).astype(dtype) for shape in [(7, 3), (2, 3), (2,)]]
    target = rng.normal(size=(7, 2)).astype(dtype)
    x, weight, bias = (torch.tensor(array, requires_grad=True) for array in arrays)
    y = torch.nn.functional.linear(x, weight, bias)
    loss = torch.nn.functional.mse_loss(y, torch.from_numpy(target))
    loss.backward()
    ours = F.linear(*arrays)
    np.testing.assert_allclose(F.mse_loss(ours, target), loss.item(), rtol=tolerance)
    grads = F.linear_backward(F.mse_loss_backward(ours, target), arrays[0], arrays[1])
    for grad, tensor in zip(grads, (x, weight, bias)):
        np.testing.assert_allclose(grad, tensor.grad.numpy(), rtol=tolerance, atol=tolerance)
