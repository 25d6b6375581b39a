"""A slider that moves while a cell draws with pyplot must leave that cell's figures alone.

IPython announces the end of a cell with the event "post_execute". Matplotlib listens: pyplot draws all open
figures, and its inline backend shows and closes them. But the kernel triggers the event after each message of
a widget too, and with ipykernel 7 ("subshells") that happens in another thread, in the middle of a running
cell: a half-built figure is drawn, shown and closed, and the rest of the drawing goes into a new one, without
an error. So both are called in the cells' thread only. (Measured in JupyterLab: a moving slider, whose own
picture never names pyplot, spoilt 7 of 16 figures of a running cell; with this module, none.)
"""

import threading

from IPython import get_ipython

_LISTENERS = ("matplotlib.pyplot", "matplotlib_inline.backend_inline")


class _AfterCells:
    """Stands for a listener and calls it in the cells' thread only.

    Equal to the function it stands for, so that Matplotlib finds it when it registers or unregisters its own.
    """

    def __init__(self, function):
        self.function = function

    def __call__(self):
        if threading.current_thread() is threading.main_thread():
            self.function()

    def __eq__(self, other):
        return self.function == getattr(other, "function", other)

    def __hash__(self):
        return hash(self.function)


def protect():
    """From now on figures are shown and closed at the end of a cell only. Calling it twice does no harm."""
    shell = get_ipython()
    if shell is not None:
        # At the start of every cell and message: a cell may import pyplot, or say %matplotlib, at any time.
        shell.events.register("pre_execute", _stand_in)


def _stand_in():
    listeners = get_ipython().events.callbacks["post_execute"]
    for index, function in enumerate(listeners):
        if getattr(function, "__module__", None) in _LISTENERS:
            listeners[index] = _AfterCells(function)
