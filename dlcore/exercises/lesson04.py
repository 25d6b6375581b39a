"""Exercises of lesson 04, Run the network forward."""

import numpy as np

from dlcore.exercises import Bug, Explain, Implement, Predict, Question, right, wrong

SQUARE = [
    (np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([0.5, -1.0])),
    (np.array([[-1.0, 1.0], [2.0, -0.5]]), np.array([0.0, 0.25])),
    (np.array([[1.0, -2.0], [-1.0, 0.5]]), np.array([-0.5, 0.0])),
]
BATCH = np.array([[2.0, 1.0], [-1.5, 2.0], [0.5, -1.0], [3.0, -1.0]])


def total_multiplications(N, widths):
    total = 0
    for n_in, n_out in zip(widths, widths[1:]):
        total += N * n_in * n_out           # every example meets every weight
    return total


def mended_forward(X, layers):
    A = X
    for W, b in layers[:-1]:
        A = np.maximum(A @ W.T + b, 0)
    W, b = layers[-1]
    return A @ W.T + b                      # the last sums stay as they are


def forward_with_last_relu(X, layers):
    A = X
    for W, b in layers:
        A = np.maximum(A @ W.T + b, 0)
    return A


def forward_from_x_each_time(X, layers):
    W, b = layers[-1]
    return X @ W.T + b                      # what the other layers made was overwritten


def forward_without_transpose(X, layers):
    A = X
    for W, b in layers[:-1]:
        A = np.maximum(A @ W + b, 0)
    W, b = layers[-1]
    return A @ W + b


def forward_without_relu(X, layers):
    A = X
    for W, b in layers:
        A = A @ W.T + b
    return A


def forward_with_first_relu_only(X, layers):
    for k, (W, b) in enumerate(layers):
        X = X @ W.T + b
        if k == 0:
            X = np.maximum(X, 0)
    return X


def forward_without_last_layer(X, layers):
    A = X
    for W, b in layers[:-1]:
        A = np.maximum(A @ W.T + b, 0)
    return A


def forward_with_relu_before(X, layers):
    A = X
    for W, b in layers:
        A = np.maximum(A, 0) @ W.T + b
    return A


def mended_plan(n_in, n_out, table):
    plan = []
    for width, rate in table:
        plan.append((n_in, width, rate))
        n_in = width
    plan.append((n_in, n_out, table[-1][1]))
    return plan


def plan_with_late_rates(n_in, n_out, table):
    plan = [(n_in, table[0][0], table[0][1])]
    for i in range(len(table) - 1):
        plan.append((table[i][0], table[i + 1][0], table[i][1]))
    plan.append((table[-1][0], n_out, table[-1][1]))
    return plan


def plan_without_output(n_in, n_out, table):
    return mended_plan(n_in, n_out, table)[:-1]


def plan_with_stuck_input(n_in, n_out, table):
    plan = [(n_in, width, rate) for width, rate in table]
    return [*plan, (table[-1][0], n_out, table[-1][1])]


def plan_turned(n_in, n_out, table):
    return [(there, here, rate) for here, there, rate in mended_plan(n_in, n_out, table)]


def plan_with_first_rate_last(n_in, n_out, table):
    plan = mended_plan(n_in, n_out, table)
    return [*plan[:-1], (*plan[-1][:2], table[0][1])]


def hinge_weights(x, y):
    slopes = np.diff(y) / np.diff(x)        # of each straight piece
    return np.diff(slopes, prepend=0.0)     # a hinge adds the change of slope


