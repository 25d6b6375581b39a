"""What every stored notebook keeps to, lesson or not. Each check returns its problems as sentences."""

import ast
import re

from nbformat import NotebookNode

from tests.nbtools.canonical import METADATA, VALID_ID
from tests.nbtools.cells import headings, numbered, tags

TAGS = re.compile(r"exercise|raises-exception|rerun-differs|dlcore:[\w.]+")
MACHINE = re.compile(
    r"/home/|/root/|/work/|/Users/|/tmp/|[A-Za-z]:\\\\?Users|site-packages|dist-packages|\.venv"
)
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+|\b0x[0-9a-fA-F]{8,}")
OUTPUT_TYPES = {"text/plain", "text/html", "text/markdown", "text/latex", "image/png"}
FORBIDDEN = {
    re.compile(r"^\s*[%!]", re.MULTILINE): "a magic or a shell command: plain Python runs everywhere",
    re.compile(r"\bpyplot\b|\bplt\."): "pyplot: its global state is shared with the interactives' threads",
    re.compile(r"\bclear_output\b"): "clear_output: compared outputs ignore it",
    re.compile(r"\bNBVAL_|\bPYTEST_VALIDATE"): "a marker that switches the comparison off",
    re.compile(r"(?<![\w.])input\("): "input(): nobody answers when all cells run",
    re.compile(r"np\.random\.(?!default_rng|Generator)\w+"): "NumPy's global random state: pass an rng",
}
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
PICTURE = re.compile(r"!\[([^\]]*)\]\(")
IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ALT = re.compile(r"\balt\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
SHORTEST_ALT = 15  # characters; less cannot say what a picture shows


def form(nb: NotebookNode) -> list[str]:
    """One kernel; stable unique ids; no empty cell; every code cell run, once, in order; known tags only."""
    found, seen, count = [], set(), 0
    if nb.metadata.get("kernelspec") != METADATA["kernelspec"]:
        found.append(f"the kernel is {nb.metadata.get('kernelspec')}, expected {METADATA['kernelspec']}")
    for name, cell in numbered(nb):
        if not VALID_ID.fullmatch(cell.get("id", "")):
            found.append(f"{name}: the id is missing or not letters, digits, - and _")
        if cell.get("id") in seen:
            found.append(f"{name}: another cell has the same id")
        seen.add(cell.get("id"))
        if not cell.source.strip():
            found.append(f"{name}: empty cell")
        if cell.cell_type not in ("code", "markdown") or "attachments" in cell:
            found.append(f"{name}: a raw cell or an attachment; use Markdown and files in images/")
        found += [f"{name}: unknown tag {tag!r}" for tag in tags(cell) if not TAGS.fullmatch(tag)]
        if cell.cell_type == "code":
            count += 1
            if cell.get("execution_count") != count:
                is_count = cell.get("execution_count")
                found.append(f"{name}: execution count {is_count}, expected {count}; run: make notebooks")
    return found


def machine_paths(nb: NotebookNode) -> list[str]:
    """No path of somebody's machine, in sources or outputs."""
    found = []
    for name, cell in numbered(nb):
        texts = [("source", cell.source)] + [("output", text) for text in _texts(cell)]
        for what, text in texts:
            if match := MACHINE.search(text):
                near = text[max(0, match.start() - 10) :][:50]
                found.append(f"{name}: the {what} has a path of a machine: ...{near!r}")
    return found


def sources(nb: NotebookNode) -> list[str]:
    """Code cells are plain Python without what breaks a comparison."""
    found = []
    for name, cell in numbered(nb, "code"):
        for pattern, reason in FORBIDDEN.items():
            if pattern.search(cell.source):
                found.append(f"{name}: {reason}")
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            found.append(f"{name}: not plain Python ({error.msg}, line {error.lineno})")
    return found


def outputs(nb: NotebookNode) -> list[str]:
    """Outputs say the same on every machine, and every picture says in words what it shows."""
    found = []
    for name, cell in numbered(nb, "code"):
        expects_error = "raises-exception" in tags(cell)
        kinds = [output.output_type for output in cell.outputs]
        if ("error" in kinds) != expects_error:
            found.append(f"{name}: " + ("no error, though tagged" if expects_error else "an error is stored"))
        for output in cell.outputs:
            if output.get("name") == "stderr":
                found.append(f"{name}: writes to stderr: {output.text[:60]!r}")
            data = output.get("data", {})
            found += [f"{name}: output of type {mime}" for mime in sorted(set(data) - OUTPUT_TYPES)]
            plain = data.get("text/plain", "")
            if "image/png" in data and (len(plain) < SHORTEST_ALT or plain.startswith("<")):
                found.append(f"{name}: the picture's text alternative says nothing: {plain[:60]!r}")
        for text in _texts(cell):
            if match := ADDRESS.search(text):
                found.append(f"{name}: the output has an address, {match[0]!r}: it changes from run to run")
    return found


def headings_nest(nb: NotebookNode) -> list[str]:
    """One title, in the first cell; no level left out; no heading twice (links need one target); no emoji."""
    found, level, seen = [], 0, set()
    all_headings = headings(nb)
    titles = [name for name, depth, _ in all_headings if depth == 1]
    if len(titles) != 1 or not nb.cells[0].source.startswith("# "):
        found.append(f"expected one level-1 heading, opening the first cell; found {len(titles)}")
    for name, depth, text in all_headings:
        if depth > level + 1:
            found.append(f"{name}: heading {text!r} jumps from level {level} to {depth}")
        if text in seen:
            found.append(f"{name}: heading {text!r} is there twice")
        if EMOJI.search(text):
            found.append(f"{name}: emoji in heading {text!r}")
        seen.add(text)
        level = depth
    return found


def alternatives(nb: NotebookNode) -> list[str]:
    """Every picture in Markdown has a text alternative that says what it shows."""
    found = []
    for name, cell in numbered(nb, "markdown"):
        alts = PICTURE.findall(cell.source)
        for tag in IMG.findall(cell.source):
            match = ALT.search(tag)
            alts.append(match[1] if match else "")
        found += [
            f"{name}: picture with alternative {alt!r}" for alt in alts if len(alt.strip()) < SHORTEST_ALT
        ]
    return found


ALL = (form, machine_paths, sources, outputs, headings_nest, alternatives)


def problems(nb: NotebookNode) -> list[str]:
    """The problems of all the checks above."""
    return [problem for check in ALL for problem in check(nb)]


def _texts(cell: NotebookNode) -> list[str]:
    """Every text among a code cell's outputs."""
    texts = []
    for output in cell.get("outputs", []):
        texts += [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", [])]
        texts += [value for mime, value in output.get("data", {}).items() if mime.startswith("text/")]
    return [text for text in texts if text]
