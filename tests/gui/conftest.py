"""The window, offscreen: settings of its own, and nothing left behind by any test."""

import gc
import os
import threading
import time
from pathlib import Path

import pytest
from tests.window import NO_WINDOW

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OFFSCREEN = "This plugin does not support"
"""What the offscreen platform says of sizes; it is no fault of the window."""

SAMPLES = Path(__file__).parents[2] / "samples" / "departments"


class _WithoutWindow(pytest.Module):
    """A module whose imports would fail; it is skipped whole."""

    def collect(self):
        pytest.skip(NO_WINDOW, allow_module_level=True)


def pytest_pycollect_makemodule(module_path, parent):
    return _WithoutWindow.from_parent(parent, path=module_path) if NO_WINDOW else None


@pytest.fixture(autouse=True)
def _own_settings(tmp_path):
    from PySide6.QtCore import QSettings

    scopes = (QSettings.Scope.UserScope, QSettings.Scope.SystemScope)
    for scope in scopes:
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def opened_folders(monkeypatch):
    """Folders that the window would open in the system's file manager."""
    opened = []
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    return opened


@pytest.fixture(autouse=True)
def _nothing_left_behind(qapp, qtlog):
    """No warning of Qt, thread, running timer or window outlives its test."""
    from PySide6.QtCore import QTimer

    gc.freeze()  # what was there before needs no look at the end
    threads = set(threading.enumerate())
    yield
    for _round in range(3):
        qapp.sendPostedEvents(None, 52)  # deferred deletions
        qapp.processEvents()
    gc.collect()
    deadline = time.monotonic() + 5.0
    while set(threading.enumerate()) - threads and time.monotonic() < deadline:
        time.sleep(0.01)
    assert set(threading.enumerate()) - threads == set()
    timers = [one for one in qapp.findChildren(QTimer) if one.isActive()]
    assert timers == []
    told = [one.message for one in qtlog.records if not one.ignored]
    assert [one for one in told if OFFSCREEN not in one] == []


def changed(session, part, qtbot, timeout=60_000):
    """Wait until the session says that a part of it is different."""
    return qtbot.waitSignal(
        session.changed, timeout=timeout, check_params_cb=lambda parts: part in parts
    )


def assessed(session, qtbot):
    """Wait for new results."""
    return changed(session, "assessment", qtbot, 120_000)


def decide(session, tasks, state, reason="", **plan):
    """Decide on tasks as the window does."""
    return session.change(
        lambda project: project.tasks.decide(
            tasks, state, reason, assessment=session.assessment, **plan
        )
    )


def nameless(widget):
    """Return the controls below a widget of which a screen reader could not say what they are."""
    from PySide6.QtWidgets import (
        QAbstractButton,
        QAbstractItemView,
        QAbstractSlider,
        QAbstractSpinBox,
        QComboBox,
        QHeaderView,
        QLabel,
        QLineEdit,
        QPlainTextEdit,
        QScrollBar,
        QTabWidget,
        QTextEdit,
    )

    kinds = (
        *(QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox),
        *(QAbstractSlider, QTabWidget, QTextEdit, QPlainTextEdit),
    )
    labelled = {label.buddy() for label in widget.findChildren(QLabel)}
    return [
        f"{type(control).__name__} {control.objectName()}"
        for kind in kinds
        for control in widget.findChildren(kind)
        if control.isVisible()
        and control not in labelled
        and not control.accessibleName()
        and not (isinstance(control, QAbstractButton) and control.text())
        and not control.objectName().startswith("qt_")
        and not isinstance(control.parentWidget(), QComboBox | QAbstractSpinBox)
        and not isinstance(control, QHeaderView | QScrollBar)
        and type(control).__name__ != "QTableCornerButton"
    ]


def asks_first(button, line, project, sentence="先に理由を入力してください。"):
    """Press a button while its line is empty: nothing is saved, and the line says why."""
    before = project.history.entries()
    for empty in ("", "  ", "　"):
        line.setText(empty)
        button.click()
        assert project.history.entries() == before
        assert (line.text(), line.placeholderText()) == ("", sentence)
        assert line.accessibleDescription() == sentence


@pytest.fixture
def jobs():
    from rpa_scout_gui.jobs import JobRunner

    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def session(jobs):
    from rpa_scout_gui.session import Session

    one = Session(jobs, "担当A")
    yield one
    jobs.close()
    one.close()


@pytest.fixture(scope="session")
def sample_inventory():
    """The inventory of the sample departments."""
    from rpa_scout.pipeline import read_surveys

    return read_surveys(SAMPLES)


@pytest.fixture
def sample_session(session, sample_inventory, tmp_path, qtbot):
    """A session with the sample departments in it, assessed."""
    assert session.create(tmp_path / "見本.rpascout")
    with assessed(session, qtbot):
        assert session.change(lambda project: project.surveys.import_(sample_inventory))
    return session


@pytest.fixture
def program(qapp, qtbot):
    """The program with its window shown, without a project."""
    from rpa_scout_gui.app import Program, make_application
    from rpa_scout_gui.settings import Settings

    one = Program(make_application(), Settings())
    one.window.resize(1280, 720)
    one.window.show()
    qtbot.waitExposed(one.window)
    yield one
    one.window.close()
    one.window.deleteLater()
    one.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def filled(program, sample_inventory, tmp_path, qtbot):
    """A program with the sample departments imported."""
    with assessed(program.session, qtbot):
        assert program.session.create(tmp_path / "見本.rpascout")
        assert program.session.change(lambda project: project.surveys.import_(sample_inventory))
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    return program


def shown(program, page_id, qtbot):
    """Show a page, and wait until it has settled."""
    page = program.window.show_page(page_id)
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    return page


def settle(program, qtbot):
    """Wait until no job runs."""
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)


@pytest.fixture
def normal_size():
    """Bring texts back to their size after a test that enlarges them."""
    from rpa_scout_gui.theme import set_zoom

    yield
    set_zoom(1.0)
