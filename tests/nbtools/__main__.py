"""python -m tests.nbtools execute|format|check [notebooks ...]     (default: every notebook)

execute   run the notebooks and store their outputs in canonical form (make notebooks)
format    store them in canonical form without running them
check     say which are not in canonical form; exit code 1 if any
"""

import sys
from pathlib import Path

from tests.nbtools import all_notebooks, canonical
from tests.nbtools.execute import NotebookFailed, rewrite, shown


def _execute(path: Path) -> bool:
    try:
        changed = rewrite(path)
    except NotebookFailed as failure:
        print(f"{shown(path)}: left as it was: {failure}", file=sys.stderr)
        return False
    print(f"{shown(path)}: {'stored' if changed else 'unchanged'}", flush=True)
    return True


def _format(path: Path) -> bool:
    changed = canonical.write(path, canonical.read(path))
    print(f"{shown(path)}: {'stored' if changed else 'unchanged'}")
    return True


def _check(path: Path) -> bool:
    found = canonical.problems(path)
    for problem in found:
        print(f"{shown(path)}: {problem}", file=sys.stderr)
    return not found


COMMANDS = {"execute": _execute, "format": _format, "check": _check}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    paths = [Path(name) for name in arguments[1:]] or all_notebooks()
    missing = [path for path in paths if not path.is_file()]
    if missing:
        print(f"no such notebook: {', '.join(map(str, missing))}", file=sys.stderr)
        return 2
    done = [COMMANDS[arguments[0]](path) for path in paths]  # all of them, also after a failure
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
