"""Opening one file: every sheet as rows of raw cells, or a finding that says why not."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rpa_scout.findings import Finding
from rpa_scout.findings.rules import found
from rpa_scout.reading.files import rules
from rpa_scout.reading.files.cells import Cell, Grid, is_blank
from rpa_scout.reading.files.kinds import (
    ContentKind,
    content_kind,
    foreign_kind,
)
from rpa_scout.reading.files.old_excel.container import Container
from rpa_scout.reading.files.package import Package
from rpa_scout.reading.files.passwords import decrypted, is_encrypted
from rpa_scout.reading.files.properties import FileProperties, ole_properties, package_properties
from rpa_scout.reading.files.raw_sheet import RawSheet, shown_sheet
from rpa_scout.reading.files.refusal import EncryptedError, RefusedError, unless_broken
from rpa_scout.reading.files.rules.rule import FileContext
from rpa_scout.reading.files.sources import SurveyFile
from rpa_scout.reading.files.texts.csv_table import OpenQuote, csv_table
from rpa_scout.reading.files.texts.html_page import html_rows
from rpa_scout.reading.files.workbooks import ole_sheets, package_sheets

_BYTES_AT_MOST = 200 << 20
"""A file of 100,000 tasks has 12 MB."""

_ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream with an encrypted .xlsx, as the directory of the container has it."""

_FOREIGN_STREAMS = {
    "worddocument": "Word",
    "powerpoint document": "PowerPoint",
    "documenttext": "一太郎",
    "__properties_version1.0": "Outlook",
}
_RIGHTS_STREAMS = frozenset(("drmencrypteddataspace", "drmencryptedtransform", "\tdrmcontent"))
"""Streams of workbooks that only people with a certain right may open."""

_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_WINDOWS_PATH_LIMIT = 240


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that could be read."""

    sheets: list[RawSheet]
    properties: FileProperties
    findings: tuple[Finding, ...] = ()


def open_sheets(file: SurveyFile, passwords: Sequence[str] = ()) -> list[RawSheet] | Finding:
    """Read all sheets of a file."""
    opened = open_file(file, passwords=passwords)
    return opened if isinstance(opened, Finding) else opened.sheets


def open_file(
    file: SurveyFile, skip: Collection[str] = (), *, passwords: Sequence[str] = ()
) -> OpenedFile | Finding:
    """Read a file, with what it says about itself.

    Macros are never run and external links are never followed.
    """
    try:
        return _Opening(file, skip, passwords).opened()
    except RefusedError as refused:
        return Finding(refused.code, file=file.name, values=refused.values)
    except OSError:
        return Finding("file_unreadable", file=file.name)


class _Opening:
    """The steps from the bytes of one file to its sheets."""

    def __init__(self, file: SurveyFile, skip: Collection[str], passwords: Sequence[str]) -> None:
        self._file = file
        self._skip = skip
        self._passwords = passwords
        self._suffix = file.path.suffix.lower()
        self._open_quotes: list[OpenQuote] = []

    def opened(self) -> OpenedFile:
        path = _openable(self._file.path)
        status = path.stat()
        if status.st_size == 0:
            raise RefusedError("file_empty")
        if status.st_size > _BYTES_AT_MOST:
            raise RefusedError("file_too_large", size=f"{status.st_size >> 20:,} MB")
        content = path.read_bytes()
        saved_at = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC)
        sheets, properties, kind = self._read(content)
        if properties.saved_at is not None:
            saved_at = properties.saved_at
        properties = replace(properties, saved_at=saved_at)
        context = FileContext(self._file.name, self._suffix, kind, sheets, self._open_quotes)
        return OpenedFile(sheets, properties, tuple(found(rules, context)))

    def _read(self, content: bytes) -> tuple[list[RawSheet], FileProperties, ContentKind]:
        foreign = foreign_kind(content)
        if foreign:
            raise RefusedError("file_other_kind", kind=foreign)
        kind = content_kind(content)
        if kind == "ole":
            _check_streams(content)
            if _ENCRYPTED_MARK in content:
                return self._read_encrypted(content)
        try:
            return (*self._sheets(content, kind), kind)
        except EncryptedError:
            return self._read_encrypted(content)
        except RefusedError as refused:
            # Of an encrypted .xls calamine only says that it knows no such format.
            if kind == "ole" and is_encrypted(content):
                return self._read_encrypted(content)
            raise self._as_named(refused, kind) from refused

    def _read_encrypted(self, content: bytes) -> tuple[list[RawSheet], FileProperties, ContentKind]:
        if not is_encrypted(content):
            # An .ods has an encryption of its own, which no library of ours opens.
            raise RefusedError(
                "file_password" if content_kind(content) == "package" else "file_damaged"
            )
        content = decrypted(content, self._passwords)
        kind = content_kind(content)
        try:
            return (*self._sheets(content, kind), kind)
        except EncryptedError as error:
            raise RefusedError("file_damaged") from error

    def _as_named(self, refused: RefusedError, kind: ContentKind) -> RefusedError:
        """Choose the message that fits the file's suffix."""
        is_text = self._suffix in _TEXT_SUFFIXES
        if is_text and kind != "text" and refused.code == "file_damaged":
            return RefusedError("file_encoding")
        if not is_text and refused.code == "file_encoding":
            return RefusedError("file_damaged")
        return refused

    def _sheets(self, content: bytes, kind: ContentKind) -> tuple[list[RawSheet], FileProperties]:
        match kind:
            case "package":
                package = Package(content)
                sheets = package_sheets(content, package, self._skip)
                return sheets, package_properties(package)
            case "ole":
                return ole_sheets(content, self._skip), ole_properties(content)
            case "html":
                rows, facts = html_rows(content)
                return [shown_sheet("", Grid(rows), facts)], FileProperties()
        table = csv_table(content)
        if self._suffix not in _TEXT_SUFFIXES and not _is_table(table.rows):
            raise RefusedError("file_damaged")
        self._open_quotes = table.open_quotes
        return [RawSheet("", Grid(table.rows))], FileProperties()


def _check_streams(content: bytes) -> None:
    """Refuse what is no workbook, and workbooks that only certain people may open."""
    names = unless_broken(lambda: Container(content).names, otherwise=frozenset[str]())
    if names & _RIGHTS_STREAMS:
        raise RefusedError("file_rights")
    foreign = next((kind for name, kind in _FOREIGN_STREAMS.items() if name in names), "")
    if foreign:
        raise RefusedError("file_other_kind", kind=foreign)


def _is_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a text file looks like an exported table."""
    several = 3
    return any(sum(not is_blank(cell) for cell in row) >= several for row in rows[:50])


def _openable(path: Path) -> Path:
    """Return a path that Windows opens however long it is."""
    if os.name != "nt" or len(str(path)) < _WINDOWS_PATH_LIMIT:
        return path
    absolute = str(path.absolute())
    return path if absolute.startswith("\\\\") else Path(f"\\\\?\\{absolute}")
