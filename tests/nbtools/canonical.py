"""One canonical form for stored notebooks: a diff then shows what changed and nothing else.

Kept: sources, tags, valid cell ids, outputs. Removed: what differs from machine to machine (widget state and
ids, timing, kernel versions, tracebacks' frames) and what an editor leaves behind (collapsed cells ...).
"""

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}
VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
# A stored model id points to a widget that no longer exists: JupyterLab would show an error in its place,
# where without it the picture of the same output is shown until the cell is run. nbval ignores this key.
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def read(path: Path) -> NotebookNode:
    """The notebook as stored, lines joined; nothing is added (nbformat.read would invent random ids)."""
    raw = json.loads(Path(path).read_text(encoding="utf-8"))
    if raw.get("nbformat") != 4:
        raise ValueError(f"{path}: expected nbformat 4, got {raw.get('nbformat')}")
    return nbformat.v4.rwbase.rejoin_lines(nbformat.from_dict(raw))


def canonical(nb: NotebookNode) -> NotebookNode:
    """A new notebook in canonical form with the same content."""
    taken: set[str] = set()
    cells, count = [], 0
    for cell in nb.cells:
        source = cell.source.rstrip().lstrip("\n")
        new = {"cell_type": cell.cell_type, "id": _cell_id(cell, source, taken), "metadata": _tags(cell)}
        new["source"] = source
        if cell.cell_type == "code":
            executed = cell.get("execution_count") is not None
            count += executed
            new["execution_count"] = count if executed else None
            new["outputs"] = outputs(cell.get("outputs", []), new["execution_count"])
        cells.append(new)
    return nbformat.from_dict({"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5})


def text(nb: NotebookNode) -> str:
    """The file's exact text: sorted keys, indent 1, one newline at the end."""
    return nbformat.v4.writes(nb, indent=1).rstrip("\n") + "\n"


def problems(path: Path) -> list[str]:
    """How the stored file differs from its canonical form."""
    stored, wanted = Path(path).read_text(encoding="utf-8"), text(canonical(read(path)))
    if stored == wanted:
        return []
    old, new = stored.splitlines(), wanted.splitlines()
    line = next((i for i, pair in enumerate(zip(old, new)) if pair[0] != pair[1]), min(len(old), len(new)))
    is_now = old[line].strip()[:80] if line < len(old) else "the end of the file"
    should = new[line].strip()[:80] if line < len(new) else "the end of the file"
    return [f"not canonical from line {line + 1}: has {is_now}, canonical is {should}; run: make notebooks"]


def write(path: Path, nb: NotebookNode) -> bool:
    """Store `nb` in canonical form, all or nothing. Returns whether the file changed."""
    path, new = Path(path), text(canonical(nb))
    nbformat.validate(nbformat.from_dict(json.loads(new)))
    if path.exists() and path.read_text(encoding="utf-8") == new:
        return False
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(new)
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return True


def _cell_id(cell: NotebookNode, source: str, taken: set[str]) -> str:
    """The cell's own id if it is valid and not used above, else one that follows from its source."""
    name = cell.get("id")
    if not (isinstance(name, str) and VALID_ID.fullmatch(name)) or name in taken:
        stem = hashlib.sha256(source.encode()).hexdigest()[:8]
        name, n = stem, 1
        while name in taken:
            n += 1
            name = f"{stem}-{n}"
    taken.add(name)
    return name


def _tags(cell: NotebookNode) -> dict:
    tags = sorted(set(cell.get("metadata", {}).get("tags", [])))
    return {"tags": tags} if tags else {}


def outputs(raw: list, count: int | None) -> list[dict]:
    """Outputs with streams of one name merged, as nbval merges them."""
    result: list[dict] = []
    streams: dict[str, dict] = {}
    for output in raw:
        kind = output.output_type
        if kind == "stream" and output.name in streams:
            streams[output.name]["text"] += output.text
        elif kind == "stream":
            streams[output.name] = {"output_type": kind, "name": output.name, "text": output.text}
            result.append(streams[output.name])
        elif kind == "error":
            # Frames name files of this machine and counts of this run; the last line is what a reader needs.
            last = f"{output.ename}: {output.evalue}"
            result.append(
                {"output_type": kind, "ename": output.ename, "evalue": output.evalue, "traceback": [last]}
            )
        else:
            data = {mime: value for mime, value in output.data.items() if mime != WIDGET_VIEW}
            metadata = {mime: value for mime, value in output.get("metadata", {}).items() if mime in data}
            new = {"output_type": kind, "data": data, "metadata": metadata}
            if kind == "execute_result":
                new["execution_count"] = count
            if data:
                result.append(new)
    return result
