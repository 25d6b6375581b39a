"""Stored notebooks are in canonical form, and executing one changes what it should and nothing else."""

import base64
import io
import json

import nbformat
import numpy as np
import pytest
from PIL import Image

from tests.nbtools import __main__ as command
from tests.nbtools import all_notebooks, canonical, execute
from tests.nbtools.cells import code, markdown, notebook, printed, result


@pytest.mark.parametrize("path", all_notebooks(), ids=lambda path: path.stem)
def test_stored_notebook_is_canonical(path):
    found = canonical.problems(path)
    assert not found, "\n".join(found)


def untidy():
    """A notebook as an editor leaves it: no ids, widget state, timing, versions, split streams."""
    view = result(text_plain="Interactive: a neuron")
    view.data[canonical.WIDGET_VIEW] = {"model_id": "8f14e45f", "version_major": 2, "version_minor": 0}
    nb = notebook(
        markdown("# Title\n\n"),
        code("1 + 1", result(text_plain="2"), tags=("exercise",)),
        code("f()", printed("a\n"), view, printed("b\n")),
        code("g()", nbformat.v4.new_output("error", ename="E", evalue="no", traceback=["/home/me/x.py"])),
    )
    nb.metadata = {"kernelspec": {"name": "my-env"}, "language_info": {"name": "python", "version": "3.12.1"}}
    nb.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"8f14e45f": {}}}}
    nb.cells[1].metadata.update(collapsed=True, execution={"iopub.execute_input": "2024-01-01"})
    nb.cells[1].execution_count, nb.cells[2].execution_count = 7, 9
    del nb.cells[2]["id"]
    nb.cells[3].id = nb.cells[0].id
    return nb


def test_untidy_notebook_is_made_canonical():
    tidy = canonical.canonical(untidy())
    assert tidy.metadata == canonical.METADATA
    assert [cell.id for cell in tidy.cells[:2]] == ["cell-0", "cell-1"]
    assert len({cell.id for cell in tidy.cells}) == 4
    assert [cell.execution_count for cell in tidy.cells[1:]] == [1, 2, 3]
    assert tidy.cells[1].metadata == {"tags": ["exercise"]}
    stream, interactive = tidy.cells[2].outputs
    assert stream.text == "a\nb\n"
    assert interactive.data == {"text/plain": "Interactive: a neuron"}
    assert tidy.cells[3].outputs[0].traceback == ["E: no"]
    assert canonical.canonical(tidy) == tidy
    nbformat.validate(tidy)


def test_missing_ids_follow_from_the_source_and_not_from_chance():
    first, second = canonical.canonical(untidy()), canonical.canonical(untidy())
    assert [cell.id for cell in first.cells] == [cell.id for cell in second.cells]


def test_an_untidy_file_is_reported_with_the_line(tmp_path):
    path = tmp_path / "untidy.ipynb"
    path.write_text(json.dumps(untidy(), indent=1))
    assert "not canonical from line" in canonical.problems(path)[0]
    assert canonical.write(path, canonical.read(path))
    assert canonical.problems(path) == []
    assert not canonical.write(path, canonical.read(path)), "a second time there is nothing to do"
    path.write_text(path.read_text() + "\n")
    assert canonical.problems(path), "one newline at the end, not two"


def test_a_write_that_fails_leaves_the_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "kept.ipynb"
    canonical.write(path, notebook(markdown("# Kept")))
    before = path.read_text()
    monkeypatch.setattr(canonical.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        canonical.write(path, notebook(markdown("# New")))
    assert path.read_text() == before
    assert [file.name for file in tmp_path.iterdir()] == ["kept.ipynb"]


def png(colour, compress_level=1):
    out = io.BytesIO()
    Image.fromarray(np.full((8, 8, 3), colour, dtype=np.uint8)).save(
        out, "png", compress_level=compress_level
    )
    return base64.b64encode(out.getvalue()).decode()


def picture(data):
    return notebook(code("draw()", result(image_png=data, text_plain="Picture: a grey square")))


def test_bytes_of_a_picture_that_looks_the_same_are_kept():
    assert png(100) != png(100, 9)
    kept = execute.keep_images(picture(png(100, 9)), picture(png(100)))
    assert kept.cells[0].outputs[0].data["image/png"] == png(100)
    changed = execute.keep_images(picture(png(150)), picture(png(100)))
    assert changed.cells[0].outputs[0].data["image/png"] == png(150)


def test_execute_stores_outputs_and_a_failure_stores_nothing(tmp_path, capsys):
    good, bad = tmp_path / "good.ipynb", tmp_path / "bad.ipynb"
    lines = "import os\nprint('a', flush=True)\nprint(os.environ['DLCORE_PROGRESS'])"
    canonical.write(good, notebook(code(lines), code("1 / 0", tags=("raises-exception",)), code("6 * 7")))
    canonical.write(bad, notebook(code("1 + 1"), code("x = 3\nx / 0")))
    before = bad.read_bytes()
    assert command.main(["execute", str(good), str(bad)]) == 1
    said = capsys.readouterr()
    assert "stored" in said.out
    for part in ("code cell 2", "cell-1", "x / 0", "ZeroDivisionError: division by zero"):
        assert part in said.err
    assert bad.read_bytes() == before
    outputs = [cell.outputs[0] for cell in canonical.read(good).cells]
    assert outputs[0].text == "a\noff\n"
    assert outputs[1].ename == "ZeroDivisionError"
    assert outputs[2].data["text/plain"] == "42"
    assert command.main(["check", str(good), str(bad)]) == 0
