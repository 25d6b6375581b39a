"""Other processors, played by this one: OpenBLAS and NumPy choose kernels by the CPU, and can be told which.

Two runs cover what differs: the oldest kernels with two threads, and the generation before this processor's
with one. (The everyday run is this processor's own, with one.)
"""

import platform
import subprocess
import sys

OLDEST = "Nehalem"
LIST_DISPATCHED = """
try:
    from numpy._core import _multiarray_umath as m
except ImportError:  # NumPy 1
    from numpy.core import _multiarray_umath as m
print(*[name for name in m.__cpu_dispatch__ if m.__cpu_features__.get(name)])
"""
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


def is_x86() -> bool:
    return platform.machine().lower() in ("x86_64", "amd64")


def environments() -> dict[str, dict[str, str]]:
    """Name -> variables. Where the processor is not x86, only the number of threads differs."""
    two, one = dict.fromkeys(THREADS, "2"), dict.fromkeys(THREADS, "1")
    if not is_x86():
        return {"two-threads": two}
    features = dispatched()
    runs = {"oldest": {"OPENBLAS_CORETYPE": OLDEST, "NPY_DISABLE_CPU_FEATURES": " ".join(features)} | two}
    if features:  # AVX2 at least
        wide = any(name.startswith(("X86_V4", "AVX512")) for name in features)
        runs["generation-before"] = {"OPENBLAS_CORETYPE": "Haswell" if wide else "Sandybridge"} | one
    return runs


def dispatched() -> list[str]:
    """The CPU features this NumPy would use here beyond the ones it requires."""
    out = subprocess.run([sys.executable, "-c", LIST_DISPATCHED], capture_output=True, text=True, check=True)
    return out.stdout.split()
