"""Rebuild an inventory from the stored lines of surveys, with the cells behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection, RowMapping, select

from rpa_scout.findings import CATALOGUE, Finding, Findings
from rpa_scout.inventory import Inventory, TableSource, no_alternatives, no_ranges
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.project.ledger.cell_text import cell_from, replies_from
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.rows import table_of
from rpa_scout.project.store.schema import SurveyFileRow, SurveyImportRow, SurveyTableRow
from rpa_scout.task_frame import task_frame

_NO_LIST: Final = -1


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line of a survey, and the task that it stands for."""

    task_id: str  # For a line left out, an id that no task has
    # Where it was read; position -1: in no list.
    import_number: int
    table_position: int
    row: int
    read_id: str  # Department and row
    used: bool  # False: left out because of errors
    surveyed: dict[str, Any]  # Answers of the survey, by field
    answers: dict[str, Any]  # The same with what was changed since
    # Cells as written; written ranges and open choices, as JSON.
    written: str | None
    ranges: str | None


def rebuilt_inventory(
    connection: Connection, lines: Sequence[StoredLine], findings: Findings, fields: FieldSet
) -> Inventory:
    """Return the inventory that the lines make up."""
    table_positions, tables = _tables(connection, lines)
    used = [line for line in lines if line.used]
    left_out = [line for line in lines if not line.used]
    ordered = [*used, *left_out]
    index = pd.Index([line.task_id for line in ordered], name="task_id", dtype=object)
    sources = pd.DataFrame(
        {
            "table": [
                table_positions.get((line.import_number, line.table_position), _NO_LIST)
                for line in ordered
            ],
            "row": [line.row for line in ordered],
        },
        index=index,
        dtype=np.int64,
    )
    return Inventory(
        tasks=_frame(used, index[: len(used)], fields),
        left_out=_frame(left_out, index[len(used) :], fields),
        sources=sources,
        tables=tables,
        findings=findings,
        fields=fields,
        written_cells=partial(_written, ordered, index, fields),
        ranges=_ranges(ordered, fields),
        alternatives=_alternatives(ordered, fields),
    )


def findings_of(connection: Connection, numbers: Iterable[int]) -> dict[int, list[Finding]]:
    """Return the findings of imports as they were read, without those of removed rules."""
    query = select(SurveyImportRow.number, SurveyImportRow.findings).where(
        SurveyImportRow.number.in_(list(numbers))
    )
    return {
        row.number: [
            stored_finding(part) for part in from_text(row.findings) if part["code"] in CATALOGUE
        ]
        for row in connection.execute(query.order_by(SurveyImportRow.number))
    }


def stored_finding(part: Mapping[str, Any]) -> Finding:
    """Return a stored finding; before values had names, two were stored at most."""
    attributes = dict(part)
    value, expected = attributes.pop("value", ""), attributes.pop("expected", "")
    if value or expected:
        rule = CATALOGUE[attributes["code"]]
        compared = next((name for name in rule.names if name != rule.quotes), "")
        named = {rule.quotes: value, compared: expected}
        attributes["values"] = {name: text for name, text in named.items() if name and text}
    return Finding(**attributes)


def _tables(
    connection: Connection, lines: Sequence[StoredLine]
) -> tuple[dict[tuple[int, int], int], tuple[TableSource, ...]]:
    wanted = {(line.import_number, line.table_position) for line in lines}
    table = table_of(SurveyTableRow)
    numbers = sorted({number for number, _position in wanted})
    query = (
        select(table)
        .where(table.c.import_number.in_(numbers))
        .order_by(table.c.import_number, table.c.position)
    )
    rows = {
        (row["import_number"], row["position"]): row
        for row in connection.execute(query).mappings()
        if (row["import_number"], row["position"]) in wanted
    }
    positions = {key: position for position, key in enumerate(rows)}
    digests = _digests(connection, numbers)
    return positions, tuple(_table_source(row, digests) for row in rows.values())


def _digests(connection: Connection, numbers: Sequence[int]) -> dict[tuple[int, str], str]:
    """Return the SHA-256 of the files of imports, by import and name."""
    query = select(SurveyFileRow.import_number, SurveyFileRow.name, SurveyFileRow.sha256).where(
        SurveyFileRow.import_number.in_(numbers)
    )
    return {
        (file.import_number, file.name): file.sha256 or "" for file in connection.execute(query)
    }


def _table_source(row: RowMapping, digests: Mapping[tuple[int, str], str]) -> TableSource:
    return TableSource(
        file=row["file"],
        sheet=row["sheet"],
        department=row["department"],
        header_row=row["header_row"],
        columns=from_text(row["columns"]),
        rows_read=row["rows_read"],
        rows_used=row["rows_used"],
        path=None if row["path"] is None else Path(row["path"]),
        replied=replies_from(row["replied"]),
        sha256=digests.get((row["import_number"], row["file"]), ""),
    )


def _frame(lines: Sequence[StoredLine], index: pd.Index[Any], fields: FieldSet) -> pd.DataFrame:
    frame = task_frame({field.id: _answers(field, lines) for field in fields}, fields)
    frame.index = index
    return frame


def _answers(field: FieldDefinition, lines: Sequence[StoredLine]) -> list[Any]:
    """Return one field's answers; a code that the field no longer has counts as unknown."""
    answers = [line.answers.get(field.id) for line in lines]
    if field.kind != "choice":
        return answers
    codes = set(field.codes)
    return [code if code in codes else None for code in answers]


def _written(lines: Sequence[StoredLine], index: pd.Index[Any], fields: FieldSet) -> pd.DataFrame:
    if all(line.written is None for line in lines):
        return pd.DataFrame()
    rows: list[Mapping[str, Any]] = [from_text(line.written or "{}") for line in lines]
    columns = {
        field_id: pd.Series(
            [cell_from(cells.get(field_id, "")) for cells in rows], index, dtype=object
        )
        for field_id in fields.ids
    }
    return pd.DataFrame(columns, index=index)


def _ranges(lines: Sequence[StoredLine], fields: FieldSet) -> pd.DataFrame:
    spans = [
        (task_id, field, low, high)
        for task_id, field, (low, high) in _beside_answers(lines, fields.of_kind("number"))
    ]
    if not spans:
        return no_ranges()
    frame = pd.DataFrame(spans, columns=["task_id", "field", "low", "high"])
    return frame.astype({"low": np.float64, "high": np.float64})


def _alternatives(lines: Sequence[StoredLine], fields: FieldSet) -> pd.DataFrame:
    codes = [
        (task_id, field, code)
        for task_id, field, codes in _beside_answers(lines, fields.of_kind("choice"))
        for code in codes
        if code in fields[field].codes
    ]
    if not codes:
        return no_alternatives()
    return pd.DataFrame(codes, columns=["task_id", "field", "code"], dtype=object)


def _beside_answers(
    lines: Sequence[StoredLine], fields: Iterable[FieldDefinition]
) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield what is stored beside the answers to some fields, by task and field."""
    ids = {field.id for field in fields}
    for line in lines:
        cells = {} if line.ranges is None else from_text(line.ranges)
        for field, values in cells.items():
            if field in ids:
                yield line.task_id, field, values
