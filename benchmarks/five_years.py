"""Five years of a city of 20,000 tasks, surveyed and assessed each year."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from surveys import answers

import rpa_scout as rs
from rpa_scout.forms import write_form
from rpa_scout.project.project import Project

DEPARTMENTS = 100
ROWS = 200
YEARS = 5
DECISIONS = 60
CHANGED_SHARE = 0.3
"""Share of the tasks whose figures a department states anew in a year."""
SEED = 2026
AUTHOR = "担当A"
LARGEST_FIGURES = {"runs_per_year": 250, "items_per_run": 900, "minutes_per_item": 30}


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
            project.import_surveys(rs.read_surveys(folder))
            ranking = project.assess().ranking
            for task in ranking["task_id"][year * DECISIONS : (year + 1) * DECISIONS]:
                project.decide([task], None, "来年度に再検討", owner=f"担当{year}")
        yield path.stat().st_size
