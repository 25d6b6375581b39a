"""Numbers and names as pictures write them: a true minus, and subscripts that are letters.

A formula between dollar signs takes many times as long to draw as these, which a picture that moves would
feel.
"""


def signed(number, digits=2):
    """A number with its sign: "+0.50", "−1.25"."""
    return _true_minus(f"{number:+.{digits}f}")


def plain(number, digits=2):
    """A number with its decimals: "0.50", "−1.25"."""
    return _true_minus(f"{number:.{digits}f}")


def short(number):
    """A number with no more digits than it needs: "0.5", "−2"."""
    return _true_minus(f"{number:g}")


def numbered(name, n):
    """The first n of a kind: ["x₁", "x₂", ...]."""
    return [name + str(i).translate(_LOW) for i in range(1, n + 1)]


def _true_minus(text):
    return text.replace("-", "−")


_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
