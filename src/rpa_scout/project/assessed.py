"""Stored assessments: their results exactly as they were shown, and their input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pandas.api.types import pandas_dtype
from sqlalchemy import Connection, RowMapping, select

from rpa_scout.errors import UnknownNameError
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.project.ledger.cell_text import cell_from
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.packing.assessment_columns import CRITERION_PARTS, columns_of
from rpa_scout.project.store.rows import table_of
from rpa_scout.project.store.schema import (
    AssessmentActualRow,
    AssessmentRow,
    PolicyRow,
)
from rpa_scout.project.surveys.current import lines_by_id, stored_line
from rpa_scout.project.surveys.rebuilding import rebuilt_inventory
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.savings.calibration.calibration import Calibration
from rpa_scout.text import N_


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
        Seed and number of draws of the simulation.
    entry : int
        Newest entry of the history when the inventory was assessed.
    ranking : DataFrame
        The ranking, with the columns of :attr:`Assessment.ranking`.
    criteria : mapping of str to dict
        By task and criterion: ``points``, ``low``, ``high``, ``weight``, ``contribution``.
    target : dict
        The outlook on the targets.
    calibration : Calibration
        How the city's own actuals changed the hours saved.
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
    criteria: Mapping[str, dict[str, dict[str, float]]]
    target: dict[str, Any]
    calibration: Calibration = field(default_factory=Calibration)


def stored_assessment(connection: Connection, number: int) -> StoredAssessment:
    """Return an assessment as it was shown."""
    row = _assessment_row(connection, number)
    target = from_text(row["target"])
    calibration = Calibration.from_data(target.pop("calibration", None))
    return StoredAssessment(
        number=number,
        at=row["at"],
        author=row["author"],
        program_version=row["program_version"],
        policy_number=row["policy_number"],
        policy_id=row["policy_id"],
        policy_version=row["version"],
        scorecard=row["scorecard"],
        seed=row["seed"],
        draws=row["draws"],
        entry=row["entry"],
        ranking=_frame(from_text(row["columns"]), columns_of(connection, number, "result")),
        criteria=_StoredCriteria(
            columns_of(connection, number, "row", ("task_id",))["task_id"],
            columns_of(connection, number, "criterion"),
        ),
        target=target,
        calibration=calibration,
    )


def _assessment_row(connection: Connection, number: int) -> RowMapping:
    query = (
        select(*table_of(AssessmentRow).c, PolicyRow.policy_id, PolicyRow.version)
        .join(PolicyRow, PolicyRow.number == AssessmentRow.policy_number)
        .where(AssessmentRow.number == number)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        raise UnknownNameError(N_("There is no assessment number {number}."), number=number)
    return row


def _frame(kinds: Sequence[tuple[str, str]], columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    frame = {}
    for name, kind in kinds:
        cells = columns[name]
        if kind == "tuple":
            frame[name] = pd.Series(
                [tuple(cell) if isinstance(cell, list) else cell for cell in cells], dtype=object
            )
        elif kind == "object":
            frame[name] = pd.Series([cell_from(cell) for cell in cells], dtype=object)
        else:
            values = [cell_from(cell) for cell in cells] if kind == "float64" else cells
            frame[name] = pd.Series(values, dtype=object).astype(pandas_dtype(kind))
    return pd.DataFrame(frame)


class _StoredCriteria(Mapping[str, dict[str, dict[str, float]]]):
    """The criteria of tasks, taken from their columns when a task is asked for."""

    def __init__(self, tasks: Sequence[str], columns: Mapping[str, Sequence[float]]) -> None:
        self._ranks = {task: rank for rank, task in enumerate(tasks)}
        self._columns = columns
        self._names = list(dict.fromkeys(name.rpartition(".")[0] for name in columns))

    def __getitem__(self, task: str) -> dict[str, dict[str, float]]:
        rank = self._ranks[task]
        return {
            name: {part: self._columns[f"{name}.{part}"][rank] for part in CRITERION_PARTS}
            for name in self._names
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._ranks)

    def __len__(self) -> int:
        return len(self._ranks)


def assessed_lines(connection: Connection, number: int) -> dict[int, tuple[str, dict[str, Any]]]:
    """Return, by line of a survey, the task and its changed answers in an assessment."""
    columns = columns_of(connection, number, "row")
    rows = zip(columns["line_id"], columns["task_id"], columns["changed"], strict=True)
    return {
        line: (task, {} if changed is None else from_text(changed)) for line, task, changed in rows
    }


def assessed_actuals(connection: Connection, number: int) -> tuple[MeasuredSaving, ...]:
    """Return the actuals that corrected an assessment."""
    table = table_of(AssessmentActualRow)
    query = (
        select(table.c.task_id, table.c.saved_hours_per_year, table.c.fiscal_year)
        .where(table.c.assessment_number == number)
        .order_by(table.c.place)
    )
    return tuple(MeasuredSaving(*row) for row in connection.execute(query))


def assessed_inventory(connection: Connection, number: int, fields: FieldSet) -> Inventory:
    """Rebuild the inventory that was the input of an assessment."""
    assessed = assessed_lines(connection, number)
    lines = []
    for row, content in lines_by_id(connection, assessed):
        task, changed = assessed[row["id"]]
        lines.append(stored_line(row, content, task, changed))
    return rebuilt_inventory(connection, lines, Findings(), fields)
