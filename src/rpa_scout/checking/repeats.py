"""Cells that repeat the one above: 〃, 同上, ↓."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rpa_scout.characters import HIDDEN
from rpa_scout.checking.columns import Remark, written_text
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.survey_form import AnswerWords
from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.text import N_, fold


def with_repeats(table: RawTable, fields: FieldSet) -> tuple[RawTable, list[tuple[str, Remark]]]:
    """Return a table whose ditto marks hold the answer above, and remarks by field."""
    marks_of = _dittos(fields.words)
    completed: dict[str, Sequence[Cell]] = {}
    remarks: list[tuple[str, Remark]] = []
    for field_id in table.headings.columns:
        if field_id not in fields.by_id:
            continue
        cells = table.column(field_id)
        marks = {
            cell
            for cell in set(cells)
            if type(cell) is str
            and cell.lstrip()[:1] in marks_of.first_signs
            and marks_of.pattern.fullmatch(fold(cell))
        }
        if marks:
            completed[field_id], noticed = _repeated(cells, marks)
            remarks += [(field_id, remark) for remark in noticed]
    if not completed:
        return table, []
    return replace(table, completed={**table.completed, **completed}), remarks


class _Dittos(NamedTuple):
    pattern: re.Pattern[str]  # One word or several, as in 〃（同上）
    first_signs: frozenset[str]  # Folding is slow; most cells are texts that cannot be ditto marks


@lru_cache(maxsize=16)
def _dittos(words: AnswerWords) -> _Dittos:
    first_signs = {word[0] for word in words.ditto} | {word[0].upper() for word in words.ditto}
    folded = sorted({fold(word) for word in words.ditto}, key=len, reverse=True)
    pattern = re.compile(f"(?:[({{[]?(?:{'|'.join(map(re.escape, folded))})[)}}\\].。]?)+")
    return _Dittos(pattern, frozenset(first_signs | set("(（＂") | HIDDEN))


def _repeated(cells: Sequence[Cell], marks: set[str]) -> tuple[list[Cell], list[Remark]]:
    repeated: list[Cell] = []
    remarks = []
    above: Cell = ""
    for row, cell in enumerate(cells):
        if cell in marks:
            is_answer = bool(fold(written_text(above)))
            code = "ditto_read" if is_answer else "ditto_without_answer"
            shown = written_text(above).strip() if is_answer else ""
            remarks.append(
                Remark(row, code, {"written": written_text(cell).strip(), "taken": shown})
            )
        else:
            above = cell
        repeated.append(above)
    return repeated, remarks


RULES = (
    FindingRule(
        "ditto_read",
        "info",
        N_("“{written}” for “{field}” was taken for the answer above: {taken}."),
        N_("Nothing to do if that is what was meant."),
    ),
    FindingRule(
        "ditto_without_answer",
        "warning",
        N_("“{written}” for “{field}” repeats the answer above, but there is none; it is unknown."),
        N_("Write the answer itself."),
    ),
)
