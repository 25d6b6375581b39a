"""Find an exercise by its id. A lesson's file is loaded when one of its exercises is asked for."""

import importlib
import importlib.util
import pkgutil
import re

loaded = {}  # lesson number -> {id: exercise}


class UnknownExercise(LookupError):
    """There is no such exercise. The text says which there are."""


def find(id):
    """The exercise or quick question with this id. Raises UnknownExercise, which lists the ids there are."""
    match = re.fullmatch(r"(\d{1,4})\.(\d+|[A-Z])", id) if isinstance(id, str) else None
    if match is None:
        raise UnknownExercise(f'{describe(id)} is not the id of an exercise. An id is a text such as "1.2".')
    found = lesson(int(match[1]))
    if id not in found:
        raise UnknownExercise(f'there is no exercise "{id}". Lesson {match[1]} has: {", ".join(found)}.')
    return found[id]


def lesson(number):
    """{id: exercise} of one lesson, in the order of its file. Raises UnknownExercise if it has no file."""
    if number not in loaded:
        name = f"{__package__}.lesson{number:02d}"
        if importlib.util.find_spec(name) is None:
            present = ", ".join(map(str, lesson_numbers())) or "none yet"
            raise UnknownExercise(f"lesson {number} has no exercises. Lessons with exercises: {present}.")
        loaded[number] = collect(importlib.import_module(name), number)
    return loaded[number]


def lesson_numbers():
    """The numbers of all lessons with exercises, in order."""
    package = importlib.import_module(__package__)
    names = [re.fullmatch(r"lesson(\d+)", module.name) for module in pkgutil.iter_modules(package.__path__)]
    return sorted({int(match[1]) for match in names if match} | set(loaded))


def collect(module, number):
    """{id: exercise} from a module's EXERCISES. Raises ValueError for ids given twice or out of place."""
    found = {}
    for exercise in module.EXERCISES:
        if exercise.id in found or not exercise.id.startswith(f"{number}."):
            raise ValueError(f"{module.__name__}: {exercise.id!r} is given twice or not of lesson {number}")
        found[exercise.id] = exercise
    return found


def describe(id):
    """How a wrong id is quoted back."""
    if isinstance(id, str):
        return f'"{id[:30]}"'
    return repr(id) if isinstance(id, (int, float)) else f"a {type(id).__name__}"
