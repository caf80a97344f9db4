"""Whether the first survey called a task automated, before the project began."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from rpa_scout.policy.fields import FieldSet
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.packing.line_contents import answers_of
from rpa_scout.project.store.schema import HistoryChangeRow, SurveyLineRow, TaskRow


def tasks_automated_at_first(
    connection: Connection, tasks: Collection[str], fields: FieldSet
) -> frozenset[str]:
    """Return the tasks that their first survey called automated."""
    if not tasks:
        return frozenset()
    added = (
        select(HistoryChangeRow.task_id, HistoryChangeRow.after)
        .where(
            HistoryChangeRow.table_name == TaskRow.__tablename__,
            HistoryChangeRow.task_id.in_(tasks),
            HistoryChangeRow.before.is_(None),
        )
        .order_by(HistoryChangeRow.number.desc())
    )
    # The oldest entry comes last: an import that was undone and done again adds a task twice.
    line_of = {
        task: from_text(after)["line_id"]
        for task, after in connection.execute(added)
        if task is not None and after is not None
    }
    query = select(SurveyLineRow.id, SurveyLineRow.content_id).where(
        SurveyLineRow.id.in_(set(line_of.values()))
    )
    automated = {
        line
        for line, text in answers_of(connection, query).items()
        if _is_automated(from_text(text), fields)
    }
    return frozenset(task for task, line in line_of.items() if line in automated)


def _is_automated(answers: Mapping[str, object], fields: FieldSet) -> bool:
    return any(answers.get(field_id) == code for field_id, code in fields.automated_answers)
