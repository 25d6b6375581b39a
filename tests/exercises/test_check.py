"""What check() says to a learner, sentence by sentence."""

import pytest

from tests.exercises.cells import run_cell

HEAD = {
    "90.2": "def sigmoid(z):",
    "90.3": "def layer_gradient(x, dz):",
    "90.4": "def relu_slope(z):",
    "90.5": "def nand_weights():",
}


def check(id, *body, head=None, **names):
    """Run a cell with this body and its check."""
    head = head or HEAD[id]
    name = head[len("def "):head.index("(")]
    lines = "\n".join(f"    {line}" for line in body)
    return run_cell(f'@exercise("{id}")\n{head}\n{lines}\n\n{name}.check()\n', **names)


@pytest.fixture
def said(capsys):
    def said(*args, **names):
        check(*args, **names)
        out = capsys.readouterr()
        assert out.err == ""
        return out.out.rstrip("\n")
    return said


@pytest.mark.parametrize("body", [
    ["..."], ["...     # your code"], ["pass"], ['"""Doc."""'], ['"""Doc."""', "..."], ["# hm", "..."]])
def test_untouched(said, body):
    assert said("90.2", *body) == '90.2: not attempted yet. hint("90.2") has a first step.'


def test_untouched_bug_whatever_its_comments(said):
    body = ["slope = np.ones_like(z)", "# where?", "if z.any() < 0:", "    slope[z<0] = 0.0", "return slope"]
    assert said("90.4", *body).startswith("90.4: not attempted yet.")


def test_a_changed_bug_that_behaves_the_same(said):
    body = ["slope = np.ones_like(z)", "if z.any() < 0:", "    slope[z < 0] = 0", "return slope"]
    assert said("90.4", *body) == "90.4: not yet. It still does what the code you were given does."


@pytest.mark.parametrize("source, text", [
    ("def sigmoid(z):\n    ...", "90.2: not attempted yet."),
    ("def sigmoid(z):\n    return 1 / (1 + np.exp(-z))", "90.2: right."),
])
def test_without_a_source(capsys, source, text):
    import numpy as np

    from dlcore.exercises import exercise
    names = {"np": np}
    exec(compile(source, "<nowhere>", "exec"), names)
    exercise("90.2")(names["sigmoid"]).check()
    assert capsys.readouterr().out.startswith(text)


def test_right_says_one_line(said):
    assert said("90.2", "return 0.5 * np.tanh(z / 2) + 0.5") == "90.2: right."
    assert said("90.5", "return [-2, -2], 3") == "90.5: right."
    assert said("90.3", "return [dz[:, None] * x, dz + 1e-12]") == "90.3: right."


def test_the_function_stays_a_function(capsys):
    cell = check("90.2", '"""S."""', "return 1 / (1 + np.exp(-z))")
    assert cell["sigmoid"](0) == 0.5 and cell["sigmoid"](z=0) == 0.5
    assert cell["sigmoid"].__name__ == "sigmoid" and cell["sigmoid"].__doc__ == "S."
    assert repr(cell["sigmoid"]) == "exercise 90.2: sigmoid(z)"


@pytest.mark.parametrize("id, body, sentence", [
    ("90.2", ["return 1 / (1 + np.exp(z))"], "It falls where it should rise."),
    ("90.3", ["return np.outer(x, dz), dz"], "dW lies on its side: W is (n_out, n_in)."),
    ("90.5", ["return np.array([2, 2]), -3"], "That is AND: NAND is its opposite."),
])
def test_known_mistakes(said, id, body, sentence):
    assert said(id, *body) == f"{id}: not yet. {sentence}"


def test_a_mistake_that_raises_is_known_too(said):
    assert said("90.3", "return dz @ x, dz") == "90.3: not yet. `@` adds up, an outer product does not."


