"""functional: known values, extremes, dtypes, slopes against central differences, all against PyTorch."""

import warnings

import numpy as np
import pytest

from dlcore import functional as F

SETTINGS = [
    ("step", {}),
    ("sigmoid", {}),
    ("tanh", {}),
    ("relu", {}),
    ("leaky_relu", {}),
    ("leaky_relu", {"negative_slope": 0.3}),
    ("elu", {}),
    ("elu", {"alpha": 1.7}),
    ("softplus", {}),
    ("softplus", {"beta": 3.0}),
    ("bru", {}),
    ("bru", {"r": 1.0}),
    ("bru", {"r": 3.5}),
    ("softmax", {}),
]
EACH = pytest.mark.parametrize("name, settings", SETTINGS)
SHAPES = [(7,), (4, 3), (2, 3, 5)]


def both(name, settings):
    """The function and its backward, with the settings filled in."""
    function, backward = getattr(F, name), getattr(F, f"{name}_backward")
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
def test_backward_is_the_slope(name, settings, shape):
    rng = np.random.default_rng(1)
    f, backward = both(name, settings)
    x, grad_output = rng.normal(0, 2, shape), rng.normal(size=shape)
    np.testing.assert_allclose(backward(grad_output, f(x)), central_difference(f, x, grad_output), atol=1e-8)


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
        np.testing.assert_allclose(grad, central_difference(f, at, grad_output), atol=1e-8)


def test_mse_loss_backward_is_the_slope():
    rng = np.random.default_rng(3)
    y_hat, y = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    expected = central_difference(lambda v: F.mse_loss(v, y), y_hat, 1.0)
    np.testing.assert_allclose(F.mse_loss_backward(y_hat, y), expected, atol=1e-8)


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
    np.testing.assert_allclose(getattr(F, name)(x), y, rtol=1e-14, atol=1e-15)


def test_bru_with_r_1_is_elu():
    x = np.linspace(-5, 5, 101)
    np.testing.assert_allclose(F.bru(x, 1.0), F.elu(x), atol=1e-15)


def test_softmax_does_not_change_when_all_inputs_shift():
    x = np.random.default_rng(4).normal(size=(5, 4))
    np.testing.assert_allclose(F.softmax(x + 1000.0), F.softmax(x), rtol=1e-12)
    np.testing.assert_allclose(F.softmax(x).sum(axis=-1), 1.0)


@EACH
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_extremes_stay_finite_without_a_warning(name, settings, dtype):
    f, backward = both(name, settings)
    x = np.array([-1e30, -1e4, -1000, -1, -1e-30, 0, 1e-30, 1, 1000, 1e4, 1e18], dtype)
    with warnings.catch_warnings(), np.errstate(over="warn", invalid="warn", divide="warn"):
        warnings.simplefilter("error")
        y = f(x)
        grad = backward(np.ones_like(x), y)
    assert np.isfinite(y).all()
    assert np.isfinite(grad).all()


@EACH
def test_nan_goes_through_and_is_not_hidden(name, settings):
    f, _ = both(name, settings)
    assert np.isnan(f(np.array([np.nan]))).all()


@EACH
def test_infinity_reaches_its_limit(name, settings):
    f, _ = both(name, settings)
    if name == "softmax":  # inf - inf has no value; one share of a masked row is fine
        np.testing.assert_array_equal(f(np.array([-np.inf, 0.0])), [0, 1])
    else:
        np.testing.assert_allclose(f(np.array([np.inf, 3.0]))[1], f(np.array([3.0]))[0])
        assert f(np.array([np.inf])) == (np.inf if f(np.array([1e6])) > 2 else 1)


@EACH
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_the_dtype_stays(name, settings, dtype):
    f, backward = both(name, settings)
    x = np.linspace(-2, 2, 6, dtype=dtype)
    y = f(x)
    assert y.dtype == dtype
    assert backward(np.ones_like(x), y).dtype == dtype


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
def test_nothing_given_is_written_to_and_nothing_returned_is_shared(name, settings):
    f, backward = both(name, settings)
    x, grad = np.linspace(-2, 2, 6), np.linspace(1, 2, 6)
    x.flags.writeable = grad.flags.writeable = False
    y1 = f(x)
    kept = y1.copy()
    y2, grad_x = f(-x), backward(grad, y1)
    np.testing.assert_array_equal(y1, kept)
    assert not any(np.shares_memory(new, old) for new in (y1, y2, grad_x) for old in (x, grad))
    assert not np.shares_memory(y1, y2) and not np.shares_memory(grad_x, y1)


@EACH
def test_lists_numbers_and_whole_numbers_become_floats(name, settings):
    f, _ = both(name, settings)
    np.testing.assert_array_equal(f([1, -2, 3]), f(np.array([1.0, -2.0, 3.0])))
    if name != "softmax":  # which needs an axis to share along
        assert f(-2) == f(np.array([-2.0]))[0] == f(np.float64(-2.0))


@pytest.mark.parametrize("name, settings", [s for s in SETTINGS if s[0] not in ("step", "bru")])
@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-12), (np.float32, 2e-6)])
def test_the_same_numbers_as_pytorch(name, settings, dtype, tolerance):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(5)
    x, grad_output = rng.normal(0, 3, (6, 5)).astype(dtype), rng.normal(size=(6, 5)).astype(dtype)
    there = torch.tensor(x, requires_grad=True)
    keywords = {"dim": -1} if name == "softmax" else settings
    result = getattr(torch.nn.functional, name)(there, **keywords)
    result.backward(torch.from_numpy(grad_output))
    f, backward = both(name, settings)
    np.testing.assert_allclose(f(x), result.detach().numpy(), rtol=tolerance, atol=tolerance)
    grad_x = backward(grad_output, f(x))
    np.testing.assert_allclose(grad_x, there.grad.numpy(), rtol=tolerance, atol=tolerance)


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
