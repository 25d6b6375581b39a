"""The public workflow tests the versions that pyproject.toml promises, with pinned actions and no rights."""

import os
import re
import subprocess
import tomllib

import pytest
import yaml

from tests.nbtools import ROOT

TEXT = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
# YAML 1.1 reads the key "on" as true.
WORKFLOW = yaml.safe_load(TEXT)
JOBS = WORKFLOW["jobs"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands(job):
    return "\n".join(step["run"] for step in JOBS[job]["steps"] if "run" in step)


def test_it_runs_on_three_systems_with_the_oldest_and_the_newest_python():
    matrix = JOBS["pinned"]["strategy"]["matrix"]
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    lowest = PROJECT["requires-python"].removeprefix(">=")
    newest = re.search(r"<= \(3, (\d+)\)", MAKEFILE)[1]
    assert matrix["python"] == [lowest, f"3.{newest}"]
    assert "-c constraints.txt" in commands("pinned")


def test_the_oldest_versions_are_the_declared_bounds():
    declared = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["lab"]]
    bounds = dict(line.split(">=") for line in declared)
    for name in ("numpy", "matplotlib"):
        assert f'"{name}=={bounds[name]}.*"' in commands("oldest")


@pytest.mark.parametrize("job", ["oldest", "newest"])
def test_without_pins_the_pinned_comparisons_are_left_out(job):
    assert "constraints.txt" not in commands(job) and "not pinned" in commands(job)


def test_one_job_skips_nothing():
    assert {"DLCORE_REQUIRE_BROWSER", "DLCORE_REQUIRE_ORACLE", "DLCORE_REHEARSE"} <= set(JOBS["whole"]["env"])
    assert commands("whole").splitlines() == ["make lint", "make test"]


def test_it_runs_weekly_and_may_only_read():
    assert len(WORKFLOW[True]["schedule"][0]["cron"].split()) == 5
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in JOBS.values())


def test_actions_are_pinned_and_keep_no_credentials():
    used = re.findall(r"uses: (\S+)", TEXT)
    assert used and all(re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})", action) for action in used)
    steps = [step for job in JOBS.values() for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert len(steps) == len(JOBS)
    assert all(step["with"]["persist-credentials"] is False for step in steps)


def test_every_job_has_a_time_limit():
    assert [name for name, job in JOBS.items() if not 0 < job.get("timeout-minutes", 0) <= 60] == []


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_script_for_a_bare_machine_is_sound():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert {"make lint", "make test"} <= {line.split(" || ")[0] for line in script.read_text().splitlines()}
