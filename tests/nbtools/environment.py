"""The environment a kernel starts in, so that stored outputs do not depend on who executes them."""

import atexit
import os
import shutil
import tempfile
from collections.abc import MutableMapping

# No learner's progress is read or written, whatever the caller's environment says.
FORCED = {
    "DLCORE_PROGRESS": "off",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger's warning would be a stored stderr line
    "JUPYTER_PLATFORM_DIRS": "1",  # silences jupyter_core's announcement of the same
}

# One BLAS thread unless a run asks for another number: the rounding of a sum depends on its split.
DEFAULTS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


def apply(environ: MutableMapping[str, str] = os.environ) -> None:
    """Set the variables in `environ`; kernels inherit them. An own IPython folder keeps profiles out."""
    environ.update(FORCED)
    for name, value in DEFAULTS.items():
        environ.setdefault(name, value)
    if "DLCORE_TEST_IPYTHON" not in environ:
        folder = tempfile.mkdtemp(prefix="dlcore-ipython-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        environ["IPYTHONDIR"] = environ["DLCORE_TEST_IPYTHON"] = folder
