"""Hygiene of the stored notebooks; and each rule shown to see its violation."""

import nbformat
import pytest

from tests.nbtools import NOTEBOOKS, all_notebooks, canonical, hygiene, links
from tests.nbtools.cells import code, markdown, notebook, printed, result

WORDS = "Picture: three dots on a line"


@pytest.mark.parametrize("path", all_notebooks(), ids=lambda path: path.stem)
def test_stored_notebook_is_clean(path):
    nb = canonical.read(path)
    found = hygiene.problems(nb) + links.problems(nb, path.parent)
    assert not found, "\n".join(found)


def clean(*more):
    nb = notebook(
        markdown("# Find a number\n\n![Seven dots and a ruler](https://example.org/dots.svg)"),
        code("print(1)", printed("1\n")),
        markdown("## Next: `code`, $x$ and [a page](https://example.org)"),
        code("draw()", result(image_png="iVBORw0=", text_plain=WORDS)),
        *more,
    )
    return canonical.canonical(nb)


def test_a_clean_notebook_has_no_problems():
    assert hygiene.problems(clean()) == []
    assert links.problems(clean(), NOTEBOOKS) == []


@pytest.mark.parametrize(
    "cell, sentence",
    [
        (markdown("  \n "), "empty cell"),
        (code(""), "empty cell"),
        (code("x = 1", tags=("skip",)), "unknown tag 'skip'"),
        (code("open('/home/me/data.csv')"), "path of a machine"),
        (code("f()", printed(r"C:\Users\me\x.py")), "path of a machine"),
        (code("f()", result(text_html="<b>lib/site-packages</b>")), "path of a machine"),
        (code("%matplotlib inline"), "a magic"),
        (code("!pip install x"), "a shell command"),
        (code("import matplotlib.pyplot"), "pyplot"),
        (code("plt.show()"), "pyplot"),
        (code("clear_output()"), "clear_output"),
        (code("# NBVAL_IGNORE_OUTPUT\nf()"), "switches the comparison off"),
        (code("name = input('?')"), "input()"),
        (code("np.random.seed(0)"), "global random state"),
        (code("def f(:"), "not plain Python"),
        (code("f()", printed("warning", name="stderr")), "stderr"),
        (code("f()", result(image_svg="<svg/>")), "output of type image/svg"),
        (code("f()", result(image_png="iVBORw0=")), "says nothing"),
        (code("f()", result(image_png="iVBORw0=", text_plain="<Figure size 640x480>")), "says nothing"),
        (code("f()", result(text_plain="<A object at 0x7f3a>")), "address"),
        (code("1 / 0", tags=("raises-exception",)), "no error, though tagged"),
        (markdown("# A second title"), "one level-1 heading"),
        (markdown("## A\n\n#### B"), "jumps from level 2 to 4"),
        (markdown("## Next: `code`, $x$ and [a page](https://example.org)"), "there twice"),
        (markdown("## Learn \U0001f680"), "emoji"),
        (markdown("![](a.png)"), "alternative ''"),
        (markdown('<img src="a.png">'), "alternative ''"),
        (markdown('<img src="a.png" alt="plot">'), "alternative 'plot'"),
    ],
)
def test_each_rule_sees_its_violation(cell, sentence):
    assert sentence in "\n".join(hygiene.problems(clean(cell)))


def test_form_of_the_notebook_itself():
    nb = clean()
    nb.metadata.kernelspec = {"name": "my-env"}
    nb.cells[1].id = nb.cells[0].id
    nb.cells[3].execution_count = 5
    del nb.cells[2]["id"]
    said = "\n".join(hygiene.form(nb))
    for part in ("the kernel is", "same id", "execution count 5, expected 2", "id is missing"):
        assert part in said


def test_a_stored_error_is_seen():
    error = nbformat.v4.new_output("error", ename="E", evalue="x", traceback=[])
    assert "an error is stored" in "\n".join(hygiene.outputs(clean(code("1 / 0", error))))
    assert hygiene.outputs(clean(code("1 / 0", error, tags=("raises-exception",)))) == []


@pytest.mark.parametrize(
    "text, reason",
    [
        ("[a](nowhere.ipynb)", "no such file"),
        ("![a picture of it](../images/none.svg)", "no such file"),
        ('<img src="none.png" alt="a picture of it">', "no such file"),
        ("[a](Other.ipynb)", "capital letters"),
        ("[a](#Nowhere)", "no heading for #Nowhere"),
        ("[a](other.ipynb#Nowhere)", "no heading for #Nowhere"),
        ("[a](/absolute)", "not relative"),
        ("[a](../../outside.txt)", "outside the repository"),
        ("[a]()", "empty"),
        ("[a](http://localhost:8888/x)", "no host name"),
        ("[a](https://)", "no host name"),
        ("[a](file:///x)", "scheme"),
        ("[a](other.ipynb", "not closed"),
    ],
)
def test_links_that_lead_nowhere(tmp_path, text, reason):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("not ours")
    canonical.write(folder / "other.ipynb", notebook(markdown("# Other\n\n## By hand: `w @ x`")))
    found = links.problems(notebook(markdown(text)), folder)
    assert len(found) == 1 and reason in found[0], found


def test_links_that_lead_somewhere(tmp_path):
    canonical.write(tmp_path / "other.ipynb", notebook(markdown("# Other\n\n## By hand: `w @ x`")))
    text = """[a](other.ipynb) [b](other.ipynb#By-hand:-w-@-x) [c](#Here-it-is) `[d](none)` $[e](none)$
    [w](https://en.wikipedia.org/wiki/Neuron_(software) "title")

```
[f](none)
```
"""
    assert links.problems(notebook(markdown("## Here it is\n\n" + text)), tmp_path) == []
