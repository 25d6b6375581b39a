"""Remember what is done, in one JSON file of this user. Nothing is sent anywhere.

    {"format": "dlcore progress", "version": 1, "exercises": {"1.1": "done", "1.2": "tried"}}

The file is progress.json in the user's data folder (platformdirs), or what DLCORE_PROGRESS names; with
DLCORE_PROGRESS=off nothing is read or written. Two notebooks may write at once: each reads, adds and replaces
the file under a lock. What cannot be saved is kept for the session and saved with the next success.
"""

import contextlib
import json
import os
import tempfile
import time
from pathlib import Path

from .judge import DONE, TRIED
from .lock import locked

FORMAT, VERSION = "dlcore progress", 1
LARGEST = 1_000_000  # bytes; a larger file is not ours

_unsaved = {}  # path -> {id: state}: what could not be written yet
_said = set()  # (path, kind of trouble) that was told already


class NewerFile(Exception):
    """The file was written by a later version of dlcore; it is left alone."""


def remember(id, state):
    """Keep the state of an exercise. A done exercise stays done."""
    path = where()
    if path is None:
        return
    waiting = _unsaved.setdefault(path, {})
    merge(waiting, {id: state})
    try:
        with locked(path):
            saved = read(path)
            states = merge(dict(saved), waiting)
            if states != saved:
                write(path, states)
    except NewerFile:
        say(path, "newer", "it was written by a newer dlcore and is left alone")
    except OSError as error:
        say(path, "unwritable", f"it cannot be written ({reason(error)})")
    else:
        _unsaved.pop(path, None)


def recall():
    """{id: state} of all that is known. None where progress is switched off."""
    path = where()
    if path is None:
        return None
    try:
        saved = read(path)
    except NewerFile:
        saved = {}
        say(path, "newer", "it was written by a newer dlcore and is left alone")
    except OSError as error:
        saved = {}
        say(path, "unreadable", f"it cannot be read ({reason(error)})")
    return merge(saved, _unsaved.get(path, {}))


def forget():
    """Start afresh. The old file is kept beside the new one. Returns what to tell the learner."""
    path = where()
    if path is None:
        return OFF
    _unsaved.pop(path, None)
    try:
        with locked(path):
            kept = keep_copy(path) if path.exists() else None
            write(path, {})
    except OSError as error:
        return f"Progress is not forgotten: {path} cannot be written ({reason(error)})."
    return "Progress is forgotten." + (f" The old record is kept in {kept}." if kept else "")


OFF = (
    "Progress is switched off here (DLCORE_PROGRESS=off): nothing is read or written.\n"
    "In your own session this lists what you have done. It stays on your computer."
)


def where():
    """The path of the file, or None where progress is switched off."""
    setting = os.environ.get("DLCORE_PROGRESS", "").strip()
    if setting.lower() == "off":
        return None
    if setting:
        return Path(os.path.expanduser(setting)).absolute()
    try:
        import platformdirs
    except ImportError:  # dlcore without its extra "lab"
        return Path(os.path.expanduser("~"), ".dlcore", "progress.json").absolute()
    return Path(platformdirs.user_data_dir("dlcore", appauthor=False)) / "progress.json"


def merge(states, more):
    """Add `more` to `states` and return them: done stays done."""
    for id, state in more.items():
        if states.get(id) != DONE:
            states[id] = state
    return states


def read(path):
    """{id: state} of a file. What is damaged or foreign in it is left out, and a copy kept in .bak."""
    if not path.exists():
        return {}
    if not path.is_file():
        raise OSError("it is not a file")
    with open(path, "rb") as file:
        data = file.read(LARGEST + 1)
    states, whole = parse(data)
    if not whole:
        kept = keep_copy(path)
        say(path, "damaged", f"it is damaged or not a progress file; a copy is kept in {kept.name}")
    return states


def parse(data):
    """({id: state}, whether everything in the file was understood). Raises NewerFile for a later version."""
    if len(data) > LARGEST:
        return {}, False
    try:
        document = json.loads(data.decode("utf-8"))
        ours = document["format"] == FORMAT and isinstance(document["exercises"], dict)
        version = document["version"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}, False
    if not ours or not isinstance(version, int) or version < 1:
        return {}, False
    if version > VERSION:
        raise NewerFile
    entries = document["exercises"]
    states = {id: state for id, state in entries.items() if is_entry(id, state)}
    return states, len(states) == len(entries)


def is_entry(id, state):
    lesson, _, number = id.partition(".")
    return state in (TRIED, DONE) and lesson.isdecimal() and number.isdecimal() and len(id) < 12


def write(path, states):
    """Write the whole file beside the old one, then put it in its place in one step."""
    path = Path(os.path.realpath(path))
    document = {"format": FORMAT, "version": VERSION, "exercises": dict(sorted(states.items()))}
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(document, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())  # else a power cut could leave an empty file in the old one's place
        replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def replace(source, target):
    """os.replace, again a few times: Windows refuses while another process has the file open."""
    for pause in (0.01, 0.05, 0.2):
        try:
            return os.replace(source, target)
        except PermissionError:
            time.sleep(pause)
    return os.replace(source, target)


def keep_copy(path):
    """Copy the file to the first free name of progress.json.bak, .bak2, ... and return that path."""
    number = 1
    while True:
        copy = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        try:
            with open(path, "rb") as old, open(copy, "xb") as new:
                while block := old.read(LARGEST):
                    new.write(block)
            return copy
        except FileExistsError:
            if same_bytes(path, copy):
                return copy
            number += 1


def reason(error):
    return error.strerror or str(error) or type(error).__name__


def same_bytes(a, b):
    try:
        return a.stat().st_size == b.stat().st_size and a.read_bytes() == b.read_bytes()
    except OSError:
        return False


def say(path, kind, trouble):
    """Tell a trouble with the file once a session."""
    if (path, kind) not in _said:
        _said.add((path, kind))
        print(f"Your progress file {path}: {trouble}. The course goes on without it.")
