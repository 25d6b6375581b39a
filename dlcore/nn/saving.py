"""Saving and loading parameters as .npz files, which np.load reads too.

Opening a file from a stranger runs nothing (no pickles) and takes no more memory than the model has: names,
shapes and dtypes are compared before a number is read.
"""

import os
import zipfile
from pathlib import Path

import numpy as np

from dlcore.errors import describe
from dlcore.nn.module import Module, check_fit, check_names, walk

READ_HEADER = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def save(model, path):
    """Write the parameters of `model` to `path`, usually "something.npz".

    The file appears complete or not at all: it is written beside its place, then moved there.
    Raises TypeError where model is no Module, OSError where the file cannot be written.
    """
    check_model("save", model)
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"nn.save: there is no folder {str(path.parent)!r} for {path.name!r}.")
    unfinished = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")
    try:
        with open(unfinished, "xb") as file:
            write_arrays(file, model.state_dict())
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def load(model, path):
    """Copy the parameters saved in `path` into `model`: all of them, or none where the file does not fit.

    Raises ValueError for a file that is damaged, of another kind, or from another network (the model keeps
    its numbers), TypeError where model is no Module, OSError where the file cannot be read.
    """
    check_model("load", model)
    with open(path, "rb") as file:
        try:
            arrays = read_arrays(file, type(model).__name__, dict(walk(model)))
        except Exception as error:  # a damaged file can fail anywhere; nothing has been changed yet
            name = Path(path).name
            raise ValueError(f"nn.load refuses {name!r}, the model keeps its numbers. {error}") from error
    model.load_state_dict(arrays)


def write_arrays(file, arrays):
    """Write {name: array} as an .npz archive."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array, allow_pickle=False)


def read_arrays(file, who, own):
    """Read {name: array} from an .npz archive that holds exactly the parameters `own`."""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        if len(set(names)) < len(names):
            raise ValueError("A name stands in it twice.")
        check_names(who, own, {name.removesuffix(".npy"): None for name in names})
        return {name: read_array(archive, name, parameter.data) for name, parameter in own.items()}


def read_array(archive, name, own):
    """Read one array, after its header has said that it fits into the array `own`."""
    with archive.open(f"{name}.npy") as member:
        version = np.lib.format.read_magic(member)
        shape, _, dtype = READ_HEADER[version](member)
        check_fit(name, own, shape, dtype)
    with archive.open(f"{name}.npy") as member:
        array = np.lib.format.read_array(member, allow_pickle=False)
        if member.read(1):  # also makes zipfile compare the checksum
            raise ValueError(f"{name} is longer than it says.")
    return array


def check_model(who, model):
    """Raise a TypeError unless model is a Module."""
    if not isinstance(model, Module):
        raise TypeError(f"nn.{who} takes a model, then a path; got {describe(model)} as the model.")
