"""A copy of a department's workbook with the questions in it, and nothing else changed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

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

__all__ = ["copy_with_questions"]

_NOT_KEPT: Final = ("vbaproject", "_xmlsignatures/", "xl/revisions/")
"""Parts that would no longer hold: macros bound to sheets, signatures, logs of shared editing."""


def copy_with_questions(content: bytes, page: QuestionPage, fields: FieldSet) -> bytes:
    """Return a copy of a workbook with its questions.

    The page of questions comes first; the cells asked about are coloured and carry a note. All
    other parts of the file stay as they are, byte by byte.

    Parameters
    ----------
    content : bytes
        The department's workbook.
    page : QuestionPage
        The questions.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    bytes
        The copy.

    Raises
    ------
    Unkeepable
        The workbook cannot be changed without losing something.
    """
    package = Package(content)
    if any(part.casefold().startswith(_NOT_KEPT) or "vbaproject" in part.casefold()
           for part in package.names):  # fmt: skip
        raise Unkeepable("bound")
    name = fields.form.questions_sheet
    before = _values(content)
    if name in before and question_columns(before[name]) is None:
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
    _compare({**before, **_values(questions)}, _values(copy))
    return copy


def _marks(
    package: Package, part: str, sheet: str, page: QuestionPage, questions_sheet: str
) -> list[Mark]:
    """Return the cells of a sheet to mark: those asked about, and those settled since."""
    asked = {one.cell: one for one in page.questions if one.sheet == sheet and one.cell}
    marks = [
        Mark(
            cell,
            FILLS[one.severity],
            texts.NOTE.format(number=one.number, reason=one.reason, sheet=questions_sheet),
        )
        for cell, one in asked.items()
    ]
    settled = cells_with_our_notes(package, part) - set(asked)
    marks += [Mark(cell, FILLS["settled"], texts.DONE_NOTE) for cell in sorted(settled)]
    return marks


def _mark(package: Package, part: str, styles: StyleSheet, marks: Sequence[Mark]) -> None:
    if marks:
        package[part] = color_cells(package[part], marks, styles)
        add_notes(package, part, marks)


def _values(content: bytes) -> dict[str, list[list[Any]]]:
    """Read all values of a workbook, sheet by sheet."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return {
                one.name: workbook.get_sheet_by_name(one.name).to_python(skip_empty_area=False)
                for one in workbook.sheets_metadata
                if one.typ == SheetTypeEnum.WorkSheet
            }
    except CalamineError as error:
        raise Unkeepable("workbook") from error


def _compare(wanted: dict[str, list[list[Any]]], copy: dict[str, list[list[Any]]]) -> None:
    """Make sure, by reading the copy, that it says what the workbook said, and the questions."""
    if set(copy) != set(wanted):
        raise Unkeepable("copy")
    for name, rows in wanted.items():
        if _trimmed(rows) != _trimmed(copy[name]):
            raise Unkeepable("copy")


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Leave out empty cells at the end of rows and sheets: a coloured empty cell is none."""
    trimmed = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] == "":
            cells.pop()
        trimmed.append(cells)
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed
