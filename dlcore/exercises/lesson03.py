"""Exercises of lesson 03, Stack neurons into layers."""

import numpy as np

from dlcore.exercises import Bug, Explain, Implement, Mistake, Predict, Question, right, wrong

VOTES = np.array([[i, j, k] for i in (0.0, 1.0) for j in (0.0, 1.0) for k in (0.0, 1.0)])
SQUARE = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0], [3.0, 0.0, 1.0]])
TALL = np.array([[1.0, -2.0], [0.5, 1.0], [2.0, 0.0]])


def parameters_from_widths(widths):
    total = 0
    for n_in, n_out in zip(widths, widths[1:]):
        total += n_out * n_in + n_out       # the weights of a layer, and its biases
    return total


def start_layer(n_in, n_out, rng):
    W = rng.normal(size=(n_out, n_in)) * np.sqrt(2 / n_in)
    b = np.zeros(n_out)
    return W, b


def start_layer_unscaled(n_in, n_out, rng):
    W = rng.normal(size=(n_out, n_in))
    b = np.zeros(n_out)
    return W, b


def scaled_by(factor):
    """A start whose weights are normal numbers times factor(n_in, n_out)."""

    def start(n_in, n_out, rng):
        return rng.normal(size=(n_out, n_in)) * factor(n_in, n_out), np.zeros(n_out)

    return start


def start_layer_turned(n_in, n_out, rng):
    return rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in), np.zeros(n_out)


def start_layer_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / n_in)
    return rng.uniform(-limit, limit, size=(n_out, n_in)), np.zeros(n_out)


def has_other_numbers(returned, n_in, n_out, rng):
    """Whether the weights are something else than a multiple of the normal numbers that rng gives."""
    drawn = rng.normal(size=(n_out, n_in))
    return returned[0].shape == drawn.shape and bool(np.ptp(returned[0] / drawn) > 1e-9)


def relu_layer(X, W, b):
    return np.maximum(X @ W.T + b, 0.0)


def relu_layer_without_transpose(X, W, b):
    return np.maximum(X @ W + b, 0.0)


def exactly_two():
    W1 = np.ones((2, 3))                    # both hidden neurons count the votes
    b1 = np.array([-1.5, -2.5])             # at least two; at least three
    w2 = np.array([1.0, -1.0])              # the first, but not the second
    b2 = -0.5
    return W1, b1, w2, b2


def votes_answered(returned):
    """The answers to all eight votes as a tuple of 0 and 1; None where the four arrays have other shapes."""
    try:
        W1, b1, w2 = (np.asarray(part, dtype=float) for part in returned[:3])
        (b2,) = np.asarray(returned[3], dtype=float).ravel()
    except (TypeError, ValueError, IndexError):
        return None
    if W1.shape != (2, 3) or b1.shape != (2,) or w2.size != 2 or len(returned) != 4:
        return None
    hidden = VOTES @ W1.T + b1 >= 0
    return tuple(int(z >= 0) for z in hidden @ w2.ravel() + b2)


def when_votes(*counts):
    """The answers of a network that says 1 for these numbers of votes."""
    return tuple(int(row.sum() in counts) for row in VOTES)


def decides_exactly_two(returned):
    """None where the returned network answers all eight votes rightly, else the first vote that it gets wrong."""
    answers = votes_answered(returned)
    if answers is None:
        return "Return four things: W1 of shape (2, 3), b1 of shape (2,), w2 of shape (2,), and b2, one number."
    for vote, said, wanted in zip(VOTES, answers, when_votes(2)):
        if said != wanted:
            people = ", ".join(f"{v:.0f}" for v in vote)
            return f"The votes ({people}) should give {wanted}, and this network says {said}."
    return None


