"""Storage of assessments: their input and their results."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from rpa_scout.assessment.assess import Assessment
from rpa_scout.candidates import TaskCircumstances
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet, is_unanswered
from rpa_scout.policy.model import Policy
from rpa_scout.project.confirmations import circumstances_rows, confirmed_figures
from rpa_scout.project.ledger.cell_text import cell_value
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.history import last_entry
from rpa_scout.project.ledger.settings import put_setting
from rpa_scout.project.policies import current_policy_number, stored_policy
from rpa_scout.project.register_state import current_register, running_tasks
from rpa_scout.project.store.json_text import Json, to_text
from rpa_scout.project.store.packing.assessment_columns import CRITERION_PARTS, column_facts
from rpa_scout.project.store.schema import (
    AssessmentActualRow,
    AssessmentCircumstancesRow,
    AssessmentColumnRow,
    AssessmentRow,
)
from rpa_scout.project.surveys.city import listed_departments
from rpa_scout.project.surveys.current import current_lines
from rpa_scout.project.surveys.rebuilding import StoredLine, rebuilt_inventory
from rpa_scout.reading.layout.departments import department_staff
from rpa_scout.register.matching import RegisterMatch
from rpa_scout.register.measured import measured_tasks
from rpa_scout.register.records import Register
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.version import __version__

CURRENT_ASSESSMENT: Final = "assessment"
"""Name of the setting that says which assessment is the newest."""


@dataclass(frozen=True)
class AssessmentBasis:
    """The input of an assessment."""

    # Tasks that are not withdrawn; tasks with a running automation count as automated.
    inventory: Inventory
    line_ids: dict[str, int]  # Id of the line of every task
    changed: dict[str, dict[str, Any]]  # Answers of a task that differ from its line
    entry: int  # Number of the newest entry of the history
    actuals: tuple[MeasuredSaving, ...] = ()  # Measured savings of its tasks
    circumstances: TaskCircumstances = field(default_factory=TaskCircumstances)


def basis_now(
    connection: Connection, tasks: Collection[str] | None = None
) -> tuple[int, Policy, AssessmentBasis]:
    """Return the number of the policy in force, the policy, and the input of an assessment.

    The input has all tasks, or `tasks` alone and no actuals, which make a task depend on others.
    """
    number = current_policy_number(connection)
    policy = stored_policy(connection, number)
    register, newest = current_register(connection), last_entry(connection)
    entry = newest.number if newest else 0
    return number, policy, _basis(connection, policy.survey, register, entry, tasks)


def _basis(
    connection: Connection,
    fields: FieldSet,
    register: Register,
    entry: int,
    tasks: Collection[str] | None,
) -> AssessmentBasis:
    lines: list[StoredLine] = []
    line_ids, changed = {}, {}
    automated = running_tasks(register)
    for line_id, line in current_lines(connection, tasks):
        assessed_line = line
        if line.task_id in automated:
            answers = line.answers | dict(fields.automated_answers[:1])
            assessed_line = replace(line, answers=answers)
        lines.append(assessed_line)
        line_ids[line.task_id] = line_id
        different = {
            name: value
            for name, value in assessed_line.answers.items()
            if value != line.surveyed.get(name)
        }
        if different:
            changed[line.task_id] = different
    inventory = rebuilt_inventory(connection, lines, Findings(), fields)
    served = {
        automation.automation_id: automation.task_id
        for automation in register.automations
        if automation.task_id
    }
    actuals = (
        measured_tasks(register, RegisterMatch(served), inventory.tasks) if tasks is None else ()
    )
    circumstances = TaskCircumstances(
        in_register=automated & frozenset(line_ids),
        confirmed=confirmed_figures(connection, lines),
        department_staff=department_staff(listed_departments(connection)),
    )
    return AssessmentBasis(inventory, line_ids, changed, entry, actuals, circumstances)


def keep_assessment(
    change: Change, assessment: Assessment, basis: AssessmentBasis, policy_number: int
) -> int:
    """Store an assessment; return its number."""
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
        "entry": basis.entry,
        "columns": to_text([[name, _kind(ranking[name])] for name in ranking.columns]),
        "target": to_text(_target(assessment) | _calibration(assessment)),
    }
    change.add(AssessmentRow, [row])
    change.add(AssessmentColumnRow, column_facts(number, _columns(assessment, ranking, basis)))
    actual_rows = [
        {"assessment_number": number, "place": position, **asdict(actual)}
        for position, actual in enumerate(basis.actuals, 1)
    ]
    change.add(AssessmentActualRow, actual_rows)
    change.add(AssessmentCircumstancesRow, circumstances_rows(number, basis.circumstances))
    put_setting(change, CURRENT_ASSESSMENT, number)
    return number


def _columns(
    assessment: Assessment, ranking: pd.DataFrame, basis: AssessmentBasis
) -> dict[tuple[str, str], list[Json]]:
    """Return everything shown of an assessment by column: by part and name, in order of rank."""
    tasks = ranking["task_id"].tolist()
    changed = {task: to_text(answers) for task, answers in basis.changed.items()}
    columns: dict[tuple[str, str], list[Json]] = {
        ("row", "task_id"): tasks,
        ("row", "line_id"): [basis.line_ids[task] for task in tasks],
        ("row", "changed"): [changed.get(task) for task in tasks],
    }
    for name in ranking.columns:
        columns["result", str(name)] = [_json(cell) for cell in ranking[name].tolist()]
    scores = assessment.scores
    order = np.asarray(assessment.order)
    weights = np.broadcast_to(
        np.asarray(scores.scorecard.weights)[:, np.newaxis], scores.points.shape
    )
    figures = (scores.points, scores.low, scores.high, weights, scores.contributions)
    for position, criterion in enumerate(scores.scorecard.ids):
        for part, figure in zip(CRITERION_PARTS, figures, strict=True):
            columns["criterion", f"{criterion}.{part}"] = figure[position, order].tolist()
    return columns


def _kind(column: pd.Series[Any]) -> str:
    """Return a column's type, or ``tuple`` where its cells are tuples."""
    if column.dtype == object and any(isinstance(cell, tuple) for cell in column):
        return "tuple"
    return str(column.dtype)


def _json(cell: object) -> Json:
    if isinstance(cell, tuple):
        return list(cell)
    return None if is_unanswered(cell) else cell_value(cell)


def _calibration(assessment: Assessment) -> dict[str, Any]:
    """Return how the actuals changed the hours; an empty dict without actuals."""
    calibration = assessment.calibration
    return {"calibration": calibration.as_data()} if calibration.has_actuals else {}


def _target(assessment: Assessment) -> dict[str, Any]:
    target = assessment.target
    content: dict[str, Any] = {
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
            quantiles = {
                quantile: float(getattr(saved, quantile))
                for quantile in ("p10", "p50", "p90", "mean")
            }
        content[name] = quantiles
    return content
