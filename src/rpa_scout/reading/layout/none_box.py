"""The box above a list by which a department answers that it has no such task."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rpa_scout.findings import cell_address
from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.text import fold

_EMPTY_BOX = re.compile(r"^[□☐⬜▢◻]\s*")
_TICKED_BOX = re.compile(r"^[☑☒✓✔✅レ■●◉]\s*")


def ticked_none_box(rows: Sequence[Sequence[Cell]], top: int, left: int, fields: FieldSet) -> str:
    """Return the address of the ticked box; ``""`` where it is empty or absent.

    The lines above the headings begin at the row `top` and the column `left`, counted from 0.
    """
    yes = frozenset(map(fold, fields.words.yes))
    for label in map(fold, fields.form.none_labels):
        ticked = _ticked(rows, top, left, label, yes)
        if ticked:
            return ticked
    return ""


def _ticked(
    rows: Sequence[Sequence[Cell]], top: int, left: int, label: str, yes: frozenset[str]
) -> str:
    for row, cells in enumerate(rows, top):
        for column, cell in enumerate(cells):
            if not isinstance(cell, str) or label not in fold(cell):
                continue
            bare = cell.strip()
            if fold(_TICKED_BOX.sub("", bare)) == label and _TICKED_BOX.match(bare):
                return cell_address(row, left + column)
            if fold(_EMPTY_BOX.sub("", bare)) != label:
                continue
            position = _next_filled(cells, column + 1)
            if position >= 0 and (cells[position] is True or fold(str(cells[position])) in yes):
                return cell_address(row, left + position)
    return ""


def _next_filled(cells: Sequence[Cell], start: int) -> int:
    """Return the position of the next cell that is not blank; -1: none."""
    return next((column for column in range(start, len(cells)) if not is_blank(cells[column])), -1)
