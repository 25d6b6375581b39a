"""Pictures against stored images, and the two things to know about a picture that moves.

    pytest tests/viz                             compare
    DLCORE_RENEW_PICTURES=1 pytest tests/viz     store the present pictures; look at them before you commit

A picture that differs is written to tests/viz/failed/ with the difference, four times as strong, beside it.
Both checks also insist that no text runs out of the picture: a renewed baseline would hide that.
"""

import io
import os
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

BASELINE = Path(__file__).parent / "baseline"
FAILED = Path(__file__).parent / "failed"
TOLERANCE = 1.0  # root mean square of the differences, of 255; a marker moved by its own width makes more
ROOM = 1.0  # pixels that a text may reach beyond the picture: its extent is a box around more than its ink
MEANT = "if it is meant: make baselines, look at it, commit"


def difference(png, stored):
    """Root mean square of the differences of two PNGs, all colours; infinite for unequal sizes."""
    a, b = _pixels(png), _pixels(stored)
    return float("inf") if a.shape != b.shape else float(np.sqrt(np.mean((a - b) ** 2)))


def assert_same_picture(picture, name, *, baseline=BASELINE, failed=FAILED):
    """``picture`` looks like ``baseline``/name.png. Renews the stored image, and skips, when asked to."""
    assert_texts_inside(picture)
    png, stored = picture.png(level=9), baseline / f"{name}.png"
    if os.environ.get("DLCORE_RENEW_PICTURES"):
        baseline.mkdir(exist_ok=True)
        if not stored.exists() or difference(png, stored.read_bytes()) > 0:
            stored.write_bytes(png)
        pytest.skip(f"{stored.name} is renewed: look at it")
    if not stored.exists():
        raise AssertionError(f"no stored image {stored.name}; {MEANT}")
    distance = difference(png, stored.read_bytes())
    if distance > TOLERANCE:
        _write_failure(failed, name, png, stored.read_bytes())
        raise AssertionError(
            f"{name} differs from its stored image by {distance:.2f} of 255: see {failed}; {MEANT}"
        )


def assert_moves_completely(picture, states):
    """After each of ``states`` what was drawn in place equals the whole drawn anew, and no two look alike.

    The first fails when an artist that `update` changes is not named in `Picture.moving`.
    """
    seen = {}
    for state in states:
        picture.update(**state)
        moved = picture.png()
        assert_texts_inside(picture)
        whole = picture.png()
        assert whole == moved, (
            f"{state}: something that changes is not named in moving(), at {_region(moved, whole)}"
        )
        assert moved not in seen, f"{state} looks like {seen[moved]}"
        seen[moved] = state


def assert_texts_inside(picture):
    """No drawn text without clipping reaches beyond the edge of ``picture``, which is drawn anew for this."""
    texts = _drawn_texts(picture)
    width, height = picture.bbox.size
    for text in texts:
        # Text's own: an annotation's would be that of its arrow as well
        box = Text.get_window_extent(text)
        beyond = max(-box.x0, -box.y0, box.x1 - width, box.y1 - height)
        assert beyond <= ROOM, f"the text {text.get_text()!r} runs out of the picture by {beyond:.0f} pixels"


def _drawn_texts(picture):
    """The texts that the whole picture shows, without the clipped ones: those end where they should.

    Texts are asked while they are drawn: an axis has labels outside its limits that it never draws.
    """
    drawn, draw = [], Text.draw

    def note(text, renderer):
        drawn.append(text)
        draw(text, renderer)

    picture.refresh()
    with mock.patch.object(Text, "draw", note):
        picture.png()
    return [text for text in drawn if text.get_visible() and text.get_text().strip() and not _clipped(text)]


def _clipped(text):
    return text.get_clip_on() and (text.get_clip_box() is not None or text.get_clip_path() is not None)


def _region(png, other):
    """The box around the pixels that differ: "x 10 to 40, y 5 to 9 (pixels from the upper left)"."""
    rows, columns = np.nonzero((_pixels(png) != _pixels(other)).any(axis=-1))
    x, y = (f"{at.min()} to {at.max()}" for at in (columns, rows))
    return f"x {x}, y {y} (pixels from the upper left)"


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
