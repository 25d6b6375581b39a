"""nn.save and nn.load: exact, atomic, and closed to files that are damaged, foreign or hostile."""

import builtins
import io
import os
import pickle
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcore import nn
from tests.engine.networks import batch, network


@pytest.fixture
def saved(tmp_path):
    """A network of seed 0 in a file; returns its path."""
    path = tmp_path / "model.npz"
    nn.save(network(seed=0), path)
    return path


def refused(path, words, model=None):
    """Loading `path` must fail with these words and leave the model in memory as it was."""
    model = model or network(seed=9)
    before = model.state_dict()
    with pytest.raises(ValueError, match=words):
        nn.load(model, path)
    for name, value in model.state_dict().items():
        np.testing.assert_array_equal(value, before[name])


def archive(path, members):
    """Write an .npz by hand: {file name in the archive: bytes}."""
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)


def npy(array, **settings):
    """The bytes of an .npy file."""
    file = io.BytesIO()
    np.lib.format.write_array(file, array, **settings)
    return file.getvalue()


def good_members():
    """A file that fits network(), as {name in the archive: bytes}, to be spoilt in one place."""
    return {f"{name}.npy": npy(value) for name, value in network().state_dict().items()}


# What works


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_loaded_model_is_the_saved_one(tmp_path, dtype):
    model, other = network(dtype, seed=0), network(dtype, seed=1)
    nn.save(model, tmp_path / "model.npz")
    assert nn.load(other, tmp_path / "model.npz") is None
    np.testing.assert_array_equal(other(batch(dtype)[0]), model(batch(dtype)[0]))
    assert all(p.data.dtype == dtype for p in other.parameters())


def test_numpy_reads_what_was_saved(saved):
    with np.load(saved, allow_pickle=False) as file:
        assert file.files == ["0.weight", "0.bias", "2.weight", "2.bias"]
        np.testing.assert_array_equal(file["2.weight"], network(seed=0)[2].weight.data)


def test_what_numpy_saved_is_read(tmp_path):
    model, other = network(seed=0), network(seed=1)
    for how in (np.savez, np.savez_compressed):
        how(tmp_path / "model.npz", **model.state_dict())
        nn.load(other, tmp_path / "model.npz")
        np.testing.assert_array_equal(other[0].weight.data, model[0].weight.data)


def test_float32_goes_into_float64_exactly_but_not_back(tmp_path):
    nn.save(network(np.float32), tmp_path / "32.npz")
    nn.save(network(np.float64), tmp_path / "64.npz")
    model = network(np.float64, seed=1)
    nn.load(model, tmp_path / "32.npz")
    np.testing.assert_array_equal(model[0].weight.data, network(np.float32)[0].weight.data)
    refused(tmp_path / "64.npz", "float32, got float64", network(np.float32, seed=9))


