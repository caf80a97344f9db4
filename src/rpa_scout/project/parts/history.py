"""The history of a project: its entries, what they changed, undo and redo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rpa_scout.errors import NotAllowedError
from rpa_scout.project.ledger.entry_tasks import EntryTasks, tasks_of_entries
from rpa_scout.project.ledger.history import (
    HistoryEntry,
    HistoryFilter,
    RowChange,
    changes_of,
    entries,
    entry_to_redo,
    entry_to_undo,
)
from rpa_scout.project.ledger.undoing import apply_changes
from rpa_scout.project.seen import seen_tasks
from rpa_scout.project.session import ProjectSession
from rpa_scout.text import N_


class ProjectHistory:
    """What was changed, by whom and why; the last change can be undone."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def entries(self, wanted: HistoryFilter | None = None) -> list[HistoryEntry]:
        """Return the entries of the history, the oldest first."""
        chosen = wanted or HistoryFilter()
        with self._session.reading() as connection:
            listed = entries(connection, chosen)
        if chosen.task_id is not None and not listed:
            seen_tasks(self._session, chosen.task_id)  # an id that never was is an error
        return listed

    def changes(self, number: int, task_id: str | None = None) -> tuple[RowChange, ...]:
        """Return the rows that an entry of the history changed, of all tasks or of one."""
        with self._session.reading() as connection:
            return changes_of(connection, number, task_id)

    def entry_tasks(
        self,
        entries: Iterable[HistoryEntry],
        limit: int | None = None,
        task_id: str | None = None,
    ) -> dict[int, EntryTasks]:
        """Return the tasks that entries of the history changed, with every value before and after.

        >>> import pandas as pd
        >>> import rpa_scout as rs
        >>> tasks = pd.DataFrame({"department": ["税務課"], "name": ["入力"]}, index=["税務課-6"])
        >>> with rs.Project.create("業務.rpascout", rs.load_policy(), "担当A") as project:
        ...     imported = project.surveys.import_(rs.Inventory.from_frame(tasks))
        ...     entry = project.tasks.decide(["税務課-6"], "declined", "件数少")
        ...     (changed,) = project.history.entry_tasks([entry])[entry.number].tasks
        ...     changed.name, [(value.kind, value.old, value.new) for value in changed.values]
        ('入力', [('state', 'candidate', 'declined')])
        """
        with self._session.reading() as connection:
            return tasks_of_entries(connection, entries, limit, task_id)

    def undoable(self) -> HistoryEntry | None:
        """Return the change that :meth:`undo` would undo; None: there is none."""
        with self._session.reading() as connection:
            return entry_to_undo(connection)

    def redoable(self) -> HistoryEntry | None:
        """Return the change that :meth:`redo` would repeat; None: there is none."""
        with self._session.reading() as connection:
            return entry_to_redo(connection)

    def undo(self, *, of_others: bool = False, reason: str = "") -> HistoryEntry:
        """Undo the last change; the history keeps both."""
        return self._undo_or_redo("undo", reason, of_others=of_others)

    def redo(self, *, of_others: bool = False, reason: str = "") -> HistoryEntry:
        """Repeat the change that was undone last."""
        return self._undo_or_redo("redo", reason, of_others=of_others)

    def _undo_or_redo(
        self, kind: Literal["undo", "redo"], reason: str, *, of_others: bool
    ) -> HistoryEntry:
        """Undo or repeat a change of the history."""
        back = kind == "undo"
        with self._session.changing(kind, reason) as change:
            entry = entry_to_undo(change.connection) if back else entry_to_redo(change.connection)
            if entry is None:
                nothing = (
                    N_("There is nothing to undo.") if back else N_("There is nothing to redo.")
                )
                raise NotAllowedError(nothing)
            _refuse_others(entry, self._session.author, of_others=of_others)
            change.refers_to = entry.number
            change.details = {"kind": entry.kind}
            apply_changes(change, changes_of(change.connection, entry.number), back=back)
        return change.entry


def _refuse_others(entry: HistoryEntry, author: str, *, of_others: bool) -> None:
    if entry.author != author and not of_others:
        raise NotAllowedError(
            N_(
                "The last change (number {number}) was made by {author}. "
                "Say that changes of others may be undone too, if that is meant."
            ),
            number=entry.number,
            author=entry.author,
        )
