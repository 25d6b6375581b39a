"""JupyterLab on loopback with everything it writes in one temporary folder, and a browser to look at it."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 90

# Without windowing every cell of a notebook is in the page. News and update prompts would ask the network.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def find_browser(playwright):
    """The path of a Chromium: the system's, else the one that `playwright install` brought, else None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"):
        if path := shutil.which(name):
            return path
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextmanager
def browser():
    """A running Chromium, or None where there is none."""
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            yield None
            return
        chromium = playwright.chromium.launch(executable_path=path, chromium_sandbox=not _is_root())
        try:
            yield chromium
        finally:
            chromium.close()


class Lab:
    """A running JupyterLab: `.root` is the folder it serves, `.url(path)` opens a notebook in it."""

    def __init__(self, folder):
        self.folder, self.root = Path(folder), Path(folder) / "root"
        self.port, self.token = _free_port(), secrets.token_hex(16)
        (self.root / "notebooks").mkdir(parents=True)
        shutil.copytree(REPOSITORY / "images", self.root / "images")
        for name, values in SETTINGS.items():
            path = self.folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
        self._log = (self.folder / "lab.log").open("w")
        self._server = subprocess.Popen(
            self._command(),
            env=self._environment(),
            cwd=self.root,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def _command(self):
        options = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.root_dir": self.root,
            "IdentityProvider.token": self.token,
            "LabApp.expose_app_in_browser": True,
        }
        command = [sys.executable, "-m", "jupyterlab", "--no-browser"]
        command += [f"--{name}={value}" for name, value in options.items()]
        return command + (["--allow-root"] if _is_root() else [])

    def _environment(self):
        folders = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        paths = [str(REPOSITORY), os.environ.get("PYTHONPATH", "")]
        return {
            **os.environ,
            **{name: str(self.folder / value) for name, value in folders.items()},
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "DLCORE_PROGRESS": "off",
        }

    def wait(self):
        """Until the server answers. Raises RuntimeError with its log when it ends or takes too long."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._server.poll() is None:
            try:
                self.api("GET", "status")
                return self
            except OSError:
                time.sleep(0.2)
        self.stop()
        raise RuntimeError("JupyterLab did not start:\n" + (self.folder / "lab.log").read_text()[-4000:])

    def api(self, method, path):
        """The server's own interface: sessions, kernels, status."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{path}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or "null")

    def url(self, path, mode="lab"):
        """Where to find a notebook; mode "doc" shows it alone, without the side bar."""
        return f"http://127.0.0.1:{self.port}/{mode}/tree/{path}?token={self.token}&reset"

    def end_sessions(self):
        """A closed page leaves its kernel running: delete the sessions, and their kernels with them."""
        for session in self.api("GET", "sessions"):
            self.api("DELETE", f"sessions/{session['id']}")

    def stop(self):
        self._server.terminate()
        try:
            self._server.wait(20)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._log.close()


@contextmanager
def lab(folder):
    """A Lab that is up; it is stopped at the end."""
    running = Lab(folder).wait()
    try:
        yield running
    finally:
        running.end_sessions()
        running.stop()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0
