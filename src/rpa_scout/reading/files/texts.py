"""Tables in text files: CSV in the encodings and with the separators that Japanese offices use."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.files.safety import Refused

__all__ = ["csv_rows", "decoded"]

_COLUMNS_AT_MOST, _CELLS_AT_MOST = 16_384, 12_000_000
"""What a sheet has, and four times what 100,000 tasks need."""

_ENCODINGS = ("utf-8-sig", "cp932")


def decoded(content: bytes) -> str:
    """Decode a text file.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    str
        Its text.

    Raises
    ------
    Refused
        It is neither UTF-8 nor Shift_JIS.
    """
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Refused("file_encoding")


def _within_limits(lines: Iterable[list[str]]) -> Iterator[list[Cell]]:
    cells = 0
    for line in lines:
        cells += len(line)
        if len(line) > _COLUMNS_AT_MOST or cells > _CELLS_AT_MOST:
            raise Refused("file_too_large", f"{max(cells, len(line)):,}")
        yield list(line)


def csv_rows(content: bytes) -> list[list[Cell]]:
    """Read a CSV file, separated by commas, tabs or semicolons.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    list of list of str
        Its lines, each as long as it is written.

    Raises
    ------
    Refused
        The file is no text, or no CSV.
    """
    text = decoded(content)
    start = text[:4096]
    delimiter = max(",\t;", key=start.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return list(_within_limits(lines))
    except csv.Error as error:
        raise Refused("file_damaged") from error
