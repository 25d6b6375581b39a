"""Whatever is handed in: the right numbers or an error that teaches, never a wrong number."""

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dlcore import functional as F
from dlcore import nn
from tests.engine.activations import FUNCTIONS, LAYERS
from tests.engine.networks import network

OTHERS = [F.linear, F.linear_backward, F.mse_loss, F.mse_loss_backward]

NO_ARRAYS = [None, "text", b"bytes", {"a": 1}, {1, 2}, object(), [[1, 2], [3]], [1, "a"], [None],
             np.array(["a"]), np.array([1 + 2j]), np.array([None]), 1j,
             np.array("2020-01-01", "datetime64[D]"),
             np.ma.masked_array([1.0, 2.0], [True, False]), [], np.zeros((0, 3)), lambda x: x]
NO_BATCHES = [*NO_ARRAYS, [1.0, 2.0], 1.0, (1.0,), np.arange(3), np.array([True]),
              np.ones(2).view(np.recarray)]


def an_id(value):
    return f"{type(value).__name__}-{str(value)[:12]}".split(" at ")[0]


def says_enough(error, who):
    """A taught error names the one who complains and what came, and is no one-word exception."""
    return who in str(error) and len(str(error)) > 30


@pytest.mark.parametrize("value", NO_ARRAYS, ids=an_id)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_explain_what_is_no_array_of_numbers(name, value):
    for call in (lambda: getattr(F, name)(value),
                 lambda: getattr(F, f"{name}_backward")(value, np.ones(2)),
                 lambda: getattr(F, f"{name}_backward")(np.ones(2), value)):
        with pytest.raises((TypeError, ValueError)) as caught:
            call()
        assert says_enough(caught.value, name)


@pytest.mark.parametrize("value", NO_ARRAYS, ids=an_id)
def test_linear_and_the_loss_functions_do_so_too(value):
    shapes = {"x": (4, 3), "weight": (2, 3), "bias": 2, "grad_output": (4, 2), "input": 3, "target": 3}
    good = {name: np.ones(shape) for name, shape in shapes.items()}
    for function in OTHERS:
        names = list(inspect.signature(function).parameters)
        function(**{name: good[name] for name in names})
        for spoilt in names:
            with pytest.raises((TypeError, ValueError)) as caught:
                function(**{name: value if name == spoilt else good[name] for name in names})
            assert says_enough(caught.value, function.__name__)


def test_every_public_function_was_tried():
    functions = [value for value in vars(F).values() if inspect.isfunction(value)]
    public = {function.__name__ for function in functions if function.__module__ == F.__name__}
    tried = {*FUNCTIONS, *(f"{name}_backward" for name in FUNCTIONS),
             *(function.__name__ for function in OTHERS)}
    assert public == tried, (
        f"Only in dlcore.functional: {sorted(public - tried)}; only tried here: {sorted(tried - public)}. An"
        " activation has a row in the table ACTIVATIONS in tests/engine/activations.py, any other function"
        " stands in the list OTHERS in tests/engine/test_bad_input.py.")


@pytest.mark.parametrize("value", NO_BATCHES, ids=an_id)
@pytest.mark.parametrize("layer", [*(layer() for layer in LAYERS), nn.Linear(2, 1, init=nn.init.zeros_),
                                   nn.Sequential(nn.ReLU())], ids=repr)
def test_layers_take_float_arrays_only(layer, value):
    with pytest.raises((TypeError, ValueError)) as caught:
        layer(value)
    assert says_enough(caught.value, repr(layer))


@pytest.mark.parametrize("value", NO_BATCHES, ids=an_id)
def test_a_loss_takes_float_arrays_only(value):
    for pair in ((value, np.ones((4, 2))), (np.ones((4, 2)), value)):
        with pytest.raises((TypeError, ValueError)) as caught:
            nn.MSELoss()(*pair)
        assert says_enough(caught.value, "MSELoss")


@pytest.mark.parametrize("value", [*NO_BATCHES, np.ones((4, 1)), np.ones(4), np.ones((3, 2)), np.ones((2, 4)),
                                   np.ones((4, 2), np.float32), np.ones((1, 2))], ids=an_id)
