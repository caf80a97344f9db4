"""Departments that answer twice, in parts, under another name, or not at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.corpus.difficulty import Told, difficulty
from tests.corpus.survey import (
    DEPARTMENT,
    NAMES,
    TASKS,
    Row,
    at,
    changed,
    expected_tasks,
    grid,
)
from tests.corpus.workbooks import save, saved_at

from rpa_scout.reading.layout.departments import Department

OLDER_FILE = "税務課（旧）.xlsx"
EARLIER = dt.datetime(2026, 5, 1, 9, 0, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 5, 20, 17, 30, tzinfo=dt.UTC)


def _older_and_newer(folder: Path, older: tuple[Row, ...], newer: tuple[Row, ...]) -> None:
    saved_at(save(folder, grid(older), name=OLDER_FILE), EARLIER)
    saved_at(save(folder, grid(newer)), LATER)


def _of(department: str, *tasks: Row) -> tuple[Row, ...]:
    return tuple({**task, "department": department} for task in tasks)


@difficulty(
    Told("department_older_file", field="department", file=OLDER_FILE),
    Told("department_newest_file", field="department"),
    left_out=NAMES,
    tasks=expected_tasks(changed(1, remarks="直しました。")),
)
def sent_again(folder: Path) -> None:
    """The department has corrected its list and sent it again."""
    _older_and_newer(folder, TASKS, changed(1, remarks="直しました。"))


@difficulty(
    Told("department_older_file", field="department", file=OLDER_FILE),
    Told("department_newest_file", field="department"),
    Told("only_in_older_file", at("name", 6), "name", file=OLDER_FILE),
    left_out=NAMES,
    tasks=expected_tasks(TASKS[:5]),
)
def sent_again_with_a_task_less(folder: Path) -> None:
    """The newer list lacks a task of the older one."""
    _older_and_newer(folder, TASKS, TASKS[:5])


@difficulty(Told("department_in_parts", field="department", file=OLDER_FILE))
def sections_in_two_files(folder: Path) -> None:
    """Two sections of one department, each in a file of its own."""
    by_section = [task for task in TASKS if task["section"] == "市民税係"]
    other_tasks = [task for task in TASKS if task["section"] != "市民税係"]
    _older_and_newer(folder, tuple(by_section), tuple(other_tasks))


@difficulty(
    Told("department_maybe_twice", field="department", file=OLDER_FILE),
    Told("duplicate_task", at("name", 1), "name", file=OLDER_FILE),
    left_out=NAMES[:1],
)
def partly_the_same_tasks(folder: Path) -> None:
    """Two files of one department share one of four tasks: nobody can tell what that means."""
    _older_and_newer(folder, TASKS[:4], (TASKS[0], *TASKS[4:]))


@difficulty(
    Told("same_task_elsewhere", at("name"), "name", file="市民課.xlsx"),
    tasks=expected_tasks((*TASKS, *_of("市民課", {**TASKS[1], "name": "口座振替結果の消し込み"}))),
)
def same_task_in_two_departments(folder: Path) -> None:
    """Another department does the same task under nearly the same name."""
    save(folder)
    task = _of("市民課", {**TASKS[1], "name": "口座振替結果の消し込み"})
    save(folder, grid(task), name="市民課.xlsx")


@difficulty(
    Told("department_not_answered", sheet="", file=""),
    departments=(Department(DEPARTMENT), Department("市民課")),
)
def department_without_answer(folder: Path) -> None:
    """A department of the list has sent nothing."""
    save(folder)


@difficulty(
    Told("department_like_listed", at("department"), "department", file="収納課.xlsx"),
    Told("department_not_answered", sheet="", file=""),
    tasks=expected_tasks((*TASKS[:5], *_of("債権管理課", TASKS[5]))),
    departments=(Department(DEPARTMENT), Department("債権管理室")),
)
def department_under_another_name(folder: Path) -> None:
    """A department writes its name otherwise than the list."""
    save(folder, grid(TASKS[:5]))
    save(folder, grid(_of("債権管理課", TASKS[5])), name="収納課.xlsx")


@difficulty(
    Told("department_not_listed", at("department"), "department", file="水道局.xlsx"),
    tasks=expected_tasks((*TASKS[:5], *_of("水道局", TASKS[5]))),
    departments=(Department(DEPARTMENT),),
)
def department_not_on_the_list(folder: Path) -> None:
    """A department has answered that nobody had asked."""
    save(folder, grid(TASKS[:5]))
    save(folder, grid(_of("水道局", TASKS[5])), name="水道局.xlsx")


@difficulty(
    tasks=expected_tasks((*TASKS[:3], *_of("収納課", *TASKS[3:]))),
)
def two_departments_in_one_file(folder: Path) -> None:
    """One list holds the tasks of two departments."""
    save(folder, grid((*TASKS[:3], *_of("収納課", *TASKS[3:]))))


@difficulty(
    departments=(Department(DEPARTMENT),),
)
def department_in_another_spelling(folder: Path) -> None:
    """One row names the department with a space behind it."""
    save(folder, grid(changed(1, department="税務課　")))
