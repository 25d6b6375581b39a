"""Controls: their kinds, ranges, readouts, and what they refuse."""

import pytest
from ipywidgets import Dropdown, FloatSlider, IntSlider, ToggleButtons

from dlcore.widgets import choice, slider
from dlcore.widgets.controls import text_of


def test_whole_numbers_make_a_slider_of_whole_numbers():
    whole, real = slider("width", 1, 9, 3, 1), slider("w1", -3, 3, 1.0, 0.25)
    assert type(whole) is IntSlider and type(real) is FloatSlider
    assert (whole.min, whole.max, whole.value, whole.step) == (1, 9, 3, 1)
    assert (real.min, real.max, real.value, real.step, real.description) == (-3, 3, 1.0, 0.25, "w1")


@pytest.mark.parametrize(("step", "format"), [(0.1, ".1f"), (0.25, ".2f"), (0.001, ".3f"), (1.0, ".1f")])
def test_the_readout_shows_every_step(step, format):
    assert slider("w", 0.0, 1.0, 0.5, step).readout_format == format


@pytest.mark.parametrize("bad", [(0.0, 1.0, 2.0, 0.1), (1.0, 0.0, 0.5, 0.1), (0.0, 1.0, 0.5, 0.0)])
def test_a_slider_that_cannot_work_is_refused_by_name(bad):
    with pytest.raises(ValueError, match="'rate'"):
        slider("rate", *bad)


def test_few_short_options_are_buttons_and_many_a_list():
    assert type(choice("gate", ("AND", "OR"), "OR")) is ToggleButtons
    assert type(choice("gate", list("abcde"), "a")) is Dropdown
    assert type(choice("data", ["a rather long name", "b"], "b")) is Dropdown


def test_a_choice_that_is_no_option_is_refused():
    with pytest.raises(ValueError, match="'gate' has the options AND, OR; 'XOR' is none of them"):
        choice("gate", ["AND", "OR"], "XOR")


def test_text_of_a_control():
    assert text_of("w1", slider("x", -3.0, 3.0, 1.0)) == "w1 -3..3"
    assert text_of("gate", choice("x", ["AND", "OR"], "OR")) == "gate AND/OR"