def test_saving_twice_gives_the_same_bytes(tmp_path, saved):
    nn.save(network(seed=0), tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == saved.read_bytes()


def test_the_path_may_be_a_string_and_is_taken_as_it_is(tmp_path):
    nn.save(network(seed=0), str(tmp_path / "no_ending"))
    nn.load(network(), str(tmp_path / "no_ending"))


# Writing is all or nothing


def test_a_save_that_fails_leaves_the_old_file_and_no_other(saved, monkeypatch):
    old = saved.read_bytes()

    def full_disk(*args, **kwargs):
        raise OSError(28, "No space left on device")

    for module, name in ((np.lib.format, "write_array"), (os, "fsync"), (os, "replace")):
        with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
            patch.setattr(module, name, full_disk)
            nn.save(network(seed=1), saved)
        assert saved.read_bytes() == old
        assert os.listdir(saved.parent) == ["model.npz"]


def test_an_interrupted_save_leaves_the_old_file(saved, monkeypatch):
    old = saved.read_bytes()

    def interrupt(number):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        nn.save(network(seed=1), saved)
    assert saved.read_bytes() == old
    assert os.listdir(saved.parent) == ["model.npz"]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_the_file_is_as_readable_as_any_other(tmp_path, saved):
    (tmp_path / "other").touch()
    assert saved.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no folder.*nowhere"):
        nn.save(network(), tmp_path / "nowhere" / "model.npz")


# Reading: damaged files


def test_a_file_cut_off_anywhere_is_refused(tmp_path, saved):
    whole = saved.read_bytes()
    cut = tmp_path / "cut.npz"
    for length in [*range(0, len(whole), 23), len(whole) - 1]:
        cut.write_bytes(whole[:length])
        refused(cut, "refuses 'cut.npz', the model keeps its numbers")


def test_a_changed_number_is_noticed(tmp_path, saved):
    whole = bytearray(saved.read_bytes())
    place = bytes(whole).index(network(seed=0)[2].weight.data.tobytes())
    whole[place + 3] ^= 1
    (tmp_path / "flipped.npz").write_bytes(whole)
    refused(tmp_path / "flipped.npz", "Bad CRC-32")


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_file_with_any_byte_changed_loads_right_or_not_at_all(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    model, expected = network(seed=9), network(seed=0).state_dict()
    nn.save(network(seed=0), folder / "whole.npz")
    content = bytearray((folder / "whole.npz").read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / "spoilt.npz").write_bytes(content)
    before = model.state_dict()
    try:
        nn.load(model, folder / "spoilt.npz")
    except ValueError:
        expected = before
    for name, value in model.state_dict().items():
        np.testing.assert_array_equal(value, expected[name])


# Reading: foreign and hostile files


@pytest.mark.parametrize("content", [b"", b"not an archive", b"\x93NUMPY", pickle.dumps({"0.weight": [1.0]})])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "other").write_bytes(content)
    refused(tmp_path / "other", "refuses 'other'")


@pytest.mark.parametrize("spoil, words", [
    (lambda m: m.pop("2.bias.npy"), r"missing \['2.bias'\]"),
    (lambda m: m.update({"3.bias.npy": npy(np.ones(2))}), r"unknown \['3.bias'\]"),
    (lambda m: m.update({"../evil.npy": npy(np.ones(2))}), r"unknown \['../evil'\]"),
    (lambda m: m.update({"2.bias.npy": npy(np.ones(3))}), r"2.bias has shape \(2,\), got \(3,\)"),
    (lambda m: m.update({"2.bias.npy": npy(np.ones((1, 2)))}), r"2.bias has shape"),
    (lambda m: m.update({"2.bias.npy": npy(np.ones(2, int))}), "2.bias is float64, got int64"),
    (lambda m: m.update({"2.bias.npy": npy(np.ones(2, complex))}), "got complex128"),
    (lambda m: m.update({"2.bias.npy": npy(np.array(["a", "b"]))}), "got <U1"),
    (lambda m: m.update({"2.bias.npy": npy(np.ones(2, "f8,i4"))}), "2.bias is float64, got"),
    (lambda m: m.update({"2.bias.npy": npy(np.ones(2)) + b"more"}), "longer"),
    (lambda m: m.update({"2.bias.npy": npy(np.ones(2))[:-1]}), "refuses"),
    (lambda m: m.update({"2.bias.npy": b"\x93NUMPY\x09\x00"}), "refuses"),
    (lambda m: m.update({"2.bias.npy": b""}), "refuses"),
])
def test_a_file_from_another_network_is_refused(tmp_path, spoil, words):
    members = good_members()
    spoil(members)
    archive(tmp_path / "other.npz", members)
    refused(tmp_path / "other.npz", words)


def test_the_untouched_members_do_load(tmp_path):
    archive(tmp_path / "good.npz", good_members())
    nn.load(network(seed=9), tmp_path / "good.npz")


class Bomb:
    """Unpickling this would call exit."""

    def __reduce__(self):
        return builtins.exit, ("the file ran code",)


def test_a_pickled_object_is_refused_and_not_run(tmp_path):
    members = good_members()
    members["2.bias.npy"] = npy(np.array([Bomb(), Bomb()], dtype=object), allow_pickle=True)
    archive(tmp_path / "hostile.npz", members)
    refused(tmp_path / "hostile.npz", "got object")


def test_a_header_that_promises_gigabytes_takes_no_memory(tmp_path):
    header = io.BytesIO()
    description = {"descr": "<f8", "fortran_order": False, "shape": (10**12,)}
    np.lib.format.write_array_header_1_0(header, description)
    archive(tmp_path / "huge.npz", good_members() | {"2.bias.npy": header.getvalue()})
    refused(tmp_path / "huge.npz", r"got \(1000000000000,\)")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_there_twice_is_refused(tmp_path):
    archive(tmp_path / "twice.npz", good_members())
    with zipfile.ZipFile(tmp_path / "twice.npz", "a") as file:
        file.writestr("2.bias.npy", npy(np.ones(2)))
    refused(tmp_path / "twice.npz", "twice")


def test_a_missing_file_is_an_ordinary_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        nn.load(network(), tmp_path / "nothing.npz")


def test_model_and_path_in_the_wrong_order_are_explained(tmp_path):
    for function in (nn.save, nn.load):
        with pytest.raises(TypeError, match="a model, then a path"):
            function(tmp_path / "model.npz", network())


# load_state_dict has the same manners


@pytest.mark.parametrize("state, error, words", [
    ({}, ValueError, "missing"),
    (None, TypeError, "state_dict"),
    ({"0.weight": np.ones((4, 3))}, ValueError, "missing.*0.bias"),
    (network().state_dict() | {"x": np.ones(1)}, ValueError, r"unknown \['x'\]"),
    (network().state_dict() | {"2.bias": np.ones(5)}, ValueError, r"2.bias has shape \(2,\), got \(5,\)"),
    (network().state_dict() | {"2.bias": np.ones(2, complex)}, TypeError, "2.bias.*complex"),
    (network().state_dict() | {"2.bias": "ab"}, TypeError, "2.bias.*str"),
    (network().state_dict() | {"2.bias": None}, TypeError, "2.bias"),
])
def test_a_state_that_does_not_fit_changes_nothing(state, error, words):
    model = network(seed=9)
    before = model.state_dict()
    with pytest.raises(error, match=words):
        model.load_state_dict(state)
    for name, value in model.state_dict().items():
        np.testing.assert_array_equal(value, before[name])
