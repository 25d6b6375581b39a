"""Exercises of lesson 02, Bend the line."""

import numpy as np

from dlcore import functional as F
from dlcore.exercises import Bug, Explain, Implement, Predict, Question, right, wrong

BOTH_SIDES = np.array([-2.0, -0.5, 0.0, 0.5, 3.0])


def tanh_by_sigmoid(x):
    return 2 * F.sigmoid(2 * x) - 1     # twice as fast, twice as tall, moved down by one


def mended_softplus(x, beta):
    return np.log(1 + np.exp(beta * x)) / beta


def misplaced_bracket(x, beta):
    return np.log(1 + np.exp(beta * x) / beta)


def mended_backward(grad_output, y):
    return grad_output * (y > 0)        # the question is asked number by number


def never_true(grad_output, y):
    grad_input = grad_output.copy()
    if y.any() < 0:
        grad_input[y <= 0] = 0.0
    return grad_input


def all_or_nothing(grad_output, y):
    return np.zeros_like(grad_output) if (y <= 0).any() else grad_output


def keeps_the_dead(grad_output, y):
    return grad_output * (y <= 0)


def zero_passes(grad_output, y):
    return grad_output * (y >= 0)


def waits_for_all(grad_output, y):
    return np.zeros_like(grad_output) if (y <= 0).all() else grad_output


def log_sum_exp(x):
    largest = x.max()
    return largest + np.log(np.exp(x - largest).sum())


def moved_log_sum_exp(taken, put_back=None):
    """Subtracts taken(x) instead of the largest x; puts that back, or put_back(x). Breaks without a word."""

    def wrong_log_sum_exp(x):
        with np.errstate(all="ignore"):
            return (put_back or taken)(x) + np.log(np.exp(x - taken(x)).sum())

    return wrong_log_sum_exp


