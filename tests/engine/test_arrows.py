"""The arrows of the house: widgets -> viz -> engine, exercises -> engine; the engine knows only NumPy.

Read from the source by its syntax tree, so that an import inside a function counts, too; and once for real,
in a fresh interpreter. Each rule is shown to catch a small bad example.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dlcore

PACKAGE = Path(dlcore.__file__).parent
FACES = {"viz", "widgets", "exercises"}

MAY_USE = {                     # which parts of dlcore a part may import
    "engine": {"engine"},
    "viz": {"engine", "viz"},
    "widgets": {"engine", "viz", "widgets"},
    "exercises": {"engine", "exercises"},
}
OTHERS = {                      # which packages, besides the standard library
    "engine": {"numpy"},
    "viz": {"numpy", "matplotlib", "cycler", "PIL"},
    "widgets": {"numpy", "ipywidgets", "IPython", "traitlets"},
    "exercises": {"numpy", "platformdirs"},
}
EXCEPTIONS = {
    ("dlcore.train", "tqdm.auto"): "inside a function",     # the progress bar, only when asked for
    ("dlcore.widgets.quiz", "exercises"): "anywhere",       # shows the questions that are declared there
}


def part_of(module):
    """engine, viz, widgets or exercises."""
    names = module.split(".")
    return names[1] if len(names) > 1 and names[1] in FACES else "engine"


def imports(source, module, is_package=False):
    """(imported name, whether inside a function) of every import in a source text."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(tree):
        yield from ((name, id(node) in inside) for name in names_of(node, package))


def names_of(node, package):
    """The full names that one node imports, `import_module("...")` and `__import__("...")` included."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        above = package.split(".")[:len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        inner = base in ("dlcore", "matplotlib") or node.module is None     # from . import viz: a module
        return [f"{base}.{alias.name}" for alias in node.names] if inner else [base]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in ("import_module", "__import__") and isinstance(node.args[0].value, str):
            return [node.args[0].value]
    return []


def wrong_arrows(source, module, is_package=False):
    """A sentence for every import that points the wrong way."""
    part = part_of(module)
    for name, inside in imports(source, module, is_package):
        top = name.split(".")[0]
        if name.startswith("matplotlib.pyplot") or name == "pylab":
            yield f"{module} imports {name}: pictures are Figure objects, never pyplot's global ones"
        elif top == "dlcore":
            if part_of(name) not in MAY_USE[part] and (module, part_of(name)) not in EXCEPTIONS:
                yield f"{module} ({part}) imports {name} ({part_of(name)})"
        elif top not in sys.stdlib_module_names and top not in OTHERS[part]:
            if not (EXCEPTIONS.get((module, name)) == "inside a function" and inside):
                yield f"{module} ({part}) imports {name}"


def modules():
    """(path, module name, whether it is a package) of every file of dlcore."""
    for path in sorted(PACKAGE.rglob("*.py")):
        names = list(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        is_package = names[-1] == "__init__"
        yield path, ".".join(names[:-1] if is_package else names), is_package


def test_every_import_of_the_package_follows_the_arrows():
    found = list(modules())
    assert {"dlcore", "dlcore.check", "dlcore.train", "dlcore.data.digits"} <= {name for _, name, _ in found}
    wrong = [words for path, module, is_package in found
             for words in wrong_arrows(path.read_text(encoding="utf-8"), module, is_package)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module, source", [
    ("dlcore.functional", "import scipy.special"),
    ("dlcore.functional", "from matplotlib.figure import Figure"),
    ("dlcore.nn.linear", "import torch.nn as nn"),
    ("dlcore.check", "def show():\n    from dlcore.viz.base import Picture"),
    ("dlcore.check", "from dlcore import viz"),
    ("dlcore.check", "from . import widgets"),
    ("dlcore.nn.linear", "from ..exercises import catalog"),
    ("dlcore.data.digits", "import importlib\nimportlib.import_module('sklearn.datasets')"),
    ("dlcore.data.digits", "__import__('sklearn')"),
    ("dlcore.train", "from tqdm.auto import tqdm"),                    # not inside a function
    ("dlcore.train", "def bar():\n    import rich"),
    ("dlcore.optim", "def bar():\n    from tqdm.auto import tqdm"),    # not in this file
    ("dlcore.viz.neuron", "from dlcore.widgets.base import Interactive"),
    ("dlcore.viz.neuron", "import dlcore.exercises"),
    ("dlcore.viz.neuron", "import matplotlib.pyplot as plt"),
    ("dlcore.viz.neuron", "from matplotlib import pyplot"),
    ("dlcore.viz.neuron", "import ipywidgets"),
    ("dlcore.widgets.neuron", "from dlcore.exercises import hint"),
    ("dlcore.exercises.lesson01", "from dlcore.viz.neuron import picture"),
    ("dlcore.exercises.lesson01", "from dlcore import widgets"),
    ("dlcore.exercises.lesson01", "import ipywidgets"),
])
def test_a_wrong_arrow_is_caught(module, source):
    assert len(list(wrong_arrows(source, module))) == 1


@pytest.mark.parametrize("module, source", [
    ("dlcore.functional", "import math\nimport numpy as np\nfrom dlcore.errors import as_floats"),
    ("dlcore.nn.linear", "from . import init\nfrom ..functional import linear"),
    ("dlcore.train", "def bar():\n    from tqdm.auto import tqdm"),
    ("dlcore.viz.neuron", "from dlcore import functional as F\nfrom matplotlib.figure import Figure"),
    ("dlcore.widgets.neuron", "from dlcore.viz.neuron import Picture\nimport ipywidgets"),
    ("dlcore.widgets.quiz", "from dlcore.exercises import Question"),
    ("dlcore.exercises.lesson01", "from dlcore import data\nfrom .kinds import Implement"),
])
def test_a_right_arrow_is_not_blamed(module, source):
    assert list(wrong_arrows(source, module)) == []


def test_a_packages_own_dot_is_the_package():
    assert list(wrong_arrows("from .viz import base", "dlcore", is_package=True))
    assert not list(wrong_arrows("from .linear import Linear", "dlcore.nn", is_package=True))


# --- for real, in a fresh interpreter ----------------------------------------------------------------

LOADED = """
import sys
import numpy
before = set(sys.modules)
{statement}
strange = sorted(name for name in set(sys.modules) - before
                 if name.split(".")[0] not in {{*sys.stdlib_module_names, "numpy", "dlcore"}})
print(*strange)
"""


def strangers(statement):
    """What a statement loads that is neither NumPy, nor dlcore, nor the standard library."""
    run = subprocess.run([sys.executable, "-c", LOADED.format(statement=statement)], cwd=PACKAGE.parent,
                         capture_output=True, text=True, timeout=60, check=True)
    return run.stdout.split()


@pytest.mark.parametrize("statement", [
    "import dlcore", "from dlcore import functional, nn, optim, train, check, data; data.digits()"])
def test_the_engine_loads_numpy_and_the_standard_library_only(statement):
    assert strangers(statement) == []


def test_import_dlcore_loads_none_of_its_parts():
    code = "import sys, dlcore; print(*[name for name in sys.modules if 'dlcore.' in name])"
    run = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent,
                         capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.split() == []


def test_a_stranger_is_seen():
    assert "pytest" in strangers("import pytest")
