"""Links and pictures of a notebook resolve. Of web addresses only the form is checked: tests run offline."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nbformat import NotebookNode

from tests.nbtools import ROOT, canonical
from tests.nbtools.cells import FENCE, INLINE, MATH, headings, numbered

# [text](target), ![alt](target), [text](<target with spaces>), each with an optional "title"
LINK = re.compile(r"\]\(\s*(<[^>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+[\"'][^\"']*[\"'])?\s*\)")
HTML = re.compile(r"<(?:a|img)\b[^>]*?(?:href|src)\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
BROKEN = re.compile(r"\]\([^)]*$", re.MULTILINE)
HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?")


def targets(nb: NotebookNode) -> list[tuple[str, str]]:
    """(name of the cell, target) of every link and picture."""
    found = []
    for name, cell in numbered(nb, "markdown"):
        text = cell.source
        for pattern in (FENCE, INLINE, MATH):
            text = pattern.sub(" ", text)
        found += [(name, target.strip("<>")) for target in LINK.findall(text) + HTML.findall(text)]
    return found


def problems(nb: NotebookNode, folder: Path) -> list[str]:
    """Every link of the notebook, stored in `folder`, that leads nowhere."""
    found = []
    for name, target in targets(nb):
        reason = _web(target) if urlsplit(target).scheme else _local(target, nb, folder)
        if reason:
            found.append(f"{name}: link {target!r}: {reason}")
    for name, cell in numbered(nb, "markdown"):
        if BROKEN.search(INLINE.sub(" ", FENCE.sub(" ", cell.source))):
            found.append(f"{name}: a link is not closed on its line")
    return found


def anchors(nb: NotebookNode) -> set[str]:
    """What a link's # may name: JupyterLab's anchors are the heading's text with - for each space."""
    return {re.sub(r"[*`]", "", text).replace(" ", "-") for _, _, text in headings(nb)}


def _web(target: str) -> str:
    parts = urlsplit(target)
    if parts.scheme not in ("https", "http"):
        return f"scheme {parts.scheme!r}; https is expected"
    if not HOST.fullmatch(parts.netloc.lower()):
        return f"{parts.netloc!r} is no host name of a public page"
    return ""


def _local(target: str, nb: NotebookNode, folder: Path) -> str:
    path, _, anchor = unquote(target).partition("#")
    if not path and not anchor:
        return "empty"
    if path.startswith("/") or "\\" in path:
        return "not relative to the notebook"
    other = nb
    if path:
        file = (folder / path).resolve()
        if not _exact(file):
            return "no such file (capital letters count)"
        if not file.is_relative_to(ROOT) and not file.is_relative_to(folder.resolve()):
            return "outside the repository"
        if anchor and file.suffix != ".ipynb":
            return "an anchor in something that is not a notebook"
        other = canonical.read(file) if anchor else nb
    return f"no heading for #{anchor}" if anchor and anchor not in anchors(other) else ""


def _exact(file: Path) -> bool:
    """Whether the file exists under exactly this name, also where the file system ignores capitals."""
    return file.exists() and file.name in {entry.name for entry in file.parent.iterdir()}
