"""The headings of columns as written, in one line or two, with the groups above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.text import fold

__all__ = ["Label", "Range", "is_line_of_units", "labels_of"]

_UNIT_LINE = re.compile(
    r"[(（\[]?[^()（）\[\]]{0,6}(?:回|件|分|時間|%|％|人|月)[/／]?\S{0,2}[)）\]]?"
)

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Label:
    """The heading of one column, in one line or two.

    Attributes
    ----------
    row : int
        Row of its (lower) cell, counted from 0.
    text : str
        The heading as written, the upper line before the lower.
    spellings : tuple of str
        Folded texts that it could be known by, best first.
    lower : str
        The lower line alone.
    unit : str
        The lower line where it only gives a unit, as in 「（分）」; else ``""``.
    """

    row: int
    text: str
    spellings: tuple[str, ...]
    lower: str
    unit: str = ""


def labels_of(
    rows: Sequence[Sequence[Cell]], top: int, bottom: int, merged: Sequence[Range] = ()
) -> dict[int, Label]:
    """Return the heading of every column in a line, or in two lines taken together.

    Parameters
    ----------
    rows : sequence of sequence of Cell
        The sheet's cells from A1 on.
    top, bottom : int
        First and last line of the headings; the same where there is only one.
    merged : sequence of ((int, int), (int, int)), optional
        Merged ranges; the heading of a group counts for all columns it spans.

    Returns
    -------
    dict of int to Label
        By column; columns without a heading are left out.
    """
    lower = rows[bottom]
    if top == bottom:
        return {
            column: Label(bottom, cell, (fold(cell),), cell)
            for column, cell in enumerate(lower)
            if isinstance(cell, str) and not is_blank(cell)
        }
    groups = _groups(rows[top], lower, top, merged)
    labels = {}
    for column in range(max(len(rows[top]), len(lower))):
        own, below = _text(rows[top], column), _text(lower, column)
        above = own or groups.get(column, "")
        if below:
            text = f"{above}　{below}" if above else below
            unit = below if own and _UNIT_LINE.fullmatch(below) else ""
            tried = [above + below, below] if above else [below]
            tried += [own] if unit else []
            labels[column] = Label(bottom, text, tuple(map(fold, tried)), below, unit)
        elif own:
            labels[column] = Label(top, own, (fold(own),), own)
    return labels


def is_line_of_units(line: Sequence[Cell]) -> bool:
    """Tell whether a line below headings only gives units, as in 「（分）」.

    Parameters
    ----------
    line : sequence of Cell
        The line.

    Returns
    -------
    bool
        Whether it gives units and nothing else.
    """
    cells = [cell for cell in line if not is_blank(cell)]
    return bool(cells) and all(
        isinstance(cell, str) and _UNIT_LINE.fullmatch(cell.strip()) for cell in cells
    )


def _groups(
    upper: Sequence[Cell], lower: Sequence[Cell], top: int, merged: Sequence[Range]
) -> dict[int, str]:
    """Return the heading of the group that each column belongs to."""
    groups: dict[int, str] = {}
    spans = [one for one in merged if one[0][0] <= top <= one[1][0]]
    for (row, first), (_, last) in spans:
        if row == top:
            groups |= dict.fromkeys(range(first, last + 1), _text(upper, first))
    if spans:
        return groups
    group = ""
    for column in range(len(lower)):
        # Without merged ranges, a group reaches as far as headings stand below it.
        group = _text(upper, column) or (group if _text(lower, column) else "")
        groups[column] = group
    return groups


def _text(cells: Sequence[Cell], column: int) -> str:
    cell = cells[column] if column < len(cells) else ""
    return cell.strip() if isinstance(cell, str) else ""