EXERCISES = [
    Predict(
        "4.1", stars=1, title="Parameters of 784-128-128-10",
        hint="Three layers. Each has n_out times n_in weights and n_out biases: 784 to 128, 128 to 128, 128 to 10.",
        answer=118_282,
        tolerance=1e-9,
        because="100,480 + 16,512 + 1,290 = 118,282: (784 + 1) times 128, (128 + 1) times 128, (128 + 1) times 10.",
        mistakes=[
            (118_016, "Those are the weights alone. Each of the 128 + 128 + 10 neurons has a bias as well."),
            (101_770, "That is 784-128-10. There is a second hidden layer here, with 128 inputs and 128 neurons."),
            (134_794, "That is three hidden layers of 128. Here are two."),
            (1_050, "That counts neurons, the inputs among them. Parameters belong to the lines between them, and to the biases."),
            (119_066, "The inputs have no biases: only neurons do, 128 + 128 + 10 of them."),
            (118_272, "The output neurons have biases too."),
        ],
    ),
    Implement(
        "4.2", stars=1, title="The work of a forward pass",
        hint="One layer takes N * n_in * n_out. zip(widths, widths[1:]) gives the pairs (n_in, n_out).",
        solution=total_multiplications,
        cases=[(1, (2, 3, 2)), (360, (784, 128, 10)), (10, (5, 6)), (3, (4, 4, 4, 1))],
        mistakes=[
            (lambda N, widths: sum(a * b for a, b in zip(widths, widths[1:])),
             "That is the work for one example. Each of the N examples goes through all the layers."),
            (lambda N, widths: N * sum(a * b + b for a, b in zip(widths, widths[1:])),
             "A bias is added, not multiplied: it costs no multiplication."),
            (lambda N, widths: sum(a * b + b for a, b in zip(widths, widths[1:])),
             "That counts the parameters. Here we ask for multiplications: without the biases, and for N examples."),
            (lambda N, widths: N * int(np.prod(widths)),
             "That multiplies the layers together. They run one after another, so their work adds up."),
            (lambda N, widths: N * sum(widths),
             "That adds up the neurons. The multiplications belong to the lines between two layers: n_in * n_out each time."),
            (lambda N, widths: N * widths[0] * widths[1], "That is the first layer alone. Add the others."),
            (lambda N, widths: [N * a * b for a, b in zip(widths, widths[1:])],
             "Those are the layers one by one. The question asks for one number, their sum."),
        ],
    ),
    Bug(
        "4.3", stars=2, title="A ReLU too many",
        hint="Which layers should have a ReLU? layers[:-1] is all but the last.",
        starter=forward_with_last_relu,
        solution=mended_forward,
        cases=[(BATCH, SQUARE), (BATCH, SQUARE[1:]), (BATCH, SQUARE[:1])],
        mistakes=[
            (forward_without_relu, "Now no layer has a ReLU, and the whole network is one straight map. Only the last layer goes without."),
            (forward_with_first_relu_only, "Only the first layer has its ReLU now. All of them have one, except the last."),
            (forward_without_last_layer, "The last layer is missing altogether: it has no ReLU, but it still has W and b."),
            (forward_with_relu_before, "The ReLU now stands before each layer, the first one too: it cuts off the negative inputs."),
            (forward_from_x_each_time, "Each layer takes in A, what the layer before it put out. Here X goes into the last layer directly."),
            (forward_without_transpose, "W has one row for each neuron, so a batch of rows needs W.T. With square matrices the mistake is silent."),
        ],
        because="A last ReLU makes every negative answer impossible. The other layers need theirs: without it they collapse into one.",
    ),
    Bug(
        "4.4", stars=2, title="The rate of another row",
        hint="Write down the plan for three rows with the rates 0.1, 0.2, 0.3. Which layer makes the units of row 2, and which rate does it get?",
        starter=plan_with_late_rates,
        solution=mended_plan,
        cases=[
            (784, 10, [(128, 0.1), (64, 0.2), (32, 0.3)]),
            (4, 2, [(8, 0.5), (6, 0.0)]),
            (5, 1, [(3, 0.05)]),
        ],
        mistakes=[
            (plan_without_output, "The rates are right; the last layer, from the last width to n_out, is missing."),
            (plan_with_stuck_input, "Every layer takes n_in numbers here. After the first, a layer takes in what the layer before it put out."),
            (plan_turned, "The first two numbers are swapped: inputs first, then outputs."),
            (plan_with_first_rate_last, "The output layer shares the last row's rate, not the first one's."),
        ],
        because="The widths were right, but the loop gave each layer the rate of the row before. Going through the rows and carrying n_in along leaves no index to get wrong.",
    ),
    Explain(
        "4.5", stars=2, title="Parameters and hyperparameters",
        hint="Who decides the number: training, or the person who starts it?",
        answer="A parameter is a number inside the network that training finds, such as a weight or a bias. A "
               "hyperparameter is chosen before training starts and stays as it is, such as the width of a layer, its "
               "activation or its learning rate. Training cannot find it, because it decides what is trained and how.",
        points=["parameters are found by training: weights and biases",
                "hyperparameters are chosen before: widths, number of layers, activations, learning rates, epochs",
                "training does not change hyperparameters"],
    ),
    Implement(
        "4.6", stars=3, title="Any curve of straight pieces",
        hint="What is the slope of each piece? A hinge goes on for ever, so it only has to add the change from one piece to the next.",
        solution=hinge_weights,
        cases=[
            (np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 1.0, 0.0, 0.0])),
            (np.array([0.0, 0.5, 2.0, 3.0, 3.5]), np.array([0.0, 2.0, 1.0, 1.5, -1.0])),
            (np.array([-1.0, 3.0]), np.array([0.0, 2.0])),
        ],
        mistakes=[
            (lambda x, y: np.diff(y) / np.diff(x),
             "Those are the slopes of the pieces. A hinge does not stop where its piece ends: the next one has to add only the change."),
            (lambda x, y: np.diff(y), "Those are the differences in height. A slope is the difference in height over the difference in place."),
            (lambda x, y: np.diff(np.diff(y), prepend=0.0),
             "The changes are of the right kind, but of heights, not of slopes: divide by the distance between the points first."),
            (lambda x, y: np.diff(np.diff(y) / np.diff(x)),
             "One weight is missing: the first hinge adds the whole slope of the first piece, for before it the sum is flat."),
            (lambda x, y: -np.diff(np.diff(y) / np.diff(x), prepend=0.0),
             "Every sign is turned. A change is the slope after the hinge minus the slope before it."),
            (lambda x, y: np.diff(np.diff(y) / np.diff(x), prepend=0.0, append=0.0),
             "One weight too many: no hinge stands at the last point, for after it nothing has to change."),
            (lambda x, y: y[:-1], "Those are the heights. A hinge's weight is a change of slope, and the sum makes the heights from it."),
        ],
        because="Before x[0] the sum is flat. Each hinge turns the slope of the piece before it into the slope of the piece after it.",
    ),
    Question(
        "4.A", text="With the inputs 2 and 1, the third hidden neuron has z = -0.5. You raise its bias by 0.3. What happens to the outputs?",
        choices=[
            wrong("both rise", "Its weights to the outputs are +1 and -2, so both could not even rise together. But is anything sent on?"),
            wrong("the first rises, the second falls", "That would follow from the weights +1 and -2, if the neuron sent anything on. Its sum is still negative."),
            right("nothing", "The sum becomes -0.2, and ReLU turns that into 0 as well. The outputs do not notice."),
        ],
    ),
    Question(
        "4.B", text="A network has one input, five hidden ReLU neurons and one output neuron without activation. Of how many straight pieces can its curve consist at most?",
        choices=[
            wrong("5", "Five places where it can bend. How many pieces do five cuts make?"),
            right("6", "Each hinge bends the line at one place, and five places cut the axis into six pieces."),
            wrong("32", "That would be two to the power of five: every combination of on and off. But along one axis the hinges change one after another."),
        ],
    ),
]
