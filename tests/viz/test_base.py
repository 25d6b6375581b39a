"""Picture: its bytes, its style, its lock, its notebook form; and the comparison with stored images."""

import base64
import io
import os
import re
import subprocess
import sys
import threading

import matplotlib
import numpy as np
import pytest
from PIL import Image

from dlcore.viz import Picture, base, png, style
from tests.viz import compare


class Wave(Picture):
    """A sine over a surface: an image, a line, a text and points, as the lessons have them."""

    @style()
    def __init__(self, height=1.0, *, forgets=False):
        super().__init__(5, 3)
        self.ax = self.subplots()
        self.surface = self.ax.imshow(
            np.zeros((8, 8)), extent=(0, 6, -2, 2), cmap=base.SURFACE, vmin=-2, vmax=2, aspect="auto"
        )
        (self.line,) = self.ax.plot(np.linspace(0, 6), np.zeros(50))
        (self.point,) = self.ax.plot([1.0], [0.0], linestyle="none", **base.CLASS_STYLE[0])
        self.note = self.ax.set_title("")
        self.ax.set(xlabel="$x_1$", ylabel="height")
        self.moving(self.surface, self.line, self.point)
        if not forgets:
            self.moving(self.note)
        self.update(height=height)

    def update(self, *, height):
        self.surface.set_data(np.full((8, 8), height))
        self.line.set_ydata(height * np.sin(np.linspace(0, 6)))
        self.note.set_text(f"height {height:.2f}")
        self.alt = f"A sine of height {height:g}."


def size(png):
    return Image.open(io.BytesIO(png)).size


def test_png_has_the_size_in_pixels_and_can_be_finer():
    wave = Wave()
    assert size(wave.png()) == (500, 300) and size(wave.png(scale=2)) == (1000, 600)
    assert wave.get_dpi() == 100, "the finer picture changed the figure"


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (64, 40)])
@pytest.mark.parametrize("level", [1, 6, 9])
def test_our_png_is_read_by_others_as_it_was(shape, level):
    rgba = np.random.default_rng(0).integers(0, 256, size=(*shape, 4), dtype=np.uint8)
    image = Image.open(io.BytesIO(png.encode(rgba, level)))
    image.verify()  # the checksums
    image = Image.open(io.BytesIO(png.encode(rgba, level)))
    assert image.mode == "RGB" and np.array_equal(np.asarray(image), rgba[..., :3])


def test_the_same_state_gives_the_same_bytes_whatever_was_drawn_before():
    wave = Wave(0.5)
    first = wave.png()
    wave.update(height=1.5)
    assert wave.png() != first
    wave.png(scale=2)
    wave.update(height=0.5)
    assert wave.png() == first == Wave(0.5).png()


def test_what_is_drawn_in_place_equals_the_whole(moves_completely):
    moves_completely(Wave(), [{"height": h} for h in (0.1, 1.0, -2.0)])


def test_an_artist_that_is_not_named_as_moving_is_found(moves_completely):
    with pytest.raises(AssertionError, match="not named in moving") as failure:
        moves_completely(Wave(forgets=True), [{"height": h} for h in (0.1, 1.0)])
    x, to_x, y, to_y = map(int, re.search(r"x (\d+) to (\d+), y (\d+) to (\d+)", str(failure.value)).groups())
    assert 0 < x < to_x < 250 and 0 < y < to_y < 50, "the title stands in the upper left"


def test_notebook_form_is_a_fine_png_with_its_shown_size_and_a_text_alternative():
    data, metadata = Wave(2.0)._repr_mimebundle_()
    assert data["text/plain"] == "Picture: A sine of height 2."
    assert size(base64.b64decode(data["image/png"])) == (1000, 600)
    assert metadata["image/png"] == {"width": 500, "height": 300, "alt": "A sine of height 2."}


def test_a_picture_outside_the_style_is_refused_and_the_style_leaves_no_trace():
    before = dict(matplotlib.rcParams)
    with pytest.raises(RuntimeError, match=r"@style\(\)"):
        Picture()
    with style():
        Picture()
    assert dict(matplotlib.rcParams) == before


def test_a_picture_without_update_says_so():
    with style():
        still = Picture()
    with pytest.raises(NotImplementedError, match="does not move"):
        still.update(w=1)


HOSTILE = """
lines.linewidth: 9
xtick.color: red
font.family: serif
axes.facecolor: black
axes.grid: False
figure.dpi: 33
text.usetex: True
mathtext.fontset: stix
path.simplify: False
image.cmap: jet
"""


def run(code, **environment):
    command = [sys.executable, "-c", f"from tests.viz.test_base import Wave; {code}"]
    environment = {**os.environ, **environment}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_a_readers_matplotlibrc_changes_no_pixel(tmp_path):
    (tmp_path / "matplotlibrc").write_text(HOSTILE)
    code = "import hashlib; print(hashlib.md5(Wave(-1.5).png()).hexdigest())"
    theirs = run(code, MATPLOTLIBRC=str(tmp_path / "matplotlibrc"))
    assert theirs == run(code, MATPLOTLIBRC=str(tmp_path / "no_such_file"))