EXERCISES = [
    Predict(
        "2.1", stars=1, title="A slope read off the output",
        hint="The slope of the sigmoid can be written with its output y alone. What was it?",
        answer=0.09,
        because="The slope is y (1 - y) = 0.9 times 0.1.",
        mistakes=[
            (0.1, "That is 1 - y. It still has to be multiplied by y."),
            (0.9, "That is the output itself. The slope is y (1 - y)."),
            (0.25, "That is the largest slope, in the middle, where y is 0.5. Out here the curve is flatter."),
            (0.19, "That is 1 - y squared, the slope of tanh."),
            (0.2055, "That puts 0.9 in as if it were x. The 0.9 is the output y already."),
        ],
    ),
    Implement(
        "2.2", stars=1, title="Tanh from a sigmoid",
        hint="The sigmoid goes from 0 to 1, tanh from -1 to 1. What must be done to the output? Then compare the slopes at 0: 0.25 and 1.",
        solution=tanh_by_sigmoid,
        cases=[(BOTH_SIDES,), (np.array([[1.0], [-1.0]]),)],
        mistakes=[
            (lambda x: 2 * F.sigmoid(x) - 1,
             "The range is right, but the slope at 0 is only a half. Tanh moves through its middle twice as fast: what must happen to x?"),
            (lambda x: F.sigmoid(2 * x), "That is fast enough, but it goes from 0 to 1. Tanh goes from -1 to 1."),
            (lambda x: 2 * F.sigmoid(2 * x), "That goes from 0 to 2: it is tall enough, and must be moved down."),
            (lambda x: 1 - 2 * F.sigmoid(2 * x), "That falls where tanh rises: a sign is turned."),
            (lambda x: F.sigmoid(2 * x) - 1, "That goes from -1 to 0: moved down, but not yet twice as tall."),
            (lambda x: 2 * (F.sigmoid(2 * x) - 1),
             "That goes from -2 to 0: the 1 is doubled, too. Double the sigmoid first, then move it down by 1."),
            (lambda x: 0.5 * F.sigmoid(0.5 * x) + 0.5,
             "That is how the lesson makes a sigmoid from a tanh. Here you go the other way: each step must be undone."),
            (lambda x: 2 * F.sigmoid(x / 2) - 1, "Dividing x by 2 makes the curve slower. Tanh is the faster one of the two."),
        ],
    ),
    Bug(
        "2.3", stars=2, title="The bracket of softplus",
        hint="For large x the 1 does not matter, and log(exp(beta x)) is beta x. What must then still be done to get x?",
        starter=misplaced_bracket,
        solution=mended_softplus,
        cases=[(np.array([-1.0, 0.0, 1.0, 20.0]), 2.0), (BOTH_SIDES, 0.5), (BOTH_SIDES, 1.0)],
        mistakes=[
            (lambda x, beta: np.log(1 + np.exp(beta * x)),
             "For large x this gives beta x. The division by beta belongs to it, outside the logarithm."),
            (lambda x, beta: np.log((1 + np.exp(beta * x)) / beta),
             "The division is still inside the logarithm, where it only subtracts log(beta)."),
            (lambda x, beta: np.log(1 + np.exp(beta * x) / beta) / beta,
             "Now beta divides twice: take away the division inside the logarithm."),
            (lambda x, beta: np.log(1 + np.exp(beta * x)) * beta,
             "For large x this gives beta squared times x: divide by beta, do not multiply."),
            (lambda x, beta: np.log(1 + np.exp(x)) / beta,
             "The beta in the exponent is lost: for large x this gives x / beta."),
            (lambda x, beta: np.log(1 + np.exp(x)),
             "Without any beta this is right for beta = 1 only. It stands twice: in the exponent, and outside the logarithm."),
            (lambda x, beta: np.log(1) + np.exp(beta * x) / beta,
             "The bracket now closes before the exp, so nothing tames it: for large x this explodes."),
        ],
        because="For large x, log(1 + exp(beta x)) is nearly beta x, and dividing it by beta gives x.",
    ),
    Bug(
        "2.4", stars=2, title="A slope that is never stopped",
        hint="y.any() is True or False. What is True < 0, and what is False < 0? The question belongs to each number.",
        starter=never_true,
        solution=mended_backward,
        cases=[
            (np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.5, 0.0])),
            (np.array([[0.5, -1.0], [2.0, 4.0]]), np.array([[2.0, 0.0], [0.0, 0.1]])),
            (np.array([1.0, -2.0]), np.array([0.0, 0.0])),
        ],
        mistakes=[
            (all_or_nothing, "One dead unit now silences all the others. Ask each number for itself: y > 0 is an array of answers."),
            (keeps_the_dead, "The wrong ones are stopped: the slope passes where y is positive."),
            (zero_passes, "Every slope still passes: the output of a ReLU is never below 0. A dead unit has y equal to 0."),
            (waits_for_all, "That stops the slopes only when every unit is dead. Ask each number for itself: y > 0 is an array of answers."),
            (lambda grad_output, y: (y > 0) * 1.0, "That is the ReLU's own slope. By the chain rule it is multiplied by grad_output."),
            (lambda grad_output, y: grad_output * y, "The slope of a living ReLU is 1, not its output."),
            (lambda grad_output, y: grad_output * (grad_output > 0),
             "It is the output y that decides, not the slope that arrives: a negative grad_output passes a living unit."),
        ],
        because="y.any() < 0 compares True or False, which count as 1 and 0, with 0: it is never true. And the output of a "
                "ReLU is never below 0; a dead unit has y equal to 0.",
    ),
    Explain(
        "2.5", stars=2, title="The first layers stand still",
        hint="What happens to slopes in a row, and how large can each of these be?",
        answer="By the chain rule, what reaches the first layer is the product of the slopes of all the layers after it. "
               "A sigmoid's slope is at most a quarter, so after ten layers less than a millionth is left, and a step "
               "downhill hardly moves the first weights. An activation whose slope is 1 where it is active, such as ReLU, keeps "
               "the product from shrinking.",
        points=["the slopes of the layers multiply (the chain rule)",
                "a sigmoid's slope is at most 0.25, so the product shrinks with every layer",
                "a remedy: ReLU or a relative in the hidden layers, or fewer layers"],
    ),
    Implement(
        "2.6", stars=3, title="The logarithm of a sum of exponentials",
        hint="Subtract the largest x from all: every term shrinks by the same factor, exp(largest). What does a factor become "
             "under a logarithm?",
        solution=log_sum_exp,
        cases=[(np.array([0.0, 1.0, 2.0]),), (np.array([1000.0, 1001.0, 990.0]),), (np.array([-1000.0, -1001.0]),),
               (np.array([2000.0, 0.0, 0.0]),)],
        mistakes=[
            (moved_log_sum_exp(lambda x: 0.0), "Right on paper. But exp(1000) is infinite for the computer, and exp(-1000) is 0: subtract the largest x first."),
            (lambda x: np.log(np.exp(x - x.max()).sum()), "The exp is safe now. What was subtracted must be added again after the logarithm."),
            (lambda x: x.max(), "That is close, and it is the largest part. The logarithm of the sum of exp(x - largest) is missing."),
            (lambda x: x.max() * np.log(np.exp(x - x.max()).sum()),
             "A factor under a logarithm becomes a term that is added: log(a b) = log(a) + log(b)."),
            (moved_log_sum_exp(np.max, lambda x: np.exp(x.max())),
             "What comes back is the logarithm of the factor exp(largest), and that is the largest x itself."),
            (moved_log_sum_exp(np.max, lambda x: np.log(x.max())),
             "The factor was exp(largest), and its logarithm is the largest x itself: one logarithm too many."),
            (lambda x: x.max() + np.log(np.exp(x - x.max())).sum(), "The sum belongs inside: first add up, then take the logarithm."),
            (moved_log_sum_exp(np.mean),
             "On paper any number may be subtracted. But one x far above the mean still overflows: subtract the largest."),
            (moved_log_sum_exp(lambda x: np.abs(x).max()),
             "When all are negative, the largest |x| is not the largest x, and every exp becomes 0: subtract x.max()."),
            (lambda x: x.max() + np.exp(x - x.max()).sum(), "The logarithm around the sum is missing."),
            (lambda x: x.max() + np.log(np.exp(x - x.max()).mean()), "The sum is asked for, and that is the mean: it lacks log(len(x))."),
        ],
        because="log(sum exp(x)) = m + log(sum exp(x - m)) for every m; with the largest x as m, no exp exceeds 1.",
    ),
    Question(
        "2.A", text="Which of these curves keeps a slope of 1, however far you move the dot to the right?",
        choices=[
            wrong("sigmoid", "It approaches 1 and goes flat: far to the right the slope is nearly 0."),
            wrong("tanh", "Its slope is 1 in the middle, and to the right it dies out even faster than the sigmoid's."),
            right("ReLU", "To the right of 0 it is the line y = x itself."),
            wrong("BRU with r = 2", "It keeps growing, but like a square root: ever more slowly."),
        ],
    ),
    Question(
        "2.B", text="Two networks give the logits (1, 2) and (101, 102). What do their softmax shares look like?",
        choices=[
            right("the same", "Softmax sees only the differences between the logits, and both differ by 1."),
            wrong("the second is surer of its choice", "The sizes do not matter, only the difference, and that is 1 in both."),
            wrong("the second is nearly half and half, because 101 and 102 are so close in proportion",
                  "Softmax compares by difference, not by proportion: a difference of 1 is a factor of e, wherever it lies."),
        ],
    ),
]
