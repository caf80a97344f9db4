"""The addresses of all cells in a piece of XML, read at once: eight signs are one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.reading.files.xml_tags import Tags

__all__ = ["LAST_COLUMN", "LAST_ROW", "CellAddresses", "cell_addresses"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of any sheet, counted from 1."""

_CELL, _ROW = b'<c r="', b'<row r="'
_LONGEST = 17
"""Signs from the beginning of a cell or row to the end of its row: ``<c r="A2"/></row>``."""

_A, _Z, _ZERO, _QUOTE = b'AZ0"'
_LARGEST_DIGIT = 9

Words = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class CellAddresses:
    """How far the cells of a piece of a sheet reach.

    Attributes
    ----------
    last_row, last_column : int
        The last row written, and the last column of any cell, counted from 0; -1 for none.
    """

    last_row: int
    last_column: int


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
    cells, rows = _beginning_with(tags, _CELL), _beginning_with(tags, _ROW)
    if cells is None or rows is None:
        return None
    said = tags.words(rows + len(_ROW))
    numbers, digits = _numbers(said)
    if not _in_order(numbers, after):
        return None
    last_row = int(numbers[-1]) - 1 if len(rows) else after - 1
    if not len(cells):
        return CellAddresses(last_row, -1)
    if not len(rows) or rows[0] > cells[0]:
        return None
    # A cell repeats the digits of its row, and the quotation mark behind them.
    mask = _ONES[digits + 1]
    times = np.diff(np.searchsorted(cells, rows), append=len(cells))
    column, letters = _columns(tags.words(cells + len(_CELL)))
    repeated = tags.words(cells + len(_CELL) + letters) & np.repeat(mask, times)
    if column is None or (repeated != np.repeat(said & mask, times)).any():
        return None
    last_column = int(column.max())
    return CellAddresses(last_row, last_column - 1) if last_column <= LAST_COLUMN else None


def _beginning_with(tags: Tags, text: bytes) -> Places | None:
    """Return where elements begin that are written like `text`; None where some are not."""
    places = tags.elements(text[1:].partition(b" ")[0])
    if not len(places):
        return places
    if places[-1] + _LONGEST > len(tags.piece):
        return None
    mask = _ONES[len(text)]
    alike = (tags.words(places) & mask) == int.from_bytes(text, "little")
    return places if alike.all() else None


def _in_order(numbers: npt.NDArray[np.int64], after: int) -> bool:
    if not len(numbers):
        return True
    return bool(numbers[0] > after and numbers[-1] <= LAST_ROW and (np.diff(numbers) > 0).all())


def _sign(words: Words, place: int) -> Words:
    """Return one of the eight signs of each word."""
    return (words >> np.uint64(8 * place)) & np.uint64(255)


def _numbers(words: Words) -> tuple[npt.NDArray[np.int64], Places]:
    """Return the number that each word begins with, and how many digits it has.

    Where no quotation mark follows one to seven digits, the number is -1, which is in no order.
    """
    signs = words.astype("<u8", copy=False).view(np.uint8).reshape(-1, 8)
    figures = signs - np.uint8(_ZERO)  # what is no digit becomes larger than nine
    digits = (figures > _LARGEST_DIGIT).argmax(axis=1)
    ended = (signs[np.arange(len(signs)), digits] == _QUOTE) & (digits > 0)
    numbers = (figures * _WORTH[digits]).sum(axis=1)
    return np.where(ended, numbers, -1), digits


def _columns(words: Words) -> tuple[Words | None, Places]:
    """Return the column, counted from 1, that each word begins with, and how many letters it has.

    The columns are None where a word does not begin with a letter.
    """
    columns = np.zeros(len(words), np.uint64)
    letters = np.zeros(len(words), np.intp)
    going_on = np.ones(len(words), np.bool_)
    for place in range(3):
        sign = _sign(words, place)
        going_on &= (sign >= _A) & (sign <= _Z)
        if not going_on.any():
            break
        columns = np.where(going_on, columns * 26 + sign - (_A - 1), columns)
        letters += going_on
    return columns if letters.all() else None, letters


_ONES = np.array([256**signs - 1 for signs in range(9)], np.uint64)
"""Masks of the first signs of a word."""

_WORTH = np.array(
    [
        [10 ** (digits - place - 1) if place < digits else 0 for place in range(8)]
        for digits in range(8)
    ]
)
"""What each sign counts for in a number of so many digits."""
