"""Answers that cannot all be right, one contradiction each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.corpus.difficulty import Difficulty, Told, difficulty
from tests.corpus.survey import (
    DEPARTMENT,
    ENTRY,
    NAMES,
    TASKS,
    Row,
    at,
    changed,
    expected_tasks,
    grid,
)
from tests.corpus.workbooks import save

from rpa_scout.reading.layout.departments import Department

RUNS, ITEMS, MINUTES = "runs_per_year", "items_per_run", "minutes_per_item"
HOURS = "hours_per_year_reported"

# name, what is hard, task (from 1), its answers, code and field of the finding ("": none)
WRITTEN: tuple[tuple[str, str, int, dict[str, object], str, str], ...] = (
    (
        "judgement_in_the_description",
        "判断なし, but the description calls for judgement",
        1,
        {"description": "申告の内容を見て、扶養の可否を判断する。"},
        "routine_with_judgement",
        "judgement",
    ),
    (
        "judgement_denied_in_the_description",
        "判断なし, and the description says so too",
        1,
        {"description": "様式どおりに写すだけで、判断は不要。"},
        "",
        "",
    ),
    (
        "exceptions_without_judgement",
        "判断なし, but most of the items are exceptions",
        1,
        {"exception_percent": 60},
        "routine_with_exceptions",
        "exception_percent",
    ),
    (
        "print_already_electronic",
        "paper that is said to be electronic already",
        1,
        {"digitisable": "すでに電子"},
        "paper_already_electronic",
        "digitisable",
    ),
    (
        "handwriting_already_electronic",
        "handwriting that is said to be electronic already",
        4,
        {"digitisable": "すでに電子"},
        "paper_already_electronic",
        "digitisable",
    ),
    (
        "data_that_cannot_be_electronic",
        "data of a system that are said not to be electronic",
        2,
        {"digitisable": "できない"},
        "electronic_not_already",
        "digitisable",
    ),
    ("hours_of_a_month", "hours: factor 12", 1, {HOURS: 52}, "hours_month_for_year", HOURS),
    ("hours_of_a_week", "hours: factor 52", 1, {HOURS: 12}, "hours_week_for_year", HOURS),
    ("hours_of_a_day", "hours: working days", 1, {HOURS: 2.5}, "hours_per_day_for_year", HOURS),
    ("minutes_for_hours", "hours: factor 60", 1, {HOURS: 37_200}, "hours_for_minutes", HOURS),
    ("hours_of_nothing_known", "hours: no factor", 1, {HOURS: 1_200}, "hours_disagree", HOURS),
    ("hours_within_tolerance", "hours: 29 % too many", 1, {HOURS: 800}, "", ""),
    ("runs_of_a_month", "runs: factor 12", 1, {RUNS: 5}, "runs_month_for_year", RUNS),
    ("runs_of_a_week", "runs: factor 52", 1, {RUNS: 1, HOURS: 537}, "runs_week_for_year", RUNS),
    ("runs_of_a_day", "runs: working days", 1, {RUNS: 1, HOURS: 2_511}, "runs_day_for_year", RUNS),
    (
        "no_hours_at_all",
        "neither minutes nor yearly hours are known",
        1,
        {MINUTES: None, HOURS: None},
        "hours_unknown",
        MINUTES,
    ),
    (
        "task_beyond_any_department",
        "a task that sixty people could not do",
        1,
        {MINUTES: 300, HOURS: None},
        "task_hours_beyond_largest",
        MINUTES,
    ),
)


def _save_grid(folder: Path, *, tasks: tuple[Row, ...]) -> Path:
    return save(folder, grid(tasks))


for _name, _about, _task, _answers, _code, _field in WRITTEN:
    Difficulty(
        _name,
        _about,
        partial(_save_grid, tasks=changed(_task, **_answers)),
        (Told(_code, at(_field, _task), _field),) if _code else (),
        expected_tasks(changed(_task, **_answers)),
    )

Difficulty(
    "more_hours_than_staff",
    "half a person on the list of departments cannot do all six tasks",
    save,
    (Told("department_hours_beyond_staff", at(MINUTES), MINUTES),),
    options={"departments": (Department(DEPARTMENT, 0.5),)},
)
Difficulty(
    "task_for_more_than_the_staff",
    "the staff on the list of departments cannot do the one task",
    partial(_save_grid, tasks=TASKS[:1]),
    (Told("task_hours_beyond_staff", at(MINUTES), MINUTES),),
    expected_tasks(TASKS[:1]),
    options={"departments": (Department(DEPARTMENT, 0.3),)},
)
Difficulty(
    "task_twice",
    "the last task has section and name of the first",
    partial(_save_grid, tasks=(*TASKS, {**ENTRY, "remarks": "再掲"})),
    (Told("duplicate_task", at("name", 7), "name"),),
    left_out=(NAMES[0],),
)
Difficulty(
    "task_twice_in_another_spelling",
    "the same task with spaces and in half width",
    partial(_save_grid, tasks=(*TASKS, {**ENTRY, "name": "給与支払報告書 の 入力"})),
    (Told("duplicate_task", at("name", 7), "name"),),
    left_out=("給与支払報告書 の 入力",),
)

_KINDS = (
    "軽自動車税の申告の入力",
    "国民健康保険の届出の入力",
    "犬の登録の入力",
    "農地台帳の修正",
    "図書の寄贈の登録",
    "工事台帳への転記",
    "補助金の交付申請の記帳",
    "学齢簿の異動の処理",
)


def _alike(unusual: float) -> tuple[Row, ...]:
    minutes = [1.5, 1.2, 2.0, 1.8, 1.0, 2.2, 1.4, unusual]
    return tuple(
        {**ENTRY, "name": name, MINUTES: answer, HOURS: None}
        for name, answer in zip(_KINDS, minutes, strict=True)
    )


@difficulty(
    Told("minutes_unusually_long", at(MINUTES, 4), MINUTES, file="農林課.xlsx"),
    tasks=expected_tasks(
        [
            {**task, "department": "農林課"} if position > 3 else task
            for position, task in enumerate(_alike(90))
        ]
    ),
)
def outlier_among_departments(folder: Path) -> None:
    """A task takes 90 minutes an item where its like in two departments take two."""
    save(folder, grid(_alike(90)[:4]))
    tasks = [{**task, "department": "農林課"} for task in _alike(90)[4:]]
    save(folder, grid(tasks), name="農林課.xlsx")


Difficulty(
    "outlier_too_short",
    "a task takes half a second where its like take two minutes",
    partial(_save_grid, tasks=_alike(0.01)),
    (Told("minutes_unusually_short", at(MINUTES, 8), MINUTES),),
    expected_tasks(_alike(0.01)),
)
