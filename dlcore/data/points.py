"""Point clouds in the plane that no straight line separates, and a noisy curve. All of it drawn from `rng`.

X is (n, 2) and y (n,) holds the class 0.0, 1.0, ... of each row; float64. Rows come in random order, so any
slice is a fair sample. A generator that is asked for an odd number of points gives the later class one more.

Every function here raises ValueError for n < 1 or for noise that is negative, infinite or NaN, and TypeError
for a missing rng or for one that is not a numpy.random.Generator.
"""

import numpy as np

from dlcore.data.guard import draws


@draws
def moons(n, noise=0.1, rng=None):
    """Two half circles of radius 1 that reach into each other.

    Class 0: (cos t, sin t); class 1: (1 - cos t, 1/2 - sin t); t evenly from 0 to pi. `noise` is the standard
    deviation of a normal shift of each coordinate, in the same units as the radius.

    Source: scikit-learn's make_moons; the shape is O. Chapelle, A. Zien, "Semi-Supervised Classification by
    Low Density Separation" (2005).
    """
    upper, lower = np.linspace(0, np.pi, n // 2), np.linspace(0, np.pi, n - n // 2)
    X = np.vstack([np.column_stack([np.cos(upper), np.sin(upper)]),
                   np.column_stack([1 - np.cos(lower), 0.5 - np.sin(lower)])])
    y = np.repeat([0.0, 1.0], [len(upper), len(lower)])
    return _jitter_and_shuffle(X, y, noise, rng)


@draws
def circles(n, noise=0.1, rng=None, *, factor=0.5):
    """A ring inside a ring: class 0 at radius 1, class 1 at radius `factor`, angles evenly spaced.

    `noise` is the standard deviation of a normal shift of each coordinate. factor must not be negative.
    Source: scikit-learn's make_circles.
    """
    n_outer, n_inner = n // 2, n - n // 2
    angle = 2 * np.pi * np.concatenate([np.arange(k) / max(k, 1) for k in (n_outer, n_inner)])
    radius = np.repeat([1.0, factor], [n_outer, n_inner])
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    y = np.repeat([0.0, 1.0], [n_outer, n_inner])
    return _jitter_and_shuffle(X, y, noise, rng)


@draws
def spirals(n, noise=0.05, rng=None, *, n_classes=2, turns=1.0):
    """Arms that wind around the origin, one a class: (r cos t, r sin t), t = 2 pi (turns r + y / n_classes).

    The radius r runs evenly from 0.1 to 1. `turns` is how often an arm goes round; negative turns the other
    way. `noise` is the standard deviation of a normal shift of each coordinate.
    Source: K. Lang, M. Witbrock, "Learning to Tell Two Spirals Apart" (1988).
    """
    sizes = np.diff(np.linspace(0, n, n_classes + 1).astype(int))
    y = np.repeat(np.arange(n_classes, dtype=np.float64), sizes)
    r = np.concatenate([np.linspace(0.1, 1.0, size) for size in sizes])
    angle = 2 * np.pi * (turns * r + y / n_classes)
    X = np.column_stack([r * np.cos(angle), r * np.sin(angle)])
    return _jitter_and_shuffle(X, y, noise, rng)


@draws
def noisy_curve(n, noise=0.1, rng=None, *, curve=np.sin):
    """Measurements of a curve: y = curve(x) + noise, x drawn uniformly from -3 to 3 and then sorted.

    X and y are both (n, 1): one number in, one number out, and a network's prediction has y's shape. `curve`
    is any function that takes an array and gives one of the same shape; `noise` is the standard deviation of
    the normal error, in the units of y.

    Raises, besides: TypeError when curve cannot be called; ValueError when it changes the shape or gives NaN
    or infinity.
    """
    if not callable(curve):
        raise TypeError(f"noisy_curve(): curve must be a function like np.sin, got {type(curve).__name__}.")
    X = np.sort(rng.uniform(-3.0, 3.0, size=(n, 1)), axis=0)
    exact = np.asarray(curve(X.copy()), dtype=np.float64)
    if exact.shape != X.shape or not np.isfinite(exact).all():
        raise ValueError(f"noisy_curve(): curve must turn an array of shape {X.shape} into finite numbers of "
                         f"the same shape; it gave shape {exact.shape}. It is asked for x from -3 to 3.")
    return X, exact + noise * rng.standard_normal((n, 1))


def _jitter_and_shuffle(X, y, noise, rng):
    X = X + noise * rng.standard_normal(X.shape)
    order = rng.permutation(len(X))
    return X[order], y[order]