def test_backward_takes_the_shape_of_the_output_only(value):
    layer = nn.Linear(3, 2, rng=np.random.default_rng(0))
    layer(np.ones((4, 3)))
    for again in range(2):  # the second time gradients are there already
        for backward in (layer.backward, layer.backward_parameters):
            with pytest.raises((TypeError, ValueError)) as caught:
                backward(value)
            assert says_enough(caught.value, "Linear(3, 2).backward")
        if not again:
            assert layer.weight.grad is None and layer.bias.grad is None
            layer.backward(np.ones((4, 2)))
    np.testing.assert_array_equal(layer.weight.grad, 4.0)


@pytest.mark.parametrize("x, words", [
    (np.ones((3, 64)), r"Linear\(5, 3\) takes \(N, 5\), got \(3, 64\)"),
    (np.ones((5, 64)), "are your examples in columns?"),
    (np.ones(5), r"x\[None, :\]"),
    (np.ones(()), "takes"),
    (np.ones((2, 4, 5)), "each row is one example with 5 numbers"),
    (np.ones((7, 1, 5)), r"reshape\(len\(x\), -1\)"),
    (np.ones((4, 5), np.float32), r"float64 weights, got a float32 batch: x.astype\(np.float64\)"),
    (np.ones((0, 5)), "empty"),
    ([[1.0] * 5], "list"),
    (np.ones((4, 5), int), r"whole numbers.*astype"),
])
@pytest.mark.parametrize("how", ["model", "layer", "forward"])
def test_linear_says_what_is_wrong_with_a_batch(x, words, how):
    layer = nn.Linear(5, 3, rng=np.random.default_rng(0))
    call = {"model": nn.Sequential(layer), "layer": layer, "forward": layer.forward}[how]
    if isinstance(x, list) or x.dtype.kind != "f" or not x.size:
        call = layer  # whoever calls forward by hand gets this check; the type of x is the caller's
    with pytest.raises((TypeError, ValueError), match=words):
        call(x)


def test_a_batch_in_another_byte_order_is_still_float64():
    layer = nn.Linear(2, 1, init=nn.init.ones_)
    x = np.array([[1.0, 2.0]])
    swapped = x.astype(x.dtype.newbyteorder())
    np.testing.assert_array_equal(layer(swapped), [[3.0]])
    layer.backward(np.ones((1, 1)))
    np.testing.assert_array_equal(layer.weight.grad, x)
    assert nn.Parameter(swapped).data.dtype == np.float64


# Losses


@pytest.mark.parametrize("loss", [F.mse_loss, F.mse_loss_backward, nn.MSELoss()], ids=["loss", "slope", "nn"])
@pytest.mark.parametrize("input, target, words", [
    ((5, 1), (5,), r"\(5, 1\).*\(5,\).*reshape\(-1, 1\)"),
    ((5,), (5, 1), r"\(5,\).*\(5, 1\).*reshape\(-1, 1\)"),
    ((5, 3), (1, 3), r"\(5, 3\).*\(1, 3\)"),
    ((5, 3), (3,), "must be equal"),
    ((5, 3), (5, 4), "must be equal"),
])
def test_losses_refuse_unequal_shapes(loss, input, target, words):
    with pytest.raises(ValueError, match=words):
        loss(np.ones(input), np.ones(target))


def test_a_loss_refuses_two_dtypes():
    with pytest.raises(TypeError, match="input is float32, the target is float64; y.astype"):
        nn.MSELoss()(np.ones((2, 1), np.float32), np.ones((2, 1)))


