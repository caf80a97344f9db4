"""Copies a department's workbook with the questions in it, and nothing else changed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from rpa_scout.forms.returning import texts
from rpa_scout.forms.returning.looks import FILLS
from rpa_scout.forms.returning.marking import Mark, color_cells
from rpa_scout.forms.returning.notes import add_notes, cells_with_our_notes
from rpa_scout.forms.returning.package import Package
from rpa_scout.forms.returning.pages import QuestionPage
from rpa_scout.forms.returning.question_sheet import question_workbook
from rpa_scout.forms.returning.sheet_insertion import insert_question_sheet
from rpa_scout.forms.returning.unkeepable import UnkeepableError
from rpa_scout.forms.returning.workbook_parts import WorkbookParts
from rpa_scout.policy.fields import FieldSet
from rpa_scout.questions import question_columns
from rpa_scout.text import _, language

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_BOUND: Final = ("vbaproject", "_xmlsignatures/", "xl/revisions/")
"""Parts that a change invalidates: macros bound to sheets, signatures, logs of shared editing."""


def copy_with_questions(content: bytes, page: QuestionPage, fields: FieldSet) -> bytes:
    """Return a copy of a workbook with its questions.

    The question sheet comes first; the cells asked about are coloured and carry a note. Parts
    without changes stay byte-identical.
    """
    package = Package(content)
    if any(bound in part.casefold() for part in package.names for bound in _BOUND):
        raise UnkeepableError("bound")
    name = fields.form.in_language(language()).questions_sheet
    earlier = _earlier_page(content, fields, name)
    workbook = WorkbookParts(package)
    for sheet, part in workbook.sheets.items():
        if sheet != earlier:
            marks = _marks(package, part, sheet, page, name)
            if marks:
                color_cells(package.root(part), marks, workbook.styles)
                add_notes(package, part, marks, page.inquiry.sender)
    questions = question_workbook(page, fields, in_place=True)
    insert_question_sheet(workbook, questions, name, earlier)
    copy = package.content()
    _compare(content, questions, copy, {name, earlier})
    return copy


def _marks(
    package: Package, part: str, sheet: str, page: QuestionPage, questions_sheet: str
) -> list[Mark]:
    """Return the cells of a sheet to mark: cells asked about, and cells settled since."""
    asked = {
        question.cell: question
        for question in page.questions
        if question.sheet == sheet and question.cell
    }
    marks = [
        Mark(
            cell,
            FILLS[question.severity],
            _(texts.NOTE).format(
                mark=_(texts.NOTE_MARK),
                number=question.number,
                reason=question.reason,
                sheet=questions_sheet,
            ),
        )
        for cell, question in asked.items()
    ]
    settled = cells_with_our_notes(package, part) - set(asked)
    done = _(texts.DONE_NOTE).format(mark=_(texts.NOTE_MARK))
    marks += [Mark(cell, FILLS["settled"], done) for cell in sorted(settled)]
    return marks


@contextmanager
def _opened(content: bytes) -> Iterator[CalamineWorkbook]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            yield workbook
    except CalamineError as error:
        raise UnkeepableError("workbook") from error


def _earlier_page(content: bytes, fields: FieldSet, name: str) -> str:
    """Return the name of the question sheet of an earlier round, in either language; or ``""``.

    A sheet of the department must not have the new sheet's name; Excel takes upper and lower case
    for the same name.
    """
    with _opened(content) as workbook:
        sheets = workbook.sheet_names
        earlier = next((sheet for sheet in sheets if _is_page(workbook, sheet, fields)), "")
    if name.casefold() in (sheet.casefold() for sheet in sheets if sheet != earlier):
        raise UnkeepableError("name")
    return earlier


def _is_page(workbook: CalamineWorkbook, sheet: str, fields: FieldSet) -> bool:
    if sheet not in fields.form.questions_sheets:
        return False
    rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return question_columns(rows) is not None


def _compare(original: bytes, questions: bytes, copy: bytes, pages: set[str]) -> None:
    """Read the copy: its cells must be those of the workbook and of the question sheet."""
    with _opened(original) as before, _opened(questions) as page, _opened(copy) as after:
        common_sheets = [name for name in before.sheet_names if name not in pages]
        if [name for name in after.sheet_names if name not in pages] != common_sheets:
            raise UnkeepableError("copy")
        (name,) = page.sheet_names
        pairs = [
            (before, sheet_name) for sheet_name in common_sheets if _holds_cells(before, sheet_name)
        ]
        for workbook, sheet in [*pairs, (page, name)]:
            rows = zip_longest(_rows(workbook, sheet), _rows(after, sheet))
            if any(cell_before != cell_after for cell_before, cell_after in rows):
                raise UnkeepableError("copy")


def _holds_cells(workbook: CalamineWorkbook, sheet: str) -> bool:
    """Whether a sheet holds cells; a chart sheet holds none."""
    from python_calamine import SheetTypeEnum

    kinds = {metadata.name: metadata.typ for metadata in workbook.sheets_metadata}
    return kinds[sheet] == SheetTypeEnum.WorkSheet


def _rows(workbook: CalamineWorkbook, sheet: str) -> Iterator[list[Any]]:
    """Yield the rows of a sheet without empty cells and empty rows at their ends.

    The copy may have more of them, because a coloured cell may be empty.
    """
    empty = 0
    for row in workbook.get_sheet_by_name(sheet).iter_rows():
        cells = list(row)
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            empty += 1
            continue
        yield from ([] for _ in range(empty))
        empty = 0
        yield cells
