"""What a file's name, its sheets' names and its properties say of the lists inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rpa_scout.findings import Finding
from rpa_scout.reading.files.cells import is_blank
from rpa_scout.reading.files.properties import FileProperties
from rpa_scout.reading.layout.department_names import department_in
from rpa_scout.reading.layout.raw_table import DepartmentOrigin, RawTable

__all__ = ["with_surroundings"]

_CODES: dict[DepartmentOrigin, str] = {
    "properties": "department_from_properties",
    "sheet": "department_from_sheet",
    "file": "department_from_file",
}


def with_surroundings(
    tables: Sequence[RawTable], path: Path, properties: FileProperties
) -> tuple[list[RawTable], list[Finding]]:
    """Give the tables of a file what is known of the file as a whole.

    The department of a table that names none is taken from the properties that the survey form
    wrote, from the name of its sheet, or, where no other table of the file names one, from the
    name of the file.

    Parameters
    ----------
    tables : sequence of RawTable
        All tables of the file.
    path : Path
        Where it lies.
    properties : FileProperties
        What it says about itself.

    Returns
    -------
    tables : list of RawTable
        The same, completed.
    findings : list of Finding
        Where a department was taken from.
    """
    some_named = any(_names_department(one) for one in tables)
    completed, findings = [], []
    for table in tables:
        name, origin = table.department_above, table.department_origin
        if not _names_department(table):
            name, origin = _from_outside(table, path, properties, some_named=some_named)
        if origin in _CODES and table.count:
            findings.append(
                Finding(
                    _CODES[origin],
                    file=table.file,
                    sheet=table.sheet,
                    field="department",
                    value=name,
                )
            )
        completed.append(
            replace(
                table,
                department_above=name,
                department_origin=origin,
                saved_at=properties.saved_at,
                form_version=properties.form_version,
                form_department=properties.form_department,
                path=path,
            )
        )
    return completed, findings


def _names_department(table: RawTable) -> bool:
    return bool(table.department_above) or not all(map(is_blank, table.column("department")))


def _from_outside(
    table: RawTable, path: Path, properties: FileProperties, *, some_named: bool
) -> tuple[str, DepartmentOrigin]:
    if properties.form_department:
        return properties.form_department, "properties"
    if name := department_in(table.sheet):
        return name, "sheet"
    if not some_named and (name := department_in(path.name)):
        return name, "file"
    return "", ""
