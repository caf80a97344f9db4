"""A person at a real window: mouse or keys through Xvfb, a window manager and xdotool."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rpa_scout.text import N_, translated
from rpa_scout_gui.actions import ACTIONS, MENUS
from rpa_scout_gui.pages import PAGES

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "import")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
WIDTH, HEIGHT = 1280, 720
LEAST_TARGET = 16
"""Pixels that a target of the mouse is high and wide at least."""
DRAG_STEPS = 12
KEYS_WAIT = 0.1
"""Seconds between keys: a dialog that is being built takes none."""

MANAGED = """<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application type="normal"><maximized>yes</maximized></application>
</applications></openbox_config>"""
"""The window fills the screen but for its title; dialogs have their own size."""

needs_display = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def ja(sentence):
    return translated(sentence, "ja")


def plain(label):
    """Return what a Japanese label says without mnemonic and dots."""
    return re.sub(r"\s*\(&?[A-Z]\)|&|…$|\n", "", ja(label))


def until(what, seconds=40.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    pytest.fail(f"waited {seconds:g} s for {what.__name__}")


@pytest.fixture
def display(tmp_path):
    """The number of a display of our own, with a window manager."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
    server = subprocess.Popen(
        [*words, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = f":{answer.readline().strip()}"
    rules = tmp_path / "openbox.xml"
    rules.write_text(MANAGED, encoding="utf-8")
    words = ["openbox", "--sm-disable", "--config-file", str(rules)]
    manager = subprocess.Popen(
        words, env=os.environ | {"DISPLAY": number}, stderr=subprocess.DEVNULL
    )
    yield number
    for process in (manager, server):
        process.terminate()
        process.wait(10)


class Person:
    """Someone at the window, who sees it; `Mouse` and `Keys` are the hands."""

    def __init__(self, display, home):
        self.home = home
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "QT_"))}
        self.address = str(home / "eyes")
        self.environment = {
            **kept,
            "DISPLAY": display,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "settings"),
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT / "gui", ROOT))),
            "QT_QPA_PLATFORM": "xcb",
            "XMODIFIERS": "",
            "RPA_SCOUT_EYES": self.address,
        }
        self.program = None

    def start(self, *words):
        Path(self.address).unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.gui.watched", "--lang", "ja", *map(str, words)]
        self.program = subprocess.Popen(command, env=self.environment, cwd=self.home)
        until(Path(self.address).exists)
        until(lambda: "rpa-scout" in self._named())

    def leave(self):
        self.choose("file.quit")
        assert self.program.wait(30) == 0

    # Eyes

    def ask(self, name=None, role=None, within=None):
        """Return what the window answers about a name."""
        question = {"name": name, "role": role, "within": within}
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(60)
            connection.connect(self.address)
            connection.sendall(json.dumps(question).encode() + b"\n")
            return json.loads(connection.makefile().readline())

    def see(self, name=None, role=None, within=None, seconds=40.0):
        """Wait until something can be clicked, and return where it stands."""
        end = time.monotonic() + seconds
        while (seen := self.ask(name, role, within))["trouble"]:
            if time.monotonic() > end:
                pytest.fail(f"{seen['trouble']}; picture: {self.picture('trouble')}")
            time.sleep(0.1)
        return seen

    def is_there(self, name, role=None, within=None):
        return not self.ask(name, role, within)["trouble"]

    def picture(self, name, area=None):
        """Return the file with a picture of the screen, or of an area of it."""
        file = self.home / f"{name}.png"
        cut = [] if area is None else ["-crop", "{2}x{3}+{0}+{1}".format(*area), "+repage"]
        words = ["import", "-window", "root", *cut, str(file)]
        subprocess.run(words, env=self.environment, check=True)
        return file

    # Hands

    def do(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True, timeout=30)

    def key(self, *names):
        for name in names:
            self.do("key", "--clearmodifiers", name)
            time.sleep(KEYS_WAIT)

    def write(self, text):
        self.do("type", "--delay", "15", text)
        time.sleep(KEYS_WAIT)

    def choose_file(self, title, path):
        """Write a path into a dialog for files."""
        self.dialog(title)
        self.key("ctrl+a")
        self.write(str(path))
        self.key("Return")

    def give_reason(self, title, reason):
        self.dialog(title)
        self.write(reason)
        self.agree(N_("&Save"))

    def dialog(self, title):
        """Wait for a dialog that has the keys."""

        until(lambda: self._named().startswith(title))
        time.sleep(0.3)

    def _named(self):
        """Return the title of the window that has the keys."""
        done = subprocess.run(
            ["xdotool", "getactivewindow", "getwindowname"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout


class Keys(Person):
    """Someone who never touches the mouse."""

    def press(self, label):
        """Press a button by its underlined letter."""
        text = self.see(plain(label))["text"]
        (letter,) = re.findall(r"\(&?([A-Z])\)", ja(label) + text)[:1]
        self.key(f"alt+{letter.lower()}")

    def choose(self, action):
        """Do an action by its shortcut."""
        (shortcut,) = (spec.shortcut for spec in ACTIONS if spec.id == action)
        self.see(plain(MENUS["file"]), "MenuItem")  # the window is at rest
        self.key(shortcut.lower())

    def go(self, page_id):
        """Show a page by its shortcut."""
        (page,) = (page for page in PAGES if page.id == page_id)
        self.see(plain(page.title))
        self.key(page.shortcut.lower())

    def agree(self, _label):
        """Press the button that a dialog begins with."""
        self.key("Return")


class Mouse(Person):
    """Someone who points at things; only names and reasons are typed."""

    def point(self, area, across=0.5, down=0.5):
        left, top, width, height = area
        assert min(width, height) >= LEAST_TARGET, area
        self.do("mousemove", round(left + across * width), round(top + down * height))

    def click(self, name, role=None, button=1, key=None):
        self.point(self.see(name, role)["area"])
        if key is None:
            self.do("click", button)
        else:
            self.do("keydown", key, "click", button, "keyup", key)
        time.sleep(KEYS_WAIT)

    def drag(self, start, end):
        """Press at the middle of an area, move in steps to the middle of another, let go."""
        (left, top), (right, bottom) = (
            (area[0] + area[2] / 2, area[1] + area[3] / 2) for area in (start, end)
        )
        self.do("mousemove", round(left), round(top), "mousedown", 1)
        for step in range(1, DRAG_STEPS + 1):
            share = step / DRAG_STEPS
            across, down = left + share * (right - left), top + share * (bottom - top)
            self.do("mousemove", round(across), round(down))
            time.sleep(0.03)
        self.do("mouseup", 1)

    def press(self, label):
        self.click(plain(label))

    def choose(self, action):
        """Do an action from its menu."""
        (spec,) = (spec for spec in ACTIONS if spec.id == action)
        self.click(plain(MENUS[action.partition(".")[0]]), "MenuItem")
        self.click(plain(spec.text), "MenuItem")

    def go(self, page_id):
        """Show a page by its button on the left."""
        (page,) = (page for page in PAGES if page.id == page_id)
        self.click(plain(page.title), "Button")

    def agree(self, label):
        self.press(label)
