"""Execute a notebook and store it: what `make notebooks` runs."""

import base64
import io
from pathlib import Path

import numpy as np
from nbformat import NotebookNode
from PIL import Image

from tests.nbtools import ROOT, canonical
from tests.nbtools.cells import tags
from tests.nbtools.session import CellFailed, Session, session

SAME_COLOUR = 3  # of 255: below what an eye sees, above what another FreeType changes


class NotebookFailed(Exception):
    """A cell failed: the message has its number, source and traceback."""


def execute(nb: NotebookNode, kernel: Session) -> NotebookNode:
    """The notebook with fresh outputs, in canonical form. Raises NotebookFailed at the first failing cell."""
    new = canonical.canonical(nb)
    number = 0
    for cell in new.cells:
        if cell.cell_type != "code":
            continue
        number += 1
        try:
            cell.outputs = kernel.run(cell.source, tuple(tags(cell)), cell.id)
        except CellFailed as failure:
            raise NotebookFailed(f"code cell {number} (id {cell.id})\n\n{cell.source}\n\n{failure}") from None
        cell.execution_count = number
    return keep_images(canonical.canonical(new), nb)


def rewrite(path: Path) -> bool:
    """Execute the notebook at `path` and store it. A failing cell leaves the file as it was."""
    with session(path.parent) as kernel:
        return canonical.write(path, execute(canonical.read(path), kernel))


def keep_images(new: NotebookNode, stored: NotebookNode) -> NotebookNode:
    """`new`, with the stored bytes of every picture that looks the same: encoders differ, pictures do not."""
    before = {cell.get("id"): cell.get("outputs", []) for cell in stored.cells}
    for cell in new.cells:
        for output, old in zip(cell.get("outputs", []), before.get(cell.id, [])):
            png, old_png = (o.get("data", {}).get("image/png") for o in (output, old))
            if png and old_png and same_picture(png, old_png):
                output.data["image/png"] = old_png
    return new


def same_picture(a: str, b: str) -> bool:
    """Whether two base64 PNGs have the same size and, to the eye, the same colours."""
    first, second = _pixels(a), _pixels(b)
    return first.shape == second.shape and np.abs(first - second).max() <= SAME_COLOUR


def _pixels(png: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA"), dtype=np.int16)


def shown(path: Path) -> str:
    """The path as a contributor writes it."""
    path = Path(path).resolve()
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
