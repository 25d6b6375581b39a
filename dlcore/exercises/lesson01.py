"""Exercises of lesson 01, Build a neuron."""

import numpy as np

from dlcore.exercises import Bug, Explain, Implement, Mistake, Predict, Question, right, wrong

TWO_INPUTS = np.array([1.0, -1.0])
FIVE_INPUTS = np.array([4.0, 9.0, 2.0, 1.3, 5.6])
FIVE_WEIGHTS = np.array([0.78, -0.34, 0.7, -0.2, -0.11])
VOTES = np.array([[i, j, k] for i in (0.0, 1.0) for j in (0.0, 1.0) for k in (0.0, 1.0)])


def neuron_output(x, w, b):
    z = w @ x + b
    if z >= 0:
        return 1.0
    return 0.0


def majority():
    w = np.array([1.0, 1.0, 1.0])       # every vote counts the same
    b = -1.5                            # one vote is too few, two are enough
    return w, b


def mended_step(w, b, x, y, lr):
    y_hat = 1.0 if w @ x + b >= 0 else 0.0
    error = y - y_hat                   # too low: positive, so the weights grow
    return w + lr * error * x, b + lr * error


def reversed_step(w, b, x, y, lr):
    y_hat = 1.0 if w @ x + b >= 0 else 0.0
    error = y_hat - y
    return w + lr * error * x, b + lr * error


def margin(X, y, w, b):
    distance = (X @ w + b) / np.linalg.norm(w)
    side = 2 * y - 1                    # 1 becomes +1 and 0 becomes -1
    return np.min(side * distance)


def mended_step_sign_for_weights_only(w, b, x, y, lr):
    error = y - (1.0 if w @ x + b >= 0 else 0.0)
    return w + lr * error * x, b - lr * error


def mended_step_without_input(w, b, x, y, lr):
    error = y - (1.0 if w @ x + b >= 0 else 0.0)
    return w + lr * error, b + lr * error


def mended_step_with_strict_border(w, b, x, y, lr):
    error = y - (1.0 if w @ x + b > 0 else 0.0)
    return w + lr * error * x, b + lr * error


def mended_step_without_sign(w, b, x, y, lr):
    error = abs(y - (1.0 if w @ x + b >= 0 else 0.0))
    return w + lr * error * x, b + lr * error


def mended_step_always_moves(w, b, x, y, lr):
    error = y - (w @ x + b)
    return w + lr * error * x, b + lr * error


def votes_needed(returned):
    """The answers to all eight votes, as a tuple of 0 and 1; None where w and b are not three numbers and one."""
    try:
        w, b = returned
        w, b = np.asarray(w, dtype=float), float(b)
    except (TypeError, ValueError):
        return None
    if w.shape != (3,) or not np.isfinite([*w, b]).all():
        return None
    return tuple(int(z >= 0) for z in VOTES @ w + b)


def at_least(n):
    """The answers of a neuron that wants n votes of three."""
    return tuple(int(row.sum() >= n) for row in VOTES)


def decides_by_majority(returned):
    """None where the returned (w, b) answers all eight votes rightly, else the first vote that it gets wrong."""
    answers = votes_needed(returned)
    if answers is None:
        return "Return two things: w with three numbers, and b, one number. For example: return np.array([...]), 0.5"
    for vote, said, wanted in zip(VOTES, answers, at_least(2)):
        if said != wanted:
            people = ", ".join(f"{v:.0f}" for v in vote)
            return f"The votes ({people}) should give {wanted}, and this neuron says {said}."
    return None


