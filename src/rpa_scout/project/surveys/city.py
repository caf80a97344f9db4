"""The list of the city's departments within the project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from rpa_scout.errors import InputError
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.rows import mappings, row_values, table_of
from rpa_scout.project.store.schema import CityDepartmentRow
from rpa_scout.reading.layout.departments import Department
from rpa_scout.text import N_, fold


def listed_departments(connection: Connection) -> list[Department]:
    """Return the city's departments in the order of their list."""
    table = table_of(CityDepartmentRow)
    return [
        _department(row) for row in mappings(connection, select(table).order_by(table.c.position))
    ]


def _department(row: Mapping[str, Any]) -> Department:
    return Department(
        name=row["name"],
        staff=row["staff"],
        number=row["number"] or "",
        deadline=row["deadline"] or "",
        contact=row["contact"] or "",
    )


def put_departments(change: Change, departments: Sequence[Department]) -> None:
    """Replace the list of the city's departments."""
    by_name = {fold(department.name): department for department in departments if department.name}
    if not by_name:
        raise InputError(N_("The list of departments holds no name."))
    for key in list(change.rows(CityDepartmentRow)):
        if key[0] not in by_name:
            change.delete(CityDepartmentRow, key)
    for position, (folded, department) in enumerate(by_name.items()):
        _put(change, folded, position, department)


def _put(change: Change, folded: str, position: int, department: Department) -> None:
    change.put(
        CityDepartmentRow,
        (folded,),
        position=position,
        name=department.name,
        # The column holds floats; an integer would come back as a float.
        staff=None if department.staff is None else float(department.staff),
        number=department.number or None,
        deadline=department.deadline or None,
        contact=department.contact or None,
    )


def move_listed(change: Change, former: Iterable[str], names: Sequence[str]) -> None:
    """Replace former departments on the list by their successors.

    The staff is the sum after a merger and unknown after a split.
    """
    listed = _listed(change)
    leaving = set(map(fold, former))
    before = [department for department in listed if fold(department.name) in leaving]
    if not before:
        return
    staying = {fold(department.name) for department in listed} - leaving
    coming = [
        _successor(before, name, alone=len(names) == 1)
        for name in names
        if fold(name) not in staying
    ]
    first = listed.index(before[0])
    rows = [department for department in listed[:first] if department not in before]
    rows += coming
    rows += [department for department in listed[first:] if department not in before]
    put_departments(change, rows)


def _successor(before: Sequence[Department], name: str, *, alone: bool) -> Department:
    """Return the list entry of a department that replaces former ones."""
    staff = [department.staff for department in before if department.staff is not None]
    first = next((entry for entry in before if fold(entry.name) == fold(name)), before[0])
    return Department(
        name=name,
        staff=sum(staff) if alone and len(staff) == len(before) else None,
        number=first.number if alone or fold(first.name) == fold(name) else "",
        deadline=first.deadline,
        contact=first.contact if alone or fold(first.name) == fold(name) else "",
    )


def _listed(change: Change) -> list[Department]:
    rows = sorted(change.rows(CityDepartmentRow).values(), key=lambda row: row.position)
    return [_department(row_values(row)) for row in rows]