@pytest.mark.parametrize("loss", [F.mse_loss, nn.MSELoss()], ids=["function", "module"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_loss_names_what_is_not_finite(loss, dtype, bad):
    good, spoilt = np.ones((4, 3), dtype), np.ones((4, 3), dtype)
    spoilt[2, 1] = bad
    for pair, name in [((spoilt, good), r"input \(the prediction\)"), ((good, spoilt), "target")]:
        with pytest.raises(FloatingPointError, match=rf"1 of 12 numbers in the {name}.*{bad} at \(2, 1\)"):
            loss(*pair)


@pytest.mark.parametrize("loss", [F.mse_loss, nn.MSELoss()], ids=["function", "module"])
def test_a_loss_that_overflows_says_so(loss):
    far = np.full((2, 2), 1e30, np.float32)
    with pytest.raises(FloatingPointError, match="overflows float32; is the learning rate"):
        loss(far, -far)


# Order of calls, making things


@pytest.mark.parametrize("module", [*LAYERS, lambda: nn.Linear(2, 2, init=nn.init.zeros_)])
def test_backward_before_forward_is_explained(module):
    for method in ("backward", "backward_parameters"):
        with pytest.raises(AttributeError, match="on a batch before backward"):
            getattr(module(), method)(np.ones((3, 2)))


def test_the_backward_of_a_loss_before_its_forward_is_explained():
    with pytest.raises(AttributeError, match="MSELoss has no 'error'.*before backward"):
        nn.MSELoss().backward()


@pytest.mark.parametrize("make, error, words", [
    (lambda rng: nn.Linear(0, 3, rng=rng), ValueError, "in_features must be at least 1"),
    (lambda rng: nn.Linear(3, -1, rng=rng), ValueError, "out_features must be at least 1"),
    (lambda rng: nn.Linear(3.0, 1, rng=rng), TypeError, "whole number"),
    (lambda rng: nn.Linear("3", 1, rng=rng), TypeError, "whole number"),
    (lambda rng: nn.Linear(True, 1, rng=rng), TypeError, "whole number"),
    (lambda rng: nn.Linear(3, 1), TypeError, r"none was given. Pass rng=np.random.default_rng\(0\)"),
    (lambda rng: nn.Linear(3, 1, rng=0), TypeError, "got int. Pass rng="),
    (lambda rng: nn.Linear(3, 1, rng=np.random), TypeError, "got module. Pass rng="),
    (lambda rng: nn.Linear(3, 1, rng=rng, dtype=int), TypeError, "float"),
    (lambda rng: nn.Linear(3, 1, rng=rng, dtype=complex), TypeError, "complex"),
    (lambda rng: nn.Linear(3, 1, rng=rng, dtype="text"), TypeError, "dtype"),
    (lambda rng: nn.Linear(3, 1, rng=rng, init="zeros"), TypeError, "nn.init"),
    (lambda rng: nn.Linear(3, 1, rng=rng, init=None), TypeError, "nn.init"),
    (lambda rng: nn.init.kaiming_normal_(nn.Parameter([1.0]), rng), ValueError, r"\(out, in\)"),
    (lambda rng: nn.init.zeros_([1.0]), TypeError, "Parameter or an array"),
    (lambda rng: nn.Parameter("a"), TypeError, "Parameter"),
    (lambda rng: nn.Parameter([]), ValueError, "empty"),
    (lambda rng: nn.Parameter([1j]), TypeError, "complex"),
    (lambda rng: setattr(nn.Parameter([1.0]), "data", None), TypeError, "Parameter"),
    (lambda rng: nn.Sequential(), ValueError, "at least one"),
    (lambda rng: nn.Sequential([nn.ReLU()]), TypeError, r"Sequential\(\*layers\)"),
    (lambda rng: nn.Sequential(nn.ReLU), TypeError, "brackets"),
    (lambda rng: nn.Sequential(np.tanh), TypeError, "no nn.Module"),
    (lambda rng: nn.Sequential(*[nn.ReLU()] * 2), ValueError, "twice"),
    (lambda rng: nn.Sequential(nn.Sequential(layer := nn.ReLU()), layer), ValueError, "twice"),
    (lambda rng: nn.Module()(np.ones(1)), NotImplementedError, "forward"),
    (lambda rng: nn.Module().backward(np.ones(1)), NotImplementedError, "backward"),
    (lambda rng: nn.LeakyReLU(1.5), ValueError, "negative_slope"),
    (lambda rng: nn.LeakyReLU(-0.1), ValueError, "negative_slope"),
    (lambda rng: nn.ELU(0.0), ValueError, "alpha"),
    (lambda rng: nn.Softplus(-1), ValueError, "beta"),
    (lambda rng: nn.BRU(float("nan")), ValueError, "r must be"),
    (lambda rng: nn.BRU("2"), TypeError, "r is one real number"),
    (lambda rng: F.softplus(1.0, 0.0), ValueError, "beta must be above 0"),
    (lambda rng: F.softplus(1.0, beta=None), TypeError, "beta is one real number"),
    (lambda rng: F.elu(1.0, alpha=[1.0]), TypeError, "alpha is one real number"),
    (lambda rng: F.leaky_relu_backward(1.0, 1.0, 2.0), ValueError, "negative_slope"),
    (lambda rng: F.relu(1.0, 2.0), TypeError, "argument"),
    (lambda rng: F.elu(1.0, beta=2.0), TypeError, "beta"),
    (lambda rng: F.elu(1.0, 1.0, 2.0), TypeError, "argument"),
    (lambda rng: F.linear(np.ones((5, 4)), np.ones((2, 5)), np.ones(2)), ValueError, "columns"),
    (lambda rng: F.linear(np.ones((4, 5)), np.ones(5), np.ones(2)), ValueError, "one row a neuron"),
    (lambda rng: F.linear(np.ones((4, 5)), np.ones((2, 5)), np.ones(1)), ValueError, r"bias \(2,\)"),
    (lambda rng: F.linear(np.ones((4, 5)), np.ones((2, 5)), np.ones((4, 2))), ValueError, r"bias \(2,\)"),
    (lambda rng: F.linear_backward(np.ones((4, 1)), np.ones((4, 5)), np.ones((2, 5))), ValueError, "4, 2"),
    (lambda rng: F.linear_backward(np.ones(2), np.ones(5), np.ones((2, 5))), ValueError, r"\(N, 5\)"),
])
def test_what_cannot_be_made_or_computed_is_explained(make, error, words):
    with pytest.raises(error, match=words):
        make(np.random.default_rng(0))


# Anything at all, found by hypothesis

ANY_ARRAY = arrays.arrays(
    dtype=st.one_of(arrays.floating_dtypes(), arrays.integer_dtypes(), arrays.boolean_dtypes(),
                    arrays.complex_number_dtypes(), arrays.unicode_string_dtypes(),
                    st.just(np.dtype(object))),
    shape=arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
ANYTHING = st.one_of(ANY_ARRAY, st.none(), st.text(), st.binary(), st.integers(), st.floats(),
                     st.complex_numbers(),
                     st.lists(st.one_of(st.floats(), st.integers(), st.text(), st.lists(st.floats()))))


@settings(max_examples=150, deadline=None)
@given(x=ANYTHING, name=st.sampled_from(FUNCTIONS))
def test_a_function_answers_with_floats_of_the_same_shape_or_teaches(x, name):
    with np.errstate(all="ignore"):
        try:
            y = getattr(F, name)(x)
        except (TypeError, ValueError) as error:
            assert says_enough(error, name)
        else:
            assert np.shape(y) == np.shape(x) and y.dtype.kind == "f"
            assert getattr(F, f"{name}_backward")(np.ones(np.shape(y)), y).shape == np.shape(y)


@settings(max_examples=150, deadline=None)
@given(x=ANYTHING, layer=st.sampled_from([*LAYERS, network]))
def test_a_layer_answers_with_floats_or_teaches(x, layer):
    model = layer()
    with np.errstate(all="ignore"):
        try:
            y = model(x)
        except (TypeError, ValueError) as error:
            assert len(str(error)) > 30
        else:
            assert type(x) is np.ndarray and y.dtype.kind == "f"
            if x.ndim:  # NumPy 1 lets a Python float turn a single float32 into float64
                assert y.dtype.newbyteorder("=") == x.dtype.newbyteorder("=")
            assert y.shape == x.shape or (layer is network and y.shape == (len(x), 2))
            assert model.backward(np.ones_like(y)).shape == x.shape


@settings(max_examples=150, deadline=None)
@given(input=ANYTHING, target=ANYTHING)
def test_a_loss_answers_with_one_finite_number_or_teaches(input, target):
    for loss in (F.mse_loss, nn.MSELoss()):
        with np.errstate(all="ignore"):
            try:
                value = loss(input, target)
            except (TypeError, ValueError, FloatingPointError) as error:
                assert says_enough(error, "mse_loss") or says_enough(error, "MSELoss")
            else:
                assert np.isfinite(value) and value >= 0 and np.shape(input) == np.shape(target)
