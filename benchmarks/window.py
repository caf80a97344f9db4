"""Times of the window, against bare numpy and bare Qt: sorting rows, ranking while dragging."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import numpy as np
from project import inventory
from registry import Prepared, measure
from scoring import random_tasks

import rpa_scout as rs
from rpa_scout.assessment.order import ranking_order
from rpa_scout.inventory import Inventory
from rpa_scout.policy.changed import shares_of, shares_with, with_weights
from rpa_scout.scoring.scorer import Scorer

ROWS = 100_000
TASKS = 5_000
DRAWS = 100
"""Fewer draws than usual; these measures do not use them."""


def _application() -> object:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication([])


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
    print(time.perf_counter() - begun, flush=True)
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
print(time.perf_counter() - begun, flush=True)
os._exit(0)
"""


@measure("first paint of the window", limit="bare window with a table", aim=3, rounds=9)
def first_paint() -> Iterator[tuple[str, Prepared]]:
    """Time both windows in separate processes, from Python's start to the drawn window."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    def painted(script: str) -> float:
        command = [sys.executable, "-c", f"import os, time\nbegun = time.perf_counter()\n{script}"]
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


@measure("a decision in the window", limit="the library's own decide", aim=25, rounds=15)
def deciding() -> Iterator[tuple[str, Prepared]]:
    """Prepare one city twice; every round decides on the next task, and undoes in the window."""
    application = _application()
    from rpa_scout_gui.jobs import JobRunner
    from rpa_scout_gui.session import Session

    with tempfile.TemporaryDirectory() as folder:
        tasks, jobs = inventory(), JobRunner()
        session = Session(jobs, "担当A")
        session.create(Path(folder) / "window.rpascout")
        session.change(lambda project: project.surveys.import_(tasks))
        jobs.cancel("assess")
        with rs.Project.create(
            Path(folder) / "library.rpascout", rs.load_policy(), "担当A"
        ) as bare:
            bare.surveys.import_(tasks)
            task, states = tasks.tasks.index[0], cycle(("on_hold", "candidate"))

            def ours() -> object:
                state = next(states)
                session.change(lambda project: project.tasks.decide([task], state, "試行"))
                session.undo()
                session.redo()
                return application

            bare_states = cycle(("on_hold", "candidate"))
            yield (
                f"{len(tasks.tasks):,} tasks: decide, undo, redo",
                (ours, lambda: bare.tasks.decide([task], next(bare_states), "試行")),
            )
        session.close()
        jobs.close()


@measure("drag a weight", limit="engine: score, order", aim=3, rounds=7)
def dragging() -> Iterator[tuple[str, Prepared]]:
    """Prepare the page of weights, and the engine's own reranking."""
    application = _application()
    from PySide6.QtCore import QObject

    from rpa_scout_gui.actions import Actions
    from rpa_scout_gui.jobs import JobRunner
    from rpa_scout_gui.session import Session
    from rpa_scout_gui.views.weights_page import WeightsPage

    policy = rs.load_policy()
    few = policy.simulation.model_copy(update={"draws": DRAWS})
    policy = policy.model_copy(update={"simulation": few})
    frame = random_tasks(TASKS).assign(department="税務課", name="業務")
    frame.index = [f"t{number}" for number in range(TASKS)]
    assessment = rs.assess(Inventory.from_frame(frame), policy)
    jobs, owner = JobRunner(), QObject()
    session = Session(jobs, "担当A")
    session.assessment = assessment
    page = WeightsPage(session, jobs, Actions(session, owner))
    page.resize(1120, 640)
    page.show()
    tasks, ties = assessment.inventory.tasks, assessment.inventory.row_order()
    shares = shares_of(assessment.scores.scorecard)
    step = [0]

    def ours() -> object:
        step[0] = (step[0] + 7) % 60
        page.sliders.sliders["volume"].setValue(100 + 10 * step[0])
        page.rerank()
        page.repaint()
        page.table.viewport().repaint()
        return application

    def bare() -> object:
        step[0] = (step[0] + 7) % 60
        card = with_weights(
            assessment.scores.scorecard, shares_with(shares, "volume", 10.0 + step[0])
        )
        scores = replace(Scorer(card).score(tasks), scorecard=card)
        return ranking_order(scores.score, assessment.savings.p50, ties)

    yield f"{TASKS:,} tasks", (ours, bare)
    jobs.close()
