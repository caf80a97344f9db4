"""A person at a real window: mouse and keys through Xvfb and xdotool."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "xdotool", "import")
MISSING = [one for one in TOOLS if shutil.which(one) is None]
WIDTH, HEIGHT = 1280, 720
KEYS_WAIT = 0.15
"""Seconds between keys: a dialog that is being built takes none."""

needs_display = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def until(what, seconds=40.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.2)
    pytest.fail(f"waited {seconds:g} s for {what.__name__}")


@pytest.fixture
def display():
    """The number of a display of our own."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
    server = subprocess.Popen(
        [*words, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


class Person:
    """Someone at the window."""

    def __init__(self, display, home):
        self.home = home
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "QT_"))}
        self.environment = {
            **kept,
            "DISPLAY": display,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "settings"),
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT / "gui"))),
            "QT_QPA_PLATFORM": "xcb",
            "XMODIFIERS": "",
        }
        self.program = None

    def start(self, *words):
        command = [sys.executable, "-m", "rpa_scout_gui", "--lang", "ja", *map(str, words)]
        self.program = subprocess.Popen(command, env=self.environment, cwd=self.home)
        self.window = until(self.found_window)
        # Without a window manager nobody else sees to place, size and focus.
        self.do("windowmove", self.window, "0", "0")
        self.do("windowsize", self.window, str(WIDTH), str(HEIGHT))
        time.sleep(1.0)
        self.do("windowfocus", "--sync", self.window)
        time.sleep(0.5)

    def found_window(self):
        return self.told("search", "--onlyvisible", "--name", "rpa-scout").splitlines()[-1:]

    def told(self, *words):
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout

    def do(self, *words):
        flat = [part for one in words for part in (one if isinstance(one, list) else [one])]
        subprocess.run(["xdotool", *flat], env=self.environment, check=True, timeout=30)

    def click(self, across, down):
        self.do("mousemove", str(across), str(down))
        self.do("click", "1")

    def key(self, *names):
        for name in names:
            self.do("key", "--clearmodifiers", name)
            time.sleep(KEYS_WAIT)

    def write(self, text):
        self.do("type", "--delay", "15", text)
        time.sleep(KEYS_WAIT)

    def dialog(self, title):
        """Wait for a dialog, and let the keys go to it, as a window manager does."""

        def named():
            return self.told("search", "--onlyvisible", "--name", f"^{title}").split()[-1:]

        number = until(named, 30)
        time.sleep(0.5)
        self.do("windowfocus", "--sync", number)
        return number

    def back(self):
        """Let the keys go to the window again."""
        time.sleep(0.5)
        self.do("windowfocus", "--sync", self.window)
        time.sleep(0.3)

    def choose_file(self, title, path):
        """Write a path into a dialog for files."""
        self.dialog(title)
        self.key("ctrl+a")
        self.write(str(path))
        self.key("Return")
        self.back()

    def leave(self):
        self.do("key", "ctrl+q")
        assert self.program.wait(30) == 0


@pytest.fixture
def person(display, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    one = Person(display, home)
    yield one
    if one.program is not None and one.program.poll() is None:
        one.program.kill()
        one.program.wait(10)
