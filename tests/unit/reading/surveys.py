"""Surveys for tests: tables of any shape, written in every format that departments send."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy import load_fields

FIELDS = load_fields()
SHEET = FIELDS.form.tasks_sheet
Grid = list[list[object]]

CORE = tuple(survey_field.id for survey_field in FIELDS if survey_field.core)
PLAIN = {
    "department": "税務課",
    "name": "納付書の転記",
    "runs_per_year": 12.0,
    "items_per_run": 200.0,
    "minutes_per_item": 1.5,
    "pattern": "システムへの入力・転記",
    "judgement": "判断なし（手順どおり）",
    "timing": "まとめて処理できる",
    "input_form": "Excel・CSV",
    "digitisable": "すでに電子",
    "change_frequency": "ほぼ変わらない（3年以上）",
    "template": "なし",
}
"""The core answers of a task without faults."""


def table(
    rows: Iterable[Mapping[str, object]],
    columns: Sequence[str] = CORE,
    headings: Mapping[str, str] | None = None,
) -> Grid:
    """Return a line of headings and the rows below it."""
    first = [(headings or {}).get(field_id, FIELDS[field_id].label) for field_id in columns]
    return [first, *([row.get(field_id) for field_id in columns] for row in rows)]


def plain(**answers: object) -> dict[str, object]:
    """Return a task without faults, with some answers changed."""
    return {**PLAIN, **answers}


def moved(grid: Grid, down: int, right: int) -> Grid:
    """Return a table below empty rows and beside empty columns."""
    return [[] for _ in range(down)] + [[None] * right + list(row) for row in grid]


def write_openpyxl(path: Path, sheets: Mapping[str, Grid]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(grid, 1):
            for column, value in enumerate(cells, 1):
                if value is not None:
                    sheet.cell(row, column, value)
    book.save(path)
    return path


def write_xlsxwriter(
    path: Path, sheets: Mapping[str, Grid], options: Mapping[str, Any] | None = None
) -> Path:
    with xlsxwriter.Workbook(path, dict(options or {})) as book:
        for name, grid in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(grid):
                for column, value in enumerate(cells):
                    if value is not None:
                        sheet.write(row, column, value)
    return path


def write_xlsm(path: Path, sheets: Mapping[str, Grid]) -> Path:
    """Write a workbook of the type that may hold macros."""
    plain_book = write_openpyxl(path.with_suffix(".part"), sheets)
    book = openpyxl.load_workbook(io.BytesIO(plain_book.read_bytes()), keep_vba=True)
    plain_book.unlink()
    book.save(path)
    return path


def csv_bytes(grid: Grid, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    width = max(map(len, grid))
    for cells in grid:
        padded = [*cells, *[None] * (width - len(cells))]
        csv.writer(stream, delimiter=delimiter).writerow([_as_typed(value) for value in padded])
    return stream.getvalue().encode(encoding)


def _as_typed(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def write_csv(path: Path, grid: Grid, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    path.write_bytes(csv_bytes(grid, encoding, delimiter))
    return path


def linked(path: Path, target: Path | str) -> None:
    """Make a symbolic link; the test is skipped where the system makes none."""
    try:
        path.symlink_to(target, target_is_directory=Path(target).is_dir())
    except OSError:
        pytest.skip("this system makes no symbolic links")


def edited(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a zipped workbook."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


def read_grid(folder: Path, grid: Grid, sheet: str = SHEET) -> Inventory:
    """Read one table out of a workbook."""
    return read_surveys(write_openpyxl(folder / "調査票.xlsx", {sheet: grid}))


def told(inventory: Inventory) -> list[tuple[str, str, str, str, str, str]]:
    """Return severity, code, sheet, cell, field and value of every finding, in order."""
    return [
        (finding.severity, finding.code, finding.sheet, finding.cell, finding.field, finding.quoted)
        for finding in inventory.findings
    ]


def codes(inventory: Inventory) -> list[str]:
    return [finding.code for finding in inventory.findings]


def answers(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return every row's known answers."""
    return [
        {name: value for name, value in row.items() if not pd.isna(value)}
        for row in frame.to_dict("records")
    ]
