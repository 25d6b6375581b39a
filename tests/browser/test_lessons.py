"""Every lesson, and each mechanism of the interactives, in a real JupyterLab.

All browser tests stand in this file: a run with several workers keeps a file together and starts one
JupyterLab.
"""

import json
import time

import pytest

from tests.browser.lab import REPOSITORY
from tests.browser.page import press_first_control

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
WAVE = "from tests.browser.wave import *\nfrom dlcore.widgets import *\nimport json, threading"
EXPLORER = """explorer = Interactive(
    Wave(), {"height": slider("height", -3.0, 3.0, 1.0, 0.1)}, title="A wave")
explorer"""


def text_of(cell):
    """What the cell printed."""
    return "".join("".join(o.get("text", "")) for o in cell["outputs"] if o["output_type"] == "stream")


def run_cell(page, index, wait=True):
    """Run one cell; without ``wait`` it goes on by itself."""
    page.page.evaluate(
        """([index, wait]) => {
          const { shell, commands } = window.jupyterapp;
          shell.currentWidget.content.activeCellIndex = index;
          const run = commands.execute('notebook:run-cell');
          return wait ? run.then(() => null) : null;
        }""",
        [index, wait],
    )


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_runs_and_its_interactives_answer_the_keyboard(open_notebook, notebook):
    page = open_notebook(notebook)
    page.run_all()
    assert page.cell_errors() == []
    source = notebook.read_text(encoding="utf-8")
    assert len(page.interactives()) == source.count('"Interactive: '), "an interactive is not on the page"
    for interactive in page.interactives():
        interactive.scroll_into_view_if_needed()
        page.move(interactive)
        assert interactive.locator("[role=alert]").count() == 0
    assert page.console_errors == []


def test_a_slider_moves_shows_errors_and_is_reset(open_notebook):
    page = open_notebook([WAVE, EXPLORER])
    page.run_all()
    (explorer,) = page.interactives()
    image, handle = explorer.locator("img"), explorer.locator("[role=slider]")
    page.move(explorer)
    assert float(handle.get_attribute("aria-valuetext")) == pytest.approx(1.1)
    good = image.get_attribute("src")
    handle.press("End")  # 3.0, which this picture refuses
    explorer.get_by_role("alert").wait_for(timeout=10_000)
    assert "ValueError: too high to draw" in explorer.get_by_role("alert").inner_text()
    assert image.get_attribute("src") == good, "the last good picture is gone"
    with page.picture_changes(explorer):
        explorer.get_by_role("button", name="Reset").press("Enter")
    assert explorer.get_by_role("alert").count() == 0
    assert handle.get_attribute("aria-valuetext") == "1"
    assert page.cell_errors() == page.console_errors == []


def test_a_quick_question_answers_in_the_page(open_notebook):
    page = open_notebook(['from dlcore.widgets import quiz\nquiz("1.A")'])
    page.run_all()
    question = page.page.locator(".dlcore-quiz")
    for letter in "ab":
        question.get_by_role("button", name=letter, exact=True).press("Enter")
        question.get_by_role("alert").get_by_text(f": {letter}. ").wait_for(timeout=10_000)
    assert page.console_errors == []


def test_a_cell_run_again_frees_what_it_made_before(open_notebook):
    count = "from ipywidgets.widgets.widget import _instances\nprint(len(_instances))"
    page = open_notebook([WAVE, EXPLORER, count])
    page.run_all()
    before = text_of(page.cells()[2])
    for index in (1, 1, 2):
        run_cell(page, index)
    page.page.wait_for_function("() => document.querySelectorAll('.dlcore-interactive img').length === 1")
    assert int(before) > 0 and text_of(page.cells()[2]) == before
    page.move(page.interactives()[0])
    assert page.console_errors == []


def test_pictures_of_a_running_cell_are_the_same_while_a_slider_moves(open_notebook):
    """Widgets answer in another thread meanwhile: see `dlcore.viz.base` and `dlcore.widgets.figures`."""
    war = """start = len(threads)
war = digests(12)
moved = len([t for t in threads[start:] if t != threading.get_ident()])
print(json.dumps({"moved": moved, "spoilt": {
    kind: sum(a != b for a, b in zip(peace[kind], war[kind])) for kind in peace}}))"""
    page = open_notebook([WAVE, EXPLORER, "peace = digests(12)", war])
    for index in range(3):
        run_cell(page, index)
    (explorer,) = page.interactives()
    page.move(explorer)  # the very first message goes to the main thread, and would wait for the cell
    run_cell(page, 3, wait=False)
    handle, end = explorer.locator("[role=slider]"), time.monotonic() + 120
    for key in ("ArrowLeft", "ArrowRight") * 10_000:
        handle.press(key)
        page.page.wait_for_timeout(50)
        if page.cells()[3]["outputs"] or time.monotonic() > end:
            break
    page.wait_idle()
    assert page.cell_errors() == []
    found = json.loads(text_of(page.cells()[3]))
    if found["moved"] == 0:
        pytest.skip("this kernel answers widgets only between cells: there is nothing to protect")
    assert found["spoilt"] == {"viz": 0, "pyplot": 0, "pyplot_axes": 0}


def test_a_failing_cell_a_cell_that_did_not_run_and_the_console_are_noticed(open_notebook):
    console = "from IPython.display import Javascript\nJavascript('console.error(\"seen\")')"
    page = open_notebook([console, "1 / 0", "2"])
    page.run_all()
    assert page.cell_errors() == ["cell 1: ZeroDivisionError: division by zero", "cell 2 did not run"]
    page.page.wait_for_timeout(500)
    assert page.console_errors == ["seen"]


def test_a_dead_interactive_is_noticed(open_notebook):
    page = open_notebook([WAVE, EXPLORER.replace("Wave()", "Still()")])
    page.run_all()
    (explorer,) = page.interactives()
    with pytest.raises(TimeoutError, match="no new picture"), page.picture_changes(explorer, seconds=2):
        press_first_control(explorer)


def test_a_notebook_that_takes_too_long_is_noticed(open_notebook):
    page = open_notebook(["import time; time.sleep(20)"])
    with pytest.raises(TimeoutError, match="longer than 1 s"):
        page.run_all(seconds=1)
