"""The package, built and installed elsewhere, carries all that a lesson imports."""

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.nbtools import ROOT, all_notebooks, canonical

SHIPPED = ["dlcore", "pyproject.toml", "README.md", "LICENSE", "LICENSE-texts", "constraints.txt"]

EVERY_MODULE = """
import importlib, pkgutil, dlcore
for module in pkgutil.walk_packages(dlcore.__path__, "dlcore."):
    importlib.import_module(module.name)
print(dlcore.__file__)
"""
DIGITS = """
from dlcore import data
digits = data.digits()
print(len(digits.X_train) + len(digits.X_test), digits.X_train.shape[1])
"""


def files(folder):
    """The files of a package: paths relative to the folder it lies in."""
    inside = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder.parent).as_posix() for path in inside}


def run(command, **settings):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with the wheel and the source archive, built from a copy of the repository."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("built")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    for kind in ("wheel", "sdist"):
        build = f"from flit_core import buildapi; buildapi.build_{kind}({str(out)!r})"
        run([sys.executable, "-c", build], cwd=copy)
    return out


@pytest.fixture(scope="module")
def python(built, tmp_path_factory):
    """A Python with the wheel and our pinned packages, but without the repository."""
    home = tmp_path_factory.mktemp("elsewhere")
    run([sys.executable, "-m", "venv", "--without-pip", str(home / "venv")])
    python = home / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]))
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    # A plain path in a .pth adds the folder alone: the editable dlcore in there stays unknown.
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "pinned.pth").write_text("\n".join(sorted(places)) + "\n")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return lambda code: run([str(python), "-c", code], cwd=home, env={**env, "DLCORE_PROGRESS": "off"})


def test_the_wheel_is_the_package_with_its_licences_and_nothing_else(built):
    names = set(zipfile.ZipFile(next(built.glob("*.whl"))).namelist())
    info = {name for name in names if ".dist-info/" in name}
    assert names - info == files(ROOT / "dlcore")
    licences = {name.split("/licenses/")[1] for name in info if "/licenses/" in name}
    assert licences == {"LICENSE", "dlcore/data/LICENSE-digits.txt"}


def test_the_source_archive_can_be_built_again(built):
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert names >= files(ROOT / "dlcore") | set(SHIPPED[1:])


def test_every_module_loads_from_the_wheel(python):
    place = python(EVERY_MODULE).splitlines()[-1]
    assert Path(place).parent.parent.name == "site-packages"
    assert not Path(place).is_relative_to(ROOT)


def test_the_digits_are_in_the_wheel(python):
    assert python(DIGITS) == "1797 64"


def test_what_the_lessons_import_is_in_the_wheel(python):
    cells = [cell for path in all_notebooks() for cell in canonical.read(path).cells]
    nodes = [node for cell in cells if cell.cell_type == "code" for node in ast.walk(ast.parse(cell.source))]
    imports = {ast.unparse(node) for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))}
    assert any("dlcore" in line for line in imports)
    python("\n".join([*sorted(imports), "import sys", f"assert {str(ROOT)!r} not in sys.path"]))
