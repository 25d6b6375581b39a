"""What pictures of networks share: where the circles of a layer stand, and what is lit among them."""

PALE, LIT = "#F4F4F4", "#CFE4F5"  # what is known, and what it is about now


def column_of(n, x, middle=0.0, gap=0.95):
    """Places of n circles, one above the other around the line y = ``middle``, the first on top."""
    return [(x, middle + gap * ((n - 1) / 2 - i)) for i in range(n)]
