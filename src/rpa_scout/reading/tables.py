"""Reading surveys: from files to raw lists of tasks, several files at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path

from rpa_scout.findings import Finding, cell_address
from rpa_scout.policy.fields import FieldSet
from rpa_scout.progress import Progress
from rpa_scout.questions import Reply
from rpa_scout.reading.cells import Cell, is_blank
from rpa_scout.reading.headings import (
    MINIMUM_HEADINGS,
    Headings,
    find_headings,
    heading_names,
)
from rpa_scout.reading.raw_table import RawTable
from rpa_scout.reading.replies import give_replies, read_replies
from rpa_scout.reading.sheets import RawSheet, open_sheets
from rpa_scout.reading.sources import SurveyFile, find_surveys
from rpa_scout.text import N_, fold

__all__ = ["RawTable", "Reading", "read_tables"]

_WORKERS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes
    ----------
    tables : tuple of RawTable
        In the order of files and sheets.
    findings : tuple of Finding
        What stood in the way.
    files : int
        Number of files that were opened.
    """

    tables: tuple[RawTable, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    files: int = 0


def read_tables(paths: Iterable[str | Path], fields: FieldSet, progress: Progress) -> Reading:
    """Read every list of tasks that paths lead to.

    Parameters
    ----------
    paths : iterable of str or Path
        Files and folders.
    fields : FieldSet
        The survey's fields.
    progress : Progress
        Is told of each file.

    Returns
    -------
    Reading
        Tables and findings. The same whatever the order of `paths`.
    """
    files, findings = find_surveys(paths)
    read_one = partial(_read_file, fields=fields, names=heading_names(fields))
    progress.start(N_("Reading files"), len(files))
    tables: list[RawTable] = []
    replies: list[Reply] = []
    pool = ThreadPoolExecutor(_WORKERS)
    try:
        for file, (found, problems, replied) in zip(files, pool.map(read_one, files), strict=True):
            tables += found
            replies += replied
            findings += problems
            progress.advance(detail=file.name)
    finally:
        # After a Ctrl-C the files not begun yet are not wanted any more.
        pool.shutdown(wait=False, cancel_futures=True)
    tables, unused = give_replies(tables, replies)
    return Reading(tuple(tables), (*findings, *unused), len(files))


def _read_file(
    file: SurveyFile, fields: FieldSet, names: dict[str, str]
) -> tuple[list[RawTable], list[Finding], list[Reply]]:
    questions_sheet = fields.form.questions_sheet
    skipped = [name for name in fields.form.never_read if name != questions_sheet]
    sheets = open_sheets(file, skipped)
    if isinstance(sheets, Finding):
        return [], [sheets], []
    tables: list[RawTable] = []
    findings: list[Finding] = []
    replies: list[Reply] = []
    for sheet in sheets:
        if sheet.name == questions_sheet:
            replies += read_replies(file.name, sheet, fields)
            continue
        headings = find_headings(sheet.rows, names)
        if headings is not None:
            tables.append(_table(file, sheet, headings, fields, names))
            findings += _heading_findings(tables[-1], fields)
    # A page of questions may come back in a workbook of its own.
    if not tables and questions_sheet not in {sheet.name for sheet in sheets}:
        findings.append(Finding("no_survey_table", file=file.name, expected=str(MINIMUM_HEADINGS)))
    return tables, findings, replies


def _table(
    file: SurveyFile,
    sheet: RawSheet,
    headings: Headings,
    fields: FieldSet,
    names: dict[str, str],
) -> RawTable:
    answers = [column for field_id, column in headings.columns.items() if field_id != "department"]
    numbered = [
        (number, row)
        for number, row in enumerate(sheet.rows[headings.row + 1 :], headings.row + 2)
        if any(column < len(row) and not is_blank(row[column]) for column in answers)
    ]
    return RawTable(
        file.name,
        sheet.name,
        headings,
        tuple(zip_longest(*(row for _, row in numbered), fillvalue="")),
        [number for number, _ in numbered],
        _department_above(sheet.rows[: headings.row], fields, names),
        path=file.path,
    )


def _department_above(
    rows: Sequence[Sequence[Cell]], fields: FieldSet, names: dict[str, str]
) -> str:
    """Find 「所属：税務課」 or 「所属｜税務課」 in the lines above the headings."""
    wanted = fields["department"].id
    for row in rows:
        cells = [str(cell).strip() for cell in row if not is_blank(cell)]
        for position, cell in enumerate(cells):
            label, _, rest = cell.replace(":", "：").partition("：")
            if names.get(fold(label)) != wanted:
                continue
            if rest.strip():
                return rest.strip()
            if position + 1 < len(cells):
                return cells[position + 1]
    return ""


def _heading_findings(table: RawTable, fields: FieldSet) -> list[Finding]:
    headings = table.headings

    def at(column: int, code: str, **parts: str) -> Finding:
        cell = cell_address(headings.row, column)
        return Finding(code, file=table.file, sheet=table.sheet, cell=cell, **parts)

    findings = [
        at(column, "column_unknown", value=text) for column, text in headings.unknown.items()
    ]
    findings += [at(column, "column_twice", field=one) for column, one in headings.repeated.items()]
    absent = [
        one for one in fields if one.core and not one.required and one.id not in headings.columns
    ]
    if absent:
        names = "、".join(one.label for one in absent)
        findings.append(Finding("column_absent", file=table.file, sheet=table.sheet, value=names))
    return findings
