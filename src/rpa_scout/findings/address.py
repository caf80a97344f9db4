"""Addresses of cells as a spreadsheet shows them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a column.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Return the address of a cell.

    >>> cell_address(11, 5)
    'F12'
    """
    return f"{column_letters(column)}{row + 1}"


_LONGEST_QUOTE = 60


def shortened(text: str) -> str:
    """Return the beginning of a text in one line, as a finding quotes it."""
    line = text.strip().replace("\r", "").replace("\n", " ")
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"
