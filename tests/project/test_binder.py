"""What Binder would build, and a rehearsal of it without a container engine.

The rehearsal takes minutes and a network: DLCORE_REHEARSE=1.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from tests.nbtools import ROOT

LESSON = "notebooks/01_neuron.ipynb"
SPECIAL = "apt.txt Dockerfile install.R Pipfile postBuild requirements.txt runtime.txt start".split()
CLEARED = ("PYTHON", "JUPYTER")


def copy_of_the_repository(folder):
    """What a visitor of Binder gets: the files under version control, as they are now."""
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True)
    if listed.returncode != 0:
        pytest.skip("not a git repository, so there is nothing for Binder")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


# --- What repo2docker makes of the repository -------------------------------------------------------------


@pytest.fixture(scope="module")
def recipe(tmp_path_factory):
    """The Dockerfile that repo2docker writes for the repository, and what it says about it."""
    if find_spec("repo2docker") is None:
        pytest.skip("repo2docker is missing (the extra 'binder')")
    repository = copy_of_the_repository(tmp_path_factory.mktemp("repository"))
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(repository)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_binder_reads_the_environment_file_and_its_python(recipe):
    wanted = re.search(r"- python=([0-9.]+)$", (ROOT / "environment.yml").read_text(), flags=re.M)[1]
    assert f"Building conda environment for python={wanted}" in recipe
    assert "Python version unspecified" not in recipe
    assert '--file "environment.yml"' in recipe


def test_binder_has_the_repository_before_it_installs_from_it(recipe):
    """`constraints.txt` and the package itself are local files: installing first would not find them."""
    assert 0 < recipe.index("COPY --chown=0:0 src/ ${REPO_DIR}") < recipe.index('--file "environment.yml"')


def test_binder_installs_as_an_ordinary_user(recipe):
    before = recipe[: recipe.index('--file "environment.yml"')]
    assert re.findall(r"^USER (\S+)", before, flags=re.M)[-1] == "${NB_USER}"


def test_binder_finds_nothing_else_to_obey():
    """Any of these would replace environment.yml or run after it."""
    assert [name for name in SPECIAL if (ROOT / name).exists()] == []
    assert not (ROOT / "binder").exists() and not (ROOT / ".binder").exists()


def test_binder_finds_the_settings_of_jupyterlab():
    """Binder's home folder is the repository, so ~/.jupyter is our .jupyter."""
    assert (ROOT / ".jupyter" / "labconfig" / "default_setting_overrides.json").is_file()


# --- The rehearsal ----------------------------------------------------------------------------------------


class Visitor:
    """Runs commands in a fresh folder: as an ordinary user where we are root, as ourselves otherwise."""

    def __init__(self, home):
        self.home, self.prefix = home, []
        self.root = hasattr(os, "geteuid") and os.geteuid() == 0
        if self.root:
            # setpriv itself still has root's rights when it starts its command; `env` no longer has.
            nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "env"]
            self.prefix = [shutil.which("setpriv") or pytest.fail("setpriv is missing"), *nobody]

    def own(self):
        """Give everything in the folder to the visitor."""
        for path in [self.home, *self.home.rglob("*")] if self.root else []:
            os.chown(path, 65534, 65534)

    def run(self, *command):
        env = {name: value for name, value in os.environ.items() if not name.startswith(CLEARED)}
        env |= {"HOME": str(self.home), "DLCORE_PROGRESS": "off", "PIP_NO_CACHE_DIR": "1"}
        env |= {name: str(self.home / ".cache") for name in ("IPYTHONDIR", "MPLCONFIGDIR")}
        whole = [*self.prefix, *map(str, command)]
        done = subprocess.run(whole, cwd=self.home, env=env, capture_output=True, text=True, timeout=900)
        return done.returncode, done.stdout + done.stderr

    def python(self):
        """A Python that the visitor may start: root's own may lie in a folder closed to others."""
        names = ["python3", *(f"python3.{minor}" for minor in (14, 13, 12, 11))]
        found = map(shutil.which, names)
        suitable = "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))"
        for python in filter(None, [sys._base_executable, *found, "/usr/bin/python3"]):
            if self.run(python, "-c", suitable)[0] == 0:
                return python
        pytest.fail("no Python 3.11 or newer that an ordinary user may start")


@pytest.fixture
def visitor():
    home = Path(tempfile.mkdtemp(prefix="dlcore-binder-"))
    home.chmod(0o755)
    yield Visitor(home)
    shutil.rmtree(home, ignore_errors=True)


@pytest.mark.skipif(os.environ.get("DLCORE_REHEARSE") != "1", reason="DLCORE_REHEARSE=1 asks for it")
def test_rehearsal(visitor):
    """The pip part of environment.yml, installed by an ordinary user in the root folder, runs lesson 01."""
    copy_of_the_repository(visitor.home)
    pip = yaml.safe_load((visitor.home / "environment.yml").read_text())["dependencies"][-1]["pip"]
    (visitor.home / "condaenv.requirements.txt").write_text("\n".join(pip) + "\n")  # as conda and mamba do
    visitor.own()
    steps = [
        (visitor.python(), "-m", "venv", "env"),
        ("env/bin/python", "-m", "pip", "install", "-q", "-r", "condaenv.requirements.txt"),
        ("env/bin/python", "-m", "pip", "check"),
        ("env/bin/python", "-m", "nbconvert", "--execute", "--to", "notebook", "--output", "done", LESSON),
    ]
    for step in steps:
        code, said = visitor.run(*step)
        assert code == 0, f"{step}: {said}"
    assert (visitor.home / "notebooks" / "done.ipynb").is_file()
    code, frozen = visitor.run("env/bin/python", "-m", "pip", "freeze", "--exclude-editable")
    installed = {line.lower().replace("_", "-") for line in frozen.splitlines() if "==" in line}
    pinned = {line.split(" ;")[0] for line in (ROOT / "constraints.txt").read_text().splitlines()}
    assert len(installed) > 50 and installed - pinned == set()
