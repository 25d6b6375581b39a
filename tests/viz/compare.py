"""Pictures against stored images, and the two things to know about a picture that moves.

    pytest tests/viz                             compare
    DLCORE_RENEW_PICTURES=1 pytest tests/viz     store the present pictures; look at them before you commit

A picture that differs is written to tests/viz/failed/ with the difference, four times as strong, beside it.
"""

import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

BASELINE = Path(__file__).parent / "baseline"
FAILED = Path(__file__).parent / "failed"
TOLERANCE = 1.0  # root mean square of the differences, of 255; a marker moved by its own width makes more


def difference(png, stored):
    """Root mean square of the differences of two PNGs, all colours; infinite for unequal sizes."""
    a, b = _pixels(png), _pixels(stored)
    return float("inf") if a.shape != b.shape else float(np.sqrt(np.mean((a - b) ** 2)))


def assert_same_picture(picture, name, *, baseline=BASELINE, failed=FAILED):
    """``picture`` looks like ``baseline``/name.png. Renews the stored image, and skips, when asked to."""
    png, stored = picture.png(level=9), baseline / f"{name}.png"
    if os.environ.get("DLCORE_RENEW_PICTURES"):
        baseline.mkdir(exist_ok=True)
        if not stored.exists() or difference(png, stored.read_bytes()) > 0:
            stored.write_bytes(png)
        pytest.skip(f"{stored.name} is renewed: look at it")
    if not stored.exists():
        raise AssertionError(f"no stored image {stored.name}: run DLCORE_RENEW_PICTURES=1 pytest tests/viz")
    distance = difference(png, stored.read_bytes())
    if distance > TOLERANCE:
        _write_failure(failed, name, png, stored.read_bytes())
        raise AssertionError(f"{name} differs from its stored image by {distance:.2f} of 255: see {failed}")


def assert_moves_completely(picture, states):
    """After each of ``states`` what was drawn in place equals the whole drawn anew, and no two look alike.

    The first fails when an artist that `update` changes is not named in `Picture.moving`.
    """
    seen = {}
    for state in states:
        picture.update(**state)
        moved = picture.png()
        picture.refresh()
        assert picture.png() == moved, f"{state}: something that changes is not named in moving()"
        assert moved not in seen, f"{state} looks like {seen[moved]}"
        seen[moved] = state


def _pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=float)


def _write_failure(failed, name, png, stored):
    failed.mkdir(parents=True, exist_ok=True)
    (failed / ".gitignore").write_text("*\n")
    (failed / f"{name}.png").write_bytes(png)
    a, b = _pixels(png), _pixels(stored)
    if a.shape == b.shape:
        strong = np.clip(255 - 4 * np.abs(a - b), 0, 255).astype(np.uint8)
        Image.fromarray(strong).save(failed / f"{name}-difference.png")
