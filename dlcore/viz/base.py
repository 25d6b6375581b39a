"""What every picture of the course shares: one class, one palette, one style.

A picture is built once and then changed in place::

    class LinePicture(Picture):
        @style()                                   # fonts, grid, colours: the same for every reader
        def __init__(self, slope=1.0):
            super().__init__(6, 4)
            self.ax = self.subplots()
            self.ax.set(xlim=(-1, 1), ylim=(-2, 2), xlabel="x", ylabel="y")
            (self.line,) = self.ax.plot([-1, 1], [0, 0])
            self.update(slope=slope)

        def update(self, *, slope):
            self.line.set_ydata([-slope, slope])
            self.alt = f"A line through the origin with slope {slope:g}."

A static picture is the same object as the last expression of a cell, or a function under ``@style()``
that returns a `Picture`.

Threads: JupyterLab runs the callbacks of widgets beside a running cell (ipykernel 7, "subshells"), while
Matplotlib keeps its settings, fonts and parser of formulas in one place for the whole process. So there is ONE
drawing lock, `LOCK`; building, updating and drawing hold it. Nothing here touches pyplot, and nothing that runs in
a callback (`update`, `png`) may change Matplotlib's global settings, because a cell may be reading them.
"""

import base64
import io
import threading
from contextlib import contextmanager

import matplotlib.style
import numpy as np
from cycler import cycler
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

# Okabe and Ito, "Color universal design" (2008): told apart with every common form of colour blindness.
# The names say what a colour means; a marker, a line style or a sign always says the same a second time.
BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, YELLOW, INK, GREY = "#E69F00", "#56B4E9", "#F0E442", "#1A1A1A", "#6E6E6E"
POSITIVE, NEGATIVE, NEUTRAL, ACCENT = BLUE, VERMILLION, GREY, GREEN
CLASS0, CLASS1 = NEGATIVE, POSITIVE

#: How the points of the two classes look: a hollow circle for 0, a filled square for 1.
#: Use as ``ax.plot(x, y, linestyle="none", **CLASS_STYLE[0])``.
CLASS_STYLE = (
    {"color": CLASS0, "marker": "o", "markersize": 10, "markeredgewidth": 2.2, "markerfacecolor": "white"},
    {"color": CLASS1, "marker": "s", "markersize": 10, "markeredgewidth": 1.2, "markeredgecolor": "white"},
)

#: Scores below, at and above zero: pale vermillion, white, pale blue. Points and lines stay readable on top.
SURFACE = LinearSegmentedColormap.from_list("dlcore_surface", ["#F3B58A", "#FFFFFF", "#8DBFE3"])

_COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE)
_STYLE = {
    "font.family": "DejaVu Sans",  # comes with Matplotlib, so every machine has it
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.labelsize": 11,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.8,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
    "legend.fontsize": 10,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "image.interpolation": "nearest",
    "axes.prop_cycle": cycler(color=_COLOURS) + cycler(linestyle=["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]),
}

LOCK = threading.RLock()
_depth = 0  # how many `style()` blocks are open; only changed under LOCK


@contextmanager
def style():
    """The course's look, for building a picture: ``@style()`` over a function, or ``with style():``.

    Starts from Matplotlib's own defaults, so that a reader's matplotlibrc changes nothing. It changes global settings
    while it is open: build pictures in it, never draw in a callback with it.
    """
    global _depth
    with LOCK, matplotlib.style.context(["default", _STYLE]):
        _depth += 1
        try:
            yield
        finally:
            _depth -= 1


class Picture(Figure):
    """A Matplotlib figure with a text alternative, shown as PNG, that may be drawn from any thread.

    width, height are inches; a notebook shows 100 pixels for each (8 x 4.5 fills a laptop's column).
    ``alt`` says in a sentence or two what there is to see; `update` keeps it true.

    Raises RuntimeError outside `style`, because the picture would then look different on every machine.
    """

    def __init__(self, width=8.0, height=4.5, *, alt=""):
        if not _depth:
            raise RuntimeError(
                "A Picture is built inside the course's style: put @style() over the function or __init__ that "
                "builds it, or write `with style():` around it."
            )
        super().__init__(figsize=(width, height), dpi=100, facecolor="white", layout="constrained")
        FigureCanvasAgg(self)
        self.alt = alt
        self.lock = LOCK
        self._settled = False

    def update(self, **state):
        """Change the artists in place to show ``state``, and `alt` with them. A moving picture overrides this."""
        raise NotImplementedError(f"{type(self).__name__} is a picture that does not move: it has no update().")

    def png(self, scale=1, *, compress_level=1):
        """The picture as PNG bytes, ``scale`` pixels for each of its own. Compress level 1: speed before size."""
        with self.lock:
            self.set_dpi(100 * scale)
            try:
                self._settle()
                self.canvas.draw()
                pixels = Image.fromarray(_rgb(self.canvas.buffer_rgba()))
            finally:
                self.set_dpi(100)
        out = io.BytesIO()
        pixels.save(out, format="png", compress_level=compress_level)
        return out.getvalue()

    def _settle(self):
        """Lay out once. Doing it again at every move costs half the time, and the axes would jump about."""
        if not self._settled:
            self.canvas.draw()
            self.set_layout_engine("none")
            self._settled = True

    def mimebundle(self):
        """(data, metadata) for a notebook: a PNG at twice the pixels, sharp on fine screens and on paper."""
        width, height = (round(100 * inches) for inches in self.get_size_inches())
        png = base64.b64encode(self.png(scale=2, compress_level=9)).decode("ascii")
        data = {"text/plain": f"Picture: {self.alt}", "image/png": png}
        return data, {"image/png": {"width": width, "height": height, "alt": self.alt}}

    def _repr_mimebundle_(self, **_):
        return self.mimebundle()


def _rgb(rgba):
    """Drop the alpha channel, which is 255 everywhere on a white figure: a quarter fewer bytes to pack."""
    return np.ascontiguousarray(np.asarray(rgba)[..., :3])
