"""Writing the corpus: a grid of cells into every kind of file that departments send."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msoffcrypto
import openpyxl
import xlsxwriter
from openpyxl.workbook import Workbook
from tests.corpus.survey import FILE, SHEET, Grid, grid
from tests.office import convert

Edit = Callable[[Workbook], object]


class Formula(NamedTuple):
    """A formula with the result that Excel stored beside it."""

    text: str
    result: object


def save(
    folder: Path,
    cells: Grid | None = None,
    *,
    name: str = FILE,
    sheet: str = SHEET,
    sheets: Mapping[str, Grid] | None = None,
    edit: Edit | None = None,
) -> Path:
    """Write a workbook with openpyxl; `edit` changes it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in (sheets or {sheet: grid() if cells is None else cells}).items():
        page = book.create_sheet(title)
        for row, line in enumerate(rows, 1):
            for column, value in enumerate(line, 1):
                if value is not None:
                    page.cell(row, column, value)
    if edit is not None:
        edit(book)
    path = folder / name
    book.save(path)
    return path


def save_calculated(folder: Path, cells: Grid, *, name: str = FILE, sheet: str = SHEET) -> Path:
    """Write a workbook whose formulas have stored results, as Excel does."""
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for row, line in enumerate(cells):
            for column, value in enumerate(line):
                if isinstance(value, Formula):
                    page.write_formula(row, column, value.text, None, value.result)
                elif value is not None:
                    page.write(row, column, value)
    return path


def save_csv(
    folder: Path,
    cells: Grid | None = None,
    *,
    name: str = "税務課.csv",
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """Write a text file with one line a task."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(
        [["" if value is None else value for value in line] for line in cells or grid()]
    )
    path = folder / name
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def save_by_office(folder: Path, suffix: str, *, name: str = "税務課") -> Path:
    """Write the common survey as LibreOffice does."""
    path = folder / f"{name}.{suffix}"
    path.write_bytes(_office_content(suffix))
    return path


@cache
def _office_content(suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder_name:
        folder = Path(folder_name)
        (folder / "from").mkdir()
        source = save(folder / "from", name="survey.xlsx")
        return convert(source, suffix, folder).read_bytes()


def with_parts(path: Path, changes: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """Change parts of a zipped workbook; a part that is not there is made of nothing."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


def saved_at(path: Path, moment: dt.datetime) -> Path:
    """Say in a workbook when it was saved last."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    pattern = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    return with_parts(
        path, {"docProps/core.xml": lambda part: pattern.sub(rb"\g<1>" + stamp, part)}
    )


def with_password(path: Path, password: str) -> Path:
    """Encrypt a workbook as Excel does."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = path.read_bytes()
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, target)
    path.write_bytes(target.getvalue())
    assert msoffcrypto.OfficeFile(io.BytesIO(target.getvalue())).is_encrypted()
    return path
