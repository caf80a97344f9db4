"""Opening one file: every sheet as rows of raw cells, or a finding that says why not."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rpa_scout.findings import Finding
from rpa_scout.reading.cells import Cell
from rpa_scout.reading.sources import SurveyFile

__all__ = ["Cell", "RawSheet", "open_sheets"]

_ENCODINGS = ("utf-8-sig", "cp932")
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands in the file.

    Attributes
    ----------
    name : str
        Name of the sheet; ``""`` in a CSV file.
    rows : sequence of sequence of Cell
        Cells from A1 on, so that positions are addresses.
    """

    name: str
    rows: Sequence[Sequence[Cell]]


def open_sheets(file: SurveyFile, skip: Sequence[str] = ()) -> list[RawSheet] | Finding:
    """Read all sheets of a file.

    Parameters
    ----------
    file : SurveyFile
        The file.
    skip : sequence of str
        Names of sheets that hold no answers and are not read.

    Returns
    -------
    list of RawSheet or Finding
        The sheets, or the reason why the file cannot be read.
    """
    try:
        if file.path.stat().st_size == 0:
            return Finding("file_empty", file=file.name)
        if file.path.suffix.lower() == ".csv":
            return _csv_sheets(file)
        return _workbook_sheets(file, skip)
    except OSError:
        return Finding("file_unreadable", file=file.name)


def _csv_sheets(file: SurveyFile) -> list[RawSheet] | Finding:
    content = file.path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
        except csv.Error:
            return Finding("file_damaged", file=file.name)
        return [RawSheet("", rows)]
    return Finding("file_encoding", file=file.name)


def _delimiter(text: str) -> str:
    start = text[:4096]
    return max(",\t;", key=start.count)


def _workbook_sheets(file: SurveyFile, skip: Sequence[str]) -> list[RawSheet] | Finding:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
    )

    try:
        with CalamineWorkbook.from_path(str(file.path)) as workbook:
            names = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name not in skip
            ]
            return [
                RawSheet(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in names
            ]
    except PasswordError:
        return Finding("file_password", file=file.name)
    except CalamineError:
        code = "file_password" if _is_encrypted(file.path) else "file_damaged"
        return Finding(code, file=file.name)
    except BaseException as error:
        # A panic of the reader's Rust code derives from BaseException and has no public name.
        if type(error).__name__ != "PanicException":
            raise
        return Finding("file_damaged", file=file.name)


def _is_encrypted(path: Path) -> bool:
    """Tell an encrypted workbook: an OLE container under the name of a zip format."""
    with path.open("rb") as stream:
        magic = stream.read(8)
        if path.suffix.lower() == ".xls" or magic != _OLE_MAGIC:
            return False
        return "EncryptedPackage".encode("utf-16-le") in stream.read(1 << 20)
