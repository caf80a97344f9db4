"""The addresses of all cells in a piece of XML, read at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.reading.xml_tags import Tags

__all__ = ["LAST_COLUMN", "LAST_ROW", "CellAddresses", "cell_addresses"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of any sheet, counted from 1."""

_CELL, _ROW = b'<c r="', b'<row r="'
_LONGEST = 24
"""Signs of the longest address with what stands before it; a whole row goes on behind it."""

_A, _Z, _ZERO, _QUOTE = b'AZ0"'
_DIGITS = 7


@dataclass(frozen=True, slots=True)
class CellAddresses:
    """Where the cells of a piece of a sheet stand.

    Attributes
    ----------
    rows, columns : ndarray of int, shape (cells,)
        Their rows and columns, counted from 0, in the order of the file.
    last_row : int
        The last row, counted from 0.
    """

    rows: npt.NDArray[np.int32]
    columns: npt.NDArray[np.int32]
    last_row: int


def cell_addresses(tags: Tags, after: int = 0) -> CellAddresses | None:
    """Read the addresses of all cells.

    Parameters
    ----------
    tags : Tags
        The tags of whole rows.
    after : int, optional
        Row that came before, counted from 1.

    Returns
    -------
    CellAddresses or None
        None where a row or cell is written in another way than ``<row r="2">`` and ``<c r="B2"``,
        stands outside of a row or of any sheet, says that it stands in another row, or where the
        rows are out of order.
    """
    cells, rows = tags.elements(b"c"), tags.elements(b"row")
    own = _row_numbers(tags, rows, after)
    if own is None or not _begin_with(tags, cells, _CELL):
        return None
    last_row = int(own[-1]) - 1 if len(own) else after - 1
    if not len(cells):
        return CellAddresses(own[:0], own[:0], last_row)
    columns, digits = _letters(tags.signs, cells + len(_CELL))
    said = _numbers(tags.signs, digits)
    if not len(own) or rows[0] > cells[0] or said is None or columns is None:
        return None
    elsewhere = (said != own[np.searchsorted(rows, cells) - 1]).any()
    if elsewhere or columns.max() > LAST_COLUMN:
        return None
    return CellAddresses(said - 1, columns - 1, last_row)


def _begin_with(tags: Tags, places: npt.NDArray[np.intp], text: bytes) -> bool:
    if len(places) and places[-1] + _LONGEST > len(tags.signs):
        return False
    return tags.all_go_on(places, text)


def _row_numbers(
    tags: Tags, rows: npt.NDArray[np.intp], after: int
) -> npt.NDArray[np.int32] | None:
    """Return the number of every row; None where one has none, or they are out of order."""
    if not _begin_with(tags, rows, _ROW):
        return None
    numbers = _numbers(tags.signs, rows + len(_ROW))
    if numbers is None or not len(numbers):
        return numbers
    ordered = numbers[0] > after and numbers[-1] <= LAST_ROW and (np.diff(numbers) > 0).all()
    return numbers if ordered else None


def _letters(
    signs: npt.NDArray[np.uint8], places: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.int32] | None, npt.NDArray[np.intp]]:
    """Read one to three letters at each place; return columns and where the digits begin."""
    columns = np.zeros(len(places), np.int32)
    going_on = np.ones(len(places), np.bool_)
    for position in range(3):
        sign = signs[places]
        going_on &= (sign >= _A) & (sign <= _Z)
        if position == 0 and not going_on.all():
            return None, places
        columns = np.where(going_on, columns * 26 + sign - (_A - 1), columns)
        places = places + going_on
    return columns.astype(np.int32, copy=False), places


def _numbers(
    signs: npt.NDArray[np.uint8], places: npt.NDArray[np.intp]
) -> npt.NDArray[np.int32] | None:
    """Read the number at each place up to a quotation mark; None where there is none."""
    numbers = np.zeros(len(places), np.int32)
    going_on = np.ones(len(places), np.bool_)
    for _ in range(_DIGITS):
        digit = signs[places] - np.uint8(_ZERO)  # what is no digit becomes larger than nine
        going_on &= digit <= 9  # noqa: PLR2004 - the last digit
        if not going_on.any():
            break
        numbers = np.where(going_on, numbers * 10 + digit, numbers)
        places = places + going_on
    if not (signs[places] == _QUOTE).all():
        return None
    return numbers.astype(np.int32, copy=False)
