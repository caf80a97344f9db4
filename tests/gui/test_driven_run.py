"""A person's first hour, in a real window: mouse and keys through Xvfb and xdotool.

Start → sample data → ranking → adopt two → the target bar moved → quit → reopen → still there.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from rpa_scout.project.project import Project

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "xdotool", "import")
MISSING = [one for one in TOOLS if shutil.which(one) is None]
WIDTH, HEIGHT = 1280, 720
BAR = (150, 62, 1100, 62)
"""Where the target bar is: left, top, width, height."""
A_ROW, NAME_COLUMN = 320, 360
"""A place in the table of the ranking, whatever the height of its rows."""

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def until(what, seconds=60.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.2)
    pytest.fail(f"waited {seconds:g} s for {what.__name__}")


def is_drawn(picture):
    """Tell whether there is more than one colour along the bars."""
    line = picture.height() - 24
    return len({picture.pixel(x, line) for x in range(picture.width())}) > 2


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

    def bar(self, name):
        """Return the picture of the target bar once the whole window stands still."""
        before = None
        for _attempt in range(60):
            file = self.home / f"{name}.png"
            subprocess.run(
                ["import", "-window", "root", str(file)], env=self.environment, check=True
            )
            now = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
            if now == before and is_drawn(now.copy(*BAR)):
                return now.copy(*BAR)
            before = now
            time.sleep(0.4)
        pytest.fail("the target bar never stood still")

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


def adopted(file):
    with Project.open(file, "担当B", read_only=True) as project:
        return [one.task_id for one in project.tasks.all() if one.state.value == "adopted"]


def test_first_hour(person):
    person.start()
    person.do("key", "ctrl+shift+n")
    file = until(lambda: next(person.home.glob("rpa*.rpascout"), None))

    def tasks_are_there():
        with Project.open(file, "担当B", read_only=True) as project:
            return len(project.tasks.all()) > 150

    until(tasks_are_there)
    time.sleep(2.0)  # the ranking page is built and filled
    before = person.bar("before")
    person.click(NAME_COLUMN, A_ROW)
    # The first two; the third is automated already, and adopting it would ask for a reason.
    person.do("key", "ctrl+Home")
    person.do("key", "shift+Down")
    person.do("key", "ctrl+1")
    until(lambda: len(adopted(file)) == 2)
    chosen = adopted(file)
    after = person.bar("after")
    assert after != before
    person.leave()
    assert not file.with_name(f"{file.name}.lock").exists()
    person.start(file)
    until(lambda: person.bar("again") == after)
    assert adopted(file) == chosen
    person.leave()
