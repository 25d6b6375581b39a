"""The drawings in images/ are what their scripts draw, say what they show, and are used somewhere."""

import importlib.util
import re
import xml.etree.ElementTree as ET

import pytest

from tests.nbtools import NOTEBOOKS, ROOT, all_notebooks

spec = importlib.util.spec_from_file_location("images_draw", ROOT / "images" / "draw.py")
draw = importlib.util.module_from_spec(spec)
spec.loader.exec_module(draw)

TITLE = "{http://www.w3.org/2000/svg}title"
SCRIPT = """
from dlcore.viz.base import Picture, style

@style()
def draw():
    picture = Picture(2, 1, alt={alt!r})
    picture.text(0.5, 0.5, "w")
    return picture
"""


def users():
    """The texts that may show a drawing."""
    return [path.read_text(encoding="utf-8") for path in [*all_notebooks(), *ROOT.glob("*.md")]]


def problems(folder, texts):
    """What is wrong with the drawings of a folder, beside their being current."""
    scripts, found = draw.scripts(folder), []
    drawings = {path.stem: path for path in folder.glob("*.svg")}
    found += [f"{name}.svg has no script" for name in sorted(drawings.keys() - scripts.keys())]
    found += [f"draw_{name}.py was not run" for name in sorted(scripts.keys() - drawings.keys())]
    for name, path in sorted(drawings.items()):
        title = ET.parse(path).getroot().find(TITLE)
        if title is None or len((title.text or "").split()) < 3:
            found.append(f"{name}.svg has no <title> that says what it shows")
        if not any(re.search(rf"images/{re.escape(name)}\.svg", text) for text in texts):
            found.append(f"{name}.svg is shown nowhere")
    return found


def test_drawings_have_a_script_a_title_and_a_use():
    found = problems(ROOT / "images", users())
    assert not found, "\n".join(found)


@pytest.mark.pinned
@pytest.mark.parametrize("name", draw.scripts())
def test_drawing_is_current(name):
    stored = (ROOT / "images" / f"{name}.svg").read_text(encoding="utf-8")
    assert stored == draw.svg(draw.scripts()[name]), f"images/{name}.svg is old; run: make images"


def test_each_problem_is_seen(tmp_path):
    (tmp_path / "draw_fine.py").write_text(SCRIPT.format(alt="The letter w, alone"))
    (tmp_path / "draw_late.py").write_text(SCRIPT.format(alt="The letter w, alone"))
    svg = draw.svg(tmp_path / "draw_fine.py")
    (tmp_path / "fine.svg").write_text(svg)
    (tmp_path / "stray.svg").write_text(svg.replace("The letter w, alone", "w"))
    found = problems(tmp_path, ["![The letter](../images/fine.svg)"])
    assert found == [
        "stray.svg has no script",
        "draw_late.py was not run",
        "stray.svg has no <title> that says what it shows",
        "stray.svg is shown nowhere",
    ]
    (tmp_path / "draw_fine.py").write_text(SCRIPT.format(alt="The letter w, alone").replace('"w"', '"v"'))
    assert draw.svg(tmp_path / "draw_fine.py") != svg, "another letter is another drawing"


def test_a_drawing_without_words_is_refused(tmp_path):
    (tmp_path / "draw_mute.py").write_text(SCRIPT.format(alt=" "))
    with pytest.raises(ValueError, match="no text alternative"):
        draw.svg(tmp_path / "draw_mute.py")


def test_drawing_is_the_same_twice_and_without_date(tmp_path):
    (tmp_path / "draw_fine.py").write_text(SCRIPT.format(alt="The letter w, alone"))
    first, second = (draw.svg(tmp_path / "draw_fine.py") for _ in range(2))
    assert first == second
    assert "date" not in first and "matplotlib" not in first.lower()


def test_notebooks_show_drawings_from_images_only():
    assert not list(NOTEBOOKS.glob("*.svg")) and not list(NOTEBOOKS.glob("*.png"))
