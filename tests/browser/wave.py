"""What the mechanism tests' notebooks import: a small picture that moves, and pictures drawn in a cell."""

import hashlib
import io
import threading

import numpy as np

from dlcore.viz import Picture, style

threads = []  # the thread of each update: how a test knows that the slider moved while the cell drew


class Wave(Picture):
    @style()
    def __init__(self, height=1.0):
        super().__init__(5, 2.5)
        self.ax = self.subplots()
        self.ax.set(xlim=(0, 6), ylim=(-3, 3), xlabel="$x_1$")
        (self.line,) = self.ax.plot(np.linspace(0, 6), np.zeros(50))
        self.update(height=height)

    def update(self, *, height):
        threads.append(threading.get_ident())
        if height > 2.85:
            raise ValueError("too high to draw")
        self.line.set_ydata(height * np.sin(np.linspace(0, 6)))
        self.ax.set_title(f"height $h = {height:.2f}$")


class Still(Wave):
    """Ignores its control: a slider that moves it must be noticed as dead."""

    def update(self, *, height):
        super().update(height=1.0)


def viz(k):
    return Wave(k / 7).png()


def pyplot(k):
    import matplotlib.pyplot as plt

    plt.figure(figsize=(4, 3))
    plt.plot([0, k], [0, 1], "o--")
    plt.title(f"$\\beta_{{{k}}}$ and {k}")
    plt.xlabel("x")
    plt.grid()
    return saved(plt)


def pyplot_axes(k):
    import matplotlib.pyplot as plt

    fig, (left, right) = plt.subplots(1, 2, figsize=(4, 3))
    left.scatter(range(5), range(5))
    right.hist([1, 2, 2, k])
    fig.suptitle(f"${k}^2$")
    return saved(plt)


def saved(plt):
    out = io.BytesIO()
    plt.savefig(out, format="png")
    plt.close()
    return out.getvalue()


def digests(n):
    """{kind: the digests of n pictures drawn one after another}"""
    return {
        draw.__name__: [hashlib.sha256(draw(k)).hexdigest() for k in range(n)]
        for draw in (viz, pyplot, pyplot_axes)
    }
