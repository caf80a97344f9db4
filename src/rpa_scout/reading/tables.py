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
from rpa_scout.findings.rule import OF_FILES, FindingRule
from rpa_scout.output import note_input
from rpa_scout.policy.fields import FieldSet
from rpa_scout.progress import Progress
from rpa_scout.questions import Reply
from rpa_scout.reading.files.cells import is_blank
from rpa_scout.reading.files.child_reader import stop_children
from rpa_scout.reading.files.properties import FileProperties
from rpa_scout.reading.files.sheets import open_file
from rpa_scout.reading.files.sources import SurveyFile, find_surveys
from rpa_scout.reading.layout.blocks import LISTS_AT_MOST, HeadingWords
from rpa_scout.reading.layout.current_lists import current_lists
from rpa_scout.reading.layout.department_names import department_in
from rpa_scout.reading.layout.headings import MINIMUM_HEADINGS, heading_names
from rpa_scout.reading.layout.raw_table import DepartmentOrigin, RawTable
from rpa_scout.reading.layout.replies import give_replies, read_replies
from rpa_scout.reading.layout.sheet_tables import tables_of_sheet
from rpa_scout.reading.workers import in_order
from rpa_scout.text import N_

_WORKERS = min(4, os.cpu_count() or 1)
"""calamine releases the interpreter's lock: two threads read about 1.7 times as fast as one."""

