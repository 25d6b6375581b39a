"""Numbers and names as pictures write them."""

import pytest

from dlcore.viz.words import numbered, plain, short, signed


@pytest.mark.parametrize(("number", "text"), [(0.5, "+0.50"), (-1.25, "−1.25"), (0, "+0.00")])
def test_a_signed_number(number, text):
    assert signed(number) == text


def test_digits_can_be_chosen():
    assert signed(-2.0, 1) == "−2.0"
    assert plain(-2.0, 4) == "−2.0000"


@pytest.mark.parametrize(("number", "text"), [(0.5, "0.50"), (-1.25, "−1.25")])
def test_a_plain_number(number, text):
    assert plain(number) == text


@pytest.mark.parametrize(("number", "text"), [(0.5, "0.5"), (-2.0, "−2"), (0, "0")])
def test_a_short_number(number, text):
    assert short(number) == text


def test_names_are_counted_from_one_also_beyond_nine():
    assert numbered("x", 11)[:2] == ["x₁", "x₂"]
    assert numbered("x", 11)[9:] == ["x₁₀", "x₁₁"]
    assert numbered("x", 0) == []
