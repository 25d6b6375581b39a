"""The 8x8 handwritten digits: real data, small enough to ship. Source and licence: LICENSE-digits.txt."""

from importlib import resources
from typing import NamedTuple

import numpy as np

from dlcore.errors import float_dtype

LEVELS = 16.0                   # a pixel counts the dark ones among 4x4 smaller pixels: 0 to 16


class Digits(NamedTuple):
    """Images as rows (N, 64), from 0 for paper to 1 for ink, and labels (N,), whole numbers 0 to 9."""

    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray


def digits(dtype=np.float64):
    """1,437 images to learn from and 360 to be tested on, always the same: 36 test images of each digit.

    Each image is a row of 64 numbers in [0, 1]; `X_train[0].reshape(8, 8)` is a picture, first row on top.
    `dtype` is float64 or float32. The arrays are new at each call, so you may change them. Both parts come
    from the same 13 writers: the test asks about new images, not about new people.

    Raises: TypeError for another dtype; ValueError when the file in the package is damaged.
    Source: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
    Repository (1998), doi 10.24432/C50P49, CC BY 4.0.
    """
    dtype = float_dtype("digits()", dtype)
    images, labels, is_test = _read()
    X = (images / LEVELS).astype(dtype)
    y = labels.astype(np.int64)
    return Digits(X[~is_test], y[~is_test], X[is_test], y[is_test])


def _read(path=None):
    """The three arrays of digits.npz: images (1797, 64) and labels (1797,) uint8, is_test (1797,) bool."""
    path = path or resources.files("dlcore.data") / "digits.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            images, labels, is_test = stored["images"], stored["labels"], stored["is_test"]
    except FileNotFoundError:
        raise                   # its own words name the file that is missing
    except Exception as reason:
        raise ValueError(f"{path.name} is damaged ({reason}). Install dlcore again.") from reason
    expected = [(1797, 64), (1797,), (1797,)]
    if [images.shape, labels.shape, is_test.shape] != expected or is_test.dtype != bool:
        raise ValueError(f"{path.name} is not the file of the digits. Install dlcore again.")
    return images, labels, is_test
