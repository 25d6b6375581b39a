"""Quick questions: buttons and sentences, with and without a browser."""

import pytest
from ipywidgets.widgets.widget import _instances

from dlcore.exercises import Question, catalog, right, wrong
from dlcore.widgets import quiz


@pytest.fixture(autouse=True)
def lesson(monkeypatch):
    question = Question(
        "99.A",
        text="What is step(0), if 0 < 1?",
        choices=[
            wrong("0", "The step includes its edge."),
            right("1", "w @ x + b >= 0 fires."),
            wrong("-", "Look."),
        ],
    )
    monkeypatch.setitem(catalog.loaded, 99, {"99.A": question})


def test_notebook_form_lists_the_question_and_its_choices():
    shown = quiz("99.A")
    text = "Quick question 99.A: What is step(0), if 0 < 1?\n  a. 0\n  b. 1\n  c. -\n"
    assert shown._repr_mimebundle_()["text/plain"] == text + (
        '  Answer with the buttons, or with quiz("99.A", "a").'
    )
    assert "application/vnd.jupyter.widget-view+json" in shown._repr_mimebundle_()
    shown.close()


def test_a_click_marks_the_button_and_says_why():
    shown = quiz("99.A")
    shown.buttons["a"].click()
    assert (
        "Not quite: a. The step includes its edge." in shown.line.value and 'role="alert"' in shown.line.value
    )
    assert (shown.buttons["a"].icon, shown.buttons["a"].button_style) == ("times", "warning")
    shown.buttons["b"].click()
    assert "Right: b. w @ x + b &gt;= 0 fires." in shown.line.value
    assert shown.buttons["b"].icon == "check" and shown.buttons["a"].icon == ""
    shown.close()


@pytest.mark.parametrize(
    ("letter", "line"),
    [("b", "Right: b. w @ x + b >= 0 fires.\n"), ("a", "Not quite: a. The step includes its edge.\n")],
)
def test_a_letter_answers_without_buttons(capsys, letter, line):
    assert quiz("99.A", letter) is None
    assert capsys.readouterr().out == line


@pytest.mark.parametrize("given", [("99.A", "z"), ("99.A", 1), ("99.B",), ("98.A",), (3,)])
def test_what_is_not_there_is_answered_with_what_is(capsys, given):
    assert quiz(*given) is None
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_closing_leaves_nothing():
    before = set(_instances)
    quiz("99.A").close()
    assert set(_instances) <= before
