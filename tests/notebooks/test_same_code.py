"""The code of a lesson is the code of dlcore, by syntax tree; shown on a small package with re-exports."""

import pytest

from tests.nbtools import all_notebooks, canonical, same_code
from tests.nbtools.cells import code, notebook

PACKAGE = {
    "__init__.py": "",
    "functional.py": '''
def guard(function):
    return function


@guard
def relu(x: "Array") -> "Array":
    """max(0, x)"""
    return np.maximum(x, 0)
''',
    "nn/__init__.py": """
from dlcore.nn.linear import Linear as Dense
from .linear import Linear
from . import init
""",
    "nn/init.py": "def zeros(n):\n    return np.zeros(n)\n",
    "nn/linear.py": '''
class Linear(Module):
    """y = x @ weight.T + bias"""

    def __init__(self, n: int):
        """Makes it."""
        self.weight: Parameter = Parameter(init.zeros(n))

    def forward(self, x):
        return linear(x, self.weight)
''',
}
LINEAR = """class Linear(nn.Module):
    def __init__(self, n):
        self.weight = nn.Parameter(nn.init.zeros(n))

    def forward(self, x):
        return F.linear(x, self.weight)
"""


@pytest.fixture
def package(tmp_path):
    for name, text in PACKAGE.items():
        file = tmp_path / "dlcore" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "dlcore"


@pytest.mark.parametrize("path", all_notebooks(), ids=lambda path: path.stem)
def test_stored_notebook_has_the_modules_code(path):
    found = same_code.problems(canonical.read(path))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source, name",
    [
        ("import numpy as np\n\ndef relu(x):\n    return np.maximum(x, 0)\nrelu(1)", "functional.relu"),
        ("def zeros(n: int):\n    '''None.'''\n    return np.zeros(n)", "nn.init.zeros"),
        ("def forward(self, x):\n    return F.linear(x, self.weight)", "nn.Linear.forward"),
        (LINEAR, "nn.Linear"),
        (LINEAR, "nn.linear.Linear"),
    ],
)
def test_equal_code(package, source, name):
    assert same_code.problems(notebook(code(source, tags=(f"dlcore:{name}",))), package) == []


def test_reexport_under_another_name(package):
    assert same_code.definition("nn.Dense", package).name == "Linear"


@pytest.mark.parametrize(
    "source, name, reason",
    [
        ("def relu(x):\n    return np.maximum(0, x)", "functional.relu", "+    return np.maximum(0, x)"),
        ("def relu(x, y):\n    return np.maximum(x, 0)", "functional.relu", "+def relu(x, y):"),
        ("def relu(x):\n    x = x\n    return np.maximum(x, 0)", "functional.relu", "+    x = x"),
        (LINEAR.replace("nn.Module", "object"), "nn.Linear", "+class Linear(object):"),
        (LINEAR.replace("zeros(n)", "zeros(n + 1)"), "nn.Linear", "n + 1"),
        (LINEAR.partition("    def forward")[0], "nn.Linear", "-    def forward"),
        ("relu = abs", "functional.relu", "defines relu 0 times"),
        ("def relu(x): pass\ndef relu(x): pass", "functional.relu", "defines relu 2 times"),
        ("def gelu(x): pass", "functional.gelu", "no definition functional.gelu"),
        ("def relu(x): pass", "relu", "no definition relu"),
        ("def relu(x): pass", "nowhere.relu", "no definition nowhere.relu"),
        ("def backward(self): pass", "nn.Linear.backward", "no definition nn.Linear.backward"),
    ],
)
def test_different_code_is_seen(package, source, name, reason):
    found = same_code.problems(notebook(code(source, tags=(f"dlcore:{name}",))), package)
    assert len(found) == 1 and reason in found[0], found


def test_each_of_two_tags_counts(package):
    both = "def relu(x):\n    return x\n\ndef zeros(n):\n    return 0"
    cell = code(both, tags=("dlcore:functional.relu", "dlcore:nn.init.zeros"))
    assert len(same_code.problems(notebook(cell), package)) == 2
