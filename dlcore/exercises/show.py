"""Values as short text for a learner: about four digits, one line, no memory addresses."""

import numpy as np

LONG = 60  # characters after which a text is cut
MANY = 24  # entries up to which an array is shown whole


def show(value, digits=4):
    """Any value as one short line. Never raises, whatever the value does when it is printed."""
    try:
        return cut(text_of(value, digits))
    except Exception:
        return article(type(value).__name__)


def text_of(value, digits):
    if isinstance(value, np.ndarray):
        return array_text(value, digits)
    if isinstance(value, (float, np.floating)):
        return f"{value:.{digits}g}"
    if isinstance(value, (list, tuple)):
        inside = ", ".join(show(entry, digits) for entry in value[:8]) + (", ..." if len(value) > 8 else "")
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if value is Ellipsis:
        return "..."
    if isinstance(value, np.generic):
        value = value.item()
    text = " ".join(repr(value).split())
    return article(type(value).__name__) if " at 0x" in text or text.startswith("<") else text


def array_text(array, digits):
    if array.dtype.hasobject:
        return f"an array of objects, shape {array.shape}"
    if array.size > MANY:
        return f"an array of shape {array.shape}"
    form = {"float_kind": lambda number: f"{number:.{digits}g}"}
    return " ".join(np.array2string(array, separator=", ", formatter=form, max_line_width=10_000).split())


def cut(text, longest=4 * LONG):
    return text if len(text) <= longest else text[: longest - 4] + " ..."


def article(noun):
    """ "a list", "an array". """
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def show_inputs(names, inputs):
    """ "x = [1, 2], b = 0.5", or "" where there are no inputs. """
    return ", ".join(f"{name} = {show(value)}" for name, value in zip(names, inputs))
