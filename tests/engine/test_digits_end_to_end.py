"""Real input from end to end: handwritten digits, read, learned and recognised by this engine alone."""

import time

import numpy as np

from dlcore import data, nn, optim, train


def test_a_64_32_10_network_recognises_93_percent_of_the_digits_it_never_saw():
    digits = data.digits()
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Linear(64, 32, rng=rng), nn.ReLU(), nn.Linear(32, 10, rng=rng))
    optimizer = optim.SGD(model.parameters(), lr=0.5)
    untrained = np.mean(model(digits.X_test).argmax(axis=1) == digits.y_test)

    start = time.perf_counter()
    history = train.fit(model, nn.MSELoss(), optimizer, digits.X_train, data.one_hot(digits.y_train, 10),
                        n_epochs=25, batch_size=16, rng=rng,
                        X_test=digits.X_test, y_test=data.one_hot(digits.y_test, 10))
    seconds = time.perf_counter() - start

    recognised = np.mean(model(digits.X_test).argmax(axis=1) == digits.y_test)
    assert untrained < 0.25                     # chance is 0.1
    assert recognised >= 0.93
    assert history.losses[-1] < history.losses[0] / 4
    assert history.test_losses[-1] < history.test_losses[0]
    assert seconds < 20                         # about one on a laptop


def test_float32_recognises_as_many():
    digits = data.digits(dtype=np.float32)
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Linear(64, 32, rng=rng, dtype=np.float32), nn.ReLU(),
                          nn.Linear(32, 10, rng=rng, dtype=np.float32))
    targets = data.one_hot(digits.y_train, 10, dtype=np.float32)
    train.fit(model, nn.MSELoss(), optim.SGD(model.parameters(), lr=0.5), digits.X_train, targets,
              n_epochs=25, batch_size=16, rng=rng)
    y_hat = model(digits.X_test)
    assert y_hat.dtype == np.float32
    assert np.mean(y_hat.argmax(axis=1) == digits.y_test) >= 0.93
