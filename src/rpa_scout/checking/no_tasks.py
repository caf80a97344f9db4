"""Rows that hold no task but the answer that the department has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rpa_scout.checking.columns import written_text
from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.survey_form import AnswerWords
from rpa_scout.reading.files.cells import Cell, is_blank, picked
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.text import N_, fold

_AROUND = "。.、,()[]【】「」※*-ー・… "
_SPEAKER = re.compile("(?:本|当)(?:課|室|係|部|局|所|所属)(?:に|には|では|は|で)?")
_AROUND_AS_WRITTEN = _AROUND + "．，（）［］＊－―　\n\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class WithoutTasks:
    """An answer that a department has no such task."""

    department: str
    finding: Finding


def without_answers_of_none(
    table: RawTable, fields: FieldSet, only_department: str
) -> tuple[RawTable, list[WithoutTasks]]:
    """Remove rows that say that there is no task; a row with figures is a task without a name."""
    names = table.column("name")
    says_none = [row for row, cell in enumerate(names) if _says_none(cell, fields.words)]
    if not says_none:
        # A ticked box above tasks is reported with them; here it is the whole answer.
        is_answer = table.none_box and not table.count
        return table, [_ticked(table, fields, only_department)] if is_answer else []
    rows = [row for row in says_none if not _has_numbers(table, row, fields)]
    if len(rows) < len(says_none):
        unnamed = set(says_none).difference(rows)
        cells = ["" if row in unnamed else cell for row, cell in enumerate(names)]
        table = replace(table, completed={**table.completed, "name": cells})
    if not rows:
        return table, []
    answers = [_answer(table, row, only_department) for row in rows]
    remaining = sorted(set(range(table.count)) - set(rows))
    return _with_rows(table, remaining, answers[0].department), answers


@lru_cache(maxsize=16)
def _words(words: AnswerWords) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the folded words, and their last characters: only names that end so are folded."""
    spellings = {*words.no_tasks, *map(str.upper, words.no_tasks)}
    return frozenset(map(fold, words.no_tasks)), tuple({word[-1] for word in spellings})


def _says_none(cell: Cell, words: AnswerWords) -> bool:
    folded, last_signs = _words(words)
    if type(cell) is not str:
        return False
    bare = cell.rstrip(_AROUND_AS_WRITTEN)
    if not bare:
        return not is_blank(cell)  # A dash or a dot alone names no task
    return bare.endswith(last_signs) and _SPEAKER.sub("", fold(cell).strip(_AROUND), 1) in folded


def _has_numbers(table: RawTable, row: int, fields: FieldSet) -> bool:
    """Tell whether a row has figures, as a task has; an answer has none."""
    return any(
        any(sign.isdigit() and sign != "0" for sign in written_text(table.column(field.id)[row]))
        for field in fields.of_kind("number")
    )


def _answer(table: RawTable, row: int, only_department: str) -> WithoutTasks:
    cell = table.column("department")[row]
    department = written_text(cell).strip() or table.department_above or only_department
    written = written_text(table.column("name")[row]).strip()
    return _without_tasks(table, department, table.address(row, "name"), written)


def _ticked(table: RawTable, fields: FieldSet, only_department: str) -> WithoutTasks:
    department = table.department_above or only_department
    return _without_tasks(table, department, table.none_box, fields.form.none_label)


def _without_tasks(table: RawTable, department: str, cell: str, written: str) -> WithoutTasks:
    values = {"written": written, "department": department}
    code = "department_without_tasks"
    return WithoutTasks(department, Finding(code, table.file, table.sheet, cell, "name", values))


def _with_rows(table: RawTable, rows: Sequence[int], department: str) -> RawTable:
    numbers = [table.row_numbers[row] for row in rows]
    lines = set(numbers)
    return replace(
        table,
        columns=[picked(column, rows) for column in table.columns],
        row_numbers=numbers,
        department_above=table.department_above or ("" if rows else department),
        replied={key: reply for key, reply in table.replied.items() if key[0] in lines},
        completed={name: picked(column, rows) for name, column in table.completed.items()},
    )


RULES = (
    FindingRule(
        "department_without_tasks",
        "info",
        N_("“{written}”: the department answers that it has no such task ({department})."),
        N_("Nothing to do; the department counts as having answered."),
    ),
)