def test_pictures_never_import_pyplot():
    assert run("Wave().png(); import sys; print('matplotlib.pyplot' in sys.modules)") == "False\n"


def test_two_threads_draw_what_each_draws_in_peace():
    heights = [0.2 * k for k in range(1, 9)]
    peace, drawn, moved = [Wave(h).png() for h in heights], [], Wave()
    stop = threading.Event()

    def move():
        while not stop.is_set():
            with moved.lock:
                moved.update(height=1.0)
                drawn.append(moved.png())

    thread = threading.Thread(target=move)
    thread.start()
    try:
        war = [Wave(h).png() for h in heights]
    finally:
        stop.set()
        thread.join()
    assert war == peace
    assert len(drawn) > 0 and set(drawn) == {Wave(1.0).png()}


@pytest.mark.pinned
def test_the_style_looks_as_stored(same_picture):
    same_picture(Wave(1.0), "base_style")


def test_the_comparison_fails_for_a_small_change_and_shows_it(tmp_path, monkeypatch):
    monkeypatch.delenv("DLCORE_RENEW_PICTURES", raising=False)
    baseline, failed = tmp_path / "baseline", tmp_path / "failed"
    baseline.mkdir()
    wave = Wave(1.0)
    (baseline / "wave.png").write_bytes(wave.png())
    compare.assert_same_picture(wave, "wave", baseline=baseline, failed=failed)
    wave.point.set_xdata([1.2])  # one marker, by its own width
    with pytest.raises(AssertionError, match=f"differs from its stored image.*{compare.MEANT}$"):
        compare.assert_same_picture(wave, "wave", baseline=baseline, failed=failed)
    assert (failed / "wave.png").read_bytes() == wave.png(level=9)
    assert size((failed / "wave-difference.png").read_bytes()) == (500, 300)


def test_the_comparison_fails_without_a_stored_image_and_for_another_size(tmp_path, monkeypatch):
    monkeypatch.delenv("DLCORE_RENEW_PICTURES", raising=False)
    with pytest.raises(AssertionError, match=f"no stored image.*{compare.MEANT}$"):
        compare.assert_same_picture(Wave(), "wave", baseline=tmp_path, failed=tmp_path / "failed")
    (tmp_path / "wave.png").write_bytes(Wave().png(scale=2))
    with pytest.raises(AssertionError, match="differs"):
        compare.assert_same_picture(Wave(), "wave", baseline=tmp_path, failed=tmp_path / "failed")


def test_renewing_stores_the_present_picture(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCORE_RENEW_PICTURES", "1")
    with pytest.raises(pytest.skip.Exception):
        compare.assert_same_picture(Wave(), "wave", baseline=tmp_path)
    assert compare.difference((tmp_path / "wave.png").read_bytes(), Wave().png()) == 0


def test_a_text_that_runs_out_of_the_picture_is_seen_also_when_renewing(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCORE_RENEW_PICTURES", "1")
    wave = Wave()
    wave.ax.set_ylabel("a height with far too many words for it")
    with pytest.raises(AssertionError, match="text 'a height with far .* runs out of the picture by"):
        compare.assert_same_picture(wave, "wave", baseline=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_runs_out_at_a_move_is_seen(moves_completely):
    wave = Wave()
    wave.note.set_x(0.9)
    with pytest.raises(AssertionError, match="'height 0.10' runs out"):
        moves_completely(wave, [{"height": 0.1}])


def test_texts_that_are_not_drawn_or_clipped_may_lie_anywhere():
    wave = Wave()
    wave.ax.text(9, 0, "clipped", clip_on=True)
    wave.ax.text(9, 0, "hidden", visible=False)
    wave.ax.set_xticks([0, 3, 6, 60], ["0", "3", "6", "far away"])
    wave.ax.set_xlim(0, 6)
    compare.assert_texts_inside(wave)
    wave.ax.annotate("outside", (3, 0), (7, 0), arrowprops={"arrowstyle": "-"}, annotation_clip=False)
    with pytest.raises(AssertionError, match="'outside'"):
        compare.assert_texts_inside(wave)


def contrast(colour):
    """Against white, as WCAG 2.1 defines it; 3 is its least for the parts of a graphic."""
    rgb = np.array(matplotlib.colors.to_rgb(colour))
    linear = np.where(rgb <= 0.03928, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05)


@pytest.mark.parametrize("name", ["POSITIVE", "NEGATIVE", "NEUTRAL", "ACCENT", "CLASS0", "CLASS1", "INK"])
def test_colours_with_a_meaning_are_seen_on_white(name):
    assert contrast(getattr(base, name)) >= 3


def test_no_colour_stands_alone():
    circle, square = base.CLASS_STYLE
    assert circle["marker"] != square["marker"]
    with style():
        cycle = list(matplotlib.rcParams["axes.prop_cycle"])
    assert len({str(entry["linestyle"]) for entry in cycle}) == len(cycle)
