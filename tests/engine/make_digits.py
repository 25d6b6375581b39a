"""Make dlcore/data/digits.npz from scikit-learn's copy of the digits. Needs the extra `oracle`; run it once:

    python tests/engine/make_digits.py

The split is stored in the file, not drawn by the learner's NumPy: a stream of random numbers may change
between versions, and an image must never change sides.
"""

from pathlib import Path

import numpy as np

TARGET = Path(__file__).parents[2] / "dlcore" / "data" / "digits.npz"
PER_DIGIT = 36                  # test images of each digit: 360 of 1,797 is one in five
SEED = 1998                     # the year of the collection


def collect():
    """The three arrays of the file: images, labels, is_test."""
    from sklearn.datasets import load_digits

    source = load_digits()
    images, labels = source.data.astype(np.uint8), source.target.astype(np.uint8)
    if not np.array_equal(images, source.data):
        raise ValueError("a pixel does not fit into a byte: this is not the collection we know")
    rng = np.random.default_rng(SEED)
    is_test = np.zeros(len(labels), dtype=bool)
    for digit in range(10):
        is_test[rng.permutation(np.flatnonzero(labels == digit))[:PER_DIGIT]] = True
    return {"images": images, "labels": labels, "is_test": is_test}


if __name__ == "__main__":
    np.savez_compressed(TARGET, **collect())
    print(f"wrote {TARGET.name}: {TARGET.stat().st_size} bytes")
