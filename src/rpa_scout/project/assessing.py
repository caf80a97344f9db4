"""Assessments kept: what they rested on, and their results exactly as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd
from pandas.api.types import pandas_dtype
from sqlalchemy import Connection, select

from rpa_scout.assessment.assess import Assessment
from rpa_scout.errors import UnknownNameError
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.project.cell_text import cell_from, cell_value
from rpa_scout.project.changes import Change
from rpa_scout.project.current import current_lines, kept_line
from rpa_scout.project.json_text import from_text, to_text
from rpa_scout.project.rebuilding import KeptLine, rebuilt_inventory
from rpa_scout.project.rows import table_of
from rpa_scout.project.schema import (
    AssessmentResultRow,
    AssessmentRow,
    PolicyRow,
    SettingRow,
    SurveyLineRow,
    TaskRow,
)
from rpa_scout.text import N_
from rpa_scout.version import __version__

__all__ = [
    "CURRENT_ASSESSMENT",
    "AssessmentBasis",
    "StoredAssessment",
    "assessed_inventory",
    "basis",
    "keep_assessment",
    "kept_assessment",
]

CURRENT_ASSESSMENT: Final = "assessment"
"""Name of the setting that says which assessment is the newest."""

_PARTS: Final = ("points", "low", "high", "weight", "contribution")
_AUTOMATED: Final = ("current_tool", "rpa")


@dataclass(frozen=True)
class StoredAssessment:
    """An assessment as it was shown.

    Attributes
    ----------
    number : int
        Its number in the project.
    at, author : str
        When (ISO 8601 in UTC) and who.
    program_version : str
        Version of rpa-scout that computed it.
    policy_number : int
        The policy's number in the project.
    policy_id, policy_version : str
        The policy's own id and version.
    scorecard : str
        Id of the scorecard.
    seed, draws : int
        Of the simulation.
    entry : int
        Entry of the history up to which the inventory was as assessed.
    ranking : DataFrame
        The ranking, as :attr:`Assessment.ranking` gave it.
    criteria : dict of str to dict
        By task and criterion: ``points``, ``low``, ``high``, ``weight``, ``contribution``.
    target : dict
        The outlook on the targets.
    """

    number: int
    at: str
    author: str
    program_version: str
    policy_number: int
    policy_id: str
    policy_version: str
    scorecard: str
    seed: int
    draws: int
    entry: int
    ranking: pd.DataFrame
    criteria: dict[str, dict[str, dict[str, float]]]
    target: dict[str, Any]


@dataclass(frozen=True)
class AssessmentBasis:
    """What an assessment rests on.

    Attributes
    ----------
    inventory : Inventory
        Tasks that are not withdrawn; those with a running automation count as automated.
    line_ids : dict of str to int
        The line behind every task.
    changed : dict of str to dict
        Answers of a task that are not the line's own.
    entry : int
        Newest entry of the history.
    """

    inventory: Inventory
    line_ids: dict[str, int]
    changed: dict[str, dict[str, Any]]
    entry: int


def basis(
    connection: Connection, fields: FieldSet, automated: frozenset[str], entry: int
) -> AssessmentBasis:
    """Gather what an assessment rests on.

    Parameters
    ----------
    connection : Connection
        To the project.
    fields : FieldSet
        The survey's fields.
    automated : frozenset of str
        Tasks that an automation serves already.
    entry : int
        Newest entry of the history.

    Returns
    -------
    AssessmentBasis
        Inventory and lines.
    """
    lines: list[KeptLine] = []
    line_ids, changed = {}, {}
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
    return AssessmentBasis(inventory, line_ids, changed, entry)


def _own_answers(connection: Connection) -> Mapping[int, dict[str, Any]]:
    query = select(SurveyLineRow.id, SurveyLineRow.answers).join(
        TaskRow, TaskRow.line_id == SurveyLineRow.id
    )
    return {one.id: from_text(one.answers) for one in connection.execute(query)}


def _automated(line: KeptLine) -> KeptLine:
    field, code = _AUTOMATED
    return replace(line, answers=line.answers | {field: code})


def keep_assessment(
    change: Change, assessment: Assessment, on: AssessmentBasis, policy_number: int
) -> int:
    """Keep an assessment.

    Parameters
    ----------
    change : Change
        The change that this is.
    assessment : Assessment
        The results.
    on : AssessmentBasis
        What it rests on.
    policy_number : int
        Number of its policy.

    Returns
    -------
    int
        Its number.
    """
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
        "target": to_text(_target(assessment)),
    }
    change.add(AssessmentRow, [row])
    change.add(AssessmentResultRow, _result_rows(number, assessment, ranking, on))
    change.put(SettingRow, (CURRENT_ASSESSMENT,), value=to_text(number))
    return number


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


def _json(cell: object) -> Any:  # noqa: ANN401 - JSON holds any value
    if isinstance(cell, tuple):
        return list(cell)
    return None if cell != cell else cell_value(cell)  # noqa: PLR0124 - only NaN is not itself


def _target(assessment: Assessment) -> dict[str, Any]:
    target = assessment.target
    told: dict[str, Any] = {
        "candidates": target.candidates,
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


def kept_assessment(connection: Connection, number: int) -> StoredAssessment:
    """Return an assessment as it was shown.

    Parameters
    ----------
    connection : Connection
        To the project.
    number : int
        Its number.

    Returns
    -------
    StoredAssessment
        The results.

    Raises
    ------
    UnknownNameError
        There is no such assessment.
    """
    row = _assessment_row(connection, number)
    results = connection.execute(
        select(
            AssessmentResultRow.task_id, AssessmentResultRow.result, AssessmentResultRow.criteria
        )
        .where(AssessmentResultRow.assessment_number == number)
        .order_by(AssessmentResultRow.rank)
    ).all()
    return StoredAssessment(
        number=number,
        at=row.at,
        author=row.author,
        program_version=row.program_version,
        policy_number=row.policy_number,
        policy_id=row.policy_id,
        policy_version=row.version,
        scorecard=row.scorecard,
        seed=row.seed,
        draws=row.draws,
        entry=row.entry,
        ranking=_frame(from_text(row.columns), [from_text(one.result) for one in results]),
        criteria={
            one.task_id: {
                name: dict(zip(_PARTS, parts, strict=True))
                for name, parts in from_text(one.criteria).items()
            }
            for one in results
        },
        target=from_text(row.target),
    )


def _assessment_row(connection: Connection, number: int) -> Any:  # noqa: ANN401 - a row of the library
    query = (
        select(*table_of(AssessmentRow).c, PolicyRow.policy_id, PolicyRow.version)
        .join(PolicyRow, PolicyRow.number == AssessmentRow.policy_number)
        .where(AssessmentRow.number == number)
    )
    row = connection.execute(query).first()
    if row is None:
        raise UnknownNameError(N_("There is no assessment number {number}."), number=number)
    return row


def _frame(
    columns: Sequence[tuple[str, str]], results: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    frame = {}
    for name, kind in columns:
        cells = [cell_from(one.get(name)) for one in results]
        if kind == "tuple":
            frame[name] = pd.Series(
                [tuple(one) if isinstance(one, list) else one for one in cells], dtype=object
            )
        else:
            frame[name] = pd.Series(cells, dtype=object).astype(pandas_dtype(kind))
    return pd.DataFrame(frame)


def assessed_inventory(connection: Connection, number: int, fields: FieldSet) -> Inventory:
    """Rebuild the inventory that an assessment rested on.

    Parameters
    ----------
    connection : Connection
        To the project.
    number : int
        Number of the assessment.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    Inventory
        The tasks as they were then.
    """
    query = (
        select(AssessmentResultRow.task_id, AssessmentResultRow.changed, *table_of(SurveyLineRow).c)
        .join(SurveyLineRow, SurveyLineRow.id == AssessmentResultRow.line_id)
        .where(AssessmentResultRow.assessment_number == number)
        .order_by(SurveyLineRow.id)
    )
    lines = [
        kept_line(row, row.task_id, {} if row.changed is None else from_text(row.changed))
        for row in connection.execute(query)
    ]
    return rebuilt_inventory(connection, lines, Findings(), fields)
