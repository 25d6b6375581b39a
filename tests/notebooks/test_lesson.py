"""Every lesson has the shape of a lesson; each rule shown to see its violation."""

import warnings
from types import SimpleNamespace

import pytest

from dlcore.exercises import catalog
from tests.nbtools import canonical, lesson, lessons, solutions
from tests.nbtools.cells import code, markdown, notebook, printed


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_stored_lesson_has_the_shape(path):
    nb = canonical.read(path)
    found = lesson.problems(nb, path, catalog.lesson(int(path.name[:2])))
    found += [f"exercise {name} is not stored untouched" for cell in nb.cells for name in touched_in(cell)]
    assert not found, "\n".join(found)
    for sentence in lesson.advice(nb):
        warnings.warn(f"{path.stem}: {sentence}", stacklevel=1)


def touched_in(cell):
    return solutions.touched(cell.source) if "exercise" in cell.metadata.get("tags", ()) else []


OPENING = """# Find a number

![Seven dots on a line](../images/dots.svg)
*8 minutes. [Notation](00_notation.ipynb). Before: [two](02_b.ipynb); next: [four](04_d.ipynb).*

**What you'll do.** Guess. **What you\u2019ll learn.** To guess. **What you'll need.** Nothing."""
DECLARED = {
    "3.1": SimpleNamespace(kind="predict"),
    "3.2": SimpleNamespace(kind="implement"),
    "3.3": SimpleNamespace(kind="bug"),
    "3.4": SimpleNamespace(kind="explain"),
    "3.A": SimpleNamespace(kind="question"),
}
EXERCISES = [
    code('answer("3.1", ...)', tags=("exercise",)),
    code('@exercise("3.2")\ndef mean(x):\n    ...\n\nmean.check()', tags=("exercise",)),
    code('@exercise("3.3")\ndef total(x):\n    return 0\n\ntotal.check()', tags=("exercise",)),
    code('explain("3.4", ...)', tags=("exercise",)),
]


def example(opening=OPENING, sections=lesson.SECTIONS, exercises=EXERCISES, extra=()):
    cells = [markdown(opening), code('quiz("3.A")')]
    for name in sections:
        text = f"## {name}"
        if name == "Summary":
            text += "\n\n| here | in PyTorch |\n| --- | --- |\n| a | b |"
        if name == "Further reading":
            text += "\n\n- [A page](https://example.org): on which sense of wrong makes\n  the mean right."
        cells.append(markdown(text))
        cells += exercises if name == "On your own" else []
    return notebook(*cells, *extra)


@pytest.fixture
def path(tmp_path):
    for name in ("00_notation", "01_a", "02_b", "03_c", "04_d", "05_e"):
        (tmp_path / f"{name}.ipynb").touch()
    return tmp_path / "03_c.ipynb"


def test_a_lesson_of_the_right_shape(path):
    assert lesson.problems(example(), path, DECLARED) == []
    longer = [f"{name}: more" if name == "By hand" else name for name in lesson.SECTIONS]
    assert lesson.sections(example(sections=longer)) == []


def test_neighbours(path):
    assert lesson.neighbours(path) == ["02_b.ipynb", "04_d.ipynb"]
    assert lesson.neighbours(path.with_name("01_a.ipynb")) == ["02_b.ipynb"]
    assert lesson.neighbours(path.with_name("05_e.ipynb")) == ["04_d.ipynb"]


USES_IT = [code("y = mean([1])")]
DEFINES_IT_ITSELF = [code("def mean(x):\n    return 0\n\nmean([1])"), code("mean([2])")]


@pytest.mark.parametrize(
    "nb, sentence",
    [
        (example(OPENING.replace("../images/", "")), "one picture of ../images/"),
        (example(OPENING.replace("8 minutes", "Short")), "how many minutes"),
        (example(OPENING.replace("00_notation", "01_a")), "links to 00_notation.ipynb"),
        (example(OPENING.replace("02_b", "01_a")), "links to 02_b.ipynb"),
        (example(OPENING.replace("04_d", "05_e")), "links to 04_d.ipynb"),
        (example(OPENING.replace("What you'll need", "Needs")), 'lacks "What you\'ll need"'),
        (example(sections=lesson.SECTIONS[1:]), "no section 'Play first'"),
        (example(sections=lesson.SECTIONS[::-1]), "another order"),
        (example(sections=[n.replace("Summary", "Summary:") for n in lesson.SECTIONS]), "here / in PyTorch"),
        (example(exercises=EXERCISES[1:]), "exercises in the notebook"),
        (example(exercises=EXERCISES[::-1]), "exercises in the notebook"),
        (example(exercises=[*EXERCISES, code('quiz("3.B")')]), "quick questions in the notebook"),
        (example(exercises=[code(cell.source) for cell in EXERCISES]), "has the tag 'exercise'"),
        (example(extra=[code("x = 1", tags=("exercise",))]), "and no other, has the tag"),
        (example(extra=[code("x = 1\n" * 26)]), "26 lines of code"),
        (example(extra=[code("x = 1")] * 41), "46 code cells"),
        (example(extra=USES_IT), "uses 'mean', which only an exercise defines"),
        (example(extra=[markdown("- [A bare link](https://example.org)")]), "reference is not described"),
    ],
)
def test_each_rule_sees_its_violation(path, nb, sentence):
    assert sentence in "\n".join(lesson.problems(nb, path, DECLARED))


def test_every_kind_of_exercise_is_asked_for(path):
    declared = {name: SimpleNamespace(kind="predict") for name in DECLARED}
    said = "\n".join(lesson.exercises(example(), declared))
    assert all(f"no exercise of the kind {kind!r}" in said for kind in ("bug", "explain", "implement"))
    few = {"3.1": DECLARED["3.1"]}
    assert "1 exercises, expected 4 to 6" in "\n".join(lesson.exercises(example(), few))


def test_a_name_the_lesson_defines_itself_is_free(path):
    assert lesson.leaves(example(extra=DEFINES_IT_ITSELF)) == []


def test_advice():
    nb = example(extra=[markdown("word " * 2200), code("f()", printed("x\n" * 13))])
    assert "prints 13 lines" in "\n".join(lesson.advice(nb))
    assert "words of prose" in "\n".join(lesson.advice(nb))
    assert lesson.advice(example()) == []
