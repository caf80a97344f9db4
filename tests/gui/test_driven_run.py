"""A person's first hour, in a real window: mouse and keys through Xvfb and xdotool.

Start → sample data → ranking → adopt two → the target bar moved → quit → reopen → still there.
"""

import subprocess
import time

import pytest
from PySide6.QtGui import QImage
from tests.gui.driven import display, needs_display, person, until

from rpa_scout.project.project import Project

__all__ = ["display", "person"]

BAR = (150, 62, 1100, 62)
"""Where the target bar is: left, top, width, height."""
A_ROW, NAME_COLUMN = 320, 360
"""A place in the table of the ranking, whatever the height of its rows."""

pytestmark = needs_display


def is_drawn(picture):
    """Tell whether there is more than one colour along the bars."""
    line = picture.height() - 24
    return len({picture.pixel(x, line) for x in range(picture.width())}) > 2


def bar(person, name):
    """Return the picture of the target bar once the whole window stands still."""
    before = None
    for _attempt in range(60):
        file = person.home / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(file)], env=person.environment, check=True)
        now = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
        if now == before and is_drawn(now.copy(*BAR)):
            return now.copy(*BAR)
        before = now
        time.sleep(0.4)
    pytest.fail("the target bar never stood still")


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
    before = bar(person, "before")
    person.click(NAME_COLUMN, A_ROW)
    # The first two; the third is automated already, and adopting it would ask for a reason.
    person.do("key", "ctrl+Home")
    person.do("key", "shift+Down")
    person.do("key", "ctrl+1")
    until(lambda: len(adopted(file)) == 2)
    chosen = adopted(file)
    after = bar(person, "after")
    assert after != before
    person.leave()
    assert not file.with_name(f"{file.name}.lock").exists()
    person.start(file)
    until(lambda: bar(person, "again") == after)
    assert adopted(file) == chosen
    person.leave()
