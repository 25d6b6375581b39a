"""Look at a notebook as a learner sees it: run in a real JupyterLab and saved as pictures, piece by piece.

    python -m tests.browser.photograph notebooks/01_neuron.ipynb out_dir
    python -m tests.browser.photograph --width 900 --as-stored notebooks/01_neuron.ipynb out_dir

Writes out_dir/01.png, 02.png ... (1200 pixels wide, 1600 tall at most) and prints their paths; errors of
cells and of the browser's console are printed too, and the command then ends with 1. The notebook itself is
not changed: a copy is run. ``--as-stored`` runs nothing and shows the outputs in the file.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.browser.lab import browser, lab
from tests.browser.page import NotebookPage


def photograph(notebook, out, *, width=1200, run=True):
    """The paths of the pictures, and a list of errors."""
    with browser() as chromium, tempfile.TemporaryDirectory() as folder, lab(folder) as server:
        if chromium is None:
            raise SystemExit("No Chromium found: install the system's, or run `playwright install chromium`.")
        shutil.copy(notebook, server.root / "notebooks")
        page = NotebookPage(chromium.new_page(viewport={"width": width, "height": 1660}))
        page.open(server.url(f"notebooks/{Path(notebook).name}", mode="doc"))
        if run:
            page.run_all()
        page.page.wait_for_timeout(1500)  # formulas and widgets settle
        errors = page.cell_errors() if run else []
        return page.photograph(Path(out)), errors + page.console_errors


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebook", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=1200)
    parser.add_argument("--as-stored", action="store_true", help="run nothing, show the stored outputs")
    given = parser.parse_args(arguments)
    paths, errors = photograph(given.notebook, given.out, width=given.width, run=not given.as_stored)
    print(*paths, sep="\n")
    print(*errors, sep="\n", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
