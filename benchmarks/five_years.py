"""Five years of a city of 20,000 tasks, surveyed and assessed each year."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

from registry import Prepared, measure
from surveys import answers

import rpa_scout as rs
from rpa_scout.forms import write_form
from rpa_scout.project.project import Project
from rpa_scout.project.store.location import FileLocation
from rpa_scout.project.store.storage import connect_file

DEPARTMENTS = 100
ROWS = 200
YEARS = 5
TASKS_A_DECISION = 300
CHANGED_SHARE = 0.3
"""Share of the tasks whose figures a department states anew in a year."""
SEED = 2026
AUTHOR = "担当A"
LARGEST_FIGURES = {"runs_per_year": 250, "items_per_run": 900, "minutes_per_item": 30}


LARGEST_MEGABYTES = 60.0


def department_tasks(chance: random.Random, department: str, rows: int) -> list[dict[str, str]]:
    """Return the tasks of a department, each with figures of its own."""
    lines = islice(cycle(answers()), chance.randrange(50), None)
    return [
        {
            **line,
            **figures(chance),
            "department": department,
            "name": f"{line['name']}（{number}）",
        }
        for number, line in enumerate(islice(lines, rows), 1)
    ]


def figures(chance: random.Random) -> dict[str, str]:
    """Return random figures of a task."""
    return {name: str(chance.randint(1, most)) for name, most in LARGEST_FIGURES.items()}


def yearly_surveys(
    folder: Path, departments: int = DEPARTMENTS, rows: int = ROWS
) -> Iterator[list[Path]]:
    """Write the workbooks of each year in turn; the same files hold the next year's answers."""
    chance = random.Random(SEED)
    fields, policy = rs.load_fields(), rs.load_policy()
    tasks = {
        f"第{number + 1}課": department_tasks(chance, f"第{number + 1}課", rows)
        for number in range(departments)
    }
    while True:
        for path in folder.iterdir():
            path.unlink()
        yield [
            write_form(folder / f"{department}.xlsx", department, fields, policy, lines)
            for department, lines in tasks.items()
        ]
        for lines in tasks.values():
            for line in lines:
                if chance.random() < CHANGED_SHARE:
                    line.update(figures(chance))


def work_through(
    path: Path, folder: Path, departments: int = DEPARTMENTS, rows: int = ROWS, years: int = YEARS
) -> Iterator[int]:
    """Survey, assess and decide year by year; yield the size of the project after each."""
    Project.create(path, rs.load_policy(), AUTHOR).close()
    for year, _paths in enumerate(islice(yearly_surveys(folder, departments, rows), years)):
        with Project.open(path, AUTHOR) as project:
            project.surveys.import_(rs.read_surveys(folder))
            ranking = project.assessments.assess().ranking
            for task in ranking["task_id"][::TASKS_A_DECISION]:
                project.tasks.decide([task], None, "来年度に再検討", owner=f"担当{year}")
        yield path.stat().st_size


@measure("size after five years", limit="60 MB", aim=1, rounds=1)
def size() -> Iterator[tuple[str, Prepared]]:
    """Work five years through once; the size in MB stands in the place of seconds."""
    with tempfile.TemporaryDirectory() as name:
        surveys, project = Path(name) / "surveys", Path(name) / "city.rpascout"
        surveys.mkdir()
        *_earlier, last = work_through(project, surveys)
        yield f"{last / 1e6:.1f} MB", (lambda: last / 1e6, lambda: LARGEST_MEGABYTES)


@measure("open and verify five years", limit="bare SQLite: integrity_check", rounds=5)
def opening() -> Iterator[tuple[str, Prepared]]:
    """Prepare five years; open for changes with and without the seal of the last time."""
    with tempfile.TemporaryDirectory() as name:
        surveys, project = Path(name) / "surveys", Path(name) / "city.rpascout"
        surveys.mkdir()
        list(work_through(project, surveys))
        seal = FileLocation(project).backups / "verified.json"

        def sealed() -> None:
            Project.open(project, AUTHOR).close()

        def unsealed() -> float:
            seal.unlink()
            start = time.perf_counter()
            Project.open(project, AUTHOR).close()
            return time.perf_counter() - start

        def bare() -> None:
            with closing(connect_file(FileLocation(project))) as connection:
                connection.execute("PRAGMA integrity_check").fetchall()

        yield "verified before", (sealed, bare)
        yield "verified anew", (unsealed, bare)
