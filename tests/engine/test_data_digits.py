"""The shipped digits: what scikit-learn has, split once and for all, and safe from the one who uses them."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from dlcore import data
from dlcore.data.digits import _read

FOLDER = Path(data.__file__).parent


def test_the_parts_have_their_sizes_types_and_ranges():
    digits = data.digits()
    assert digits.X_train.shape == (1437, 64) and digits.X_test.shape == (360, 64)
    assert digits.y_train.shape == (1437,) and digits.y_test.shape == (360,)
    for X in (digits.X_train, digits.X_test):
        assert X.dtype == np.float64 and X.min() == 0.0 and X.max() == 1.0
        assert np.array_equal(X * 16, np.round(X * 16))
    assert digits.y_train.dtype == digits.y_test.dtype == np.int64
    assert np.bincount(digits.y_test).tolist() == [36] * 10
    assert np.bincount(digits.y_train).tolist() == [142, 146, 141, 147, 145, 146, 145, 143, 138, 144]


def test_no_image_stands_in_both_parts_or_twice():
    digits = data.digits()
    train, test = ({row.tobytes() for row in X} for X in (digits.X_train, digits.X_test))
    assert len(train) == 1437 and len(test) == 360
    assert not train & test


def test_float32_holds_the_same_numbers_and_other_types_are_refused():
    exact, single = data.digits(), data.digits(dtype=np.float32)
    assert single.X_train.dtype == single.X_test.dtype == np.float32
    assert np.array_equal(exact.X_train, single.X_train)        # sixteenths are exact in both
    for dtype in (int, None, "float16", "nonsense"):
        with pytest.raises(TypeError, match="np.float64 or np.float32"):
            data.digits(dtype=dtype)


def test_a_change_in_place_spoils_nothing():
    spoiled = data.digits()
    for array in spoiled:
        array[:] = 5
    again = data.digits()
    assert again.X_train.max() == 1.0 and np.bincount(again.y_test).tolist() == [36] * 10
    assert not np.shares_memory(again.X_train, again.X_test)


def test_the_file_is_small_and_its_licence_is_beside_it():
    assert (FOLDER / "digits.npz").stat().st_size < 60_000
    text = (FOLDER / "LICENSE-digits.txt").read_text(encoding="utf-8")
    for words in ("E. Alpaydin", "C. Kaynak", "1998", "CC BY 4.0", "10.24432/C50P49", "1,437"):
        assert words in text


def test_the_file_is_what_its_script_makes_from_scikit_learn():
    pytest.importorskip("sklearn")
    path = Path(__file__).with_name("make_digits.py")
    spec = importlib.util.spec_from_file_location("make_digits", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made, stored = script.collect(), _read()
    for name, array in zip(("images", "labels", "is_test"), stored):
        assert np.array_equal(made[name], array) and made[name].dtype == array.dtype


def test_images_and_labels_keep_scikit_learns_order():
    source = pytest.importorskip("sklearn.datasets").load_digits()
    images, labels, is_test = _read()
    assert np.array_equal(images, source.data) and np.array_equal(labels, source.target)
    digits = data.digits()
    assert np.array_equal(digits.X_test * 16, source.data[is_test])
    assert np.array_equal(digits.y_train, source.target[~is_test])


@pytest.mark.parametrize("damage", ["empty", "truncated", "text", "other archive", "pickled", "wrong shape"])
def test_a_damaged_file_is_refused_with_what_to_do(tmp_path, damage):
    path = tmp_path / "digits.npz"
    whole = (FOLDER / "digits.npz").read_bytes()
    images, labels, is_test = _read()
    if damage == "other archive":
        np.savez(path, weights=np.ones(3))
    elif damage == "pickled":
        np.savez(path, images=np.array([print], dtype=object), labels=labels, is_test=is_test)
    elif damage == "wrong shape":
        np.savez(path, images=images[:5], labels=labels, is_test=is_test)
    else:
        path.write_bytes({"empty": b"", "truncated": whole[:20_000], "text": b"not an archive"}[damage])
    with pytest.raises(ValueError, match="digits.npz.*Install dlcore again"):
        _read(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="digits.npz"):
        _read(tmp_path / "digits.npz")
