"""Rule 1 of the digests: Python's `repr` of every cell, for the tables up to version 2.

A saving that came from an array was hashed as ``np.float64(1.5)``, but the database returns
``1.5``. An unchanged project must still verify. The register and the hours of the assessment show
which savings came from an array; these are hashed in the old form. A changed figure has other
digits, so the rule still detects it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection

from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.packing.assessment_columns import columns_of
from rpa_scout.project.store.schema import (
    ActualRow,
    AutomationRow,
    Base,
)

Row = Mapping[str, Any]
State = Mapping[str, Mapping[str, str]]

_ENTRY: Final = ("number", "at", "author", "kind", "reason", "details", "refers_to", "facts")
_ROWS_AT_ONCE: Final = 500
_SAVING: Final = "saved_hours_per_year"

# The columns of version 2; columns of later versions are not part of rule 1.
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "survey_imports": ("number", "at", "author", "program_version", "findings"),
    "survey_files": ("import_number", "position", "name", "path", "sha256", "saved_at"),
    "survey_tables": (
        "import_number", "position", "file", "sheet", "department", "header_row", "columns",
        "rows_read", "rows_used", "path", "replied",
    ),
    "survey_lines": (
        "id", "import_number", "read_id", "table_position", "row", "used", "department", "name",
        "answers", "written", "ranges",
    ),
    "policies": (
        "number", "at", "author", "policy_id", "version", "title", "sha256", "content",
    ),
    "assessments": (
        "number", "at", "author", "program_version", "policy_number", "scorecard", "seed",
        "draws", "entry", "columns", "target",
    ),
    "assessment_results": (
        "assessment_number", "rank", "task_id", "line_id", "changed", "result", "criteria",
    ),
    "assessment_actuals": ("assessment_number", "place", "task_id", "fiscal_year", _SAVING),
}  # fmt: skip  # one paragraph per table


def repr_entry_digest(previous: str, entry: Row, changes: Sequence[Row]) -> str:
    """Chain an entry to the entry before it by rule 1; see `entry_digest` for the arguments."""
    digest = hashlib.sha256(previous.encode())
    digest.update(to_text({name: entry[name] for name in _ENTRY}).encode())
    for row in changes:
        parts = (row["table_name"], row["row_key"], row["before"] or "", row["after"] or "")
        digest.update("\x1f".join(parts).encode())
    return digest.hexdigest()


def repr_facts_digest(
    mapped: type[Base], rows: Iterable[Row], from_array: Callable[[Row], bool]
) -> str:
    """Return the digest of rows of facts by rule 1."""
    names = _COLUMNS[mapped.__tablename__]
    digest = hashlib.sha256()
    remaining = iter(rows)
    while texts := [_row(names, row, from_array) for row in islice(remaining, _ROWS_AT_ONCE)]:
        digest.update(("\x1e".join(texts) + "\x1e").encode())
    return digest.hexdigest()


def _row(names: Sequence[str], row: Row, from_array: Callable[[Row], bool]) -> str:
    cells = [repr(row[name]) for name in names]
    if names[-1] == _SAVING and from_array(row):
        cells[-1] = f"np.float64({cells[-1]})"
    return "\x1f".join(cells)


def savings_from_arrays(
    connection: Connection, state: State, assessment: int
) -> frozenset[tuple[str, int]]:
    """Return the savings of an assessment that rule 1 hashed as elements of an array.

    If the register has the hours before and the survey has hours, the saving was scaled by the
    hours of the survey, which are an array.
    """
    tasks = columns_of(connection, assessment, "row", ("task_id",))["task_id"]
    hours = columns_of(connection, assessment, "result", ("hours_per_year",))["hours_per_year"]
    has_hours = {
        task for task, value in zip(tasks, hours, strict=True) if value is not None and value > 0.0
    }
    served = {
        from_text(key)[0]: str(row["task_id"])
        for key, row in _rows_of(state, AutomationRow)
        if "task_id" in row and from_text(row["content"])["hours_per_year_before"]
    }
    measured = (from_text(key) for key, _row in _rows_of(state, ActualRow))
    return frozenset(
        (served[automation], int(year))
        for automation, year in measured
        if served.get(automation) in has_hours
    )


def _rows_of(state: State, mapped: type[Base]) -> Iterable[tuple[str, dict[str, Any]]]:
    return ((key, from_text(text)) for key, text in state[mapped.__tablename__].items())