EXERCISES = [
    Predict(
        "1.1", stars=1, title="One input grows by one",
        hint="Only one product changes. What does one more unit of the second input add to the sum?",
        answer=1.544,
        tolerance=0.0005,
        because="The second weight is -0.34, so one more unit of that input adds -0.34: 1.884 - 0.34 = 1.544.",
        mistakes=[
            (2.224, "The second weight is negative: that input counts against, so the sum falls."),
            (2.884, "The input grows by 1, but it enters the sum multiplied by its weight."),
            (0.884, "The direction is right; the size is the weight's, -0.34, not 1."),
            (1.884, "The second weight is not zero, so this input does count."),
            (-0.34, "That is the change. What is the sum after it?"),
            (-1.516, "The new product is -3.4, but the old one, -3.06, was in the sum already: only their difference counts."),
        ],
    ),
    Implement(
        "1.2", stars=1, title="The whole neuron",
        hint="First z = w @ x + b. Then decide: which of the two outputs belongs to z = 0?",
        solution=neuron_output,
        cases=[
            (FIVE_INPUTS, FIVE_WEIGHTS, 1.3),
            (TWO_INPUTS, np.array([1.0, 1.0]), 0.0),
            (TWO_INPUTS, np.array([1.0, 2.0]), 0.5),
            (TWO_INPUTS, np.array([2.0, 1.0]), -1.5),
            (TWO_INPUTS, np.array([-1.0, 1.0]), 2.5),
            (TWO_INPUTS, np.array([-1.0, -3.0]), -1.5),
            (TWO_INPUTS, np.array([1.0, 3.0]), 1.5),
        ],
        mistakes=[
            (lambda x, w, b: w @ x + b, "That is z, the weighted sum. The step is still missing: 1.0 where z >= 0, else 0.0."),
            (lambda x, w, b: 1.0 if w @ x >= 0 else 0.0, "The bias is missing: it is added before the step."),
            (lambda x, w, b: 1.0 if w @ x + b > 0 else 0.0, "Nearly: exactly on the border, where z is 0, the neuron says 1."),
            (lambda x, w, b: 1.0 if w @ x - b >= 0 else 0.0,
             "The bias is added. It is the threshold that is subtracted, and the bias is minus the threshold."),
            (lambda x, w, b: 1.0 if np.sum(w * x + b) >= 0 else 0.0, "The bias is added once, not once for each input."),
            (lambda x, w, b: 1.0 if w[0] * x[0] + b >= 0 else 0.0, "Only the first product counts here. Does `return` stand inside the loop?"),
            (lambda x, w, b: max(0.0, w @ x + b), "max(0, z) is another activation. The step gives 1.0 where z >= 0, else 0.0."),
            (lambda x, w, b: 1.0 if w @ x + b <= 0 else 0.0, "The two outputs are swapped: a positive sum says 1."),
            (lambda x, w, b: w * x + b >= 0, "That multiplies without adding up. One neuron gives one number: w @ x sums the products."),
        ],
    ),
    Implement(
        "1.3", stars=2, title="The majority of three",
        hint="Give every vote the same weight, 1. Then the sum counts the votes: between which counts must the border lie?",
        solution=majority,
        judge=decides_by_majority,
        mistakes=[
            Mistake(lambda: (np.ones(3), -0.5), "That neuron is content with one vote: the threshold is too low.",
                    when=lambda returned: votes_needed(returned) == at_least(1)),
            Mistake(lambda: (np.ones(3), -2.5), "That neuron wants all three votes: the threshold is too high.",
                    when=lambda returned: votes_needed(returned) == at_least(3)),
            Mistake(lambda: (np.ones(3), 1.5),
                    "That neuron says 1 even when nobody votes yes. Is the sign of the bias right? It is minus the threshold.",
                    when=lambda returned: votes_needed(returned) == at_least(0)),
        ],
        because="Any border between one vote and two will do; -1.5 is in the middle.",
    ),
    Bug(
        "1.4", stars=2, title="Learning backwards",
        hint="Take an example that should be 1 and comes out as 0. Must its sum grow or shrink? What is `error` then?",
        starter=reversed_step,
        solution=mended_step,
        cases=[
            (np.array([0.0, 0.0]), -0.5, np.array([1.0, 2.0]), 1.0, 0.5),
            (np.array([1.0, 1.0]), 0.5, np.array([1.0, -0.5]), 0.0, 0.1),
            (np.array([1.0, 1.0]), 0.5, np.array([2.0, 0.5]), 1.0, 0.1),
            (np.array([1.0, 1.0]), -3.0, np.array([2.0, 1.0]), 1.0, 0.1),
        ],
        mistakes=[
            (mended_step_sign_for_weights_only, "The weights now move the right way, the bias still moves the wrong way."),
            (mended_step_without_input, "Each weight moves by the error times its own input: an input of 0 had no part in the mistake."),
            (mended_step_with_strict_border, "The direction is right. But a sum of exactly 0 says 1, so >= has to stay."),
            (mended_step_without_sign, "The absolute value loses the direction: a neuron that says 1 too often must come down."),
            (mended_step_always_moves, "The rule compares y with the answer, 0 or 1, not with the sum z; a right answer changes nothing."),
        ],
        because="The error is what was wanted minus what was said. With the sign turned, every mistake is made larger.",
    ),
    Explain(
        "1.5", stars=2, title="Why training cannot help",
        hint="Where do the two points that want 1 lie, and what can one neuron draw?",
        answer="One neuron divides the plane by a straight line. The two points where XOR is 1 lie on opposite corners "
               "of a square, the two where it is 0 on the other corners, and no straight line has the one pair on one "
               "side and the other pair on the other side. Training only chooses among lines, so it cannot find one.",
        points=["one neuron can only draw a straight line",
                "the points that want 1 lie on opposite corners, so no line separates them from the others",
                "training chooses among lines, and the right one does not exist"],
    ),
    Implement(
        "1.6", stars=3, title="How safe is a line?",
        hint="How far is each example from the line, and on which side? Then: which factor, made from y, turns the right side of each example into plus?",
        solution=margin,
        cases=[
            (np.array([[2.0, 2.0], [0.5, -0.5], [3.0, 1.0]]), np.array([1.0, 0.0, 1.0]), np.array([2.0, 1.0]), -2.0),
            (np.array([[1.0, 1.0], [-3.0, 0.0], [2.0, 1.0]]), np.array([1.0, 0.0, 1.0]), np.array([3.0, -4.0]), 1.0),
            (np.array([[1.0, 1.0], [-3.0, 0.0]]), np.array([0.0, 0.0]), np.array([3.0, -4.0]), 2.0),
            (np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), np.array([1.0, 0.0, 1.0]), np.array([1.0, 1.0]), -0.5),
        ],
        mistakes=[
            (lambda X, y, w, b: np.min((2 * y - 1) * (X @ w + b)), "That is the smallest z, with the right signs. A distance is z divided by the length of w."),
            (lambda X, y, w, b: np.min((X @ w + b) / np.linalg.norm(w)), "The labels are not used: an example that wants 0 should lie on the negative side."),
            (lambda X, y, w, b: np.min(np.abs(X @ w + b)) / np.linalg.norm(w), "The absolute value hides mistakes: an example on the wrong side must count as negative."),
            (lambda X, y, w, b: np.min(y * (X @ w + b)) / np.linalg.norm(w), "Multiplying by y makes every example that wants 0 count as 0. Turn y into +1 and -1 first."),
            (lambda X, y, w, b: np.max((2 * y - 1) * (X @ w + b)) / np.linalg.norm(w), "That is the example furthest from the line. The margin belongs to the nearest."),
            (lambda X, y, w, b: np.mean((2 * y - 1) * (X @ w + b)) / np.linalg.norm(w), "That is the average distance. One example close to the line makes it unsafe, however far the others are."),
            (lambda X, y, w, b: np.min((2 * y - 1) * (X @ w + b / np.linalg.norm(w))), "Only the bias is divided: brackets are missing around X @ w + b."),
            (lambda X, y, w, b: np.min((1 - 2 * y) * (X @ w + b)) / np.linalg.norm(w), "The signs are turned: an example that wants 1 is on its right side where z is positive."),
            (lambda X, y, w, b: np.min((2 * y - 1) * (X @ w + b)) / (w @ w), "w @ w is the square of the length of w; take its square root, np.linalg.norm(w)."),
        ],
        because="The margin is positive exactly when every answer is right (and no example lies on the line).",
    ),
    Question(
        "1.A", text="The neuron above answers AND. Which single change makes it answer OR?",
        choices=[
            wrong("a larger weight 1", "Then the first input alone is enough, but the second alone still is not: OR treats both alike."),
            right("a larger bias", "One input alone gives 1 + b. With b from -1 to just below 0 that is at least zero, while b alone, with no input on, still is not."),
            wrong("a smaller bias", "A smaller bias asks for more evidence: soon not even both inputs are enough."),
        ],
    ),
    Question(
        "1.B", text="A neuron has the weights (2, 2) and the bias -3, and answers AND. You double all three numbers. What changes?",
        choices=[
            wrong("the line moves away from the origin", "Its distance from the origin is |b| / |w|: both doubled, so it stays."),
            wrong("the line turns", "The direction of w is the same, and the line stands at a right angle to it."),
            right("no answer changes", "Every sum doubles and keeps its sign, and the step sees only the sign."),
        ],
    ),
]
