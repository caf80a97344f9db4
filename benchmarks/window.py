"""Times of the window, against bare numpy and bare Qt: sorting rows, ranking while dragging."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path

import numpy as np
from project import inventory
from registry import Prepared, measure
from scoring import random_tasks

import rpa_scout as rs
from rpa_scout.inventory import Inventory
from rpa_scout.register.records import Actual, Automation, Register, automation_id

ROWS = 100_000
TASKS = 20_000
MEASURED = 30
SIZES = (2_000, 20_000)
MANY_TASKS = 100_000
DRAWS = 100
"""Fewer draws than usual; these measures do not use them."""


def _application() -> object:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication([])


def _few_draws() -> rs.Policy:
    policy = rs.load_policy()
    few = policy.simulation.model_copy(update={"draws": DRAWS})
    return policy.model_copy(update={"simulation": few})


OURS = """
import tempfile
from PySide6.QtCore import QSettings
with tempfile.TemporaryDirectory() as own:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, own)
    from rpa_scout_gui.app import Program, make_application
    from rpa_scout_gui.settings import Settings
    application = make_application()
    program = Program(application, Settings())
    program.window.show()
    application.processEvents()
    program.window.grab()
    print(time.process_time() - begun, flush=True)
    os._exit(0)
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableWidget(20, 10))
window.resize(1280, 720)
window.show()
application.processEvents()
window.grab()
print(time.process_time() - begun, flush=True)
os._exit(0)
"""


@measure("first paint of the window", limit="bare window with a table", aim=2, rounds=9)
def first_paint() -> Iterator[tuple[str, Prepared]]:
    """Time both windows by the processor, from Python's start to the drawn window."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    def painted(script: str) -> float:
        command = [sys.executable, "-c", f"import os, time\nbegun = time.process_time()\n{script}"]
        process = subprocess.run(
            command, check=True, capture_output=True, text=True, env=surroundings
        )
        return float(process.stdout)

    yield "start to first picture", (lambda: painted(OURS), lambda: painted(BARE))


@measure("sort a table of the window", limit="numpy argsort, bare model reset", aim=2, rounds=7)
def sorting() -> Iterator[tuple[str, Prepared]]:
    """Prepare our table with a number, a text and a choice, and a bare model and view."""
    application = _application()
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QTableView

    from rpa_scout_gui.models.columns import Column, decimal, plain
    from rpa_scout_gui.models.table_model import ColumnTableModel
    from rpa_scout_gui.widgets.tables.data_table import DataTable

    class BareModel(QAbstractTableModel):
        def rowCount(self, _parent=None) -> int:
            return ROWS

        def columnCount(self, _parent=None) -> int:
            return 3

        def data(self, _index, _role=0) -> None:
            return None

        def reset(self) -> None:
            self.beginResetModel()
            self.endResetModel()

    draw = np.random.default_rng(5)
    arrays = {
        "name": np.array([f"業務{number}" for number in draw.permutation(ROWS)], dtype=object),
        "score": draw.normal(50.0, 20.0, ROWS),
        "means": draw.choice(np.array(["rpa", "ocr_rpa", "keep"], dtype=object), ROWS),
    }
    columns = (
        Column("name", "Task", "text", 200, plain),
        Column("score", "Score", "number", 100, decimal),
        Column("means", "Means", "choice", 100, plain),
    )
    model = ColumnTableModel(columns, "name")
    table, bare_table, bare_model = DataTable(model, "tasks"), QTableView(), BareModel()
    bare_table.setModel(bare_model)
    for view in (table, bare_table):
        view.resize(600, 500)
        view.show()
    model.set_arrays(arrays)
    for position, column in enumerate(columns):

        def ours(position=position) -> object:
            model.sort(position, Qt.SortOrder.DescendingOrder)
            return application

        def bare(values=arrays[column.id]) -> object:
            bare_model.reset()
            return np.argsort(values, kind="stable")

        yield f"{ROWS:,} by {column.kind}", (ours, bare)


@measure("a change in the window", limit="the library's own decide", aim=25, rounds=9)
def changing() -> Iterator[tuple[str, Prepared]]:
    """Prepare cities in the whole window, with the ranking shown.

    Both sides are timed by the processor, in the thread that a person waits for: with ours until
    all is painted again.
    """
    for size in SIZES:
        yield from _changes_of(size)


@measure("a change in the window of a prefecture", limit="the library's own decide", rounds=9)
def changing_much() -> Iterator[tuple[str, Prepared]]:
    """Prepare the same with many tasks; it takes some minutes."""
    yield from _changes_of(MANY_TASKS)


def _changes_of(size: int) -> Iterator[tuple[str, Prepared]]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _changes_in(Path(folder), inventory(size))


