"""The Makefile, driven with a stand-in for Python: what it runs, when it runs nothing, what it says."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.nbtools import ROOT

MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(os.name == "nt" or MAKE is None, reason="make is missing")

# Creates "environments" that are copies of itself, writes down what else it is asked to do, and answers
# questions about itself (-c) as the real Python would, or as {lie} makes it.
STAND_IN = r"""#!/bin/sh
case "$1 $2" in
  "-c "*) exec '{real}' -c "import sys; {lie}; exec(sys.argv[1])" "$2" ;;
  "-m venv")
    for folder; do :; done
    rm -rf "$folder"; mkdir -p "$folder/bin"; cp "$0" "$folder/bin/python"
    echo "venv" >> "$LOG" ;;
  "-m pip")
    shift 2
    echo "pip $* [$PYTHONPATH$PIP_TARGET$PIP_CONSTRAINT] user=$PIP_USER" >> "$LOG"
    exit "${{PIP_EXIT:-0}}" ;;
  *) echo "$*" >> "$LOG" ;;
esac
"""


class House:
    """A copy of what the Makefile needs, in a folder with a space in its name."""

    def __init__(self, folder):
        self.root, self.bin, self.log = folder / "a course", folder / "bin", folder / "log"
        self.root.mkdir()
        self.bin.mkdir()
        for name in ["Makefile", "pyproject.toml", "constraints.txt"]:
            shutil.copy(ROOT / name, self.root)
        for tool in ["sh", "cat", "cp", "rm", "mkdir", "touch", "id", "tail", "sed", "awk"]:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.python("python3")

    def python(self, name, lie="None"):
        path = self.bin / name
        path.write_text(STAND_IN.format(real=sys.executable, lie=lie))
        path.chmod(0o755)
        return path

    def make(self, *words, **environment):
        """Exit code, everything printed, and the lines the stand-in wrote down meanwhile."""
        self.log.write_text("")
        env = {"PATH": str(self.bin), "LOG": str(self.log), **environment}
        done = subprocess.run([MAKE, *words], cwd=self.root, env=env, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr, self.log.read_text().splitlines()


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_sets_up_once_and_then_only_opens_the_lesson(house):
    code, _, done = house.make("lab")
    assert code == 0
    assert done[0] == "venv"
    assert done[1].startswith("pip install --quiet --constraint constraints.txt --editable .[lab] ")
    assert done[2].startswith("-m jupyterlab ") and done[2].endswith("notebooks/01_neuron.ipynb")
    assert len(done) == 3
    assert house.make("lab")[2] == done[2:]


def test_installs_again_after_a_change_of_the_pins(house):
    house.make("lab")
    stamp = house.root / ".venv" / ".installed-lab"
    os.utime(stamp, (stamp.stat().st_mtime - 60,) * 2)
    assert [line.split()[0] for line in house.make("lab")[2]] == ["pip", "-m"]


def test_an_interrupted_installation_is_done_again(house):
    code, _, done = house.make("lab", PIP_EXIT="1")
    assert code != 0
    assert [line.split()[0] for line in done] == ["venv", "pip"]
    assert [line.split()[0] for line in house.make("lab")[2]] == ["pip", "-m"]


def test_a_moved_folder_gets_a_new_environment(house):
    house.make("lab")
    house.root = house.root.rename(house.root.with_name("elsewhere"))
    assert house.make("lab")[2][0] == "venv"


def test_an_environment_whose_python_is_gone_is_made_again(house):
    house.make("lab")
    (house.root / ".venv" / "bin" / "python").unlink()
    assert house.make("lab")[2][0] == "venv"


def test_another_python_means_another_environment(house):
    older = house.python("older", "sys.version_info = (3, 12, 9)")
    house.make("lab")
    assert house.make("lab", f"PYTHON={older}")[2][0] == "venv"
    assert "venv" not in house.make("lab", f"PYTHON={older}")[2]
    assert "venv" not in house.make("lab")[2]  # without PYTHON= it is kept


def test_an_environment_made_by_hand_is_kept(house):
    (house.root / ".venv" / "bin").mkdir(parents=True)
    with_pip = house.python("with-pip", "sys.modules['pip'] = sys")
    shutil.copy(with_pip, house.root / ".venv" / "bin" / "python")
    assert [line.split()[0] for line in house.make("lab")[2]] == ["pip", "-m"]


def test_settings_of_the_user_do_not_reach_pip(house):
    hostile = {"PYTHONPATH": "X", "PIP_TARGET": "Y", "PIP_CONSTRAINT": "Z", "PIP_USER": "1"}
    _, _, done = house.make("lab", **hostile)
    assert done[1].endswith("[] user=0")


@pytest.mark.parametrize("user, flag", [("0", True), ("1000", False)])
def test_root_is_allowed_only_where_the_user_is_root(house, user, flag):
    (house.bin / "id").unlink()
    (house.bin / "id").write_text(f"#!/bin/sh\necho {user}\n")
    (house.bin / "id").chmod(0o755)
    assert ("--allow-root" in house.make("lab")[2][-1].split()) == flag


def test_required_tests_install_what_they_require(house):
    assert ".[lab,test] " in house.make("test")[2][1]
    assert ".[lab,test,oracle,binder] " in house.make("test", DLCORE_REQUIRE_ORACLE="1")[2][0]


@pytest.mark.parametrize(
    "lie, sentence",
    [
        ("sys.version_info = (3, 9, 2)", "is Python 3.9; the course needs Python 3.11 to 3.14"),
        ("sys.version_info = (3, 15, 0)", "is Python 3.15; the course needs Python 3.11 to 3.14"),
        ("sys.modules['ensurepip'] = None", "apt-get install python3-venv"),
        ("sys.modules['venv'] = None", "apt-get install python3-venv"),
    ],
)
def test_an_unsuitable_python_gets_one_line(house, lie, sentence):
    code, said, done = house.make("lab", f"PYTHON={house.python('unfit', lie)}")
    assert code != 0 and done == []
    assert sentence in said and said.count("\n") == 1


def test_no_python_at_all_gets_one_line(house):
    (house.bin / "python3").unlink()
    code, said, _ = house.make("test")
    assert code != 0
    assert "python3 does not run" in said and "make test PYTHON=" in said and said.count("\n") == 1


def test_an_old_python3_is_passed_over_for_a_newer_one_beside_it(house):
    house.python("python3", "sys.version_info = (3, 9, 2)")
    house.python("python3.12", "sys.version_info = (3, 12, 0)")
    assert house.make("lab")[0] == 0


def test_help_lists_every_word(house):
    words = re.search(r"\.PHONY: (.*)", (ROOT / "Makefile").read_text())[1].split()
    listed = re.findall(r"^  ([a-z]+) +\S", house.make("help")[1], flags=re.M)
    assert set(listed) == set(words) - {"FORCE"}
    assert house.make()[1] == house.make("help")[1]


def test_nothing_opens_the_server():
    texts = [ROOT / "Makefile", *ROOT.glob("*.md"), *ROOT.glob(".jupyter/labconfig/*.json")]
    opened = re.compile(r"--ip\b|\.ip\b|token *=|password *=|allow_origin|disable_check_xsrf|0\.0\.0\.0")
    assert [path.name for path in texts if opened.search(path.read_text(encoding="utf-8"))] == []
