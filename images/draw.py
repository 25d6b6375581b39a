"""Draw the drawings:  python images/draw.py [name ...]

Each `images/draw_<name>.py` has a function `draw()` that returns a `dlcore.viz` Picture, and becomes
`images/<name>.svg`. The picture's `alt` becomes the drawing's <title>. The same script gives the same
bytes on every run; `tests/project/test_images.py` compares them with the stored file.
"""

import importlib.util
import io
import sys
import warnings
from pathlib import Path

import matplotlib

from dlcore.viz.base import Picture, style

FOLDER = Path(__file__).resolve().parent
# Letters as outlines: a reader's fonts change nothing. The salt makes the ids inside the file repeatable.
FIXED = {"svg.fonttype": "path", "svg.hashsalt": "dlcore"}
NO_STAMP = {"Date": None, "Creator": None, "Format": None, "Type": None}


def scripts(folder: Path = FOLDER) -> dict[str, Path]:
    """The name of each drawing, and the script that draws it."""
    return {path.stem.removeprefix("draw_"): path for path in sorted(folder.glob("draw_*.py"))}


def svg(script: Path) -> str:
    """The drawing as text. Raises ValueError if it has no text alternative."""
    spec = importlib.util.spec_from_file_location(script.stem, script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    picture: Picture = module.draw()
    if not picture.alt.strip():
        raise ValueError(f"{script.name}: the picture has no text alternative (alt)")
    out = io.StringIO()
    with style(), matplotlib.rc_context(FIXED), warnings.catch_warnings():
        # A drawing places its axes by hand; constrained layout then has nothing to do, and says so.
        warnings.filterwarnings("ignore", message="There are no gridspecs with layoutgrids")
        picture.savefig(out, format="svg", metadata={"Title": picture.alt, **NO_STAMP})
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(lines) + "\n"


def main(names: list[str]) -> int:
    known = scripts()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no script for {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or known:
        target, new = FOLDER / f"{name}.svg", svg(known[name])
        changed = not target.exists() or target.read_text(encoding="utf-8") != new
        if changed:
            target.write_text(new, encoding="utf-8", newline="\n")
        print(f"images/{name}.svg: {'drawn' if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
