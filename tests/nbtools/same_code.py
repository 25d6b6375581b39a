"""The lesson's code is the module's code.

A cell tagged `dlcore:functional.relu` or `dlcore:nn.Linear` defines that function or class; its syntax tree
equals the definition in dlcore. Left aside: docstrings, annotations and decorators (they serve who reads the
module), and whether a name has `nn.` or `F.` in front of it (inside dlcore/nn there is no `nn`).
A tag may end in a method: `dlcore:nn.Linear.forward`.
"""

import ast
import copy
import difflib
from pathlib import Path

from nbformat import NotebookNode

from tests.nbtools import ROOT
from tests.nbtools.cells import numbered, tags

PREFIX = "dlcore:"
PACKAGE = ROOT / "dlcore"
Definition = ast.FunctionDef | ast.ClassDef


class NotFound(LookupError):
    """The dotted name leads to no definition."""


def problems(nb: NotebookNode, package: Path = PACKAGE) -> list[str]:
    """Each tagged definition that differs from the module's, with the difference."""
    found = []
    for name, cell in numbered(nb, "code"):
        for tag in tags(cell):
            if tag.startswith(PREFIX):
                reason = difference(cell.source, tag.removeprefix(PREFIX), package)
                found += [f"{name}: {tag}: {reason}"] if reason else []
    return found


def difference(source: str, dotted: str, package: Path = PACKAGE) -> str:
    """How the definition in `source` differs from dlcore's; empty if it does not."""
    last = dotted.rpartition(".")[2]
    here = [node for node in ast.parse(source).body if isinstance(node, Definition) and node.name == last]
    if len(here) != 1:
        return f"the cell defines {last} {len(here)} times, expected once"
    try:
        there = definition(dotted, package)
    except NotFound as error:
        return str(error)
    lesson, module = essence(here[0]), essence(there)
    if ast.dump(lesson) == ast.dump(module):
        return ""
    lines = difflib.unified_diff(_lines(module), _lines(lesson), "dlcore", "lesson", lineterm="", n=1)
    return "differs from the module:\n" + "\n".join(lines)


def definition(dotted: str, package: Path = PACKAGE) -> Definition:
    """The definition that `dlcore.<dotted>` names, through re-exports. Reads files, imports nothing."""
    return _find(package, dotted.split("."), dotted, package)


def _find(folder: Path, names: list[str], dotted: str, package: Path) -> Definition:
    """Follow `names` from a package's folder or a module's file (given without its .py)."""
    file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    if not names or not file.is_file():
        raise NotFound(f"dlcore has no definition {dotted}")
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, Definition) and node.name == names[0]:
            return _member(node, names[1:], dotted)
        if isinstance(node, ast.ImportFrom):
            source = _source(node, folder if folder.is_dir() else folder.parent, package)
            for alias in node.names if source else ():
                if (alias.asname or alias.name) == names[0]:
                    inside = source / alias.name
                    if source.is_dir() and (inside.is_dir() or inside.with_suffix(".py").is_file()):
                        return _find(inside, names[1:], dotted, package)
                    return _find(source, [alias.name, *names[1:]], dotted, package)
    if folder.is_dir():
        return _find(folder / names[0], names[1:], dotted, package)
    raise NotFound(f"dlcore has no definition {dotted}")


def _member(node: Definition, names: list[str], dotted: str) -> Definition:
    """The method that `names` leads to inside a class; the node itself if nothing is left."""
    if not names:
        return node
    for inner in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(inner, Definition) and inner.name == names[0]:
            return _member(inner, names[1:], dotted)
    raise NotFound(f"dlcore has no definition {dotted}")


def _source(node: ast.ImportFrom, folder: Path, package: Path) -> Path | None:
    """The package or module (without .py) that an import takes from; None if it is not ours."""
    parts = node.module.split(".") if node.module else []
    if node.level:
        for _ in range(node.level - 1):
            folder = folder.parent
        return folder.joinpath(*parts)
    return package.joinpath(*parts[1:]) if parts[:1] == [package.name] else None


def essence(node: Definition) -> ast.AST:
    """A copy of the tree without docstrings, annotations, decorators and `nn.` or `F.` before a name."""
    return _Essence().visit(copy.deepcopy(node))


class _Essence(ast.NodeTransformer):
    def visit_FunctionDef(self, node):
        node.returns, node.type_comment = None, None
        return self._definition(node)

    def visit_ClassDef(self, node):
        return self._definition(node)

    def _definition(self, node):
        node.decorator_list = []
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_AnnAssign(self, node):
        self.generic_visit(node)
        return ast.Assign(targets=[node.target], value=node.value, lineno=0) if node.value else None

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id in ("nn", "F"):
            return ast.Name(id=node.attr, ctx=node.ctx)
        return node


def _lines(node: ast.AST) -> list[str]:
    return ast.unparse(ast.fix_missing_locations(node)).splitlines()
