"""A copy of a department's workbook with the questions in it, and nothing else changed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from rpa_scout.forms.returning import texts
from rpa_scout.forms.returning.grafting import WorkbookParts, graft
from rpa_scout.forms.returning.looks import FILLS
from rpa_scout.forms.returning.marking import Mark, color_cells
from rpa_scout.forms.returning.notes import add_notes, cells_with_our_notes
from rpa_scout.forms.returning.package import Package
from rpa_scout.forms.returning.pages import QuestionPage
from rpa_scout.forms.returning.question_sheet import question_workbook
from rpa_scout.forms.returning.styling import StyleSheet
from rpa_scout.forms.returning.unkeepable import Unkeepable
from rpa_scout.policy.fields import FieldSet
from rpa_scout.questions import question_columns

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

__all__ = ["copy_with_questions"]

_NOT_KEPT: Final = ("vbaproject", "_xmlsignatures/", "xl/revisions/")
"""Parts that would no longer hold: macros bound to sheets, signatures, logs of shared editing."""


def copy_with_questions(content: bytes, page: QuestionPage, fields: FieldSet) -> bytes:
    """Return a copy of a workbook with its questions.

    The page of questions comes first; the cells asked about are coloured and carry a note. All
    other parts of the file stay as they are, byte by byte.
    """
    package = Package(content)
    if any(part.casefold().startswith(_NOT_KEPT) or "vbaproject" in part.casefold()
           for part in package.names):  # fmt: skip
        raise Unkeepable("bound")
    name = fields.form.questions_sheet
    if _is_foreign(content, name):
        raise Unkeepable("name")
    workbook = WorkbookParts(package)
    styles = StyleSheet(package[workbook.styles_part])
    for sheet, part in workbook.sheets.items():
        if sheet != name:
            _mark(package, part, styles, _marks(package, part, sheet, page, name))
    questions = question_workbook(page, fields, in_place=True)
    graft(workbook, styles, questions, name)
    package[workbook.styles_part] = styles.content()
    copy = package.content()
    _compare(content, questions, copy, name)
    return copy


def _marks(
    package: Package, part: str, sheet: str, page: QuestionPage, questions_sheet: str
) -> list[Mark]:
    """Return the cells of a sheet to mark: those asked about, and those settled since."""
    asked = {
        question.cell: question
        for question in page.questions
        if question.sheet == sheet and question.cell
    }
    marks = [
        Mark(
            cell,
            FILLS[question.severity],
            texts.NOTE.format(
                number=question.number, reason=question.reason, sheet=questions_sheet
            ),
        )
        for cell, question in asked.items()
    ]
    settled = cells_with_our_notes(package, part) - set(asked)
    marks += [Mark(cell, FILLS["settled"], texts.DONE_NOTE) for cell in sorted(settled)]
    return marks


def _mark(package: Package, part: str, styles: StyleSheet, marks: Sequence[Mark]) -> None:
    if marks:
        package[part] = color_cells(package[part], marks, styles)
        add_notes(package, part, marks)


@contextmanager
def _opened(content: bytes) -> Iterator[CalamineWorkbook]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            yield workbook
    except CalamineError as error:
        raise Unkeepable("workbook") from error


def _is_foreign(content: bytes, name: str) -> bool:
    """Tell whether there is a sheet of that name which is no page of questions."""
    with _opened(content) as workbook:
        if name not in workbook.sheet_names:
            return False
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        return question_columns(rows) is None


def _compare(original: bytes, questions: bytes, copy: bytes, name: str) -> None:
    """Make sure, by reading the copy, that it says what the workbook said, and the questions."""
    with _opened(original) as before, _opened(questions) as page, _opened(copy) as after:
        common_sheets = [name_before for name_before in before.sheet_names if name_before != name]
        if [name_after for name_after in after.sheet_names if name_after != name] != common_sheets:
            raise Unkeepable("copy")
        pairs = [
            (before, sheet_name) for sheet_name in common_sheets if _holds_cells(before, sheet_name)
        ]
        for workbook, sheet in [*pairs, (page, name)]:
            rows = zip_longest(_rows(workbook, sheet), _rows(after, sheet))
            if any(cell_before != cell_after for cell_before, cell_after in rows):
                raise Unkeepable("copy")


def _holds_cells(workbook: CalamineWorkbook, sheet: str) -> bool:
    """Tell sheets of cells from sheets of charts."""
    from python_calamine import SheetTypeEnum

    kinds = {metadata.name: metadata.typ for metadata in workbook.sheets_metadata}
    return kinds[sheet] == SheetTypeEnum.WorkSheet


def _rows(workbook: CalamineWorkbook, sheet: str) -> Iterator[list[Any]]:
    """Yield the rows of a sheet without empty cells and rows at their ends.

    A coloured cell may be empty, and is then none for the comparison.
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
