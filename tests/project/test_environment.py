"""The pins hold: complete, exact, within the declared bounds, and the same for laptop, tests and Binder."""

import ast
import re
import sys
import tomllib
from importlib import metadata

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.nbtools import ROOT, all_notebooks, canonical

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = {
    extra: [Requirement(line) for line in lines]
    for extra, lines in PROJECT["project"]["optional-dependencies"].items()
}
CORE = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
LINES = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
PINS = {canonicalize_name(pin.name): pin for pin in map(Requirement, LINES)}
# The name one imports, where it is not the name one installs.
INSTALLED_AS = {"IPython": "ipython", "PIL": "pillow", "sklearn": "scikit-learn", "yaml": "pyyaml"}


def closure(requirements):
    """Everything the requirements bring along here: {name: the requirements that name it}."""
    waiting, found = list(requirements), {}
    while waiting:
        requirement = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(requirement.name)
        if str(requirement) in found.setdefault(name, set()):
            continue
        found[name].add(str(requirement))
        for line in metadata.distribution(name).requires or []:
            below = Requirement(line)
            asked = requirement.extras or {""}
            if below.marker is None or any(below.marker.evaluate({"extra": extra}) for extra in asked):
                below.marker = None
                waiting.append(below)
    return found


def test_every_pin_is_one_exact_version():
    assert LINES and len(PINS) == len(LINES)
    assert [line for line in LINES if not re.match(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; .*)?$", line)] == []


def test_pins_name_no_place():
    text = (ROOT / "constraints.txt").read_text()
    assert re.search(r"://|--|\bfile:|@", text.replace("--upgrade", "")) is None


@pytest.mark.parametrize("name", ["pywinpty", "appnope", "colorama", "pexpect"])
def test_packages_of_one_system_have_a_marker(name):
    assert "sys_platform" in LINES[list(PINS).index(name)] or "os_name" in LINES[list(PINS).index(name)]


def test_pins_are_within_the_declared_bounds():
    declared = CORE + [requirement for extra in EXTRAS.values() for requirement in extra]
    for requirement in declared:
        pinned = next(iter(PINS[canonicalize_name(requirement.name)].specifier)).version
        assert requirement.specifier.contains(pinned), requirement


@pytest.mark.pinned
def test_all_that_lessons_and_tests_load_is_pinned_and_installed_so():
    for name in closure(CORE + EXTRAS["lab"] + EXTRAS["test"]):
        assert name in PINS, f"{name} is not pinned: make pins"
        assert PINS[name].specifier.contains(metadata.version(name)), f"{name} {metadata.version(name)}"


def test_the_wheel_is_tested_with_the_builder_that_users_get():
    assert PROJECT["build-system"]["requires"] == [str(PINS["flit-core"]).replace("-", "_")]


def imported(source):
    """Top-level names that a piece of Python imports from outside, optional ones (in try) included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


def undeclared(sources, requirements):
    allowed = {canonicalize_name(requirement.name) for requirement in requirements} | {"dlcore", "tests"}
    names = {name for source in sources for name in imported(source)} - set(sys.stdlib_module_names)
    return sorted(name for name in names if canonicalize_name(INSTALLED_AS.get(name, name)) not in allowed)


def test_the_package_and_its_lessons_import_only_what_lab_installs():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "dlcore").rglob("*.py")]
    for path in all_notebooks():
        sources += [cell.source for cell in canonical.read(path).cells if cell.cell_type == "code"]
    # Part of the public interfaces of ipywidgets and Matplotlib, and installed with them.
    with_them = [Requirement(name) for name in ("ipython", "traitlets", "cycler")]
    assert undeclared(sources, CORE + EXTRAS["lab"] + with_them) == []
    assert undeclared(["import pandas", "from PIL import Image"], CORE) == ["PIL", "pandas"]


def test_conda_is_asked_for_python_and_pip_only():
    *conda, last = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    python = re.fullmatch(r"python=(\d+\.\d+)", conda[0])[1]
    assert conda[1:] == ["pip"]
    assert Requirement(f"python{PROJECT['project']['requires-python']}").specifier.contains(Version(python))
    assert last == {"pip": ["--constraint constraints.txt", "--editable .[lab]"]}
