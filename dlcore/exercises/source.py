"""Read the learner's code: is it still the starter, what is its name, which line failed."""

import ast
import inspect
import linecache
import textwrap


def definition(source):
    """The syntax tree of the first function in a piece of source, or None if there is none."""
    try:
        tree = ast.parse(textwrap.dedent(source))
    except (SyntaxError, ValueError, TypeError):
        return None
    return next((node for node in tree.body if isinstance(node, ast.FunctionDef)), None)


def source_of(function):
    """The source of a function, or None where Python does not know it."""
    try:
        return inspect.getsource(function)
    except (OSError, TypeError, SyntaxError):
        return None


def body(node):
    """The statements of a function as text: no docstring, no comments, no line numbers."""
    statements = node.body
    if statements and is_constant(statements[0], str):
        statements = statements[1:]
    return [ast.dump(statement) for statement in statements]


def is_constant(statement, kind):
    return (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, kind))


def is_empty(node):
    """Whether a function has no statement but a docstring, `...` and `pass`."""
    return all(isinstance(s, ast.Pass) or is_constant(s, (str, type(Ellipsis))) for s in node.body)


def starter_source(exercise):
    """What stands in the notebook before anybody worked on it, under the name the exercise asks for."""
    if exercise.starter is None:
        return f"def {exercise.signature}:\n    ...\n"
    lines = textwrap.dedent(inspect.getsource(exercise.starter)).splitlines(keepends=True)
    node = definition("".join(lines))
    head = lines[node.lineno - 1].replace(f"def {node.name}(", f"def {exercise.name}(", 1)
    return "".join([head, *lines[node.lineno:]])


def untouched(exercise, function):
    """Whether the learner's function is still the starter, by syntax tree. None without its source."""
    source = source_of(function)
    node = definition(source) if source else None
    return None if node is None else node_untouched(exercise, node)


def node_untouched(exercise, node, empty_too=True):
    """The same for a function definition in a syntax tree; `empty_too`: deleted code is no attempt either."""
    return (empty_too and is_empty(node)) or body(node) == body(definition(starter_source(exercise)))


def failing_line(function, error):
    """(number, text) of the line of the learner's code where the error came from, or None."""
    filename = function.__code__.co_filename
    found = None
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == filename:
            found = traceback.tb_lineno
        traceback = traceback.tb_next
    if found is None:
        return None
    return found, linecache.getline(filename, found).strip()
