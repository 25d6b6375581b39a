"""Interactives of lesson 04: a forward pass step by step, and curves built from hinges."""

from dlcore.viz.forward import STEPS, StepPicture
from dlcore.viz.hinges import N_HINGES, START, TARGETS, HingePicture
from dlcore.widgets.base import Interactive
from dlcore.widgets.controls import choice, slider


def forward_stepper(step=3, x1=2.0, x2=1.0):
    """Two movable inputs and the steps of the forward pass, with every number and its arithmetic."""
    controls = {
        "step": slider("step", 0, len(STEPS) - 1, step, 1),
        "x1": slider("input 1", -3.0, 3.0, x1, 0.5),
        "x2": slider("input 2", -3.0, 3.0, x2, 0.5),
    }
    return Interactive(StepPicture(step=step, x1=x1, x2=x2), controls, title="A forward pass, step by step")


def hinge_builder(target="tent", hinge=1, **places):
    """Four hinges against a target curve; only the two sliders of the chosen hinge are shown.

    places: where hinge k starts (p1, p2, ...) and the slope it adds (s1, s2, ...).
    """
    places = START | places
    controls = {
        "target": choice("target", TARGETS, target),
        "hinge": choice("hinge", range(1, N_HINGES + 1), hinge),
    }
    for k in range(1, N_HINGES + 1):
        controls[f"p{k}"] = slider(f"{k} starts at", 0.0, 4.0, places[f"p{k}"], 0.1)
        controls[f"s{k}"] = slider(f"{k} adds slope", -4.0, 4.0, places[f"s{k}"], 0.25)

    def show(chosen):
        for name, control in controls.items():
            if name[1:].isdigit():
                control.layout.display = None if name.endswith(str(chosen)) else "none"

    show(hinge)
    controls["hinge"].observe(lambda change: show(change.new), names="value")
    picture = HingePicture(target=target, hinge=hinge, **places)
    return Interactive(picture, controls, title="A curve from hinges")
