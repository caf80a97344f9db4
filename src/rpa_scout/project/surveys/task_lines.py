"""The newest line of every task within a change: department, name and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.packing.line_contents import contents_of
from rpa_scout.project.store.schema import LIST_OF_LINE, SurveyLineRow, SurveyTableRow, TaskRow


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its newest line."""

    task_id: str
    department: str  # The present department
    surveyed_as: str  # The department in its line
    name: str  # The name in its line
    # The name in the survey's line while a line written by a person stands for the task.
    name_before: str
    answers: str  # As JSON
    import_number: int  # The import of its line
    row: TaskRow  # The row of the task, with the changes so far
    line_id: int  # Its newest line before these changes

    @property
    def answer_values(self) -> dict[str, Any]:
        """The answers by field."""
        return dict(from_text(self.answers))


def task_lines(change: Change) -> dict[str, TaskLine]:
    """Return the lines of all tasks, in the order of their newest lines."""
    rows = change.rows(TaskRow)
    before = aliased(SurveyLineRow)
    query = (
        select(
            TaskRow.task_id,
            SurveyLineRow.department,
            SurveyTableRow.department.label("of_table"),
            SurveyLineRow.name,
            SurveyLineRow.content_id,
            SurveyLineRow.import_number,
            before.name.label("name_before"),
        )
        .join(SurveyLineRow, SurveyLineRow.id == TaskRow.line_id)
        .outerjoin(before, before.id == TaskRow.line_before)
        .outerjoin(SurveyTableRow, LIST_OF_LINE)
        .order_by(SurveyLineRow.id)
    )
    stored = change.connection.execute(query).all()
    contents = contents_of(change.connection, (line.content_id for line in stored))
    lines = {}
    for line in stored:
        row = rows.get((line.task_id,))
        if row is None:
            continue
        surveyed_as = line.department or line.of_table or ""
        lines[line.task_id] = TaskLine(
            task_id=line.task_id,
            department=row.department or surveyed_as,
            surveyed_as=surveyed_as,
            name=line.name or "",
            name_before=line.name_before or "",
            answers=contents[line.content_id].answers,
            import_number=line.import_number,
            row=row,
            line_id=row.line_id,
        )
    return lines
