"""Objections that departments have typed into their results, read back as corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from rpa_scout.checking.choices.column import choice_column
from rpa_scout.checking.quantities.cells import quantity_in_cell
from rpa_scout.documents.filling.excel_template import NamedColumn, named_columns
from rpa_scout.documents.results.answers import NOT_ANSWERED
from rpa_scout.documents.results.notice import KIND
from rpa_scout.errors import InputError
from rpa_scout.inventory import Inventory
from rpa_scout.output import RESULT_PROPERTY
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldDefinition, is_unanswered
from rpa_scout.project.parts.documents import Objection
from rpa_scout.text import N_, _

_COLUMNS: Final = ("業務番号", "項目番号", "正しい内容", "区分", "理由")
_UNDERSTOOD: Final = ("exact", "understood", "ambiguous")
_ALREADY: Final = N_("The answer is so already.")
_NOT_NUMBER: Final = N_("“{value}” cannot be read as a number for “{field}”.")
_OUTSIDE: Final = N_("“{value}” is outside of what “{field}” can be ({low:g}～{high:g}).")
_NO_CHOICE: Final = N_("“{value}” is none of the answers to “{field}”.")
_NO_TASK: Final = N_("There is no task “{task}” in the project.")
_NO_ANSWER: Final = N_("A reason or kind is given, but no right answer for “{field}”.")


@dataclass(frozen=True, slots=True)
class ObjectionProblem:
    """A cell that could not be taken over, or needs not be."""

    file: str
    cell: str
    sentence: str  # In the user's language
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Objections:
    """What departments sent back."""

    objections: tuple[Objection, ...] = ()
    problems: tuple[ObjectionProblem, ...] = ()


def objection_files(paths: Iterable[Path]) -> list[Path]:
    """Return the workbooks among files and folders."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            workbooks = (file for file in path.rglob("*.xlsx") if not file.name.startswith("~$"))
            files += sorted(workbooks)
        elif path.is_file():
            files.append(path)
        else:
            raise InputError(N_("There is no file or folder {path}."), path=path)
    return files


def read_objections(
    files: Sequence[Path],
    inventory: Inventory,
    checks: Checks,
    comments: Iterable[tuple[str, str]] = (),
) -> Objections:
    """Read the workbooks; what cannot be taken over is told with its cell.

    `comments` are those that the project has already, by task.
    """
    objections: dict[tuple[str, str, str], Objection] = {}
    known_comments = frozenset(comments)
    problems: list[ObjectionProblem] = []
    for file in files:
        notice = _Notice(file, inventory, checks)
        for entry in notice.entries():
            if isinstance(entry, ObjectionProblem):
                problems.append(entry)
            elif entry.field:
                objections[entry.task_id, entry.field, ""] = entry
            elif (entry.task_id, entry.reason) not in known_comments:
                objections[entry.task_id, "", entry.reason] = entry
    return Objections(tuple(objections.values()), tuple(problems))


class _Notice:
    """A workbook with results that came back."""

    def __init__(self, file: Path, inventory: Inventory, checks: Checks) -> None:
        self._file = file
        self._inventory = inventory
        self._checks = checks
        try:
            self._workbook = load_workbook(file, data_only=True)
        except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            raise InputError(N_("{path} cannot be opened as a workbook."), path=file) from error
        whole: Any = self._workbook
        properties = {entry.name: entry.value for entry in whole.custom_doc_props.props}
        self._columns = named_columns(self._workbook)
        wanted = [f"申出.{name}" for name in _COLUMNS]
        if properties.get(RESULT_PROPERTY) != KIND and not {*wanted} <= self._columns.keys():
            raise InputError(
                N_("{path} is no workbook of results to a department from this program."),
                path=file,
            )

    def entries(self) -> Iterator[Objection | ObjectionProblem]:
        """Yield corrections and comments, and what is wrong."""
        yield from self._corrections()
        yield from self._comments()

    def _corrections(self) -> Iterator[Objection | ObjectionProblem]:
        columns = {name: self._columns.get(f"申出.{name}") for name in _COLUMNS}
        answers = columns["正しい内容"]
        if answers is None:
            return
        for row in self._rows(columns["業務番号"]):
            cells = {name: _value(column, row) for name, column in columns.items()}
            if not any(_text(cells[name]) for name in ("正しい内容", "区分", "理由")):
                continue
            yield self._correction(cells, _address(answers, row))

    def _correction(self, cells: Mapping[str, object], cell: str) -> Objection | ObjectionProblem:
        task, written = _text(cells["業務番号"]), cells["正しい内容"]
        field_id = _text(cells["項目番号"])
        definition = self._inventory.fields.by_id.get(field_id)
        if task not in self._inventory.tasks.index or definition is None:
            return self._problem(cell, _(_NO_TASK).format(task=task))
        if not _text(written):
            return self._problem(cell, _(_NO_ANSWER).format(field=definition.label))
        answer, fault = self._understood(written, definition)
        if fault:
            return self._problem(cell, fault)
        if _is_same(answer, self._inventory.tasks.at[task, field_id]):
            return ObjectionProblem(self._file.name, cell, _(_ALREADY), is_error=False)
        reason = "：".join(part for part in (_text(cells["区分"]), _text(cells["理由"])) if part)
        return Objection(task, field_id, answer, reason)

    def _understood(self, written: object, definition: FieldDefinition) -> tuple[object, str]:
        """Return the answer that a cell gives, or None and why it gives none."""
        text = _text(written)
        if text == NOT_ANSWERED:
            return None, ""
        if definition.kind == "choice":
            column = choice_column([text], definition, self._inventory.fields.words)
            position = int(column.cells[0])
            if position >= 0:
                return definition.codes[position], ""
            return None, _(_NO_CHOICE).format(value=text, field=definition.label)
        quantity = quantity_in_cell(written, definition, self._checks)
        if quantity.how not in _UNDERSTOOD:
            return None, _(_NOT_NUMBER).format(value=text, field=definition.label)
        low, high = definition.minimum, definition.maximum
        if low <= quantity.value <= high:
            return quantity.value, ""
        outside = _(_OUTSIDE).format(value=text, field=definition.label, low=low, high=high)
        return None, outside

    def _comments(self) -> Iterator[Objection | ObjectionProblem]:
        column = self._columns.get("結果.意見")
        tasks = self._columns.get("結果.業務番号")
        if column is None:
            return
        for row in self._rows(tasks):
            comment = _text(_value(column, row))
            task = _text(_value(tasks, row))
            if not comment:
                continue
            if task in self._inventory.tasks.index:
                yield Objection(task, "", None, comment)
            else:
                yield self._problem(_address(column, row), _(_NO_TASK).format(task=task))

    def _rows(self, ids: NamedColumn | None) -> Iterator[int]:
        """Yield the rows of a list, which ends at the first row without an id."""
        row = 0 if ids is None else ids.first_row
        while ids is not None and _text(ids.sheet.cell(row, ids.column).value):
            yield row
            row += 1

    def _problem(self, cell: str, sentence: str) -> ObjectionProblem:
        return ObjectionProblem(self._file.name, cell, sentence)


def _value(column: NamedColumn | None, row: int) -> object:
    if column is None:
        return None
    sheet: Worksheet = column.sheet
    return sheet.cell(row, column.column).value


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _address(column: NamedColumn, row: int) -> str:
    return f"{column.sheet.title}!{get_column_letter(column.column)}{row}"


def _is_same(answer: object, present: object) -> bool:
    if is_unanswered(present):
        return answer is None
    return bool(answer == present)
