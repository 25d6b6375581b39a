"""The notebooks' tools: one canonical form, execution, and the checks that `tests/notebooks` runs.

`python -m tests.nbtools` lists the commands. Every check is a function `problems(nb, ...) -> list[str]`:
an empty list is a pass, and each sentence says where and what.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"


def all_notebooks() -> list[Path]:
    """The stored notebooks, in the course's order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def lessons() -> list[Path]:
    """The notebooks that are lessons: all but 00_notation, which is a reference page."""
    return [path for path in all_notebooks() if not path.name.startswith("00_")]
