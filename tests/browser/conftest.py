"""One JupyterLab and one browser for all browser tests of a worker; a fresh page and kernel for each test."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from tests.browser.lab import browser, lab
from tests.browser.page import NotebookPage

ARTIFACTS = Path(__file__).parent / "artifacts"


@pytest.fixture(scope="session")
def chromium():
    with browser() as found:
        if found is None:
            pytest.skip("no Chromium: install the system's, or run `playwright install chromium`")
        yield found


@pytest.fixture(scope="session")
def server(chromium, tmp_path_factory):
    with lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture
def open_notebook(server, chromium, request):
    """open_notebook(path of a notebook, or the sources of its cells): a page with a copy of it, kernel idle.

    Afterwards a screenshot is in tests/browser/artifacts/, and page, kernel and session are gone.
    """
    pages = []

    def open_copy(notebook):
        target = server.root / "notebooks" / "test.ipynb"
        if isinstance(notebook, Path):
            target = target.with_name(notebook.name)
            shutil.copy(notebook, target)
        else:
            nbformat.write(of_cells(notebook), target)
        page = NotebookPage(chromium.new_page(viewport={"width": 1400, "height": 1400}))
        pages.append(page)
        page.open(server.url(f"notebooks/{target.name}"))
        return page

    yield open_copy
    ARTIFACTS.mkdir(exist_ok=True)
    (ARTIFACTS / ".gitignore").write_text("*\n")
    for page in pages:
        name = re.sub(r"\W+", "_", request.node.name)
        page.page.screenshot(path=ARTIFACTS / f"{name}.png")
        page.page.close()
    server.end_sessions()


def of_cells(sources):
    cells = []
    for number, source in enumerate(sources):
        cells.append(nbformat.v4.new_code_cell(source, id=f"cell-{number}"))
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
