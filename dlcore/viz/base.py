"""What every picture of the course shares: one class, one palette, one style.

A picture is built once and then changed in place::

    class LinePicture(Picture):
        @style()                                   # fonts, grid, colours: the same for every reader
        def __init__(self, slope=1.0):
            super().__init__(6, 4)
            ax = self.subplots()
            ax.set(xlim=(-1, 1), ylim=(-2, 2), xlabel="x", ylabel="y")
            (self.line,) = ax.plot([-1, 1], [0, 0])
            self.moving(self.line)                 # ten times faster: only these are drawn at each move
            self.update(slope=slope)

        def update(self, *, slope):
            self.line.set_ydata([-slope, slope])
            self.alt = f"A line through the origin with slope {slope:g}."

A static picture is the same object as the last expression of a cell, or a function under ``@style()``
that returns a `Picture`.

Threads: JupyterLab runs the callbacks of widgets beside a running cell (ipykernel 7, "subshells"), while
Matplotlib keeps its settings, fonts and parser of formulas in one place for the whole process. So there is
ONE drawing lock, `LOCK`; building, updating and drawing hold it. Nothing here touches pyplot, and nothing
that runs in a callback (`update`, `png`) may change Matplotlib's global settings: a cell may be reading them.
"""

import base64
import threading
from contextlib import contextmanager

import matplotlib.style
import numpy as np
from cycler import cycler
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal
from matplotlib.text import Text

from dlcore.viz import png

# Okabe and Ito, "Color universal design" (2008): told apart with every common form of colour blindness.
# The names say what a colour means; a marker, a line style or a sign always says the same a second time.
BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, INK, GREY = "#E69F00", "#1A1A1A", "#6E6E6E"
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
_LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
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
    "axes.prop_cycle": cycler(color=_COLOURS) + cycler(linestyle=_LINES),
}

LOCK = threading.RLock()
# How many `style()` blocks are open, and the pictures built in them; changed under LOCK only.
_open_styles, _built = 0, []


@contextmanager
def style():
    """The course's look, for building a picture: ``@style()`` over a function, or ``with style():``.

    Starts from Matplotlib's own defaults, so that a reader's matplotlibrc changes nothing. (Matplotlib looks
    up three while drawing, and those stay the reader's: text.hinting, axes.unicode_minus, and font.size for
    the number of automatic ticks.) It changes global settings while it is open: build pictures in it, never
    draw in a callback with it.
    """
    global _open_styles
    with LOCK, matplotlib.style.context(["default", _STYLE]):
        _open_styles += 1
        try:
            yield
            if _open_styles == 1:
                for picture in _built:
                    picture.settle()
        finally:
            _open_styles -= 1
            if not _open_styles:
                _built.clear()


class Picture(Figure):
    """A Matplotlib figure with a text alternative, shown as PNG, that may be drawn from any thread.

    width, height are inches; a notebook shows 100 pixels for each (8 x 4.5 fills a laptop's column).
    ``alt`` says in a sentence or two what there is to see; `update` keeps it true.

    Raises RuntimeError outside `style`, because the picture would then look different on every machine.
    """

    def __init__(self, width=8.0, height=4.5, *, alt=""):
        if not _open_styles:
            raise RuntimeError(
                "A Picture is built inside the course's style: put @style() over the function or the "
                "__init__ that builds it, or write `with style():` around it."
            )
        super().__init__(figsize=(width, height), dpi=100, facecolor="white", layout="constrained")
        FigureCanvasAgg(self)
        self.alt, self.lock = alt, LOCK
        self._moving = []
        self._background = None  # (scale, everything that does not move, as pixels)
        _built.append(self)

    def sheet(self):
        """One blank plane over the whole picture, measured in inches from the lower left, for a drawing."""
        self.set_layout_engine("none")
        ax = self.add_axes((0, 0, 1, 1))
        width, height = self.get_size_inches()
        ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")
        ax.set_axis_off()
        return ax

    def update(self, **state):
        """Change the artists in place to show ``state``, and `alt` with them. For a subclass that moves."""
        raise NotImplementedError(f"{type(self).__name__} does not move: it has no update().")

    def moving(self, *artists):
        """Name the artists that `update` changes. All others are drawn once and kept as pixels beneath them.

        Name all that change, and all that must lie above them: points above a surface, and, where an image
        fills the axes, their frame (``*ax.spines.values()``). They are drawn in the order of their zorder.
        Where nothing is named, everything is drawn at every move: right, but many times slower.
        """
        for artist in artists:
            if isinstance(artist, Text):
                artist.set_path_effects([Normal()])  # as one outline: half the time of letter after letter
        self._moving = sorted([*self._moving, *artists], key=lambda artist: artist.get_zorder())
        self.refresh()

    def refresh(self):
        """Draw everything anew: for an `update` that changes what usually stands still (an axis' limits)."""
        self._background = None

    def settle(self):
        """Lay out, and draw once: `style` does it at its end, while Matplotlib still looks at the settings.

        Ticks are made by the first drawing. Laying out again at every move would cost half the time, and the
        axes would jump about.
        """
        self.canvas.draw()
        self.set_layout_engine("none")

    def png(self, scale=1, *, level=1):
        """The picture as PNG bytes, ``scale`` times as fine as on the screen; ``level``: see `png.encode`."""
        with self.lock:
            self.set_dpi(100 * scale)
            try:
                self._draw(scale)
                pixels = np.array(self.canvas.buffer_rgba())
            finally:
                self.set_dpi(100)
        return png.encode(pixels, level)

    def _draw(self, scale):
        if not self._background or self._background[0] != scale:
            for artist in self._moving:
                artist.set_animated(True)  # now the canvas leaves it out
            self.canvas.draw()
            self._background = (scale, self.canvas.copy_from_bbox(self.bbox))
        elif self._moving:
            self.canvas.restore_region(self._background[1])
        else:
            self.canvas.draw()
        for artist in self._moving:
            self.draw_artist(artist)

    def mimebundle(self):
        """(data, metadata) for a notebook: a PNG at twice the pixels, sharp on fine screens and on paper."""
        width, height = (round(100 * inches) for inches in self.get_size_inches())
        image = base64.b64encode(self.png(scale=2, level=6)).decode("ascii")
        self._forget_pixels()
        data = {"text/plain": f"Picture: {self.alt}", "image/png": image}
        # JupyterLab 4.6 reads the size; "alt" is what nbconvert writes into a page.
        return data, {"image/png": {"width": width, "height": height, "alt": self.alt}}

    def _forget_pixels(self):
        """A notebook keeps every picture it has shown (in Out), and the pixels weigh several MB each."""
        self._background = None
        FigureCanvasAgg(self)
        for text in self.findobj(Text):
            text._renderer = None  # each text remembers the canvas it was last drawn on

    def _repr_mimebundle_(self, **_):
        return self.mimebundle()
