"""An inventory rebuilt of the lines that the surveys gave, with the cells they came from."""

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
from rpa_scout.project.cell_text import cell_from, replies_from
from rpa_scout.project.json_text import from_text
from rpa_scout.project.rows import table_of
from rpa_scout.project.schema import SurveyImportRow, SurveyTableRow
from rpa_scout.task_frame import task_frame

__all__ = ["KeptLine", "findings_of", "rebuilt_inventory"]

_NO_LIST: Final = -1


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of a survey, and the task it stands for.

    Attributes
    ----------
    task_id : str
        Id of the task; for a line left out, an id of its own.
    import_number, table_position, row : int
        Where it was read; -1 as position: in no list.
    read_id : str
        Id that the reading gave it.
    used : bool
        Whether it is usable.
    answers : dict
        Answers by field.
    written, ranges : str or None
        Cells as written; written spans and open choices, as JSON.
    """

    task_id: str
    import_number: int
    table_position: int
    row: int
    read_id: str
    used: bool
    answers: dict[str, Any]
    written: str | None
    ranges: str | None


def rebuilt_inventory(
    connection: Connection, lines: Sequence[KeptLine], findings: Findings, fields: FieldSet
) -> Inventory:
    """Make an inventory of lines.

    Parameters
    ----------
    connection : Connection
        To the project.
    lines : sequence of KeptLine
        Every task once.
    findings : Findings
        What was noticed of them.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    Inventory
        As if all had been read together.
    """
    places, tables = _tables(connection, lines)
    used = [one for one in lines if one.used]
    left_out = [one for one in lines if not one.used]
    ordered = [*used, *left_out]
    index = pd.Index([one.task_id for one in ordered], name="task_id", dtype=object)
    sources = pd.DataFrame(
        {
            "table": [
                places.get((one.import_number, one.table_position), _NO_LIST) for one in ordered
            ],
            "row": [one.row for one in ordered],
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
    """Return the findings of imports, as they were read; rules that are no more left out.

    Parameters
    ----------
    connection : Connection
        To the project.
    numbers : iterable of int
        Numbers of the imports.

    Returns
    -------
    dict of int to list of Finding
        By import.
    """
    query = select(SurveyImportRow.number, SurveyImportRow.findings).where(
        SurveyImportRow.number.in_(list(numbers))
    )
    return {
        one.number: [
            Finding(**part) for part in from_text(one.findings) if part["code"] in CATALOGUE
        ]
        for one in connection.execute(query.order_by(SurveyImportRow.number))
    }


def _tables(
    connection: Connection, lines: Sequence[KeptLine]
) -> tuple[dict[tuple[int, int], int], tuple[TableSource, ...]]:
    wanted = {(one.import_number, one.table_position) for one in lines}
    table = table_of(SurveyTableRow)
    numbers = sorted({number for number, _position in wanted})
    query = (
        select(table)
        .where(table.c.import_number.in_(numbers))
        .order_by(table.c.import_number, table.c.position)
    )
    rows = {
        (one["import_number"], one["position"]): one
        for one in connection.execute(query).mappings()
        if (one["import_number"], one["position"]) in wanted
    }
    places = {key: place for place, key in enumerate(rows)}
    return places, tuple(map(_table_source, rows.values()))


def _table_source(row: RowMapping) -> TableSource:
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
    )


def _frame(lines: Sequence[KeptLine], index: pd.Index[Any], fields: FieldSet) -> pd.DataFrame:
    frame = task_frame({one.id: _answers(one, lines) for one in fields}, fields)
    frame.index = index
    return frame


def _answers(field: FieldDefinition, lines: Sequence[KeptLine]) -> list[Any]:
    """Return one field's answers; a code that the field has no more counts as unknown."""
    found = [one.answers.get(field.id) for one in lines]
    if field.kind != "choice":
        return found
    known = set(field.codes)
    return [one if one in known else None for one in found]


def _written(lines: Sequence[KeptLine], index: pd.Index[Any], fields: FieldSet) -> pd.DataFrame:
    if all(one.written is None for one in lines):
        return pd.DataFrame()
    rows: list[Mapping[str, Any]] = [from_text(one.written or "{}") for one in lines]
    columns = {
        field_id: pd.Series([cell_from(one.get(field_id, "")) for one in rows], index, dtype=object)
        for field_id in fields.ids
    }
    return pd.DataFrame(columns, index=index)


def _ranges(lines: Sequence[KeptLine], fields: FieldSet) -> pd.DataFrame:
    spans = [
        (task_id, field, low, high)
        for task_id, field, (low, high) in _beside_answers(lines, fields.of_kind("number"))
    ]
    if not spans:
        return no_ranges()
    frame = pd.DataFrame(spans, columns=["task_id", "field", "low", "high"])
    return frame.astype({"low": np.float64, "high": np.float64})


def _alternatives(lines: Sequence[KeptLine], fields: FieldSet) -> pd.DataFrame:
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
    lines: Sequence[KeptLine], fields: Iterable[FieldDefinition]
) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield what is kept beside the answers to some fields, by task and field."""
    ids = {field.id for field in fields}
    for line in lines:
        kept_cells = from_text(line.ranges) if line.ranges is not None else {}
        for field, ends in kept_cells.items():
            if field in ids:
                yield line.task_id, field, ends
