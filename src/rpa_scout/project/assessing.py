"""Keeping assessments: what they rest on, and their results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from rpa_scout.assessment.assess import Assessment
from rpa_scout.candidates import TaskCircumstances
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet, is_unanswered
from rpa_scout.project.confirmations import circumstances_rows, confirmed_figures
from rpa_scout.project.ledger.cell_text import cell_value
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.register_state import running_tasks
from rpa_scout.project.store.json_text import Json, from_text, to_text
from rpa_scout.project.store.schema import (
    AssessmentActualRow,
    AssessmentCircumstancesRow,
    AssessmentResultRow,
    AssessmentRow,
    SettingRow,
    SurveyLineRow,
    TaskRow,
)
from rpa_scout.project.surveys.city import listed_departments
from rpa_scout.project.surveys.current import current_lines
from rpa_scout.project.surveys.rebuilding import KeptLine, rebuilt_inventory
from rpa_scout.reading.layout.departments import department_staff
from rpa_scout.register.matching import RegisterMatch
from rpa_scout.register.measured import measured_tasks
from rpa_scout.register.records import Register
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.version import __version__

__all__ = [
    "CURRENT_ASSESSMENT",
    "AssessmentBasis",
    "basis",
    "keep_assessment",
]

CURRENT_ASSESSMENT: Final = "assessment"
"""Name of the setting that says which assessment is the newest."""

_AUTOMATED: Final = ("current_tool", "rpa")


@dataclass(frozen=True)
class AssessmentBasis:
    """What an assessment rests on."""

    # Tasks that are not withdrawn; those with a running automation count as automated.
    inventory: Inventory
    line_ids: dict[str, int]  # The line behind every task
    changed: dict[str, dict[str, Any]]  # Answers of a task that are not the line's own
    entry: int  # Newest entry of the history
    actuals: tuple[MeasuredSaving, ...] = ()  # What was measured of its tasks
    # What is known of its tasks besides their answers.
    circumstances: TaskCircumstances = field(default_factory=TaskCircumstances)


def basis(
    connection: Connection, fields: FieldSet, register: Register, entry: int
) -> AssessmentBasis:
    """Gather what an assessment rests on."""
    lines: list[KeptLine] = []
    line_ids, changed = {}, {}
    automated = running_tasks(register)
    own = _own_answers(connection)
    for line_id, line in current_lines(connection):
        kept = _automated(line) if line.task_id in automated else line
        lines.append(kept)
        line_ids[line.task_id] = line_id
        different = {
            name: value for name, value in kept.answers.items() if value != own[line_id].get(name)
        }
        if different:
            changed[line.task_id] = different
    inventory = rebuilt_inventory(connection, lines, Findings(), fields)
    served = {one.automation_id: one.task_id for one in register.automations if one.task_id}
    actuals = measured_tasks(register, RegisterMatch(served), inventory.tasks)
    circumstances = TaskCircumstances(
        in_register=automated & frozenset(line_ids),
        confirmed=confirmed_figures(connection, lines),
        department_staff=department_staff(listed_departments(connection)),
    )
    return AssessmentBasis(inventory, line_ids, changed, entry, actuals, circumstances)


def _own_answers(connection: Connection) -> Mapping[int, dict[str, Any]]:
    query = select(SurveyLineRow.id, SurveyLineRow.answers).join(
        TaskRow, TaskRow.line_id == SurveyLineRow.id
    )
    return {one.id: from_text(one.answers) for one in connection.execute(query)}


def _automated(line: KeptLine) -> KeptLine:
    name, code = _AUTOMATED
    return replace(line, answers=line.answers | {name: code})


def keep_assessment(
    change: Change, assessment: Assessment, on: AssessmentBasis, policy_number: int
) -> int:
    """Keep an assessment."""
    number = change.next_number(AssessmentRow)
    ranking = assessment.ranking
    simulation = assessment.policy.simulation
    row = {
        "number": number,
        "at": change.at,
        "author": change.author,
        "program_version": __version__,
        "policy_number": policy_number,
        "scorecard": assessment.scores.scorecard.id,
        "seed": simulation.seed,
        "draws": simulation.draws,
        "entry": on.entry,
        "columns": to_text([[name, _kind(ranking[name])] for name in ranking.columns]),
        "target": to_text(_target(assessment) | _calibration(assessment)),
    }
    change.add(AssessmentRow, [row])
    change.add(AssessmentResultRow, _result_rows(number, assessment, ranking, on))
    change.add(AssessmentActualRow, _actual_rows(number, on.actuals))
    change.add(AssessmentCircumstancesRow, circumstances_rows(number, on.circumstances))
    change.put(SettingRow, (CURRENT_ASSESSMENT,), value=to_text(number))
    return number


def _actual_rows(number: int, actuals: Sequence[MeasuredSaving]) -> list[dict[str, Any]]:
    return [
        {"assessment_number": number, "place": place, **asdict(one)}
        for place, one in enumerate(actuals, 1)
    ]


def _result_rows(
    number: int, assessment: Assessment, ranking: pd.DataFrame, on: AssessmentBasis
) -> list[dict[str, Any]]:
    names = [str(one) for one in ranking.columns]
    columns = [[_json(one) for one in ranking[name].tolist()] for name in names]
    scores = assessment.scores
    ids = scores.scorecard.ids
    parts = np.stack([scores.points, scores.low, scores.high, scores.contributions])
    weights = scores.scorecard.weights
    rows = []
    for rank, (place, cells) in enumerate(
        zip(assessment.order.tolist(), zip(*columns, strict=True), strict=True), 1
    ):
        result = dict(zip(names, cells, strict=True))
        task = result["task_id"]
        points, low, high, contributions = parts[:, :, place].tolist()
        criteria = dict(
            zip(ids, zip(points, low, high, weights, contributions, strict=True), strict=True)
        )
        changed = on.changed.get(task)
        rows.append(
            {
                "assessment_number": number,
                "rank": rank,
                "task_id": task,
                "line_id": on.line_ids[task],
                "changed": None if changed is None else to_text(changed),
                "result": to_text(result),
                "criteria": to_text(criteria),
            }
        )
    return rows


def _kind(column: pd.Series[Any]) -> str:
    """Return a column's type, or ``tuple`` where its cells are tuples."""
    if column.dtype == object and any(isinstance(one, tuple) for one in column):
        return "tuple"
    return str(column.dtype)


def _json(cell: object) -> Json:
    if isinstance(cell, tuple):
        return list(cell)
    return None if is_unanswered(cell) else cell_value(cell)


def _calibration(assessment: Assessment) -> dict[str, Any]:
    """Return what the actuals changed; nothing where there are none."""
    calibration = assessment.calibration
    return {"calibration": calibration.as_data()} if calibration.has_actuals else {}


def _target(assessment: Assessment) -> dict[str, Any]:
    target = assessment.target
    told: dict[str, Any] = {
        "candidates": target.candidates,
        "headline_chance": target.headline.chance,
        "needed_for_goal": target.needed_for_goal,
        "candidates_needed": target.candidates_needed,
    }
    for name, saved in (
        ("saved_by_needed", target.saved_by_needed),
        ("saved_by_all", target.saved_by_all),
    ):
        quantiles = None
        if saved is not None:
            quantiles = {one: float(getattr(saved, one)) for one in ("p10", "p50", "p90", "mean")}
        told[name] = quantiles
    return told
