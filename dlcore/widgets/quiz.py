"""Quick questions in the flow of a lesson: buttons, and a sentence that says why a choice is right or wrong.

The question, its choices and their sentences stand in `dlcore.exercises`, one file a lesson.
"""

import html

from ipywidgets import Button, HBox, HTMLMath, Layout, VBox

from dlcore.exercises import Question
from dlcore.exercises.notebook import lookup
from dlcore.widgets.base import close_tree, replace_earlier


def quiz(id, choice=None):
    """Show the quick question ``id`` ("1.A") with its buttons; ``quiz("1.A", "b")`` answers it without them.

    An unknown id or letter is answered with a printed line that lists what there is.
    """
    question = lookup(id, Question)
    if question is None:
        return None
    if choice is None:
        return Quiz(question)
    try:
        print(verdict(question, choice.strip().lower() if isinstance(choice, str) else choice)[1])
    except KeyError as unknown:
        print(unknown.args[0])
    return None


def verdict(question, letter):
    """(whether it is right, the line that says so and why). Raises KeyError for an unknown letter."""
    right, why = question.explain(letter)
    return right, f"{'Right' if right else 'Not quite'}: {letter}. {why}"


class Quiz(VBox):
    """A question, one button for each choice, and below them the line that explains the last one clicked.

    A reader may try every choice: the sentences of the wrong ones teach too.
    """

    def __init__(self, question):
        self.question = question
        self.buttons = {letter: self._button(letter, text) for letter, text in question.choices}
        middle = Layout(align_items="center")
        rows = [HBox([self.buttons[a], _text(text)], layout=middle) for a, text in question.choices]
        self.line = HTMLMath()
        super().__init__([_text(question.text, "b"), *rows, self.line])
        self.add_class("dlcore-quiz")
        replace_earlier(self)

    def _button(self, letter, text):
        button = Button(description=letter, tooltip=text, layout=Layout(width="48px"))
        button.on_click(lambda _: self.choose(letter))
        return button

    def choose(self, letter):
        """What a click does: mark the button with a sign and a colour, and say why."""
        right, words = verdict(self.question, letter)
        for button in self.buttons.values():
            button.icon = button.button_style = ""
        chosen = self.buttons[letter]
        chosen.icon, chosen.button_style = ("check", "success") if right else ("times", "warning")
        # An "alert" that appears is read out by screen readers.
        self.line.value = f'<div role="alert">{html.escape(words)}</div>'

    def close(self):
        """Close every part."""
        close_tree(self)

    def _repr_mimebundle_(self, **kwargs):
        question = self.question
        choices = [f"  {letter}. {text}" for letter, text in question.choices]
        how = f'  Answer with the buttons, or with quiz("{question.id}", "{question.choices[0][0]}").'
        text = "\n".join([f"Quick question {question.id}: {question.text}", *choices, how])
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": text}


def _text(text, tag="span"):
    return HTMLMath(f"<{tag}>{html.escape(text)}</{tag}>")
