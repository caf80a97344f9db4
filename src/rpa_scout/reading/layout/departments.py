"""The list of a city's departments: number, name, staff, deadline, contact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from rpa_scout.errors import FileError
from rpa_scout.findings import Finding
from rpa_scout.output import note_input
from rpa_scout.policy.fields import load_fields
from rpa_scout.reading.layout.headings import heading_names
from rpa_scout.text import N_, fold

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": (
        *("課名", "所属", "所属名", "部署", "部署名", "部課名", "課・室名", "課室名", "担当課"),
        *("名称", "department", "name"),
    ),
    "staff": ("職員数", "人数", "職員数（人）", "人員", "現員", "職員", "定員", "staff"),
    "number": (
        *("番号", "No", "No.", "№", "連番", "通番", "項番", "コード", "課コード", "所属コード"),
        *("所属番号", "課番号", "整理番号", "部署コード", "ID", "code", "number"),
    ),
    "deadline": (
        *("期限", "提出期限", "回答期限", "締切", "締切日", "〆切", "提出期日", "回答締切"),
        *("提出日", "deadline"),
    ),
    "contact": (
        *("連絡先", "担当", "担当者", "担当者名", "内線", "内線番号", "電話", "電話番号"),
        *("メール", "メールアドレス", "DX推進員", "推進員", "contact"),
    ),
}
"""What the columns of a list of departments are headed."""

_STAFF = re.compile(r"(\d+(?:\.\d+)?)(?:人|名)?")
_HEADED_WITHIN: Final = 10  # lines: titles and notes stand above the headings


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the city."""

    name: str  # Its name
    staff: float | None = None  # Number of its staff; None where the list does not say it
    number: str = ""  # Its number or code; ``""`` where the list has none
    # Until when it shall answer, as ``2026-05-29`` where the list has a date, else as written.
    deadline: str = ""
    contact: str = ""  # Who answers for it, with extension or address as written


def department_staff(departments: Iterable[Department]) -> dict[str, float]:
    """Return the number of staff by folded name of the department, where the list says it."""
    return {fold(each.name): each.staff for each in departments if each.staff is not None}


def read_departments(path: Path) -> list[Department]:
    """Read the list of a city's departments, each once, from a CSV file or workbook.

    With headings (課名, 番号, 職員数, 期限, 連絡先 …) the columns may stand in any order. Without,
    the names stand in the first column that does not count, and the number of staff in the one
    after it where that holds numbers only.
    """
    note_input(path)
    rows = list_rows(path)
    if rows is None:
        raise FileError(N_("The list of departments {path} cannot be read."), path=path)
    first, columns = _columns(rows)
    departments: dict[str, Department] = {}
    for row in rows[first:]:
        department = _department(path, row, columns)
        if department is None:
            continue
        key = fold(department.name)
        earlier = departments.get(key)
        departments[key] = _completed(earlier, department) if earlier else department
    if not departments:
        raise FileError(N_("The list of departments {path} holds no name."), path=path)
    return list(departments.values())


def _completed(earlier: Department, later: Department) -> Department:
    """Fill what the first line of a department leaves open from a later one of the same name."""
    return Department(
        name=earlier.name,
        staff=later.staff if earlier.staff is None else earlier.staff,
        number=earlier.number or later.number,
        deadline=earlier.deadline or later.deadline,
        contact=earlier.contact or later.contact,
    )


def _department(
    path: Path, row: Sequence[str], columns: Mapping[str, Sequence[int]]
) -> Department | None:
    cells = {
        part: [row[column] for column in positions if column < len(row) and row[column]]
        for part, positions in columns.items()
    }
    name = next(iter(cells["name"]), "")
    if not name or _number(name) is not None:
        return None
    return Department(
        name=name,
        staff=_staff(path, name, next(iter(cells.get("staff", ())), "")),
        number=next(iter(cells.get("number", ())), ""),
        deadline=next(iter(cells.get("deadline", ())), ""),
        contact=" ".join(cells.get("contact", ())),
    )


def list_rows(path: Path) -> list[list[str]] | None:
    """Return the texts of a list's first sheet, totals left out; None: it cannot be read."""
    # Here, because the project needs departments at every start, and opens no workbook.
    from rpa_scout.reading.files.sheets import open_sheets
    from rpa_scout.reading.files.sources import SurveyFile
    from rpa_scout.reading.layout.lines import is_total

    sheets = open_sheets(SurveyFile(path, path.name)) if path.is_file() else None
    if sheets is None or isinstance(sheets, Finding):
        return None
    rows = [[_text(cell) for cell in row] for sheet in sheets[:1] for row in sheet.grid.rows]
    return [row for row in rows if any(row) and not is_total(next(filter(None, row)))]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, list[int]]]:
    """Return the first line of departments, and the columns of each part of their entries."""
    for line, row in enumerate(rows[:_HEADED_WITHIN]):
        columns = _headed(row)
        if "name" in columns:
            return line + 1, columns
    columns = _headed(rows[0]) if rows else {}
    if columns:  # the heading of the names is an unusual one
        return 1, {**_unheaded(rows[1:]), **columns}
    return 0, _unheaded(rows)


def _headed(row: Sequence[str]) -> dict[str, list[int]]:
    """Return which columns of a line are headed like parts of an entry."""
    survey_headings = heading_names(load_fields())
    part_of = {fold(label): part for part, labels in _HEADINGS.items() for label in labels}
    columns: dict[str, list[int]] = {}
    for column, cell in enumerate(row):
        part = part_of.get(fold(cell))
        if part is None and survey_headings.get(fold(cell)) == "department":
            part = "name"
        if part is not None:
            columns.setdefault(part, []).append(column)
    return columns


def _unheaded(rows: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return the columns of a list without headings: numbers in front, names, numbers of staff."""
    width = max(map(len, rows), default=0)
    numbered = [
        column
        for column in range(width)
        if (cells := _cells(rows, column)) and all(_number(cell) is not None for cell in cells)
    ]
    name = next((column for column in range(width) if column not in numbered), 0)
    columns = {"name": [name]}
    if name > 0:
        columns["number"] = [0]
    if name + 1 in numbered:
        columns["staff"] = [name + 1]
    return columns


def _cells(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column] for row in rows if column < len(row) and row[column]]


def _number(written: str) -> float | None:
    match = _STAFF.fullmatch(unicodedata.normalize("NFKC", written).replace(",", "").strip())
    return float(match[1]) if match else None


def _staff(path: Path, name: str, written: str) -> float | None:
    number = _number(written)
    if written and number is None:
        raise FileError(
            N_("In the list of departments {path}, “{value}” is no number of staff for {name}."),
            path=path,
            value=written,
            name=name,
        )
    return number
