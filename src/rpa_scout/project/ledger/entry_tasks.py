"""The tasks that entries of the history changed, with every value before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from rpa_scout.project.ledger.history import HistoryEntry, RowChange, row_changes
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.packing.line_contents import answers_of
from rpa_scout.project.store.rows import among_few
from rpa_scout.project.store.schema import LIST_OF_LINE, SurveyLineRow, SurveyTableRow, TaskRow

Row = Mapping[str, Any]

_DECIDED: Final = ("state", "planned_fiscal_year", "owner", "builder")


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A changed value of a task."""

    # ``state``, ``planned_fiscal_year``, ``owner``, ``builder``, ``answer``, ``override``,
    # ``note``, ``automation``, ``group`` or ``finding``.
    kind: str
    # Survey field of an answer; ``means``, ``hours`` or ``score`` of an override; else ``""``.
    field: str
    # Before and after: codes, numbers and texts; None: nothing.
    old: object
    new: object
    # The computed value when an override was made.
    computed: float | str | None = None


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task that an entry changed."""

    # Names as in the newest survey; empty if the task no longer exists.
    task_id: str
    department: str
    name: str
    values: tuple[ValueChange, ...]


@dataclass(frozen=True, slots=True)
class EntryTasks:
    """The tasks that an entry changed."""

    count: int = 0  # Number of tasks with another value than before
    tasks: tuple[TaskChange, ...] = ()  # All of them, or the first ones


def tasks_of_entries(
    connection: Connection,
    entries: Iterable[HistoryEntry],
    limit: int | None = None,
    task_id: str | None = None,
) -> dict[int, EntryTasks]:
    """Return the tasks that each entry changed, by its number."""
    by_number = {entry.number: entry for entry in entries}
    changes: dict[int, dict[str, list[ValueChange]]] = {
        number: defaultdict(list) for number in by_number
    }
    lines = _Lines(connection)
    for number, row in row_changes(connection, by_number, task_id):
        for task, value in _values(by_number[number], row, lines):
            changes[number][task].append(value)
    shown = {number: list(tasks)[:limit] for number, tasks in changes.items()}
    names = _names(connection, {task for tasks in shown.values() for task in tasks})
    return {
        number: EntryTasks(
            len(tasks),
            tuple(
                TaskChange(task, *names.get(task, ("", "")), tuple(tasks[task]))
                for task in shown[number]
            ),
        )
        for number, tasks in changes.items()
    }


def _values(
    entry: HistoryEntry, row: RowChange, lines: _Lines
) -> Iterator[tuple[str, ValueChange]]:
    before, after = row.before or {}, row.after or {}
    if row.table == "accepted_findings":
        task = entry.details.get("task_id")
        if task:
            code = str(entry.details.get("code", ""))
            accepted = (None, code) if row.after is not None else (code, None)
            yield str(task), ValueChange("finding", "", *accepted)
    if row.task_id is None:
        return
    if row.table == "tasks":
        for name in _DECIDED:
            if before.get(name) != after.get(name):
                yield row.task_id, ValueChange(name, "", before.get(name), after.get(name))
        for field, old, new in lines.differing(before.get("line_id"), after.get("line_id")):
            yield row.task_id, ValueChange("answer", field, old, new)
    elif row.table in _BESIDE_TASKS:
        yield row.task_id, _BESIDE_TASKS[row.table](entry, from_text(row.key), before, after)


def _override(entry: HistoryEntry, key: list[Any], before: Row, after: Row) -> ValueChange:
    old, new = _value(before, "value"), _value(after, "value")
    computed = entry.details.get("computed") if entry.kind == "override" else None
    return ValueChange("override", str(key[1]), old, new, computed)


def _correction(_entry: HistoryEntry, key: list[Any], before: Row, after: Row) -> ValueChange:
    old = _value(before, "value") if before else _value(after, "answered")
    new = _value(after, "value") if after else _value(before, "answered")
    return ValueChange("answer", str(key[1]), old, new)


def _note(_entry: HistoryEntry, _key: list[Any], before: Row, after: Row) -> ValueChange:
    return ValueChange("note", "", before.get("text"), after.get("text"))


def _automation(_entry: HistoryEntry, _key: list[Any], before: Row, after: Row) -> ValueChange:
    names = []
    for row in (before, after):
        content = from_text(row["content"]) if row.get("task_id") else {}
        names.append(content.get("name") or content.get("task_name"))
    return ValueChange("automation", "", *names)


def _group(_entry: HistoryEntry, _key: list[Any], before: Row, after: Row) -> ValueChange:
    return ValueChange("group", "", before.get("name"), after.get("name"))


_BESIDE_TASKS: Final = {
    "overrides": _override,
    "corrections": _correction,
    "notes": _note,
    "automations": _automation,
    "group_members": _group,
}
"""Functions that read the changes of tables that refer to tasks."""


def _value(row: Row, name: str) -> object:
    return from_text(row[name]) if name in row else None


class _Lines:
    """Answers of lines, loaded when two versions of a task are compared."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._answers: dict[int, str] = {}

    def differing(self, old: int | None, new: int | None) -> Iterator[tuple[str, object, object]]:
        """Yield field, older and newer answer for every difference between two lines."""
        if old is None or new is None or old == new:
            return
        texts = [self._text(line) for line in (old, new)]
        if texts[0] == texts[1]:
            return
        before, after = map(from_text, texts)
        for field in [*before, *(name for name in after if name not in before)]:
            if before.get(field) != after.get(field):
                yield field, before.get(field), after.get(field)

    def _text(self, line: int) -> str:
        if line not in self._answers:
            # Load all lines of the import at once: an entry usually needs many of them.
            number = select(SurveyLineRow.import_number).where(SurveyLineRow.id == line)
            query = select(SurveyLineRow.id, SurveyLineRow.content_id).where(
                SurveyLineRow.import_number == number.scalar_subquery()
            )
            self._answers.update(answers_of(self._connection, query))
        return self._answers[line]


def _names(connection: Connection, tasks: set[str]) -> dict[str, tuple[str, str]]:
    query = (
        select(
            TaskRow.task_id,
            SurveyLineRow.department,
            SurveyTableRow.department.label("of_table"),
            SurveyLineRow.name,
        )
        .join(SurveyLineRow, SurveyLineRow.id == TaskRow.line_id)
        .outerjoin(SurveyTableRow, LIST_OF_LINE)
        .where(among_few(TaskRow.task_id, tasks))
    )
    return {
        row.task_id: (row.department or row.of_table or "", row.name or "")
        for row in connection.execute(query)
        if row.task_id in tasks
    }
