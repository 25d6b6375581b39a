"""SGD keeps parameters side by side in memory of its own: it must not show, whatever happens to them."""

import copy
import pickle

import numpy as np
import pytest

from dlcore import nn, optim
from tests.engine.networks import Plain, assert_same_parameters, batch, network, train


def nothing(model, optimizer):
    pass


def data_assigned(model, optimizer):
    model[0].weight.data = model[0].weight.data * 0.5


def data_assigned_as_a_list(model, optimizer):
    model[2].bias.data = [1, 2]


def data_changed_in_place(model, optimizer):
    model[0].weight.data[0] = 0.25
    model[2].bias.data += 1.0


def state_loaded(model, optimizer):
    model.load_state_dict(network(seed=5).state_dict())


def another_optimizer(model, optimizer):
    optim.SGD(model.parameters(), lr=1.0)


def gradient_assigned(model, optimizer):
    model[0].bias.grad = np.arange(4.0)


def parameter_moved_to_a_model_with_an_optimizer(model, optimizer):
    other = nn.Sequential(model[2])
    optim.SGD(other.parameters(), lr=1.0)


EVENTS = [nothing, data_assigned, data_assigned_as_a_list, data_changed_in_place, state_loaded,
          another_optimizer, gradient_assigned, parameter_moved_to_a_model_with_an_optimizer]


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("when", ["after a step", "before a step"])
def test_the_path_is_the_formulas_whatever_happens(event, momentum, when):
    model, twin = network(), network()
    optimizer, plain = optim.SGD(model.parameters(), lr=0.1, momentum=momentum), Plain(twin, 0.1, momentum)
    for net, steps in ((model, optimizer), (twin, plain)):
        train(net, steps, 3)
        (X, y), criterion = batch(), nn.MSELoss()
        if when == "before a step":  # gradients are there, the event comes, then the step
            criterion(net(X), y)
            steps.zero_grad()
            net.backward(criterion.backward())
            event(net, steps)
            steps.step()
        else:
            event(net, steps)
        train(net, steps, 3)
    assert_same_parameters(model, twin)


def test_two_optimizers_take_turns():
    model, twin = network(), network()
    ours = [optim.SGD(model.parameters(), lr=0.1, momentum=m) for m in (0.9, 0.5)]
    plain = [Plain(twin, 0.1, m) for m in (0.9, 0.5)]
    for _ in range(3):
        for one, other in zip(ours, plain):
            train(model, one, 1)
            train(twin, other, 1)
    assert_same_parameters(model, twin)


def test_a_model_may_change_its_dtype():
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    train(model, optimizer, 3)
    twin = copy.deepcopy(model)
    for p in (*model.parameters(), *twin.parameters()):
        p.data = p.data.astype(np.float32)
        p.grad = None
    losses = train(model, optimizer, 20, np.float32)
    assert losses[-1] < losses[0]
    assert all(p.data.dtype == p.grad.dtype == np.float32 for p in model.parameters())


def test_a_layer_may_change_its_width():
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    train(model, optimizer, 3)
    rng = np.random.default_rng(3)
    for layer, new in ((model[0], nn.Linear(3, 7, rng=rng)), (model[2], nn.Linear(7, 2, rng=rng))):
        layer.weight.data, layer.bias.data = new.weight.data, new.bias.data
    losses = train(model, optimizer, 20)
    assert losses[-1] < losses[0]
    assert model[0].weight.grad.shape == (7, 3)


def test_mixed_dtypes_move_together():
    one, two = nn.Parameter(np.ones(2, np.float32)), nn.Parameter(np.ones(3))
    optimizer = optim.SGD([one, two], lr=0.5)
    one.grad, two.grad = np.ones(2, np.float32), np.ones(3)
    optimizer.step()
    assert one.data.dtype == np.float32 and two.data.dtype == np.float64
    np.testing.assert_array_equal(np.concatenate([one.data, two.data]), 0.5)


@pytest.mark.parametrize("how", [copy.deepcopy, lambda pair: pickle.loads(pickle.dumps(pair))])
def test_a_copied_pair_goes_on_alike_and_apart(how):
    model, reference = network(), network()
    optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    train(model, optimizer, 3)
    twin, its_optimizer = how((model, optimizer))
    before = model.state_dict()
    train(twin, its_optimizer, 4)
    for name, value in model.state_dict().items():
        np.testing.assert_array_equal(value, before[name])
    train(model, optimizer, 4)
    train(reference, Plain(reference, 0.1, 0.9), 7)
    assert_same_parameters(model, reference)
    assert_same_parameters(twin, reference)


def test_a_deep_copy_of_the_model_alone_is_independent():
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    train(model, optimizer, 2)
    best = copy.deepcopy(model)
    kept = best.state_dict()
    train(model, optimizer, 2)
    for name, value in best.state_dict().items():
        np.testing.assert_array_equal(value, kept[name])


def test_an_array_assigned_to_a_parameter_is_not_trained():
    model, W = network(), np.ones((4, 3))
    model[0].weight.data = W
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    train(model, optimizer, 2)
    model[0].weight.data = W
    train(model, optimizer, 2)
    np.testing.assert_array_equal(W, np.ones((4, 3)))


# The fast way is taken, or its tests above would test something else


def test_the_usual_loop_updates_all_parameters_in_one_piece():
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    train(model, optimizer, 2)
    flat = optimizer._flats[0]
    assert flat.is_whole()
    data, grad, *_ = flat.pieces()[0]
    assert data.size == sum(p.data.size for p in model.parameters())
    assert all(np.shares_memory(p.data, data) and np.shares_memory(p.grad, grad) for p in model.parameters())
    data_assigned(model, optimizer)
    train(model, optimizer, 2)
    assert flat.is_whole()
