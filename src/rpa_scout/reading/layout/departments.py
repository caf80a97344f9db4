"""The list of a city's departments, and how many staff each has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rpa_scout.errors import FileError
from rpa_scout.findings import Finding
from rpa_scout.policy.fields import load_fields
from rpa_scout.reading.files.sheets import open_sheets
from rpa_scout.reading.files.sources import SurveyFile
from rpa_scout.reading.layout.headings import heading_names
from rpa_scout.text import N_, fold

__all__ = ["Department", "read_departments"]

_STAFF_HEADINGS = frozenset(
    map(fold, ("職員数", "人数", "職員数（人）", "人員", "現員", "職員", "定員", "staff"))
)
_STAFF = re.compile(r"(\d+(?:\.\d+)?)(?:人|名)?")


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the city.

    Attributes
    ----------
    name : str
        Its name.
    staff : float or None
        Number of its staff; None where the list does not say it.
    """

    name: str
    staff: float | None = None


def read_departments(path: Path) -> list[Department]:
    """Read the list of a city's departments.

    Parameters
    ----------
    path : Path
        A CSV file or workbook. The first column holds the names, with or without a heading. The
        number of staff stands in the column headed 職員数 (or 人数, 定員 …), or without headings
        in the second column where that holds numbers only.

    Returns
    -------
    list of Department
        Each name once, in the order of the file.

    Raises
    ------
    FileError
        The file cannot be read, holds no name, or a number of staff is no number.
    """
    rows = _rows(path)
    headed = bool(rows) and heading_names(load_fields()).get(fold(rows[0][0])) == "department"
    column = _staff_column(rows, headed=headed)
    staff: dict[str, float | None] = {}
    for row in rows[headed:]:
        if row[0] and staff.get(row[0]) is None:
            written = row[column] if column is not None and column < len(row) else ""
            staff[row[0]] = _staff(path, row[0], written)
    if not staff:
        raise FileError(N_("The list of departments {path} holds no name."), path=path)
    return [Department(name, count) for name, count in staff.items()]


def _rows(path: Path) -> list[list[str]]:
    sheets = open_sheets(SurveyFile(path, path.name)) if path.is_file() else None
    if sheets is None or isinstance(sheets, Finding):
        raise FileError(N_("The list of departments {path} cannot be read."), path=path)
    rows = [[_text(cell) for cell in row] for sheet in sheets[:1] for row in sheet.grid.rows]
    return [row for row in rows if any(row)]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _staff_column(rows: Sequence[Sequence[str]], *, headed: bool) -> int | None:
    if headed:
        places = (at for at, cell in enumerate(rows[0]) if fold(cell) in _STAFF_HEADINGS)
        return next(places, None)
    second = [row[1] for row in rows if len(row) > 1 and row[0] and row[1]]
    return 1 if second and all(_number(cell) is not None for cell in second) else None


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
