"""Switch the reference solutions into the exercise cells of a notebook.

    cell.source = switch_in(cell.source)        # any cell: one without an exercise comes back as it was
    unsolved(cell.source, printed) == []        # after running it: every exercise says it is right

The same reading of a cell also tells whether it is untouched: `touched(source)` lists what is not.
"""

import ast
import inspect
import textwrap

import numpy as np

from dlcore.exercises import find
from dlcore.exercises.source import node_untouched

CALLS = {"answer": "predict", "explain": "explain", "quiz": "question"}
UNTOUCHED = {"answer": ["..."], "explain": ["..."], "quiz": []}  # what stands there after the id
DECORATOR = "exercise"


def exercises_in(source):
    """[(id, the statement), ...] of the `@exercise`, answer(...), explain(...) and quiz(...) in a cell."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a magic command: no exercise cell has one
        return []
    found = []
    for statement in statements:
        if isinstance(statement, ast.FunctionDef):
            calls = statement.decorator_list
        else:
            calls = [statement.value] if isinstance(statement, ast.Expr) else []
        names = {DECORATOR} if isinstance(statement, ast.FunctionDef) else set(CALLS)
        found += [(called_id(call), statement) for call in calls if called_name(call) in names]
    return found


def called_name(call):
    return call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else None


def called_id(call):
    """The id in exercise("1.2"). Raises ValueError if it is not written there as a text."""
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
        return call.args[0].value
    raise ValueError(f'{ast.unparse(call)}: the id stands there as a text, as in exercise("1.2")')


def switch_in(source):
    """The cell with the reference solution. Raises UnknownExercise for an id that no lesson declares."""
    lines = source.split("\n")
    for id, statement in reversed(exercises_in(source)):
        first, last = statement.lineno - 1, statement.end_lineno
        if isinstance(statement, ast.FunctionDef):
            new = textwrap.dedent(inspect.getsource(find(id).solution)).rstrip()
        else:
            new = f"{called_name(statement.value)}({literal(id)}, {literal(find(id).answer)})"
        lines[first:last] = [new]
    return "\n".join(lines)


def literal(value):
    """A value as Python source, without NumPy's types."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, tuple):
        return "(" + "".join(literal(entry) + ", " for entry in value) + ")"
    return repr(value)


def unsolved(source, printed):
    """The ids in the cell of which the printed text does not say that they are right (explain: compared)."""
    lines = printed.splitlines()
    return [id for id, _ in exercises_in(source)
            if not any(line.startswith(right_start(find(id))) for line in lines)]


def right_start(exercise):
    """How the line begins that says an exercise is right."""
    if exercise.kind == "question":
        return f"Right: {exercise.answer}."
    return f"{exercise.id}: {'compare' if exercise.kind == 'explain' else 'right'}"


def touched(source):
    """The ids in the cell that do not stand there as the lesson declares them (name, body, answer)."""
    found = []
    for id, statement in exercises_in(source):
        exercise = find(id)
        if isinstance(statement, ast.FunctionDef):
            untouched = node_untouched(exercise, statement, empty_too=exercise.starter is None)
            untouched &= statement.name == exercise.name and parameters(statement) == exercise.parameters
        else:
            name = called_name(statement.value)
            given = [ast.unparse(argument) for argument in statement.value.args[1:]]
            untouched = given == UNTOUCHED[name] and CALLS[name] == exercise.kind
        if not untouched:
            found.append(id)
    return found


def parameters(function):
    """The names of all parameters of a definition, in the order of inspect.signature."""
    a = function.args
    several = [[a.vararg] if a.vararg else [], a.kwonlyargs, [a.kwarg] if a.kwarg else []]
    return [p.arg for p in [*a.posonlyargs, *a.args, *(q for group in several for q in group)]]
