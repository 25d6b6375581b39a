"""Interactive: a picture, a few controls, and nothing else to know.

A lesson's interactive is a picture that moves (see `dlcore.viz.base`) and the controls that move it::

    def line_explorer():
        return Interactive(
            LinePicture(slope=1.0),
            {"slope": slider("slope", -2.0, 2.0, 1.0, 0.1)},
            title="A line and its slope",
        )

Every change calls ``picture.update(**state)``, under the drawing lock, and shows the new PNG. In JupyterLab
the cell shows the controls; on GitHub, in print and without a kernel it shows the picture as it stood.

Work that goes on by itself (training) changes what its picture draws, under ``picture.lock``, and then calls
`redraw`.
"""

import html
import threading
from contextlib import contextmanager
from numbers import Real

from IPython import get_ipython
from ipywidgets import HTML, Box, Button, Image, Layout, VBox, Widget
from traitlets import TraitError

from dlcore.widgets import figures
from dlcore.widgets.controls import text_of

_by_cell = {}  # cell id -> (the execution that made them, its widgets)
_by_cell_lock = threading.Lock()


class Interactive(VBox):
    """``picture`` moved by ``controls``, a dict from the name of a state to its ipywidgets control.

    ``.state`` is the whole state as a dict, ``.set(w1=1.0)`` puts parts of it, ``.reset()`` goes back to the
    start; ``.error`` is what the last ``picture.update`` raised, or None: its message stands below the last
    good picture. Running a cell again closes what the cell made before.
    """

    def __init__(self, picture, controls, *, title):
        unnamed = [name for name, control in controls.items() if not control.description]
        if unnamed:
            raise ValueError(f"A control without a description cannot be understood: {', '.join(unnamed)}.")
        self.picture, self.controls, self.title, self.error = picture, dict(controls), title, None
        self._start, self._held = self.state, False
        # Without its width the image is stretched to the page and blurred.
        width = round(100 * picture.get_size_inches()[0])
        fitted = Layout(max_width="100%", align_self="flex-start", object_fit="contain")
        self.image = Image(width=str(width), layout=fitted)
        self.message = HTML()
        self.reset_button = Button(
            description="Reset", tooltip="Back to the start", layout=Layout(width="90px", margin="2px")
        )
        self.reset_button.on_click(lambda _: self.reset())
        grid = Layout(display="grid", grid_template_columns="repeat(auto-fill, 360px)", grid_gap="2px 24px")
        panel = Box([*self.controls.values(), self.reset_button], layout=grid)
        heading = HTML(f"<b>{html.escape(title)}</b>")
        super().__init__([heading, self.image, self.message, panel])
        self.add_class("dlcore-interactive")
        for control in self.controls.values():
            control.observe(lambda _: self.redraw(), names="value")
        self.redraw()
        figures.protect()
        replace_earlier(self)

    @property
    def state(self):
        """The whole state, small enough to write down: ``{"w1": 1.0, "w2": 1.0, "b": -1.5}``."""
        return {name: _clean(control.value) for name, control in self.controls.items()}

    def set(self, **state):
        """Put some controls, or all, and draw once.

        Raises TypeError for an unknown name, ValueError for a value that its control cannot show; nothing has
        changed then.
        """
        for name, value in state.items():
            self._refuse(name, value)
        before = self.state
        with self._one_redraw():
            try:
                for name, value in state.items():
                    self.controls[name].value = value
            except TraitError as reason:
                for name, value in before.items():
                    self.controls[name].value = value
                raise ValueError(f"{self.title}: {name} cannot be {value!r}. {reason}") from None

    def reset(self):
        """Back to the state at the start."""
        self.set(**self._start)

    def redraw(self):
        """Show the present state. An error in the picture is shown to the reader; the last good one stays."""
        if self._held:
            return
        with self.picture.lock:
            try:
                self.picture.update(**self.state)
                png = self.picture.png()
            # Whatever it is, the reader must see it: left alone it would end in a log that nobody reads.
            except Exception as error:
                self.error = error
                self.message.value = _alert(error)
                return
            self.error = None
            self.message.value = _spoken(self.picture.alt)
            self.image.value = png

    def close(self):
        """Close every part, so that neither the page nor the kernel keeps anything of it."""
        close_tree(self)

    def _refuse(self, name, value):
        if name not in self.controls:
            raise TypeError(f"{self.title} has no control {name!r}; it has {', '.join(self.controls)}.")
        control = self.controls[name]
        options, low, high = (getattr(control, trait, None) for trait in ("options", "min", "max"))
        if options is not None and value not in options:
            raise ValueError(f"{self.title}: {name} is one of {', '.join(map(str, options))}; got {value!r}.")
        if low is not None and not (isinstance(value, Real) and low <= value <= high):
            raise ValueError(f"{self.title}: {name} goes from {low:g} to {high:g}; got {value!r}.")

    @contextmanager
    def _one_redraw(self):
        """Several controls change, one picture is drawn."""
        with self.picture.lock:
            self._held = True
            try:
                yield
            finally:
                self._held = False
            self.redraw()

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = self.picture.mimebundle()
        controls = ", ".join(text_of(name, control) for name, control in self.controls.items())
        text = f"Interactive: {self.title}. Controls: {controls}."
        return {**super()._repr_mimebundle_(**kwargs), **data, "text/plain": text}, metadata


def _spoken(text):
    """For screen readers only. (A tooltip would be its place, but ipywidgets' image breaks with one.)"""
    unseen = "position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%)"
    return f'<div role="status" style="{unseen}">{html.escape(text)}</div>'


def _clean(value):
    """A browser's slider says 1.1000000000000005 where it stands at 1.1, and a threshold would notice."""
    return round(value, 10) if isinstance(value, float) else value


def _alert(error):
    words = html.escape(f"{type(error).__name__}: {error}")
    return f'<div role="alert" style="color:#A03E00; line-height:1.4">&#9888; {words}</div>'


def close_tree(widget):
    """Close a widget with its children, their styles and their layouts: ipywidgets keeps each until it is."""
    if widget.comm is None:
        return
    for child in getattr(widget, "children", ()):
        close_tree(child)
    widget.unobserve_all()
    for piece in (getattr(widget, "style", None), widget.layout):
        if piece is not None:
            piece.close()
    Widget.close(widget)


def replace_earlier(widget):
    """Close what the running cell made when it ran before. Where no cell id is known, nothing is closed."""
    cell, run = _cell_and_run()
    if cell is None:
        return
    with _by_cell_lock:
        earlier_run, earlier = _by_cell.get(cell, (run, []))
        _by_cell[cell] = (run, [*(earlier if earlier_run == run else []), widget])
    if earlier_run != run:
        for old in earlier:
            close_tree(old)


def _cell_and_run():
    """(id of the running cell, id of this run of it), as the front end tells them, or (None, None)."""
    shell = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = parent.get("metadata", {}).get("cellId")
    return cell, parent.get("header", {}).get("msg_id")
