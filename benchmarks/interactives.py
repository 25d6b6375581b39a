"""How fast the interactives of a lesson answer: from a key press to the frame that shows the new picture.

    python -m benchmarks.interactives notebooks/01_neuron.ipynb notebooks/02_activations.ipynb

Runs each notebook in a real JupyterLab in Chromium and presses arrow keys on a slider of every interactive,
one press after another, each waiting for the changed picture in the browser. Beside it stands the same
picture through plain `ipywidgets.interact`: drawn whole by Matplotlib at each change, into an output area.
CPU is what the kernel's process used per change. The mark: 50 ms at the median, on a machine with nothing
else to do. The first row is the floor: a picture with one line in it, so what the round trip costs by itself.
"""

import argparse
import json
import tempfile
from pathlib import Path

import nbformat
import numpy as np

from tests.browser.lab import browser, lab
from tests.browser.page import NotebookPage

WARM_UP, MOVES, SECONDS = 5, 40, 10

# The same picture and copies of the same controls, the way a notebook usually has them.
PLAIN = """
import io as _io
import ipywidgets as _w
from IPython.display import Image as _Image, display as _display
from dlcore.widgets import Interactive as _Interactive, choice as _choice, slider as _slider

def _copy(c):
    if hasattr(c, "options"):
        return _choice(c.description, c.options, c.value)
    return _slider(c.description, c.min, c.max, c.value, c.step)

def _plain(one):
    def draw(**state):
        one.picture.update(**state)
        one.picture.refresh()
        for artist in one.picture._moving:
            artist.set_animated(False)
        out = _io.BytesIO()
        one.picture.savefig(out, format="png")
        _display(_Image(out.getvalue()))
    _w.interact(draw, **{name: _copy(c) for name, c in one.controls.items()})

_all = [w for w in list(_w.widgets.widget._instances.values()) if isinstance(w, _Interactive)]
"""
FLOOR = """
from dlcore.viz import Picture, style
from dlcore.widgets import Interactive, slider

class OneLine(Picture):
    @style()
    def __init__(self):
        super().__init__(1, 1)
        (self.line,) = self.sheet().plot([0, 1], [0, 0.5])
        self.moving(self.line)

    def update(self, *, height):
        self.line.set_ydata([0, height])

Interactive(OneLine(), {"height": slider("height", 0.0, 1.0, 0.5, 0.1)}, title="(the floor)")
"""
TITLES = "print(_json.dumps([one.title for one in _all]))"

# Time starts at the key's event, and ends in the frame after the changed image is decoded.
WATCH = """(handle, milliseconds) => {
  const box = handle.closest('.dlcore-interactive, .widget-interact');
  const image = () => [...box.querySelectorAll('img')].pop();
  const before = image()?.src;
  window.answer = new Promise(done => {
    handle.addEventListener('keydown', () => {
      const start = performance.now();
      const look = async () => {
        const now = image();
        if (performance.now() - start > milliseconds) return done(null);
        if (!now || now.src === before) return requestAnimationFrame(look);
        await now.decode().catch(() => null);
        requestAnimationFrame(() => done(performance.now() - start));
      };
      look();
    }, { once: true });
  });
}"""
CPU = """async () => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const ask = { code: '', silent: true, user_expressions: { t: '__import__("time").process_time()' } };
  const reply = await kernel.requestExecute(ask).done;
  return parseFloat(reply.content.user_expressions.t.data['text/plain']);
}"""


def press(page, handle, key, seconds=SECONDS):
    """Milliseconds until the changed picture is on the screen, or None."""
    handle.evaluate(WATCH, 1000 * seconds)
    handle.press(key)
    return page.evaluate("() => window.answer")


def living_slider(page, box):
    """The first slider that changes the picture, with the keys that move it to and fro."""
    for handle in box.locator("[role=slider]").all():
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        keys = ("ArrowLeft", "ArrowRight") if at_end else ("ArrowRight", "ArrowLeft")
        if press(page, handle, keys[0], seconds=3) is not None:
            return handle, keys[::-1]
    return None, ()


def measure(page, box):
    """(median ms, 95th percentile ms, kernel CPU ms a move), or None where no slider moves the picture."""
    box.scroll_into_view_if_needed()
    handle, keys = living_slider(page, box)
    if handle is None:
        return None
    times = []
    for move in range(WARM_UP + MOVES):
        if move == WARM_UP:
            cpu = page.evaluate(CPU)
        times.append(press(page, handle, keys[move % 2]))
    cpu = page.evaluate(CPU) - cpu
    times = [SECONDS * 1000 if time is None else time for time in times[WARM_UP:]]
    return np.median(times), np.percentile(times, 95), 1000 * cpu / MOVES


def floor_notebook(folder):
    """A notebook with nothing but the smallest interactive there can be."""
    shown = nbformat.v4.new_output("execute_result", {"text/plain": "Interactive: "}, execution_count=1)
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FLOOR, outputs=[shown])])
    nb.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = Path(folder) / "floor.ipynb"
    nbformat.write(nb, path)
    return path


def copy_with_plain(notebook, target):
    """The notebook with cells at its end that show every interactive once more through interact."""
    copy = nbformat.read(notebook, 4)
    count = sum('"Interactive: ' in json.dumps(cell.get("outputs", [])) for cell in copy.cells)
    copy.cells.append(nbformat.v4.new_code_cell(PLAIN + "import json as _json\n" + TITLES))
    copy.cells += [nbformat.v4.new_code_cell(f"_plain(_all[{index}])") for index in range(count)]
    nbformat.write(copy, target)


def rows(server, chromium, notebook):
    """[(title, ours, plain)] for the interactives of one notebook."""
    copy_with_plain(notebook, server.root / "notebooks" / notebook.name)
    page = NotebookPage(chromium.new_page(viewport={"width": 1400, "height": 1400}))
    page.open(server.url(f"notebooks/{notebook.name}"))
    page.run_all()
    if errors := page.cell_errors():
        raise SystemExit("\n".join(errors))
    ours, plain = page.interactives(), page.page.locator(".widget-interact").all()
    titles = [box.locator("b").first.inner_text() for box in ours]
    found = [
        (title, measure(page.page, a), measure(page.page, b)) for title, a, b in zip(titles, ours, plain)
    ]
    page.page.close()
    server.end_sessions()
    return found


def line(title, ours, plain):
    text = ["no slider" if m is None else "{:7.0f} {:6.0f} {:6.0f}".format(*m) for m in (ours, plain)]
    return f"| {title:<32} | {text[0]:>21} | {text[1]:>21} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", type=Path, nargs="+")
    given = parser.parse_args()
    print(f"| {'median, 95 %, kernel CPU [ms]':<32} | {'dlcore':>21} | {'interact':>21} |")
    print(f"| {'---':<32} | {'---':>21} | {'---':>21} |", flush=True)
    with browser() as chromium, tempfile.TemporaryDirectory() as folder, lab(folder) as server:
        if chromium is None:
            raise SystemExit("No Chromium found: install the system's, or run `playwright install chromium`.")
        for notebook in [floor_notebook(folder), *given.notebooks]:
            for row in rows(server, chromium, notebook):
                print(line(*row), flush=True)


if __name__ == "__main__":
    main()
