"""Figures of a running cell are left alone by the messages of widgets."""

import threading
from types import SimpleNamespace

from dlcore.widgets import figures


def listener():
    calls.append(threading.current_thread())


calls = []
listener.__module__ = "matplotlib.pyplot"


def other():
    pass


def test_listeners_of_matplotlib_are_called_in_the_cells_thread_only(monkeypatch):
    listeners = [other, listener]
    shell = SimpleNamespace(events=SimpleNamespace(callbacks={"post_execute": listeners}))
    monkeypatch.setattr(figures, "get_ipython", lambda: shell)
    calls.clear()
    figures._stand_in()
    figures._stand_in()
    assert listeners[0] is other and len(listeners) == 2
    thread = threading.Thread(target=listeners[1])
    thread.start()
    thread.join()
    assert calls == []
    listeners[1]()
    assert calls == [threading.main_thread()]
    assert listener in listeners  # so that Matplotlib registers it no second time ...
    listeners.remove(listener)  # ... and can take it away: plt.ioff()
    assert listeners == [other]


def test_without_ipython_nothing_happens(monkeypatch):
    monkeypatch.setattr(figures, "get_ipython", lambda: None)
    assert figures.protect() is None
