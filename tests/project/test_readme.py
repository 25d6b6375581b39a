"""README and CONTRIBUTING say what is so: words, lessons, links, commands."""

import re
import tomllib

import pytest

from tests.nbtools import ROOT, all_notebooks, canonical, lessons

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = {"README.md": README, "CONTRIBUTING.md": CONTRIBUTING}

# The order and the subjects of the course; a lesson that has been written says its own title.
COURSE = [
    ("01_neuron", "Build a neuron"),
    ("02_activations", "Bend the line"),
    ("03_layers", "Stack neurons into layers"),
    ("04_forward_pass", "Run the network forward"),
    ("05_backprop_mse", "Learn from the error"),
    ("06_deep_l_layer_model", "Go deep"),
    ("07_autoencoder", "Compress and rebuild"),
]


def title(path):
    return re.match(r"# (.+)", canonical.read(path).cells[0].source)[1].strip()


def expected_lessons():
    """What the second column of the table of lessons must say."""
    written = {path.stem: f"[{title(path)}](notebooks/{path.name})" for path in lessons()}
    planned = {stem: f"{name} (planned)" for stem, name in COURSE}
    return [text for _, text in sorted({**planned, **written}.items())]


def rows(text):
    """The cells of each row of the table of lessons, without its head."""
    lines = text.split("## The lessons")[1].split("\n## ")[0].splitlines()
    table = [line for line in lines if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_table_lists_the_lessons_that_exist_and_those_that_are_planned():
    assert [row[1] for row in rows(README)] == expected_lessons()


def test_each_written_lesson_shows_its_drawing_and_each_row_says_what_one_does():
    for picture, lesson, what in rows(README):
        assert len(what.split()) >= 5
        stem = re.search(r"notebooks/(\w+)\.ipynb", lesson)
        if stem:
            assert f'src="images/{stem[1]}.svg"' in picture and re.search(r'alt="[^"]{15,}"', picture)
        else:
            assert re.fullmatch(r"\d\d", picture), "a lesson that is not there yet is known by its number"


def test_every_reference_page_is_linked():
    pages = [path.name for path in all_notebooks() if path not in lessons()]
    assert pages and all(f"(notebooks/{name})" in README for name in pages)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_into_the_repository_resolve(name):
    text = DOCUMENTS[name]
    links = re.findall(r"\]\(([^)]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    assert links
    inside = [link.split("#")[0] for link in links if "://" not in link]
    assert [link for link in inside if not (ROOT / link).exists()] == []
    assert [link for link in links if link.startswith("http:")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_named_in_the_text_exist(name):
    quoted = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:toml|txt|yml|md))`", DOCUMENTS[name])
    named = [path for path in quoted if "NN" not in path and not path.startswith("lab/tree/")]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_words_for_make_exist(name):
    words = set(re.search(r"\.PHONY: (.*)", MAKEFILE)[1].split())
    used = set(re.findall(r"(?:^|`|=1 )make ([a-z]+)", DOCUMENTS[name], flags=re.M))
    assert {"test"} <= used <= words


def test_versions_of_python_are_those_of_the_makefile_and_the_package():
    lowest, newest = re.search(r"\(3, (\d+)\) <= v <= \(3, (\d+)\)", MAKEFILE).groups()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">=3.{lowest}"
    assert f"Python 3.{lowest} to 3.{newest}" in README


def test_windows_does_what_make_does():
    lab = re.search(r"-m jupyterlab --ServerApp.root_dir=\. .*?(notebooks/\S+)", MAKEFILE)
    lines = re.search(r"```powershell\n(.*?)```", README, flags=re.S)[1].splitlines()
    assert lines[0] == "py -m venv .venv"
    assert lines[1] == r'.venv\Scripts\python -m pip install -c constraints.txt -e ".[lab,test]"'
    assert lines[2].endswith(f"-m jupyterlab --ServerApp.root_dir=. {lab[1]}")
    assert lines[3] == r".venv\Scripts\python -m pytest -n auto --dist loadscope"


def test_binder_opens_the_first_lesson():
    link = re.search(r"\[!\[Binder\]\([^)]+\)\]\(([^)]+)\)", README)[1]
    form = "https://mybinder.org/"
    opening = r"https://mybinder\.org/v2/gh/[\w.-]+/[\w.-]+/HEAD\?urlpath=lab/tree/notebooks/01_neuron\.ipynb"
    assert link == form or re.fullmatch(opening, link)
    assert "OWNER" not in README
    assert "lab/tree/notebooks/01_neuron.ipynb" in README
