'''Exercises: hints, answers, checks and known mistakes. One file a lesson, one small engine.

In a notebook (nothing here ever raises for a wrong answer)::

    from dlcore.exercises import exercise, answer, explain, hint, solution, progress

    @exercise("1.3")            # implement, or find the bug
    def neuron(x, w, b):
        ...                     # your code

    neuron.check()              # prints: right, or the reason why not yet

    answer("1.1", ...)          # predict: a number, or the letter of a choice
    explain("1.6", ...)         # in your own words; shows a model answer to compare with
    hint("1.3"); solution("1.3"); progress()

A lesson's file, ``dlcore/exercises/lesson01.py``, declares a list called EXERCISES. Ids "1.1", "1.2", ... in
order are exercises, 4 to 6 of them and at least one of each kind; "1.A", "1.B", ... are quick questions. What
the file needs is imported from here::

    """Exercises of lesson 01."""
    import numpy as np
    from dlcore.exercises import Bug, Explain, Implement, Mistake, Predict, Question, right, wrong

    # The solution is a plain function with the NAME and PARAMETERS of the notebook's function. Its source is
    # what solution("1.3") shows, so it may use only what the notebook has too (np, F, nn), no helper of here.
    def neuron(x, w, b):
        return w @ x + b

    def threshold(x, w, b):
        return 1.0 if w @ x + b >= 0 else 0.0

    # The untouched code of a bug hunt: the notebook has this body under the solution's name ("threshold").
    def buggy_threshold(x, w, b):
        return 1.0 if w @ x + b > 0 else 0.0

    def nand_weights():
        return np.array([-1.0, -1.0]), 1.5

    # A solution with more than one right answer is judged: None if acceptable, or else the sentence to print.
    # The arguments are what the learner returned, then the case's inputs.
    def realises_nand(returned):
        w, b = returned
        ...
        return None

    EXERCISES = [
        Predict("1.1", stars=1, title="One weight changes its sign",
                hint="Only one product changes.",
                answer=1.884,       # a float: within 0.5 % (`tolerance=`); int, string, bool, tuple: exactly
                because="The fourth product is -0.26, and the others stay.",
                mistakes=[(2.404, "That adds the fourth product: its weight is negative.")]),
        Predict("1.2", stars=1, title="Which way", hint="...", because="...",
                # the letters a, b, c follow the order
                choices=[wrong("Up", "why not"), right("Down", "why"), wrong("Nowhere", "why not")]),
        Implement("1.3", stars=1, title="A neuron in one line",
                  hint="Which operator adds up products?",
                  solution=neuron,
                  # a tuple of inputs each, or a function that makes one when it is needed
                  cases=[(np.array([1.0, 2.0]), np.array([3.0, 4.0]), 0.5),
                         lambda: (np.random.default_rng(0).normal(size=5), np.ones(5), -1.0)],
                  mistakes=[(lambda x, w, b: w @ x, "The bias is missing."),
                            (lambda x, w, b: w @ (x + b), "The bias is added once, after the sum."),
                            (0.5, "Whatever comes in, 0.5 comes out.")]),     # a value: it is always returned
        Bug("1.4", stars=2, title="Silent at the threshold", hint="Try w @ x + b = 0 exactly.",
            starter=buggy_threshold, solution=threshold, cases=[...], mistakes=[...],
            because="step(0) = 1: the boundary belongs to the side that fires."),   # solution() prints it too
        Implement("1.5", stars=2, title="Weights that realise NAND", hint="...",
                  solution=nand_weights, judge=realises_nand,
                  mistakes=[Mistake(lambda: (np.array([1.0, 1.0]), -1.5), "That is AND, the opposite.",
                                    when=lambda returned: gate_of(returned) == (0, 0, 0, 1))]),
        Explain("1.6", stars=1, title="Why no line does XOR", hint="...",
                answer="Add the four inequalities ...",
                points=["all four conditions are named", "they contradict each other"]),
        Question("1.A", text="What is step(0)?",
                 choices=[wrong("0", "..."), right("1", "..."), wrong("undefined", "...")]),
    ]

More on each field: `dlcore.exercises.kinds`. How values are compared: `dlcore.exercises.compare`.
Every lesson file is tested untouched, solved and with every known mistake: `tests/exercises/three_states.py`.
'''

from .catalog import UnknownExercise, find
from .kinds import Bug, Explain, Implement, Mistake, Predict, Question, right, wrong
from .notebook import answer, exercise, explain, hint, progress, solution

__all__ = ["Bug", "Explain", "Implement", "Mistake", "Predict", "Question", "UnknownExercise", "answer",
           "exercise", "explain", "find", "hint", "progress", "right", "solution", "wrong"]
