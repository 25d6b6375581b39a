"""The table that progress() prints."""

from . import store
from .catalog import lesson, lesson_numbers
from .judge import DONE, OPEN, TRIED

HEADS = ("lesson", "done", "tried", "open", "stars")


def progress_table():
    """One row a lesson: which exercises are done, tried and open, and the stars of those that are done."""
    states = store.recall()
    if states is None:
        return store.OFF
    numbers = lesson_numbers()
    if not numbers:
        return "There are no exercises yet."
    rows = [HEADS, *(row(number, states) for number in numbers)]
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(r, widths)).rstrip() for r in rows)


def row(number, states):
    """The cells of one lesson."""
    exercises = [e for e in lesson(number).values() if e.kind != "question"]
    groups = {DONE: [], TRIED: [], OPEN: []}
    for exercise in exercises:
        groups[states.get(exercise.id, OPEN)].append(exercise)
    cells = [" ".join(e.id for e in group) or "-" for group in groups.values()]
    earned, all_stars = (sum(e.stars for e in group) for group in (groups[DONE], exercises))
    return (f"{number:02d}", *cells, f"{earned} of {all_stars}")
