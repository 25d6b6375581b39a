"""The controls of an interactive: few kinds, each with a description, all usable from the keyboard."""

from ipywidgets import Dropdown, FloatSlider, IntSlider, Layout, ToggleButtons

_WIDTH = "340px"


def slider(description, lo, hi, value, step=0.1):
    """A slider from ``lo`` to ``hi``; whole numbers throughout make a slider of whole numbers.

    Arrow keys move it by ``step``. Raises ValueError when ``value`` lies outside, or ``step`` is not above 0.
    """
    if not lo <= value <= hi:
        raise ValueError(f"The slider {description!r} goes from {lo} to {hi}; it cannot start at {value}.")
    if not step > 0:
        raise ValueError(f"The slider {description!r} needs a step above 0, got {step}.")
    whole = all(isinstance(number, int) for number in (lo, hi, value, step))
    return (IntSlider if whole else FloatSlider)(
        value=value,
        min=lo,
        max=hi,
        step=step,
        description=description,
        style={"description_width": "90px"},
        layout=Layout(width=_WIDTH),
        **({} if whole else {"readout_format": _decimals(step)}),
    )


def choice(description, options, value):
    """One of a few: a row of buttons for up to four short options, a drop-down list for more.

    Raises ValueError when ``value`` is not among ``options``.
    """
    options = tuple(options)
    if value not in options:
        shown = ", ".join(map(str, options))
        raise ValueError(f"{description!r} has the options {shown}; {value!r} is none of them.")
    shown = {"options": options, "value": value, "description": description}
    if len(options) <= 4 and all(len(str(option)) <= 10 for option in options):
        return ToggleButtons(style={"description_width": "90px", "button_width": "auto"}, **shown)
    return Dropdown(style={"description_width": "90px"}, layout=Layout(width=_WIDTH), **shown)


def text_of(name, control):
    """How a control stands in the text form of an interactive: ``w1 -3..3`` or ``gate AND/OR/XOR``."""
    if hasattr(control, "options"):
        return f"{name} " + "/".join(map(str, control.options))
    return f"{name} {control.min:g}..{control.max:g}"


def _decimals(step):
    """A readout with as many decimals as the step has, so that every step is seen to change it."""
    decimals = len(f"{step:.6f}".rstrip("0").partition(".")[2])
    return f".{max(decimals, 1)}f"
