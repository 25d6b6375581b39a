"""The stored images are those that the tests compare with: none is left over, none serves two tests."""

import ast
import os
from pathlib import Path

import pytest

from tests.viz import compare


def names(source):
    """The names that a test file passes to same_picture. Each stands there as a plain string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "same_picture":
            name = node.args[1]
            assert isinstance(name, ast.Constant), f"write the name as a plain string: {ast.unparse(node)}"
            yield name.value


def test_the_stored_images_are_those_that_tests_name():
    if os.environ.get("DLCORE_RENEW_PICTURES"):
        pytest.skip("the stored images are being renewed")
    files = Path(__file__).parent.rglob("test_*.py")
    named = [name for file in files for name in names(file.read_text(encoding="utf-8"))]
    stored = {file.stem for file in compare.BASELINE.glob("*.png")}
    assert len(named) == len(set(named)), f"two tests use one name: {sorted(named)}"
    assert stored - set(named) == set(), "stored images that no test names: delete them"
    assert set(named) - stored == set(), f"named, but not stored; {compare.MEANT}"


def test_names_are_read_from_the_calls():
    source = "same_picture(a(1), 'one')\ndef test(same_picture):\n    same_picture(b, 'two')\nother(c, 'no')"
    assert sorted(names(source)) == ["one", "two"]
    with pytest.raises(AssertionError, match="plain string"):
        list(names("same_picture(a, f'step_{k}')"))
