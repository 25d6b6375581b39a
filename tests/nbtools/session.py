"""A kernel that runs cells one by one, in the fixed environment, with `notebooks/` as its folder."""

import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

import ipykernel.kernelspec
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tests.nbtools import NOTEBOOKS, environment

ANSI = re.compile(r"\x1b\[[0-9;]*m")
CELL_SECONDS = 60  # for one cell; nbclient then interrupts the kernel


class CellFailed(Exception):
    """A cell raised, or took too long. The message is the traceback."""


class OwnKernelspecs(KernelSpecManager):
    """The kernel of the interpreter that runs this, whatever kernels the user has installed."""

    def get_kernel_spec(self, kernel_name):
        spec = ipykernel.kernelspec.get_kernel_dict()
        return self.kernel_spec_class(resource_dir=ipykernel.kernelspec.RESOURCES, **spec)


class OwnKernelManager(AsyncKernelManager):
    kernel_spec_manager_class = OwnKernelspecs


class Session:
    """`run(source)` executes one cell and returns its outputs."""

    def __init__(self, client: NotebookClient):
        self._client, self._cell_id = client, None
        message = client.kc.session.msg

        def with_cell_id(kind, *args, **kwargs):
            """As JupyterLab does: an interactive closes what the same cell made on its last run."""
            new = message(kind, *args, **kwargs)
            if kind == "execute_request":
                new["metadata"]["cellId"] = self._cell_id
            return new

        client.kc.session.msg = with_cell_id

    def run(self, source: str, tags: tuple = (), cell_id: str | None = None, count: bool = True) -> list:
        """The cell's outputs. Raises CellFailed. `count=False`: it is not one of the notebook's cells."""
        cell, self._cell_id = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}), cell_id
        try:
            self._client.execute_cell(cell, 0, store_history=count)
        except CellExecutionError as error:
            raise CellFailed(_traceback(cell, error)) from None
        except CellTimeoutError:
            raise CellFailed(f"the cell ran longer than {CELL_SECONDS} s") from None
        except DeadKernelError:
            raise CellFailed("the kernel died") from None
        return cell.outputs


@contextmanager
def session(cwd: Path = NOTEBOOKS):
    """A running kernel; it is shut down at the end, also after an error."""
    environment.apply(os.environ)
    scratch = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell()])
    client = NotebookClient(
        scratch,
        kernel_name="python3",
        kernel_manager_class=OwnKernelManager,
        timeout=CELL_SECONDS,
        resources={"metadata": {"path": str(cwd)}},
        record_timing=False,
        store_widget_state=False,
    )
    # What the kernel's process itself says on stderr is about its connection; a cell's stderr is an output.
    with client.setup_kernel(stderr=subprocess.DEVNULL):
        yield Session(client)


def _traceback(cell, error: CellExecutionError) -> str:
    """What the kernel showed, without colours and without the cell's source once more."""
    shown = [output for output in cell.outputs if output.output_type == "error"]
    lines = "\n".join(shown[-1].traceback) if shown else str(error)
    return ANSI.sub("", lines)
