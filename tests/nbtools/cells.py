"""Small views of a notebook that several checks share."""

import re
from collections.abc import Iterator

import nbformat
from nbformat import NotebookNode

FENCE = re.compile(r"^(```|~~~).*?^\1[^\S\n]*$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
MATH = re.compile(r"\$\$.*?\$\$|(?<![\\$])\$[^$\n]+\$", re.DOTALL)
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE)


def code(source: str, *outputs: NotebookNode, tags: tuple = ()) -> NotebookNode:
    """A code cell that was run, for examples in tests."""
    cell = nbformat.v4.new_code_cell(source, outputs=list(outputs), execution_count=1)
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def markdown(source: str) -> NotebookNode:
    """A Markdown cell, for examples in tests."""
    return nbformat.v4.new_markdown_cell(source)


def printed(text: str, name: str = "stdout") -> NotebookNode:
    """What a cell printed, for examples in tests."""
    return nbformat.v4.new_output("stream", name=name, text=text)


def result(**data: str) -> NotebookNode:
    """A cell's last expression: `result(text_plain="1")`; an underscore stands for the slash of the type."""
    data = {mime.replace("_", "/", 1): value for mime, value in data.items()}
    return nbformat.v4.new_output("execute_result", data=data, execution_count=1)


def notebook(*cells: NotebookNode) -> NotebookNode:
    """A notebook of these cells, for examples in tests. Ids follow the position."""
    copies = [nbformat.from_dict({**cell, "id": f"cell-{number}"}) for number, cell in enumerate(cells)]
    return nbformat.v4.new_notebook(cells=copies)


def where(number: int, cell: NotebookNode) -> str:
    """How problems name a cell: its place among all cells, counted from 1, and its id."""
    return f"cell {number} ({cell.get('id', 'no id')})"


def numbered(nb: NotebookNode, kind: str | None = None) -> Iterator[tuple[str, NotebookNode]]:
    """(name for a message, cell) for each cell, or for each cell of one kind."""
    for number, cell in enumerate(nb.cells, 1):
        if kind is None or cell.cell_type == kind:
            yield where(number, cell), cell


def tags(cell: NotebookNode) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def prose(source: str) -> str:
    """Markdown without what is not prose: fenced and inline code, formulas."""
    for pattern in (FENCE, INLINE, MATH):
        source = pattern.sub(" ", source)
    return source


def headings(nb: NotebookNode) -> list[tuple[str, int, str]]:
    """(name of the cell, level, text) of each heading, in order."""
    found = []
    for name, cell in numbered(nb, "markdown"):
        for match in HEADING.finditer(FENCE.sub(" ", cell.source)):
            found.append((name, len(match[1]), match[2]))
    return found
