"""A lock between processes that a crash releases: the operating system holds it, no file stands for it."""

import errno
import time
from contextlib import contextmanager

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

SECONDS = 3.0  # how long to wait for another notebook
TAKEN = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # what the two systems say of a lock another one holds


@contextmanager
def locked(path):
    """Hold the lock of `path` (a file beside it) for the block. Raises TimeoutError if another one keeps it.

    Where the file system knows no locks, the block runs without.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(path.name + ".lock"), "a+b") as file:
        held = acquire(file)
        try:
            yield
        finally:
            if held:
                release(file)


def acquire(file):
    """Whether the lock is held now; False where there are no locks."""
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            try_lock(file)
            return True
        except OSError as error:
            if error.errno not in TAKEN:
                return False
            if time.monotonic() > deadline:
                raise TimeoutError("another notebook is writing it") from error
        time.sleep(0.01)


def try_lock(file):
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)


def release(file):
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_UN)
    else:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
