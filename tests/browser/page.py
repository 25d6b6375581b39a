"""A notebook opened in the browser: run it, read its errors, move its interactives, take its picture."""

from contextlib import contextmanager

OPEN_SECONDS, RUN_SECONDS, MOVE_SECONDS = 60, 120, 10

# The page's own indicator says "idle" before a kernel exists: ask the session itself.
KERNEL_IDLE = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
# A promise of JupyterLab may wait for a dialog that nobody answers: race it against the clock.
RUN_ALL = """seconds => Promise.race([
  window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => true),
  new Promise(done => setTimeout(() => done(false), 1000 * seconds)),
])"""
CELLS = "() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells).map(c => c.toJSON())"
INTERACTIVE = ".dlcore-interactive"
# The element that scrolls lies at different depths in different windowing modes: walk up from a cell.
SCROLLER = """() => {
  const panel = document.querySelector('.jp-NotebookPanel-notebook');
  let element = panel.querySelector('.jp-Cell');
  while (element !== panel && !/auto|scroll/.test(getComputedStyle(element).overflowY)) {
    element = element.parentElement;
  }
  return element;
}"""


class NotebookPage:
    """`page` is Playwright's; `.console_errors` collects what the browser's console complains about."""

    def __init__(self, page):
        self.page, self.console_errors = page, []
        page.on("console", lambda m: self.console_errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))

    def open(self, url):
        """Go there and wait for a kernel that is connected and idle."""
        self.page.goto(url, timeout=1000 * OPEN_SECONDS)
        self.wait_idle(OPEN_SECONDS)

    def wait_idle(self, seconds=RUN_SECONDS):
        self.page.wait_for_function(KERNEL_IDLE, timeout=1000 * seconds)

    def run_all(self, seconds=RUN_SECONDS):
        """Run every cell. Raises TimeoutError after ``seconds``."""
        if not self.page.evaluate(RUN_ALL, seconds):
            raise TimeoutError(f"the notebook ran longer than {seconds} s, or a dialog waits for an answer")
        self.wait_idle(seconds)

    def cells(self):
        """The cells as in the notebook's file, with their present outputs."""
        return self.page.evaluate(CELLS)

    def cell_errors(self):
        """What went wrong: errors that a cell does not announce by its tag, and cells that did not run."""
        errors = []
        for number, cell in enumerate(self.cells()):
            if cell["cell_type"] != "code" or not "".join(cell["source"]).strip():
                continue
            if cell["execution_count"] is None:
                errors.append(f"cell {number} did not run")
            if "raises-exception" not in cell["metadata"].get("tags", []):
                for output in cell["outputs"]:
                    if output["output_type"] == "error":
                        errors.append(f"cell {number}: {output['ename']}: {output['evalue']}")
        return errors

    def interactives(self):
        """A locator for each interactive on the page."""
        return self.page.locator(INTERACTIVE).all()

    def move(self, interactive):
        """One step of its first control, by keyboard. Raises TimeoutError when no new picture comes."""
        with self.picture_changes(interactive):
            press_first_control(interactive)

    @contextmanager
    def picture_changes(self, interactive, seconds=MOVE_SECONDS):
        """What happens inside must give the interactive a new picture, within ``seconds``."""
        image = interactive.locator("img").first
        before = image.get_attribute("src")
        yield
        if not image.evaluate(_CHANGED, [before, 1000 * seconds]):
            raise TimeoutError(f"no new picture within {seconds} s")

    def photograph(self, folder, height=1600):
        """Save the whole notebook as 01.png, 02.png ... in ``folder``, each at most ``height`` tall."""
        scroller = self.page.evaluate_handle(SCROLLER).as_element()
        box, total = scroller.bounding_box(), scroller.evaluate("e => e.scrollHeight")
        step, paths = int(min(height, box["height"])), []
        folder.mkdir(parents=True, exist_ok=True)
        for number, top in enumerate(range(0, total, step), start=1):
            reached = scroller.evaluate("(e, top) => { e.scrollTop = top; return e.scrollTop; }", top)
            self.page.wait_for_timeout(250)
            skip = top - reached  # the last piece: only what no piece before it shows
            clip = {**box, "y": box["y"] + skip, "height": step - skip}
            paths.append(folder / f"{number:02d}.png")
            self.page.screenshot(path=paths[-1], clip=clip)
        return paths


_CHANGED = """(image, [before, milliseconds]) => new Promise(done => {
  const end = performance.now() + milliseconds;
  const look = () => {
    if (image.src !== before && image.complete) done(true);
    else if (performance.now() > end) done(false);
    else requestAnimationFrame(look);
  };
  look();
})"""


def press_first_control(interactive):
    """One step of the first control by keyboard: a slider, a row of buttons, or a list."""
    handle = interactive.locator("[role=slider]").first
    if handle.count():
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        handle.focus()
        handle.press("ArrowLeft" if at_end else "ArrowRight")
        return
    buttons = interactive.locator(".widget-toggle-button:not(.mod-active)").first
    if buttons.count():
        buttons.focus()
        buttons.press("Enter")
        return
    interactive.locator("select").first.focus()
    interactive.locator("select").first.press("ArrowDown")