def _changes_in(folder: Path, tasks: Inventory) -> Iterator[tuple[str, Prepared]]:
    application = _application()
    from PySide6.QtCore import QSettings

    from rpa_scout_gui.app import Program
    from rpa_scout_gui.settings import Settings

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    program, policy = Program(application, Settings()), _few_draws()
    session, jobs, task = program.session, program.jobs, tasks.tasks.index[0]
    program.window.show()

    def settle() -> None:
        application.processEvents()
        while not jobs.is_idle:
            time.sleep(0.005)
            application.processEvents()

    def timed(change: Callable[[], object]) -> float:
        settle()
        begun = time.thread_time()
        change()
        application.processEvents()
        return time.thread_time() - begun

    def decide() -> object:
        return session.change(
            lambda project: project.tasks.decide(
                [task], next(states), "試行", assessment=session.assessment
            )
        )

    def override() -> object:
        return session.change(
            lambda project: project.tasks.override(
                task, "hours", float(next(values)), "試行", assessment=session.assessment
            )
        )

    session.create(folder / "window.rpascout", policy)
    session.change(lambda project: project.surveys.import_(tasks))
    settle()
    program.window.show_page("ranking")
    settle()
    states, bare_states = cycle(("adopted", "candidate")), cycle(("on_hold", "candidate"))
    steps, values = cycle((session.undo, session.redo)), count(1)
    with rs.Project.create(folder / "library.rpascout", policy, "担当A") as library:
        library.surveys.import_(tasks)

        def bare() -> float:
            begun = time.thread_time()
            library.tasks.decide([task], next(bare_states), "試行")
            return time.thread_time() - begun

        size = f"{len(tasks.tasks):,} tasks"
        yield f"{size}: decide", (lambda: timed(decide), bare)
        yield f"{size}: undo and redo by turns", (lambda: timed(next(steps)), bare)
        yield f"{size}: override", (lambda: timed(override), bare)
    settle()
    program.close()
    program.window.deleteLater()


@measure("an override without stored results", limit="the library's own decide", rounds=9)
def overriding() -> Iterator[tuple[str, Prepared]]:
    """Prepare a city that was never assessed; both sides are timed by the processor."""
    values, states = count(1), cycle(("on_hold", "candidate"))
    with (
        tempfile.TemporaryDirectory() as folder,
        rs.Project.create(Path(folder) / "a.rpascout", rs.load_policy(), "担当A") as project,
    ):
        tasks = inventory()
        project.surveys.import_(tasks)
        task = tasks.tasks.index[0]

        def ours() -> float:
            begun = time.process_time()
            project.tasks.override(task, "hours", float(next(values)), "試行")
            return time.process_time() - begun

        def bare() -> float:
            begun = time.process_time()
            project.tasks.decide([task], next(states), "試行")
            return time.process_time() - begun

        yield f"{len(tasks.tasks):,} tasks", (ours, bare)
        project.register.import_(register_of(project))
        yield f"{len(tasks.tasks):,} tasks, {MEASURED} measured", (ours, bare)


def register_of(project: rs.Project) -> Register:
    """Return a register with an actual for each of the best tasks."""
    best = project.assessments.estimate().ranking.query("candidate").iloc[:MEASURED]
    automations, actuals = [], []
    for row in best.itertuples():
        number = automation_id(row.department, row.name)
        automations.append(
            Automation(number, row.department, row.name, running_since=2023, task_id=row.task_id)
        )
        actuals.append(Actual(number, 2025, row.saved_hours_per_year_p50 / 2.0))
    return Register(tuple(automations), tuple(actuals))


@measure("drag a weight", limit="matrix-vector product, argsort", aim=40, rounds=15)
def dragging() -> Iterator[tuple[str, Prepared]]:
    """Prepare the page of weights; ours is painted again, both are timed by the processor."""
    application = _application()
    from PySide6.QtCore import QObject

    from rpa_scout_gui.actions import Actions
    from rpa_scout_gui.jobs import JobRunner
    from rpa_scout_gui.session import Session
    from rpa_scout_gui.views.weights_page import WeightsPage

    policy = _few_draws()
    frame = random_tasks(TASKS).assign(department="税務課", name="業務")
    frame.index = [f"t{number}" for number in range(TASKS)]
    assessment = rs.assess(Inventory.from_frame(frame), policy)
    jobs, owner = JobRunner(), QObject()
    session = Session(jobs, "担当A")
    session.assessment = assessment
    page = WeightsPage(session, jobs, Actions(session, owner))
    page.resize(1120, 640)
    page.show()
    points, weights = assessment.scores.points, np.array(assessment.scores.scorecard.weights)
    step = [0]

    def ours() -> float:
        step[0] = (step[0] + 7) % 60
        begun = time.process_time()
        page.sliders.sliders["volume"].setValue(100 + 10 * step[0])
        page.rerank()
        application.processEvents()
        page.repaint()
        page.table.viewport().repaint()
        return time.process_time() - begun

    def bare() -> float:
        begun = time.process_time()
        np.argsort(weights @ points, kind="stable")
        return time.process_time() - begun

    yield f"{TASKS:,} tasks", (ours, bare)
    jobs.close()