@pytest.mark.parametrize("id, body, text", [
    ("90.2", ["y = 1", "return y / 0"],
     "It stops in line 4, `return y / 0`: ZeroDivisionError: division by zero. This was with z = 0.5."),
    ("90.2", ["return w"], "It stops in line 3, `return w`: NameError: name 'w' is not defined. "
                           "This was with z = 0.5."),
    ("90.2", ["raise SystemExit"], "It stops in line 3, `raise SystemExit`: SystemExit. This was with"),
    ("90.2", ["return ... + z"], "It stops in line 3, `return ... + z`: TypeError: unsupported operand "
     "type(s) for +: 'ellipsis' and 'float'. The three dots stand for your code. This was with z = 0.5."),
    ("90.2", ["return sigmoid(z)"], "RecursionError"),
    ("90.3", ["return dz * x, dz"], "be broadcast together with shapes (2,) (3,). The shapes do not fit"),
    ("90.5", ["return ..., 1.5"], "The three dots stand for your code."),
    ("90.5", ["return np.full(2, np.nan), 1.5"], "To 00, 01, 10, 11 it says (0, 0, 0, 0)"),
    ("90.2", ["z"], "It returned None, expected a number. Is a `return` missing? This is for z = 0.5."),
    ("90.2", ["return ...,"], "It returned a tuple of 1 value, expected a number. This is for z = 0.5."),
    ("90.2", ["y = ...", "return y"], "It returned ..., expected a number. The three dots stand for"),
    ("90.2", ["return [z]"], "It returned a list of 1 value, expected a number."),
    ("90.2", ["return np.array([z])"], "It returned an array of shape (1,), expected a number."),
    ("90.2", ["return z > 0"], "It returned True or False, expected a number: turn them into 1.0 and 0.0."),
    ("90.2", ["return 'x'"], "It returned a string, expected a number."),
    ("90.2", ["return float('nan')"], "Expected 0.6225, got nan. This is for z = 0.5."),
    ("90.2", ["return 0.62246"], "Expected 0.62245933, got 0.62246. This is for z = 0.5."),
    ("90.2", ["return 0.6224593312018546 + 0 * np.sum(z)"],
     "It returned the number 0.6225, expected an array of shape (3,). This is for z = [-2, 0, 3]."),
    ("90.2", ["return np.where(z == 0, 0, 1 / (1 + np.exp(-z)))"],
     "At [1]: expected 0.5, got 0 (1 of 3 entries differ). This is for z = [-2, 0, 3]."),
    ("90.3", ["return np.outer(dz, x)"],
     "It returned an array of shape (2, 3), expected a tuple of 2 values."),
    ("90.3", ["return np.outer(dz, x), dz, x"], "It returned 3 values, expected 2."),
    ("90.3", ["return np.outer(dz, x), dz[:, None]"],
     "In value 2 of 2: the shape is (2, 1), expected (2,). There is one dimension too many."),
    ("90.3", ["return np.outer(dz, x), -dz"],
     "In value 2 of 2: at [0]: expected 0.5, got -0.5 (2 of 2 entries differ). This is for x = [1, 2, 3], "
     "dz = [0.5, -1]."),
    ("90.3", ["return np.outer(dz, x).tolist(), dz"],
     "In value 1 of 2: it returned a list, expected an array of shape (2, 3): np.array(...) makes one."),
    ("90.4", ["return z > 0"],
     "It returned True or False, expected an array of shape (3,): turn them into 1.0 and 0.0."),
    ("90.5", ["return np.zeros(2), 1.0"], "To 00, 01, 10, 11 it says (1, 1, 1, 1); NAND says (1, 1, 1, 0)."),
    ("90.5", ["return None"], "It returned None, expected a tuple of 2 values. Is a `return` missing?"),
    ("90.5", ["return np.zeros(3), 1.0"], "In value 1 of 2: the shape is (3,), expected (2,)."),
])
def test_what_is_said(said, id, body, text):
    line = said(id, *body)
    assert line.startswith(f"{id}: not yet. ") and text in line
    assert "\n" not in line


def test_inputs_changed_in_place(said):
    assert "At [0]: expected 0" in said("90.4", "z[:] = 7", "return z")  # wrong values come first
    body = ["slope = (z >= 0) * 1.0", "z[:] = 7", "return slope"]
    assert said("90.4", *body).startswith("90.4: not yet. The result is right, but z is changed in place")


def test_a_returned_buffer_that_is_written_again(said):
    line = said("90.4", "z[:] = z >= 0", "return z")
    assert line.startswith("90.4: not yet. The result is right, but z is changed in place")


def test_the_exercise_asks_for_its_own_property(said):
    body = ["y = np.asarray(1 / (1 + np.exp(-z)))", "return y if y.size < 9 else -y"]
    assert said("90.2", *body) == "90.2: not yet. Between -3 and 3 it falls somewhere."
    body = ["y = np.asarray(1 / (1 + np.exp(-z)))", "return y if y.size < 9 else w"]
    assert said("90.2", *body).startswith("90.2: not yet. It stops in line 4")


@pytest.mark.parametrize("head, text", [
    ("def sigma(z):", "The exercise asks for a function called sigmoid(z); this one is called sigma."),
    ("def sigmoid(x):", "The parameters must stay sigmoid(z); these are (x)."),
    ("def sigmoid(z, beta=1):", "The parameters must stay sigmoid(z); these are (z, beta)."),
])
def test_renamed(said, head, text):
    assert said("90.2", "return 1", head=head) == f"90.2: not yet. {text}"


def test_generators_and_coroutines_get_a_sentence(said):
    assert "no async, no yield" in said("90.2", "yield 1")


def test_warnings_of_the_learners_code_are_silent(said):
    assert said("90.2", "return np.log(-1.0) + 0 * z") .startswith("90.2: not yet. Expected 0.6225, got nan.")


@pytest.mark.parametrize("source, text", [
    ('@exercise("90.77")\ndef f(x):\n    ...\nf.check()',
    'There is no exercise "90.77". Lesson 90 has: 90.1, '),
    ('@exercise("77.1")\ndef f(x):\n    ...\nf.check()', "Lesson 77 has no exercises. Lessons with"),
    ('@exercise(90.2)\ndef f(x):\n    ...\nf.check()', "90.2 is not the id of an exercise. An id is a text"),
    ('@exercise("90.1")\ndef f(x):\n    ...\nf.check()', "90.1 is used in another way: answer("),
    ('@exercise\ndef f(x):\n    ...', 'Write the id of the exercise after @exercise: `@exercise("1.2")`.'),
    ('exercise("90.2")(3)', "@exercise stands above a function"),
    ('@exercise("90.2")\nclass sigmoid:\n    ...', "@exercise stands above a function"),
])
def test_wrong_ids_and_wrong_use(capsys, source, text):
    run_cell(source)
    assert capsys.readouterr().out.startswith(text)