_SURVEY_NAME = re.compile("調査票|業務調査|業務一覧|業務量調査|task survey", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read."""

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
    """Read every list of tasks that paths lead to."""
    files, findings = find_surveys(paths)
    words = HeadingWords.of(fields, heading_names(fields))
    read_one = partial(_read_file, fields=fields, words=words, passwords=passwords, result=result)
    progress.start(N_("Reading files"), len(files))
    read: list[_FileTables] = []
    # Even where nothing is done, the progress may raise: the user wants to stop.
    waiting = partial(progress.advance, 0)
    with closing(in_order(read_one, files, _WORKERS, lambda file: waiting(file.name))) as results:
        for file, file_tables in zip(files, results, strict=True):
            read.append(file_tables)
            if not file_tables.is_own_result:
                note_input(file.path)
            progress.advance(detail=file.name)
    stop_children()
    for file_tables in _judged(read):
        findings += file_tables.findings
    tables, unused = give_replies(
        [table for file_tables in read for table in file_tables.tables],
        [reply for file_tables in read for reply in file_tables.replies],
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

    @property
    def is_own_result(self) -> bool:
        """Whether it is a result of this program that stands in the folder of the surveys."""
        return any(finding.code == "file_own_result" for finding in self.findings)


def _judged(read: Sequence[_FileTables]) -> Iterator[_FileTables]:
    """Replace the error of a file without a list by a note where it only stands beside surveys."""
    has_survey = any(file_tables.tables for file_tables in read)
    for file_tables in read:
        if file_tables.file.is_named or file_tables.looks_like_survey or not has_survey:
            yield file_tables
            continue
        passed = Finding("file_no_survey", file=file_tables.file.name)
        yield replace(
            file_tables,
            findings=[
                passed if each.code == "no_survey_table" else each for each in file_tables.findings
            ],
        )


def _read_file(
    file: SurveyFile,
    fields: FieldSet,
    words: HeadingWords,
    passwords: Sequence[str],
    result: str,
) -> _FileTables:
    questions_sheets = fields.form.questions_sheets
    opened = open_file(file, fields.form.without_tasks, passwords=passwords)
    if isinstance(opened, Finding):
        return _FileTables(file, findings=[opened])
    if opened.properties.result and not (file.is_named and opened.properties.result == result):
        # Written into the folder of the surveys, a result would count every task again.
        return _FileTables(file, findings=[Finding("file_own_result", file=file.name)])
    tables: list[RawTable] = []
    findings = list(opened.findings)
    replies: list[Reply] = []
    for sheet in opened.sheets:
        if sheet.name in questions_sheets:
            given, unclear = read_replies(file.name, sheet, fields)
            replies += given
            findings += unclear
            continue
        lists, problems = tables_of_sheet(
            file.name,
            sheet,
            fields,
            words,
            LISTS_AT_MOST - len(tables),
            # Our own inventory names fields one below the other on its sheets of sources.
            may_be_sideways=not opened.properties.result,
        )
        tables += lists
        findings += problems
    tables, problems = with_surroundings(tables, file.path, opened.properties)
    hidden = {sheet.name for sheet in opened.sheets if sheet.is_hidden}
    kept, left_out = current_lists(tables, hidden)
    without_lists = {table.sheet for table in tables} - {table.sheet for table in kept}
    findings = [each for each in findings + problems if each.sheet not in without_lists]
    findings += left_out
    tables = kept
    # A page of questions may come back in a workbook of its own.
    if not tables and not any(sheet.name in questions_sheets for sheet in opened.sheets):
        findings.append(
            Finding("no_survey_table", file=file.name, values={"count": str(MINIMUM_HEADINGS)})
        )
    is_called_survey = _SURVEY_NAME.search(file.path.stem) and file.path.suffix.lower() != ".txt"
    is_form = bool(opened.properties.form_version or is_called_survey)
    return _FileTables(file, tables, findings, replies, is_form)


_CODES: dict[DepartmentOrigin, str] = {
    "properties": "department_from_properties",
    "sheet": "department_from_sheet",
    "file": "department_from_file",
}


def with_surroundings(
    tables: Sequence[RawTable], path: Path, properties: FileProperties
) -> tuple[list[RawTable], list[Finding]]:
    """Complete the tables of a file with what the file says about itself.

    The department of a table that names none is taken from the properties that the survey form
    wrote, from the name of its sheet, or, where no other table of the file names one, from the
    name of the file.
    """
    some_named = any(_names_department(table) for table in tables)
    completed, findings = [], []
    for table in tables:
        name, origin = table.department_above, table.department_origin
        if not _names_department(table):
            name, origin = _from_outside(table, path, properties, some_named=some_named)
        if origin in _CODES and table.count:
            findings.append(
                Finding(
                    _CODES[origin],
                    file=table.file,
                    sheet=table.sheet,
                    field="department",
                    values={"taken": name},
                )
            )
        completed.append(
            replace(
                table,
                department_above=name,
                department_origin=origin,
                saved_at=properties.saved_at,
                form_version=properties.form_version,
                form_department=properties.form_department,
                path=path,
            )
        )
    return completed, findings


def _names_department(table: RawTable) -> bool:
    return bool(table.department_above) or not all(map(is_blank, table.column("department")))


def _from_outside(
    table: RawTable, path: Path, properties: FileProperties, *, some_named: bool
) -> tuple[str, DepartmentOrigin]:
    if properties.form_department:
        return properties.form_department, "properties"
    if name := department_in(table.sheet):
        return name, "sheet"
    if not some_named and (name := department_in(path.name)):
        return name, "file"
    return "", ""


RULES = (
    FindingRule(
        "no_survey_table",
        "error",
        N_("no list of tasks was found: no line has at least {count} of the survey's headings."),
        N_("Use the survey form, or name the columns as the form does."),
    ),
    FindingRule(
        "file_no_survey",
        "info",
        N_("passed over: it holds no list of tasks."),
        N_("If it is a survey, name its columns as the form does."),
        family=OF_FILES,
    ),
    FindingRule(
        "file_own_result",
        "info",
        N_("passed over: it is a ranking or an inventory that this program wrote."),
        N_("Nothing to do; results may lie beside the surveys."),
        family=OF_FILES,
    ),
    FindingRule(
        "department_from_sheet",
        "info",
        N_("“{field}” stands nowhere in the list; it was taken from the sheet's name: {taken}."),
        N_("Nothing to do if that is right; if not, add the column."),
        quotes="taken",
    ),
    FindingRule(
        "department_from_file",
        "info",
        N_("“{field}” stands nowhere in the list; it was taken from the file's name: {taken}."),
        N_("Nothing to do if that is right; if not, add the column."),
        quotes="taken",
    ),
    FindingRule(
        "department_from_properties",
        "info",
        N_("“{field}” stands nowhere in the list; it was taken from the form's cover: {taken}."),
        N_("Nothing to do if that is right; if not, add the column."),
        quotes="taken",
    ),
)
