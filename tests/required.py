"""A pytest plugin (-p tests.required): where a tool is required, a test skipped for want of it fails.

DLCORE_REQUIRE_BROWSER=1   Chromium and Playwright
DLCORE_REQUIRE_ORACLE=1    every other tool that a test may do without: PyTorch, SciPy, repo2docker ...
"""

import os

import pytest

BROWSER = ("browser", "chromium", "playwright")
MISSING = ("could not import", "missing", "not found", "not installed")


def required_by(reason: str, environ=os.environ) -> str | None:
    """The variable that does not allow a skip for this reason, if any."""
    reason = reason.lower()
    if any(word in reason for word in BROWSER):
        name = "DLCORE_REQUIRE_BROWSER"
    elif any(word in reason for word in MISSING):
        name = "DLCORE_REQUIRE_ORACLE"
    else:
        return None
    return name if environ.get(name, "") not in ("", "0") else None


def _insist(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if name := required_by(reason):
            report.outcome, report.longrepr = "failed", f"{name} is set, but: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _insist((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _insist((yield))
