"""nbval in its strict form, as a process of its own: for other processors, and to show that it fails.

The everyday run is `pytest notebooks`, which `testpaths` includes; this is the same comparison elsewhere.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.nbtools import ROOT

SECONDS = 600


def problems(notebooks: list[Path], environment: Mapping[str, str] | None = None) -> list[str]:
    """Cells whose fresh outputs differ from the stored ones when kernels start in `environment`."""
    command = [sys.executable, "-m", "pytest", "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml")]
    command += ["-q", "-rfE", "--color=no", "-p", "no:cacheprovider", "-p", "no:xdist", *map(str, notebooks)]
    run = subprocess.run(
        command,
        env=_clean(os.environ) | dict(environment or {}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
    )
    if run.returncode == 0 and re.search(r"\d+ passed", run.stdout):
        return []
    failed = re.findall(r"^(?:FAILED|ERROR) (.*)", run.stdout, re.MULTILINE)
    return [*failed, run.stdout + run.stderr]


def _clean(environ: Mapping[str, str]) -> dict[str, str]:
    """This process's variables without what an outer pytest set for itself."""
    return {name: value for name, value in environ.items() if not name.startswith("PYTEST_")}