EXERCISES = [
    Predict(
        "3.1", stars=1, title="The shape of the result",
        hint="Each example gets one number from each neuron. Examples are rows.",
        answer=(32, 6),
        because="(32, 5) @ (5, 6): the fives agree and vanish. One row an example, one column a neuron.",
        mistakes=[
            ((6, 32), "That is the batch in columns. The examples are rows here, so the 32 comes first."),
            ((32, 5), "That is the shape of the input. Each example leaves the layer with one number a neuron."),
            ((6, 5), "That is the shape of the weights. They do not depend on how many examples there are."),
            ((32,), "That would be one number an example, from one neuron. There are six neurons."),
            ((6,), "That is the result for a single example. There are 32."),
            ((5,), "Those are the inputs of one example. Each neuron turns them into one number, and there are 32 examples."),
            ((5, 6), "That is the shape of W.T, by which the batch is multiplied."),
        ],
    ),
    Implement(
        "3.2", stars=1, title="Count without building",
        hint="Walk over neighbouring widths: zip(widths, widths[1:]). What does one layer need?",
        solution=parameters_from_widths,
        cases=[([5, 6],), ([5, 6, 2],), ([10, 12, 12, 12, 1],), ([3, 3, 4],)],
        mistakes=[
            (lambda widths: sum(m * n for n, m in zip(widths, widths[1:])), "Those are the weights alone. Each neuron has a bias as well."),
            (lambda widths: sum(m * n + n for n, m in zip(widths, widths[1:])), "A bias belongs to a neuron, not to an input: each layer has n_out of them."),
            (lambda widths: sum(widths), "That counts inputs and neurons. Each neuron has one weight for every input, and a bias."),
            (lambda widths: widths[1] * widths[0] + widths[1], "That is the first layer. The others have parameters too."),
            (lambda widths: sum(m * n for n, m in zip(widths, widths[1:])) + sum(widths),
             "Almost: the inputs are counted among the biases. Inputs are data; they have no bias."),
            (lambda widths: sum(m * n + 1 for n, m in zip(widths, widths[1:])), "Each neuron has its own bias, so a layer has n_out of them, not one."),
        ],
        because="Each layer has n_out rows of n_in weights, and n_out biases.",
    ),
    Bug(
        "3.3", stars=2, title="A start that explodes",
        hint="The sum of n random numbers spreads over sqrt(n). By what must each weight be multiplied, if ReLU then keeps half of the mean square?",
        starter=start_layer_unscaled,
        solution=start_layer,
        cases=[
            lambda: (8, 3, np.random.default_rng(0)),
            lambda: (2, 6, np.random.default_rng(1)),
            lambda: (50, 4, np.random.default_rng(2)),
        ],
        mistakes=[
            (scaled_by(lambda n_in, n_out: 0.01), "A fixed factor fits one width only: with ten layers of 100 the signal now dies instead. Let the factor depend on n_in."),
            (scaled_by(lambda n_in, n_out: 0.1), "A fixed factor fits one width only: 0.1 is too small for few inputs, too large for many. Let it depend on n_in."),
            (scaled_by(lambda n_in, n_out: 0.0), "With zeros all neurons of the layer are twins. Keep the random numbers and make them smaller."),
            (scaled_by(lambda n_in, n_out: np.sqrt(2) / n_in), "The root belongs over the whole fraction: the sum grows like sqrt(n), so n stands under the root as well."),
            (scaled_by(lambda n_in, n_out: np.sqrt(2 / (n_in + n_out))),
             "That is another known start (Glorot and Bengio, 2010), made for tanh. Before ReLU the inputs alone count: n_in."),
            (scaled_by(lambda n_in, n_out: np.sqrt(1 / n_in)), "That keeps the spread of z. ReLU then takes away half of the mean square: where does a 2 belong?"),
            (scaled_by(lambda n_in, n_out: 2 / n_in), "2 / n_in is the variance. The factor is its square root, the standard deviation."),
            (scaled_by(lambda n_in, n_out: 1 / n_in), "Dividing by n would be right if the numbers never cancelled. They do, so their sum grows like sqrt(n) only."),
            (scaled_by(lambda n_in, n_out: np.sqrt(2 / n_out)), "The sum of one neuron runs over its inputs: it is n_in that counts, not the number of neurons."),
            (scaled_by(lambda n_in, n_out: np.sqrt(n_in / 2)), "That is the wrong way round: many inputs make a large sum, so their weights must be smaller."),
            (start_layer_turned, "The size is right, the shape is turned: row i is neuron i, so W has shape (n_out, n_in)."),
            Mistake(start_layer_uniform,
                    "Those are other random numbers, and the check compares them one by one. Keep rng.normal(size=(n_out, n_in)) and multiply it by a factor.",
                    when=has_other_numbers),
        ],
        because="The spread of z is sqrt(n_in) times that of a weight, and the 2 makes up for the half that ReLU sets to zero.",
    ),
    Bug(
        "3.4", stars=2, title="It ran at once",
        hint="Try it with 2 inputs and 3 neurons. What does NumPy say, and which of the two arrays has to turn?",
        starter=relu_layer_without_transpose,
        solution=relu_layer,
        cases=[
            (np.array([[1.0, 2.0, -1.0], [0.0, 1.0, 1.0], [2.0, -1.0, 0.5]]), SQUARE, np.array([0.5, -0.5, 1.0])),
            (np.array([[1.0, 0.0, 2.0], [-1.0, 1.0, 3.0], [0.5, 0.5, 0.0]]), SQUARE.T + 1.0, np.array([0.0, 1.0, -2.0])),
            (np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 3.0], [2.0, 2.0]]), TALL, np.array([0.0, -1.0, 0.5])),
        ],
        mistakes=[
            (lambda X, W, b: X @ W.T + b, "The transpose is right now. The ReLU has been lost on the way."),
            (lambda X, W, b: np.maximum(X @ W.T, 0.0), "The transpose is right now. The bias has been lost on the way."),
            (lambda X, W, b: np.maximum(X @ W.T, 0.0) + b, "The transpose is right now. The bias is added before the ReLU, not after it."),
            (lambda X, W, b: np.maximum(W @ X.T + b[:, None], 0.0),
             "Those are the right numbers in columns. The batch came in rows and should leave in rows."),
            (lambda X, W, b: np.maximum(X.T @ W + b, 0.0),
             "That turns the batch. Its rows are the examples and must stay rows; the neurons, the rows of W, have to become columns."),
        ],
        because="Row i of W is neuron i. In a product the neurons must be columns, and only a square W lets you forget it.",
    ),
    Explain(
        "3.5", stars=2, title="Ten layers of nothing",
        hint="Put one layer into the next and multiply out. How many matrices are left?",
        answer="Each layer without an activation multiplies by a matrix and adds a vector. Ten such steps multiply out to "
               "one matrix and one vector, so the ten layers compute exactly what one linear layer can. Its border is a "
               "straight line, and XOR stays out of reach, however deep the network is and however long it is trained.",
        points=["each layer only multiplies by a matrix and adds a bias",
                "the matrices multiply out to a single one, so the whole is one linear layer",
                "so depth adds nothing without an activation between the layers"],
    ),
    Implement(
        "3.6", stars=3, title="Exactly two of three",
        hint='Exactly two is "at least two, but not three". Both hidden neurons may count the votes; where do their borders lie?',
        solution=exactly_two,
        judge=decides_exactly_two,
        mistakes=[
            Mistake(lambda: (np.ones((2, 3)), np.array([-1.5, -2.5]), np.array([1.0, 0.0]), -0.5),
                    "That network says 1 for three votes too: the second hidden neuron must take the yes back.",
                    when=lambda returned: votes_answered(returned) == when_votes(2, 3)),
            Mistake(lambda: (np.ones((2, 3)), np.array([-0.5, -1.5]), np.array([1.0, -1.0]), -0.5),
                    "That is exactly one vote: both borders lie one vote too low.",
                    when=lambda returned: votes_answered(returned) == when_votes(1)),
            Mistake(lambda: (np.ones((2, 3)), np.array([-0.5, -2.5]), np.array([1.0, -1.0]), -0.5),
                    "That says 1 for one vote as well: the first border is too low.",
                    when=lambda returned: votes_answered(returned) == when_votes(1, 2)),
            Mistake(lambda: (np.ones((2, 3)), np.array([-1.5, -2.5]), np.array([1.0, -1.0]), 0.5),
                    "That says 1 without any vote. With both hidden neurons off, only the last bias is left, and it must be below zero.",
                    when=lambda returned: (votes_answered(returned) or (0,))[0] == 1),
        ],
        because="Any border between two counts will do; the halves are in the middle.",
    ),
    Question(
        "3.A", text="A network 5-6-2 gets one more hidden neuron. How many parameters are added?",
        choices=[
            wrong("5", "Those are the new neuron's weights. It has a bias too, and the next layer has to look at it."),
            wrong("6", "Five weights and a bias: that is the new row. The next layer gets a new column as well."),
            right("8", "A row of five weights, a bias, and a column of two weights in the next layer."),
            wrong("9", "One too many: the output neurons keep the biases they have."),
        ],
    ),
    Question(
        "3.B", text="A network is linear, ReLU, linear, linear, in this order. To how many linear layers does it collapse?",
        choices=[
            wrong("1", "The ReLU stands between the first and the others, and nothing can be multiplied through it."),
            right("2", "The last two have nothing between them and become one. The first stays on its side of the ReLU."),
            wrong("3", "The last two have no activation between them: W3 @ W2 does the work of both."),
        ],
    ),
]
