"""Numbers and names as pictures write them: a true minus, and subscripts that are letters.

A formula between dollar signs takes many times as long to draw as these, which a picture that moves would
feel.
"""


def signed(number, digits=2):
    """A number with its sign: "+0.50", "−1.25"."""
    return f"{number:+.{digits}f}".replace("-", "−")


def plain(number):
    """A number with two decimals: "0.50", "−1.25"."""
    return f"{number:.2f}".replace("-", "−")


def numbered(name, n):
    """The first n of a kind: ["x₁", "x₂", ...]."""
    return [name + str(i).translate(_LOW) for i in range(1, n + 1)]


_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
