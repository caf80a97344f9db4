"""Results of assessments by column; rows of earlier versions become columns and come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, select

from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.packing.tables import AssessmentColumnRow
from rpa_scout.project.store.rows import Values, column_names, mappings, table_of
from rpa_scout.project.store.statements import insert_cells

CRITERION_PARTS: Final = ("points", "low", "high", "weight", "contribution")
"""What is stored of a criterion, each as a column ``ID.PART``."""

_WHOLE: Final = ""
"""Name of a column of whole texts, where these are not JSON in the form of this program."""

Columns = dict[tuple[str, str], Sequence[Any]]
"""Values by rank, by part and name of the column."""


def column_facts(
    number: int, columns: Mapping[tuple[str, str], Sequence[Any]], *, from_rows: bool = False
) -> list[Values]:
    """Return the rows that store the columns of an assessment."""
    return [
        {
            "assessment_number": number,
            "position": position,
            "part": part,
            "name": name,
            "from_rows": int(from_rows),
            "content": to_text(values),
        }
        for position, ((part, name), values) in enumerate(columns.items(), 1)
    ]


def columns_of(
    connection: Connection, number: int, part: str, names: Sequence[str] = ()
) -> dict[str, list[Any]]:
    """Return the columns of a part of an assessment, all or those named."""
    query = select(AssessmentColumnRow.name, AssessmentColumnRow.content).where(
        AssessmentColumnRow.assessment_number == number, AssessmentColumnRow.part == part
    )
    if names:
        query = query.where(AssessmentColumnRow.name.in_(names))
    rows = connection.execute(query.order_by(AssessmentColumnRow.position))
    columns = {row.name: from_text(row.content) for row in rows}
    if _WHOLE not in columns:
        return columns
    parts = [from_text(text) for text in columns[_WHOLE]]
    wanted = names or dict.fromkeys(name for row in parts for name in row)
    return {name: [row.get(name) for row in parts] for name in wanted}


def column_rows(connection: Connection) -> Iterator[Values]:
    """Yield the columns of all assessments that were stored by column from the first."""
    table = table_of(AssessmentColumnRow)
    query = select(table).where(table.c.from_rows == 0).order_by(*table.primary_key.columns)
    return mappings(connection, query)


def result_rows(connection: Connection) -> Iterator[Values]:
    """Yield the rows of the assessments that were stored by row."""
    table = table_of(AssessmentColumnRow)
    query = select(table).where(table.c.from_rows == 1).order_by(*table.primary_key.columns)
    stored = mappings(connection, query)
    for number, rows in groupby(stored, key=lambda row: int(row["assessment_number"])):
        columns = {(row["part"], row["name"]): from_text(row["content"]) for row in rows}
        yield from _rows_of(number, columns)


def write_columns(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the columns of an assessment."""
    cells = itemgetter(*column_names(AssessmentColumnRow))
    insert_cells(connection, AssessmentColumnRow, [cells(row) for row in rows])


def write_result_rows(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write results that were stored by row; those of an assessment come together."""
    for number, of_assessment in groupby(rows, key=lambda row: int(row["assessment_number"])):
        columns = columns_of_rows(list(of_assessment))
        write_columns(connection, column_facts(number, columns, from_rows=True))


def columns_of_rows(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Turn rows of results, by rank, into columns from which the same rows can be made."""
    columns: Columns = {
        ("row", name): [row[name] for row in rows]
        for name in ("rank", "task_id", "line_id", "changed")
    }
    for part, key in (("result", "result"), ("criterion", "criteria")):
        split = _split([row[key] for row in rows], part)
        columns |= {(part, name): values for name, values in split.items()}
    return columns


def _split(texts: Sequence[str], part: str) -> dict[str, Sequence[Any]]:
    """Split JSON objects into columns; keep the texts where they would not come back the same."""
    try:
        objects = [from_text(text) for text in texts]
        names = list(objects[0])
        columns: dict[str, Sequence[Any]] = {name: [row[name] for row in objects] for name in names}
        if part == "criterion":
            columns = {
                f"{name}.{kind}": values
                for name, of_tasks in columns.items()
                for kind, values in zip(CRITERION_PARTS, zip(*of_tasks, strict=True), strict=True)
            }
        if _joined(columns, part, len(texts)) == list(texts):
            return columns
    except (ValueError, LookupError, TypeError, AttributeError):
        pass
    return {_WHOLE: texts}


def _joined(columns: Mapping[str, Sequence[Any]], part: str, count: int) -> list[str]:
    if _WHOLE in columns:
        return list(columns[_WHOLE])
    if part == "criterion":
        names = dict.fromkeys(name.rpartition(".")[0] for name in columns)
        columns = {
            name: list(zip(*(columns[f"{name}.{kind}"] for kind in CRITERION_PARTS), strict=True))
            for name in names
        }
    if not columns:
        return ["{}"] * count
    return [
        to_text(dict(zip(columns, cells, strict=True)))
        for cells in zip(*columns.values(), strict=True)
    ]


def _rows_of(number: int, columns: Columns) -> Iterator[Values]:
    of_row = {name: values for (part, name), values in columns.items() if part == "row"}
    count = len(of_row["task_id"])
    texts = {
        key: _joined(
            {name: values for (of_part, name), values in columns.items() if of_part == part},
            part,
            count,
        )
        for part, key in (("result", "result"), ("criterion", "criteria"))
    }
    cells = zip(*of_row.values(), *texts.values(), strict=True)
    for row in cells:
        yield {"assessment_number": number} | dict(zip((*of_row, *texts), row, strict=True))
