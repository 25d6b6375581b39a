"""A required tool that is missing fails the run, and only then."""

import os
import subprocess
import sys

import pytest

from tests.nbtools import ROOT

SKIPPING = """
import pytest

def test_oracle():
    pytest.importorskip("no_such_oracle")

def test_browser():
    pytest.skip("no browser found")

def test_processor():
    pytest.skip("only on x86")

@pytest.mark.xfail(reason="missing step")
def test_expected():
    assert False
"""
WHOLE_FILE = 'import pytest\npytest.importorskip("no_such_oracle")\n'


def closing_line(folder, text, **environment):
    (folder / "test_it.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    env = {name: value for name, value in os.environ.items() if not name.startswith("DLCORE_REQUIRE")}
    env |= {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.required", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "environment, line",
    [
        ({}, "3 skipped, 1 xfailed"),
        ({"DLCORE_REQUIRE_ORACLE": "0"}, "3 skipped, 1 xfailed"),
        ({"DLCORE_REQUIRE_ORACLE": "1"}, "1 failed, 2 skipped, 1 xfailed"),
        ({"DLCORE_REQUIRE_BROWSER": "1", "DLCORE_REQUIRE_ORACLE": "1"}, "2 failed, 1 skipped, 1 xfailed"),
    ],
)
def test_what_is_required_may_not_be_skipped(tmp_path, environment, line):
    assert closing_line(tmp_path, SKIPPING, **environment).startswith(line)


def test_nor_may_a_whole_file(tmp_path):
    assert closing_line(tmp_path, WHOLE_FILE).startswith("1 skipped")
    assert "1 error" in closing_line(tmp_path, WHOLE_FILE, DLCORE_REQUIRE_ORACLE="1")
