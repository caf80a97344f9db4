"""The checked inventory of tasks: every answer, and the cell it was read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.coverage import coverage_table
from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.findings import Findings, column_letters
from rpa_scout.policy.fields import FieldSet, load_fields
from rpa_scout.provenance import SurveyDigest
from rpa_scout.questions import Reply
from rpa_scout.task_frame import task_frame
from rpa_scout.text import N_, fold


@dataclass(frozen=True, slots=True)
class TableSource:
    """One list of tasks in a sheet.

    Attributes
    ----------
    file, sheet : str
        File and sheet; a CSV file has no sheet.
    department : str
        Department of most of its rows.
    header_row : int
        Row of the headings, counted from 1.
    columns : dict of str to int
        Columns of the recognised fields, counted from 0. Where the tasks stand in columns, -1 - n
        for the row n of a field, and the row of a task is the number of its column.
    rows_read, rows_used : int
        Rows with answers, and those without errors.
    path : Path or None
        Path of the file.
    replied : dict of (int, str) to Reply
        Replies to questions about this list, by row (counted from 1) and field.
    sha256 : str
        SHA-256 of the file's bytes; ``""`` where unknown.
    """

    file: str
    sheet: str
    department: str
    header_row: int
    columns: Mapping[str, int]
    rows_read: int = 0
    rows_used: int = 0
    path: Path | None = None
    replied: Mapping[tuple[int, str], Reply] = field(default_factory=dict)
    sha256: str = ""

    def cell_of(self, row: int, field_id: str) -> str:
        """Return the address of an answer; ``""`` where the list has no such column."""
        column = self.columns.get(field_id)
        if column is None:
            return ""
        return (
            f"{column_letters(row - 1)}{-column}"
            if column < 0
            else f"{column_letters(column)}{row}"
        )


@dataclass(frozen=True, slots=True)
class CellSource:
    """The cell behind a value.

    Attributes
    ----------
    file, sheet : str
        File and sheet it was read from; a CSV file has no sheet, a task made in memory has
        neither.
    cell : str
        Address, such as ``F12``; ``""`` where the list has no such column.
    """

    file: str
    sheet: str
    cell: str


def no_ranges() -> pd.DataFrame:
    """Return an empty frame of written ranges."""
    text, number = pd.Series(dtype=object), pd.Series(dtype=np.float64)
    return pd.DataFrame({"task_id": text, "field": text, "low": number, "high": number})


def no_alternatives() -> pd.DataFrame:
    """Return the frame of alternatives of tasks that have none."""
    text = pd.Series(dtype=object)
    return pd.DataFrame({"task_id": text, "field": text, "code": text})


@dataclass(frozen=True)
class Inventory:
    """Tasks of many departments, with the cell behind every value.

    Attributes
    ----------
    tasks : DataFrame, shape (tasks, fields)
        Usable tasks, indexed by ``task_id``; one column per survey field. Choices are categories of
        codes, numbers are float64, an unknown answer is NaN or None. Units are those of the
        declared fields.
    left_out : DataFrame, shape (rows, fields)
        Rows with errors, in the same shape.
    sources : DataFrame
        For every row of both: ``table`` (position in `tables`) and ``row`` (counted from 1).
    tables : tuple of TableSource
        Lists that the rows were read from.
    findings : Findings
        All findings of reading and checking.
    fields : FieldSet
        The survey's fields.
    written_cells : callable
        Makes `written`, which takes time and is seldom needed.
    ranges : DataFrame
        Ranges that were written instead of one number (「10～15分」): ``task_id``, ``field``,
        ``low`` and ``high`` in the unit of the field. `tasks` has the middle.
    alternatives : DataFrame
        Choices between which an answer leaves open which counts (「紙・電子」): ``task_id``,
        ``field`` and ``code``, one row a code. In `tasks` the answer is unknown.
    """

    tasks: pd.DataFrame
    left_out: pd.DataFrame
    sources: pd.DataFrame
    tables: tuple[TableSource, ...] = ()
    findings: Findings = field(default_factory=Findings)
    fields: FieldSet = field(default_factory=load_fields)
    written_cells: Callable[[], pd.DataFrame] = pd.DataFrame
    ranges: pd.DataFrame = field(default_factory=no_ranges)
    alternatives: pd.DataFrame = field(default_factory=no_alternatives)

    @cached_property
    def written(self) -> pd.DataFrame:
        """Every cell of `tasks` and `left_out` as it was read.

        Objects, one column per field, indexed like `sources`; ``""`` where the cell is empty or the
        list has no such column. Without rows if no workbook was read.
        """
        return self.written_cells()

    @property
    def survey_files(self) -> tuple[SurveyDigest, ...]:
        """Every file that tasks were read from, once, with the SHA-256 of its bytes."""
        files = dict.fromkeys((table.file, table.sha256) for table in self.tables)
        return tuple(SurveyDigest(file, sha256) for file, sha256 in files)

    @cached_property
    def open_choices(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Codes between which answers leave open which counts, by task id and field."""
        codes: dict[tuple[str, str], tuple[str, ...]] = {}
        listed = self.alternatives[["task_id", "field", "code"]]
        for task_id, field_id, code in listed.itertuples(index=False, name=None):
            codes[task_id, field_id] = (*codes.get((task_id, field_id), ()), code)
        return codes

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, fields: FieldSet | None = None) -> Inventory:
        """Make an inventory of tasks that did not come from workbooks.

        Parameters
        ----------
        frame : DataFrame, shape (tasks, any fields)
            Columns named by field id; choices as codes. Missing columns count as unknown. An
            index of texts gives the task ids; otherwise tasks are numbered.
        fields : FieldSet, optional
            The survey's fields: those of a policy are ``policy.survey``. By default those of the
            default policy.

        Returns
        -------
        Inventory
            Without tables and findings.

        Raises
        ------
        InputError
            A column is no field, a value is no choice of its field, or a task id is given twice.

        Examples
        --------
        >>> import pandas as pd
        >>> from rpa_scout.inventory import Inventory
        >>> frame = pd.DataFrame({"name": ["転記"], "judgement": ["none"]})
        >>> Inventory.from_frame(frame).tasks.index[0]
        '1'
        """
        # pandas has several missing values (NA, NaT, NaN); all become None here.
        answers = frame.astype(object).where(frame.notna(), None)
        fields = fields or load_fields()
        columns = {str(name): list(answers[name]) for name in frame.columns}
        tasks = task_frame(columns, fields)
        texts = frame.index.inferred_type == "string"
        if texts and not frame.index.is_unique:
            repeated = frame.index[frame.index.duplicated()][0]
            raise InputError(
                N_("The task id “{task}” stands twice in the index; give each task its own."),
                task=repeated,
            )
        numbers = range(1, len(frame) + 1)
        tasks.index = pd.Index(
            frame.index if texts else [str(number) for number in numbers],
            name="task_id",
            dtype=object,
        )
        sources = pd.DataFrame({"table": -1, "row": list(numbers)}, index=tasks.index)
        return cls(tasks=tasks, left_out=tasks.iloc[:0], sources=sources, fields=fields)

    def source_of(self, task_id: str, field_id: str = "name") -> CellSource:
        """Return the cell that an answer was read from: in the list, or on the page of questions.

        Parameters
        ----------
        task_id : str
            Id of a task, used or left out.
        field_id : str, optional
            Id of a survey field.

        Returns
        -------
        CellSource
            File, sheet and cell.

        Raises
        ------
        UnknownNameError
            There is no such task.
        """
        if task_id not in self.sources.index:
            raise UnknownNameError(N_("There is no task “{name}” in this inventory."), name=task_id)
        # Single cells: selecting several columns in pandas is about a hundred times slower.
        location: Any = self.sources.index.get_loc(task_id)
        position = int(self.sources["table"].to_numpy()[location])
        row = int(self.sources["row"].to_numpy()[location])
        if position < 0:
            return CellSource("", "", "")
        table = self.tables[position]
        reply = table.replied.get((row, field_id))
        if reply is not None and reply.replaces:
            return CellSource(reply.file, reply.sheet, reply.cell)
        return CellSource(table.file, table.sheet, table.cell_of(row, field_id))

    def row_locations(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return ``file``, ``sheet`` and ``row`` of every task, in the order of `tasks`."""
        sources = self.sources.loc[self.tasks.index]
        table = sources["table"].to_numpy()
        files = np.array([*(table.file for table in self.tables), ""], dtype=object)
        sheets = np.array([*(table.sheet for table in self.tables), ""], dtype=object)
        return {"file": files[table], "sheet": sheets[table], "row": sources["row"].to_numpy()}

    @property
    def coverage(self) -> pd.DataFrame:
        """Rows read and used, by list and department (:mod:`rpa_scout.coverage`).

        Columns ``department``, ``file``, ``sheet``, ``rows_read``, ``rows_used``,
        ``rows_with_warnings`` (of those used), ``rows_left_out``, and ``says_none``: True where
        the department answers that it has no such task. Files of which nothing could be read and
        departments that have not answered stand at the end, without rows.
        """
        departments = pd.concat([self.tasks["department"], self.left_out["department"]])
        rows = pd.DataFrame(
            {
                "table": self.sources["table"],
                "department": departments.reindex(self.sources.index),
                "used": self.sources.index.isin(self.tasks.index),
            },
            index=self.sources.index,
        )
        answered_tables = [(table.department, table.file, table.sheet) for table in self.tables]
        return coverage_table(answered_tables, rows, self.findings)

    def row_order(self) -> pd.DataFrame:
        """Return the keys that break ties in the ranking: department, row and task id.

        Returns
        -------
        DataFrame, shape (tasks, 3)
            Columns ``department``, ``row``, ``task_id``, in the order of `tasks`.
        """
        return pd.DataFrame(
            {
                "department": self.tasks["department"].fillna("").to_numpy(dtype=object),
                "row": self.sources.loc[self.tasks.index, "row"].to_numpy(),
                "task_id": self.tasks.index.to_numpy(),
            }
        )


def department_of_task(own_department: str | None, list_department: str | None) -> str:
    """Return the department of a task: its own answer, or else that of its list."""
    return own_department or list_department or ""


def task_ids(
    departments: Sequence[str],
    sheets: Sequence[str],
    rows: Sequence[int],
    usual_sheets: Sequence[str],
) -> list[str]:
    """Name tasks by department and row, so that the same survey gives the same ids."""
    seen: dict[str, int] = {}
    names = []
    for department, sheet, row in zip(departments, sheets, rows, strict=True):
        part = "" if sheet in ("", *usual_sheets) else f"-{fold(sheet)}"
        name = f"{department or '?'}{part}-{row}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return names
