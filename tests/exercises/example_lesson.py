"""A small lesson, number 90, with one exercise of every kind: what the tests of the engine run on."""

import numpy as np

from dlcore.exercises import Bug, Explain, Implement, Mistake, Predict, Question, right, wrong


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def layer_gradient(x, dz):
    dW = np.outer(dz, x)
    db = dz
    return dW, db


def buggy_relu_slope(z):
    """The slope of ReLU for every entry of z."""
    slope = np.ones_like(z)
    if z.any() < 0:             # never true: a bool is compared with a number
        slope[z < 0] = 0.0
    return slope


def relu_slope(z):
    slope = np.ones_like(z)
    slope[z < 0] = 0.0
    return slope


def nand_weights():
    w = np.array([-1.0, -1.0])
    b = 1.5
    return w, b


def truth_table(returned):
    """What a neuron with (w, b) says to 00, 01, 10, 11."""
    w, b = returned
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return tuple((X @ np.asarray(w, dtype=float) + b >= 0).astype(int).tolist())


def realises_nand(returned):
    table = truth_table(returned)
    return None if table == (1, 1, 1, 0) else f"To 00, 01, 10, 11 it says {table}; NAND says (1, 1, 1, 0)."


def rises(function):
    """A property beyond the cases: the sigmoid never falls."""
    z = np.linspace(-3.0, 3.0, 13)
    return None if (np.diff(function(z)) > 0).all() else "Between -3 and 3 it falls somewhere."


def random_gradient():
    rng = np.random.default_rng(0)
    return rng.normal(size=3), rng.normal(size=2)


EXERCISES = [
    Predict("90.1", stars=1, title="Turn one weight",
            hint="Only one product changes.",
            answer=1.884, because="The fourth product is -0.26.",
            mistakes=[(2.404, "That adds the fourth product, but its weight is negative."),
                      (0.584, "The bias is missing.")]),
    Implement("90.2", stars=1, title="The sigmoid",
              hint="It must rise. Which sign has the exponent?",
              solution=sigmoid, check=rises,
              cases=[(0.5,), (np.array([-2.0, 0.0, 3.0]),)],
              mistakes=[(lambda z: 1.0 / (1.0 + np.exp(z)), "It falls where it should rise."),
                        (lambda z: 1.0 / 1.0 + np.exp(-z), "The denominator needs brackets.")],
              because="At z = 0 it is one half."),
    Implement("90.3", stars=2, title="The gradients of one layer",
              hint="dW has the shape of W.",
              solution=layer_gradient,
              cases=[(np.array([1.0, 2.0, 3.0]), np.array([0.5, -1.0])), random_gradient],
              mistakes=[(lambda x, dz: (np.outer(x, dz), dz), "dW lies on its side: W is (n_out, n_in)."),
                        (lambda x, dz: (dz @ x, dz), "`@` adds up, an outer product does not.")]),
    Bug("90.4", stars=2, title="Dead units pass gradient",
        hint="Print z.any() < 0 for a negative z.",
        starter=buggy_relu_slope, solution=relu_slope,
        cases=[(np.array([-1.0, 2.0, 0.0]),), (np.array([-3.0, -4.0]),)],
        mistakes=[(lambda z: np.zeros_like(z) if (z < 0).any() else np.ones_like(z),
                   "One negative entry now stops all of them: the slope is decided entry by entry.")],
        because="z.any() is one bool; z < 0 is a bool for every entry."),
    Implement("90.5", stars=2, title="Weights that realise NAND",
              hint="NAND is AND turned over.",
              solution=nand_weights, judge=realises_nand,
              mistakes=[Mistake(lambda: (np.array([1.0, 1.0]), -1.5), "That is AND: NAND is its opposite.",
                                when=lambda returned: truth_table(returned) == (0, 0, 0, 1))]),
    Explain("90.6", stars=1, title="Why no line does XOR",
            hint="Write down the four conditions.",
            answer="Each row of the table is an inequality in w and b. Two of them contradict the others.",
            points=["four inequalities", "their sums contradict each other"]),
    Question("90.A", text="What is step(0)?",
             choices=[wrong("0", "The boundary belongs to the side that fires."),
                      right("1", "step is 1 from zero on."),
                      wrong("undefined", "A program must answer something; the course fixes 1.")]),
]
