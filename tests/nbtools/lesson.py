"""The shape of a lesson: the same thirteen stations in each, so that a learner knows where to look.

Each check returns its problems as sentences; `advice` returns what reads badly without being wrong.
"""

import ast
import re
from pathlib import Path

from nbformat import NotebookNode

from tests.nbtools.cells import headings, numbered, prose, tags

SECTIONS = (
    "Play first",
    "By hand",
    "The mathematics",
    "The code",
    "Check it",
    "See it learn",
    "Break it",
    "Summary",
    "On your own",
    "Further reading",
)
PROMISES = ("What you'll do", "What you'll learn", "What you'll need")
KINDS = {"predict", "implement", "bug", "explain"}
MOST_LINES, MOST_CELLS, MOST_WORDS, MOST_PRINTED = 25, 45, 2200, 12
NOTATION = "00_notation.ipynb"
CALLS = ("exercise", "answer", "explain")


def first_cell(nb: NotebookNode, path: Path) -> list[str]:
    """Title, one picture, and the banner: minutes, links to the notation and to the neighbours there are."""
    source, found = nb.cells[0].source, []
    if len(re.findall(r"!\[[^\]]*\]\(\.\./images/[\w.-]+\)", source)) != 1:
        found.append("the first cell shows one picture of ../images/")
    banner = "\n".join(line for line in source.splitlines() if re.search(r"\d+ minutes", line))
    if not banner:
        found.append("the first cell has a banner line that says how many minutes the lesson takes")
    for name in (NOTATION, *neighbours(path)):
        if f"({name})" not in source:
            found.append(f"the banner links to {name}")
    return found


def neighbours(path: Path) -> list[str]:
    """The lessons before and after this one, as far as they exist."""
    files = sorted(file.name for file in path.parent.glob("*.ipynb") if not file.name.startswith("00_"))
    here = files.index(path.name)
    return files[max(0, here - 1) : here] + files[here + 1 : here + 2]


def sections(nb: NotebookNode) -> list[str]:
    """The promises, then the sections, in order. A heading may go on: "By hand: five inputs"."""
    found, titles = [], [text for _, level, text in headings(nb) if level == 2]
    names = [next((name for name in SECTIONS if re.match(rf"{name}\b", title)), None) for title in titles]
    present = [name for name in names if name]
    found += [f"no section {name!r}" for name in SECTIONS if name not in present]
    if not found and present != list(SECTIONS):
        found.append(f"sections are in another order: {', '.join(present)}")
    opening = []
    for _, cell in numbered(nb, "markdown"):
        if re.search(rf"^## {SECTIONS[0]}", cell.source, re.MULTILINE):
            break
        opening.append(cell.source.replace("\u2019", "'"))
    found += [f"the opening lacks {promise!r}" for promise in PROMISES if promise not in "\n".join(opening)]
    if "PyTorch" not in section(nb, "Summary") or "|" not in section(nb, "Summary"):
        found.append("the summary has a table: here / in PyTorch")
    return found


def section(nb: NotebookNode, name: str) -> str:
    """The Markdown from the heading `name` to the next of level 2."""
    text = "\n\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    match = re.search(rf"^## {name}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return match[0] if match else ""


def references(nb: NotebookNode) -> list[str]:
    """Each reference of the last section is described: a link and a sentence."""
    items = re.findall(r"^[-*] .*(?:\n(?![-*] |\n).*)*", section(nb, "Further reading"), re.MULTILINE)
    found = [] if items else ["no references under 'Further reading'"]
    for item in items:
        rest = re.sub(r"\[[^\]]*\]\([^)]*\)", "", item)
        if len(rest.split()) < 6:
            found.append(f"the reference is not described: {item[:60]!r}")
    return found


def ceilings(nb: NotebookNode) -> list[str]:
    """A code cell fits the eye; a lesson fits an evening."""
    found = []
    for name, cell in numbered(nb, "code"):
        if (lines := len(cell.source.splitlines())) > MOST_LINES:
            found.append(f"{name}: {lines} lines of code, at most {MOST_LINES}")
    if (count := len(list(numbered(nb, "code")))) > MOST_CELLS:
        found.append(f"{count} code cells, at most {MOST_CELLS}")
    return found


def exercise_ids(nb: NotebookNode) -> tuple[list[str], list[str]]:
    """The ids of the exercises and of the quick questions that the notebook shows, in order."""
    exercises, questions = [], []
    for _, cell in numbered(nb, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                text = first.value if isinstance(first, ast.Constant) else None
                if node.func.id in CALLS:
                    exercises.append(text)
                elif node.func.id == "quiz":
                    questions.append(text)
    return exercises, questions


def exercises(nb: NotebookNode, declared: dict) -> list[str]:
    """The notebook's exercises are those of the lesson's file (id -> object), tagged, of every kind."""
    shown, asked = exercise_ids(nb)
    wanted = [name for name in declared if name.split(".")[1].isdigit()]
    questions = [name for name in declared if name not in wanted]
    found = []
    if shown != wanted:
        found.append(f"exercises in the notebook: {shown}; in the lesson's file: {wanted}")
    if sorted(asked, key=str) != sorted(questions):
        found.append(f"quick questions in the notebook: {asked}; in the lesson's file: {questions}")
    kinds = {declared[name].kind for name in wanted}
    found += [f"no exercise of the kind {kind!r}" for kind in sorted(KINDS - kinds)]
    if not 4 <= len(wanted) <= 6:
        found.append(f"{len(wanted)} exercises, expected 4 to 6")
    for name, cell in numbered(nb, "code"):
        calls = any(re.search(rf"\b{call}\(\"", cell.source) for call in CALLS)
        if calls != ("exercise" in tags(cell)):
            found.append(f"{name}: an exercise's cell, and no other, has the tag 'exercise'")
    return found


def leaves(nb: NotebookNode) -> list[str]:
    """No later cell uses a name that only an exercise defines: an exercise may be left out."""
    found, from_exercise, defined = [], set(), set()
    for name, cell in numbered(nb, "code"):
        tree = ast.parse(cell.source)
        stored = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        stored |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        stored |= {
            a.asname or a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names
        }
        if "exercise" in tags(cell):
            from_exercise |= stored - defined
            continue
        loaded = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        for used in sorted((loaded & from_exercise) - stored):
            found.append(f"{name}: uses {used!r}, which only an exercise defines")
        defined |= stored
        from_exercise -= stored
    return found


def advice(nb: NotebookNode) -> list[str]:
    """What reads badly: many words, long printouts. A warning, not a failure."""
    words = sum(len(prose(cell.source).split()) for _, cell in numbered(nb, "markdown"))
    found = [f"{words} words of prose; {MOST_WORDS} is what people read"] if words > MOST_WORDS else []
    for name, cell in numbered(nb, "code"):
        lines = sum(len(o.text.splitlines()) for o in cell.outputs if o.output_type == "stream")
        if lines > MOST_PRINTED:
            found.append(f"{name}: prints {lines} lines; {MOST_PRINTED} fit the eye")
    return found


def problems(nb: NotebookNode, path: Path, declared: dict) -> list[str]:
    """The problems of all the checks above."""
    checks = (sections, references, ceilings, leaves)
    found = [problem for check in checks for problem in check(nb)]
    return first_cell(nb, path) + found + exercises(nb, declared)
