"""Facts: insertion of many rows at once, and reading in the form that digests and exports have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection

from rpa_scout.project.store.canonical import canonical_cells
from rpa_scout.project.store.packing.assessment_columns import (
    column_rows,
    result_rows,
    write_result_rows,
)
from rpa_scout.project.store.packing.line_contents import line_rows, write_lines
from rpa_scout.project.store.rows import Values, column_names, stored_rows
from rpa_scout.project.store.schema import (
    AssessmentColumnRow,
    AssessmentResultForm,
    Base,
    SurveyLineForm,
)
from rpa_scout.project.store.statements import insert_cells

_WRITERS: Final[dict[type[Base], Callable[[Connection, Sequence[Values]], None]]] = {
    SurveyLineForm: write_lines,
    AssessmentResultForm: write_result_rows,
}
_READERS: Final[dict[type[Base], Callable[[Connection], Iterator[Values]]]] = {
    SurveyLineForm: line_rows,
    AssessmentResultForm: result_rows,
    AssessmentColumnRow: column_rows,
}


def fact_rows(connection: Connection, mapped: type[Base]) -> Iterator[Values]:
    """Yield facts in the order in which they were written."""
    reader = _READERS.get(mapped)
    return stored_rows(connection, mapped) if reader is None else reader(connection)


def add_facts(
    connection: Connection, mapped: type[Base], rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Insert rows with a value for every column; return them in their canonical form."""
    cells = canonical_cells(mapped, rows)
    names = column_names(mapped)
    canonical = [dict(zip(names, row, strict=True)) for row in cells]
    writer = _WRITERS.get(mapped)
    if writer is None:
        insert_cells(connection, mapped, cells)
    else:
        writer(connection, canonical)
    return canonical


def insert_canonical(
    connection: Connection, mapped: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows whose values are in their canonical form already."""
    cells = itemgetter(*column_names(mapped))
    insert_cells(connection, mapped, [cells(row) for row in rows])
