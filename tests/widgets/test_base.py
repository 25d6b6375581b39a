"""Interactive: its state, its errors, its notebook form, and that nothing of it stays when it is closed."""

import gc
import weakref

import pytest
from ipywidgets import FloatSlider
from ipywidgets.widgets.widget import _instances

from dlcore.viz import Picture, style
from dlcore.widgets import Interactive, base, choice, slider


class Line(Picture):
    @style()
    def __init__(self):
        super().__init__(3, 2)
        ax = self.subplots()
        ax.set(xlim=(-1, 1), ylim=(-3, 3))
        (self.line,) = ax.plot([-1, 1], [0, 0])
        self.moving(self.line)
        self.updates = 0

    def update(self, *, slope, sign):
        if slope == 2.5:
            raise ValueError("the slope 2.5 is <not> drawn")
        self.updates += 1
        self.line.set_ydata([-slope, slope] if sign == "plus" else [slope, -slope])
        self.alt = f"slope {sign} {slope:g}"


@pytest.fixture
def explorer():
    controls = {
        "slope": slider("the slope", 0.0, 3.0, 1.0, 0.5),
        "sign": choice("sign", ["plus", "minus"], "plus"),
    }
    made = Interactive(Line(), controls, title="A line & its slope")
    yield made
    made.close()


def test_it_starts_with_the_picture_of_its_state(explorer):
    assert explorer.state == {"slope": 1.0, "sign": "plus"}
    assert explorer.image.value == explorer.picture.png()
    assert explorer.image.width == "300" and "slope plus 1<" in explorer.message.value


def test_a_moved_control_changes_the_picture_and_its_text(explorer):
    before = explorer.image.value
    explorer.controls["slope"].value = 2.0
    assert explorer.image.value != before
    assert 'role="status"' in explorer.message.value and "slope plus 2<" in explorer.message.value
    assert explorer.state["slope"] == 2.0


def test_what_a_browsers_slider_adds_up_is_cleaned(explorer):
    explorer.controls["slope"].value = 1.1000000000000005
    assert explorer.state["slope"] == 1.1


def test_set_draws_once_and_reset_returns_to_the_start(explorer):
    start, updates = explorer.image.value, explorer.picture.updates
    explorer.set(slope=3, sign="minus")
    assert explorer.state == {"slope": 3.0, "sign": "minus"}
    assert explorer.picture.updates == updates + 1
    explorer.reset_button.click()
    assert explorer.state == {"slope": 1.0, "sign": "plus"} and explorer.image.value == start


@pytest.mark.parametrize(
    ("state", "error", "words"),
    [
        ({"tilt": 1}, TypeError, "has no control 'tilt'; it has slope, sign"),
        ({"sign": "minus", "slope": 4}, ValueError, "slope goes from 0 to 3; got 4"),
        ({"sign": "minus", "slope": "x"}, ValueError, "slope goes from 0 to 3; got 'x'"),
        ({"sign": "minus", "slope": float("nan")}, ValueError, "got nan"),
        ({"slope": 2.0, "sign": "times"}, ValueError, "sign is one of plus, minus; got 'times'"),
    ],
)
def test_set_refuses_what_cannot_be_shown_and_changes_nothing(explorer, state, error, words):
    image = explorer.image.value
    with pytest.raises(error, match=words):
        explorer.set(**state)
    assert explorer.state == {"slope": 1.0, "sign": "plus"} and explorer.image.value == image


def test_an_error_in_the_picture_is_shown_and_the_last_good_picture_stays(explorer):
    good = explorer.image.value
    explorer.controls["slope"].value = 2.5
    assert isinstance(explorer.error, ValueError)
    assert 'role="alert"' in explorer.message.value
    assert "ValueError: the slope 2.5 is &lt;not&gt; drawn" in explorer.message.value
    assert explorer.image.value == good
    explorer.controls["slope"].value = 2.0
    assert explorer.error is None and "drawn" not in explorer.message.value and explorer.image.value != good


def test_notebook_form_has_the_widget_the_picture_and_a_stable_text(explorer):
    data, metadata = explorer._repr_mimebundle_()
    assert data["text/plain"] == "Interactive: A line & its slope. Controls: slope 0..3, sign plus/minus."
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.model_id
    assert data["image/png"] == explorer.picture.mimebundle()[0]["image/png"]
    assert metadata["image/png"]["alt"] == "slope plus 1"


def test_a_control_without_description_is_refused():
    control = FloatSlider()
    with pytest.raises(ValueError, match="without a description.*slope"):
        Interactive(Line(), {"slope": control}, title="x")


def test_closing_leaves_no_widget_and_no_picture():
    before = set(_instances)
    made = Interactive(Line(), {"slope": slider("slope", 0.0, 3.0, 1.0)}, title="x")
    picture = weakref.ref(made.picture)
    assert len(_instances) > len(before)
    made.close()
    made.close()
    assert set(_instances) <= before
    del made
    gc.collect()
    assert picture() is None


def run_cell(monkeypatch, cell, run):
    monkeypatch.setattr(base, "_cell_and_run", lambda: (cell, run))
    return Interactive(Line(), {"slope": slider("slope", 0.0, 3.0, 1.0)}, title="x")


def is_open(interactive):
    return interactive.comm is not None and interactive.image.comm is not None


def test_running_a_cell_again_closes_what_it_made_before_and_nothing_else(monkeypatch):
    monkeypatch.setattr(base, "_by_cell", {})
    first, second = run_cell(monkeypatch, "cell 1", "run 1"), run_cell(monkeypatch, "cell 1", "run 1")
    other, unknown = run_cell(monkeypatch, "cell 2", "run 2"), run_cell(monkeypatch, None, None)
    assert all(map(is_open, (first, second, other, unknown)))
    again = run_cell(monkeypatch, "cell 1", "run 3")
    assert not is_open(first) and not is_open(second)
    assert all(map(is_open, (other, unknown, again)))
    for made in (other, unknown, again):
        made.close()
