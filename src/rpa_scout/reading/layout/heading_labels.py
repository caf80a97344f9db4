"""The headings of columns as written: in one line or two, with the groups above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.text import fold

_UNIT_LINE = re.compile(
    r"(?!.*[係班課室])[(（\[]?[^()（）\[\]]{0,6}(?:回|件|分|時間|%|％|人|月)(?:[/／]?[回件枚人年月週日]|数)?[)）\]]?"
)

Range = tuple[tuple[int, int], tuple[int, int]]


def heading_key(cell: Cell) -> str:
    """Return a heading as it is compared: without stars and colons around it."""
    return fold(cell).strip("*:") if isinstance(cell, str) else ""


@dataclass(frozen=True, slots=True)
class Label:
    """The heading of one column, in one line or two."""

    row: int
    text: str
    spellings: tuple[str, ...]
    lower: str
    unit: str = ""


def labels_of(
    rows: Sequence[Sequence[Cell]], top: int, bottom: int, merged: Sequence[Range] = ()
) -> dict[int, Label]:
    """Return the heading of every column in a line, or in two lines taken together."""
    lower = rows[bottom]
    if top == bottom:
        return {
            column: Label(bottom, cell, (heading_key(cell),), cell)
            for column, cell in enumerate(lower)
            if isinstance(cell, str) and not is_blank(cell)
        }
    groups = _groups(rows[top], lower, top, merged)
    labels = {}
    for column in range(max(len(rows[top]), len(lower))):
        upper_text, lower_text = _text(rows[top], column), _text(lower, column)
        above = upper_text or groups.get(column, "")
        if lower_text:
            text = f"{above}　{lower_text}" if above else lower_text
            unit = lower_text if upper_text and _UNIT_LINE.fullmatch(lower_text) else ""
            tried = [above + lower_text, lower_text] if above else [lower_text]
            tried += [upper_text] if unit else []
            labels[column] = Label(bottom, text, tuple(map(heading_key, tried)), lower_text, unit)
        elif upper_text:
            labels[column] = Label(top, upper_text, (heading_key(upper_text),), upper_text)
    return labels


def is_line_of_units(line: Sequence[Cell]) -> bool:
    """Tell whether a line below headings only gives units, as in 「（分）」."""
    cells = [cell for cell in line if not is_blank(cell)]
    return bool(cells) and all(
        isinstance(cell, str) and _UNIT_LINE.fullmatch(cell.strip()) for cell in cells
    )


def _groups(
    upper: Sequence[Cell], lower: Sequence[Cell], top: int, merged: Sequence[Range]
) -> dict[int, str]:
    """Return the heading of the group that each column belongs to."""
    groups: dict[int, str] = {}
    spans = [
        merged_range for merged_range in merged if merged_range[0][0] <= top <= merged_range[1][0]
    ]
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
