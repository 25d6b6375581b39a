"""Whatever a learner returns, raises or types, a sentence comes back and nothing is raised."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlcore.exercises import find
from dlcore.exercises.compare import difference, same
from dlcore.exercises.judge import DONE, OPEN, TRIED, judge_answer, judge_function
from dlcore.exercises.show import show
from tests.exercises.example_lesson import EXERCISES

BY_ID = {exercise.id: exercise for exercise in EXERCISES}
FUNCTIONS = st.sampled_from([BY_ID["90.2"], BY_ID["90.3"], BY_ID["90.4"], BY_ID["90.5"]])

dtypes = st.one_of(hnp.scalar_dtypes(), hnp.unicode_string_dtypes(), st.just(np.dtype(object)))
arrays = dtypes.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0, max_side=4)))
plain = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.text(), st.binary(),
    st.just(...), st.fractions(), st.decimals(), st.just(object()), st.just(len), st.just(int),
    st.sets(st.integers()),
    st.integers(min_value=10**300, max_value=10**400), st.datetimes(), arrays,
)
anything = st.recursive(plain, lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner)
                        | st.dictionaries(st.text(max_size=3), inner, max_size=2), max_leaves=6)
errors = st.sampled_from([ValueError, KeyError, TypeError, RecursionError, SystemExit, StopIteration,
                          MemoryError, UnicodeDecodeError, OSError])


def is_one_line(text):
    return isinstance(text, str) and text and "\n" not in text


@settings(deadline=None, max_examples=80)
@given(FUNCTIONS, anything)
def test_any_returned_value_gets_a_verdict(exercise, value):
    verdict = judge_function(exercise, lambda *inputs: value)
    assert verdict.state in (DONE, TRIED)
    assert is_one_line(verdict.text) and verdict.text.startswith(f"{exercise.id}: ")


@settings(deadline=None, max_examples=50)
@given(FUNCTIONS, errors, st.lists(st.text(), max_size=2))
def test_any_error_gets_a_verdict(exercise, kind, arguments):
    def raises(*inputs):
        raise kind(*arguments)

    verdict = judge_function(exercise, raises)
    assert verdict.state == TRIED and is_one_line(verdict.text)


@settings(deadline=None, max_examples=80)
@given(anything)
def test_any_answer_gets_a_verdict(value):
    verdict = judge_answer(BY_ID["90.1"], value)
    assert verdict.state in (OPEN, TRIED, DONE) and is_one_line(verdict.text)
    assert (verdict.state == OPEN) == (value is ...)


@settings(deadline=None, max_examples=80)
@given(anything, anything)
def test_any_two_values_are_compared(expected, got):
    sentence = difference(expected, got)
    assert sentence is None or is_one_line(sentence)
    assert is_one_line(show(got)) or got == ""


@settings(deadline=None)
@given(hnp.arrays(float, hnp.array_shapes(max_side=4)))
def test_equality_agrees_with_itself(array):
    assert same(array, array.copy())
    assert same(array, np.array(array, order="F"))
    assert not same(array, array.tolist())


@settings(deadline=None, max_examples=60)
@given(hnp.arrays(float, (2, 3), elements=st.floats(-1e3, 1e3)), st.integers(0, 5), st.floats(0.01, 10.0))
def test_one_wrong_entry_is_always_found(array, place, off):
    wrong = array.copy()
    wrong.flat[place] += off * max(1.0, abs(wrong.flat[place]))
    assert f"At [{place // 3}, {place % 3}]: " in difference(array, wrong)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=8), st.floats(), st.none(), st.integers(), st.lists(st.integers())))
def test_any_id_is_found_or_refused_with_a_text(id):
    try:
        assert find(id).id == id
    except LookupError as error:
        assert is_one_line(str(error).replace("\n", " "))
