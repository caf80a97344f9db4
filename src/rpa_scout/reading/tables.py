"""Reading surveys: from files to raw lists of tasks, several files at a time."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from rpa_scout.findings import Finding
from rpa_scout.policy.fields import FieldSet
from rpa_scout.progress import Progress
from rpa_scout.questions import Reply
from rpa_scout.reading.files.sheets import open_file
from rpa_scout.reading.files.sources import SurveyFile, find_surveys
from rpa_scout.reading.layout.blocks import HeadingWords
from rpa_scout.reading.layout.headings import MINIMUM_HEADINGS, heading_names
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.reading.layout.replies import give_replies, read_replies
from rpa_scout.reading.layout.sheet_tables import tables_of_sheet
from rpa_scout.reading.layout.surroundings import with_surroundings
from rpa_scout.reading.workers import in_order
from rpa_scout.text import N_

__all__ = ["RawTable", "Reading", "read_tables"]

_WORKERS = min(4, os.cpu_count() or 1)
"""calamine releases the interpreter's lock: two threads read about 1.7 times as fast as one."""

_SURVEY_NAME = re.compile("調査票|業務調査|業務一覧|業務量調査")


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


def read_tables(
    paths: Iterable[str | Path],
    fields: FieldSet,
    progress: Progress,
    passwords: Sequence[str] = (),
    result: str = "inventory",
) -> Reading:
    """Read every list of tasks that paths lead to.

    Parameters
    ----------
    paths : iterable of str or Path
        Files and folders.
    fields : FieldSet
        The survey's fields.
    progress : Progress
        Is told of each file, and asked a few times a second while a large one is read.
    passwords : sequence of str, optional
        Passwords to try where a workbook is protected.
    result : str, optional
        The kind of workbooks of ours that may be read, where they are named themselves.

    Returns
    -------
    Reading
        Tables and findings. The same whatever the order of `paths`.
    """
    files, findings = find_surveys(paths)
    words = HeadingWords.of(fields, heading_names(fields))
    read_one = partial(_read_file, fields=fields, words=words, passwords=passwords, result=result)
    progress.start(N_("Reading files"), len(files))
    read: list[_FileTables] = []
    # Even where nothing is done, the progress may raise: the user wants to stop.
    waiting = partial(progress.advance, 0)
    with closing(in_order(read_one, files, _WORKERS, lambda file: waiting(file.name))) as results:
        for file, found in zip(files, results, strict=True):
            read.append(found)
            progress.advance(detail=file.name)
    for found in _judged(read):
        findings += found.findings
    tables, unused = give_replies(
        [table for found in read for table in found.tables],
        [reply for found in read for reply in found.replies],
    )
    return Reading(tuple(tables), (*findings, *unused), len(files))


@dataclass(frozen=True, slots=True)
class _FileTables:
    """What one file gave."""

    file: SurveyFile
    tables: list[RawTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    looks_like_survey: bool = False


def _judged(read: Sequence[_FileTables]) -> Iterator[_FileTables]:
    """Pass over files without a list that only lie beside surveys; name the others."""
    any_survey = any(one.tables for one in read)
    for one in read:
        if one.file.is_named or one.looks_like_survey or not any_survey:
            yield one
            continue
        passed = Finding("file_no_survey", file=one.file.name)
        yield replace(
            one,
            findings=[passed if each.code == "no_survey_table" else each for each in one.findings],
        )


def _read_file(
    file: SurveyFile,
    fields: FieldSet,
    words: HeadingWords,
    passwords: Sequence[str],
    result: str,
) -> _FileTables:
    questions_sheet = fields.form.questions_sheet
    skipped = [name for name in fields.form.never_read if name != questions_sheet]
    opened = open_file(file, skipped, passwords=passwords)
    if isinstance(opened, Finding):
        return _FileTables(file, findings=[opened])
    if opened.properties.result and not (file.is_named and opened.properties.result == result):
        # Written into the folder of the surveys, a result would count every task again.
        return _FileTables(file, findings=[Finding("file_own_result", file=file.name)])
    tables: list[RawTable] = []
    findings = list(opened.findings)
    replies: list[Reply] = []
    for sheet in opened.sheets:
        if sheet.name == questions_sheet:
            replies += read_replies(file.name, sheet, fields)
            continue
        found, problems = tables_of_sheet(file.name, sheet, fields, words)
        tables += found
        findings += problems
    tables, problems = with_surroundings(tables, file.path, opened.properties)
    findings += problems
    # A page of questions may come back in a workbook of its own.
    if not tables and questions_sheet not in {sheet.name for sheet in opened.sheets}:
        findings.append(Finding("no_survey_table", file=file.name, expected=str(MINIMUM_HEADINGS)))
    is_form = bool(opened.properties.form_version) or _SURVEY_NAME.search(file.path.name)
    return _FileTables(file, tables, findings, replies, bool(is_form))
