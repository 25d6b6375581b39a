"""Progress: what is kept, and that no file, whatever is in it, stops a lesson."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcore.exercises import answer, catalog, explain, progress, store, table
from dlcore.exercises.lock import locked

OFF = (
    "Progress is switched off here (DLCORE_PROGRESS=off): nothing is read or written.\n"
    "In your own session this lists what you have done. It stays on your computer."
)


def entries(path):
    return json.loads(path.read_text())["exercises"]


@pytest.fixture
def only_lesson_90(monkeypatch):
    monkeypatch.setattr(table, "lesson_numbers", lambda: [90])


def test_off_reads_and_writes_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(store, "read", None)
    monkeypatch.setattr(store, "write", None)
    for setting in ("off", " OFF "):
        monkeypatch.setenv("DLCORE_PROGRESS", setting)
        answer("90.1", 1.884)
        progress()
        progress(reset=True)
    assert capsys.readouterr().out.splitlines()[1:5] == [*OFF.splitlines(), *OFF.splitlines()]


def test_the_file_is_written_and_shown(progress_file, capsys, only_lesson_90):
    answer("90.1", 7)
    assert entries(progress_file) == {"90.1": "tried"}
    answer("90.1", 1.884)
    explain("90.6", "Four conditions on two weights contradict each other.")
    answer("90.1", 7)  # done stays done
    assert json.loads(progress_file.read_text()) == {
        "format": "dlcore progress", "version": 1, "exercises": {"90.1": "done", "90.6": "done"}}
    capsys.readouterr()
    store.remember("90.4", "tried")
    progress()
    assert capsys.readouterr().out.splitlines() == [
        "lesson  done       tried  open            stars",
        "90      90.1 90.6  90.4   90.2 90.3 90.5  2 of 9"]


def test_not_attempted_and_quick_questions_are_no_progress(progress_file, capsys):
    answer("90.1", ...)
    explain("90.6", "too short")
    answer("90.99", 1)
    assert not progress_file.exists()


def test_only_the_file_and_its_lock_are_left(progress_file):
    for id in ("90.1", "90.2", "90.3"):
        store.remember(id, "done")
    assert sorted(os.listdir(progress_file.parent)) == ["progress.json", "progress.json.lock"]


def test_the_default_is_the_users_data_folder(monkeypatch, tmp_path):
    platformdirs = pytest.importorskip("platformdirs")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda name, **more: str(tmp_path / name))
    monkeypatch.setenv("DLCORE_PROGRESS", "")
    assert store.where() == tmp_path / "dlcore" / "progress.json"
    monkeypatch.delenv("DLCORE_PROGRESS")
    assert store.where() == tmp_path / "dlcore" / "progress.json"


def test_without_platformdirs_there_is_a_place_too(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    monkeypatch.delenv("DLCORE_PROGRESS")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert store.where() == tmp_path / ".dlcore" / "progress.json"


GOOD = {"format": "dlcore progress", "version": 1, "exercises": {"90.1": "done"}}
DAMAGED = [b"", b"{", b"\xff\xfe", b"[]", b"3", b"null", b"{}", b"[" * 10_000, b"9" * 5_000, b"x" * 1_000_001,
           json.dumps({**GOOD, "format": "another"}).encode(), json.dumps({**GOOD, "version": "1"}).encode(),
           json.dumps({**GOOD, "version": 0}).encode(), json.dumps({**GOOD, "exercises": ["90.1"]}).encode()]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_kept_as_a_copy_and_said_once(progress_file, capsys, content):
    progress_file.parent.mkdir()
    progress_file.write_bytes(content)
    store.remember("90.2", "done")
    store.recall()
    store.remember("90.3", "tried")
    said = capsys.readouterr().out
    assert said.count("\n") == 1 and "a copy is kept in progress.json.bak." in said
    assert progress_file.with_name("progress.json.bak").read_bytes() == content
    assert entries(progress_file) == {"90.2": "done", "90.3": "tried"}


@pytest.mark.parametrize("bad", [{"90.2": "perfect"}, {"90.2": ["done"]}, {"../x": "done"}, {"90.A": "done"}])
def test_what_is_good_in_a_half_damaged_file_survives(progress_file, capsys, bad):
    progress_file.parent.mkdir()
    progress_file.write_text(json.dumps({**GOOD, "exercises": {**GOOD["exercises"], **bad}}))
    store.remember("90.3", "tried")
    assert entries(progress_file) == {"90.1": "done", "90.3": "tried"}
    assert "a copy is kept" in capsys.readouterr().out


def test_no_copy_overwrites_an_older_one(progress_file, capsys):
    progress_file.parent.mkdir()
    for content in (b"one", b"two", b"two"):
        progress_file.write_bytes(content)
        store.remember("90.1", "done")
    copies = sorted(progress_file.parent.glob("*.bak*"))
    assert [copy.read_bytes() for copy in copies] == [b"one", b"two"]


@settings(deadline=None, max_examples=60)
@given(st.binary() | st.recursive(st.none() | st.integers() | st.text() | st.sampled_from(["dlcore progress",
"done"]),
       lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["format", "version", "exercises",
       "1.1"]), inner))
       .map(lambda value: json.dumps(value).encode()))
def test_any_content_is_parsed(data):
    try:
        states, whole = store.parse(data)
    except store.NewerFile:
        assert json.loads(data)["version"] > store.VERSION
    else:
        assert isinstance(whole, bool) and set(states.values()) <= {"done", "tried"}


def test_a_file_of_a_later_version_is_left_alone(progress_file, capsys):
    progress_file.parent.mkdir()
    later = json.dumps({**GOOD, "version": 2})
    progress_file.write_text(later)
    store.remember("90.2", "done")
    store.remember("90.3", "done")
    assert store.recall() == {"90.2": "done", "90.3": "done"}
    assert progress_file.read_text() == later
    assert capsys.readouterr().out.count("a newer dlcore") == 1


def blocked_by_a_file(path):
    path.parent.write_text("a file where a folder should be")


def blocked_by_a_folder(path):
    path.mkdir(parents=True)


@pytest.mark.parametrize("block", [blocked_by_a_file, blocked_by_a_folder])
@pytest.mark.usefixtures("only_lesson_90")
def test_an_unwritable_place_is_said_once_and_the_session_goes_on(progress_file, capsys, block):
    block(progress_file)
    answer("90.1", 1.884)
    store.remember("90.2", "tried")
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("90.1: right.") and "it cannot be written" in said[1] and len(said) == 2
    progress()
    assert "90      90.1  90.2" in capsys.readouterr().out
    progress(reset=True)
    assert capsys.readouterr().out.startswith("Progress is not forgotten")


def test_what_could_not_be_saved_is_saved_later(progress_file, capsys):
    blocked_by_a_file(progress_file)
    store.remember("90.1", "done")
    progress_file.parent.unlink()
    store.remember("90.2", "tried")
    assert entries(progress_file) == {"90.1": "done", "90.2": "tried"}


def test_a_failed_write_leaves_the_old_file_and_no_other(progress_file, capsys, monkeypatch):
    store.remember("90.1", "done")
    before = progress_file.read_bytes()

    def fails(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "replace", fails)
    store.remember("90.2", "done")
    assert progress_file.read_bytes() == before
    assert not list(progress_file.parent.glob("*.new"))
    assert "No space left on device" in capsys.readouterr().out


def test_a_link_to_the_file_stays_a_link(progress_file, tmp_path):
    progress_file.parent.mkdir()
    try:
        progress_file.symlink_to(tmp_path / "real.json")
    except OSError:
        pytest.skip("this system makes no links")
    store.remember("90.1", "done")
    assert progress_file.is_symlink() and entries(tmp_path / "real.json") == {"90.1": "done"}


def test_reset_keeps_the_old_record_beside_it(progress_file, capsys):
    progress(reset=True)
    assert capsys.readouterr().out == "Progress is forgotten.\n"
    store.remember("90.1", "done")
    progress(reset=True)
    said = capsys.readouterr().out.splitlines()
    assert said[-1].endswith("The old record is kept in " + str(progress_file) + ".bak.")
    assert entries(progress_file) == {}
    assert any(entries(copy) == {"90.1": "done"} for copy in progress_file.parent.glob("*.bak*"))


def test_a_waiting_notebook_gives_up_and_remembers(progress_file, capsys, monkeypatch):
    monkeypatch.setattr("dlcore.exercises.lock.SECONDS", 0.05)
    with locked(progress_file):
        store.remember("90.1", "done")
    assert "another notebook is writing it" in capsys.readouterr().out
    store.remember("90.2", "done")
    assert entries(progress_file) == {"90.1": "done", "90.2": "done"}


def test_without_locks_it_works_too(progress_file, monkeypatch):
    def unsupported(file):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("dlcore.exercises.lock.try_lock", unsupported)
    store.remember("90.1", "done")
    assert entries(progress_file) == {"90.1": "done"}


NOTEBOOK = """
import sys
from dlcore.exercises import store
for i in range(1, 16):
    store.remember(f"{sys.argv[1]}.{i}", "done")
"""


def test_notebooks_at_the_same_time_lose_nothing(progress_file):
    env = {**os.environ, "DLCORE_PROGRESS": str(progress_file)}
    running = [subprocess.Popen([sys.executable, "-c",
    NOTEBOOK, str(number)], env=env, stdout=subprocess.PIPE)
               for number in (1, 2, 3)]
    assert [process.communicate(timeout=60)[0] for process in running] == [b"", b"", b""]
    assert set(entries(progress_file)) == {f"{n}.{i}" for n in (1, 2, 3) for i in range(1, 16)}


def test_the_table_knows_every_lesson(progress_file, capsys):
    progress()
    lines = capsys.readouterr().out.splitlines()
    assert [line[:2] for line in lines[1:]] == [f"{number:02d}" for number in catalog.lesson_numbers()]
