"""What a change did to the open project, as the history tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from rpa_scout.project.ledger.change_kinds import CHANGED_BY, Changed

if TYPE_CHECKING:
    from rpa_scout.policy.model import Policy
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project

T = TypeVar("T")

Part: TypeAlias = Changed | Literal["project", "history", "assessment"]
"""What can change: what a change of the history declares, another project or none (``project``),
the entries (``history``), the results (``assessment``)."""

RANKED: Final = frozenset[Part]({"decisions", "judgements", "groups"})
"""What stands beside the results in the ranking, and counts for the targets and a plan."""


def with_entries(project: Project, action: Callable[[Project], T]) -> tuple[T, list[HistoryEntry]]:
    """Do something with a project; return its result and the entries that it added."""
    from rpa_scout.project.ledger.history import HistoryFilter

    (newest,) = project.history.entries(HistoryFilter(limit=1))
    result = action(project)
    return result, project.history.entries(HistoryFilter(after_number=newest.number))


def parts_of(entries: Iterable[HistoryEntry]) -> frozenset[Part]:
    """Return what entries changed; an undone entry changes what it changed at first."""
    kinds = {
        entry.details["kind"] if entry.kind in ("undo", "redo") else entry.kind for entry in entries
    }
    return frozenset[Part]({"history"}).union(*(CHANGED_BY[kind] for kind in kinds))


def tasks_of(project: Project, entries: Iterable[HistoryEntry]) -> set[str]:
    """Return the tasks whose rows entries changed."""
    changes = (change for entry in entries for change in project.history.changes(entry.number))
    return {change.task_id for change in changes if change.task_id is not None}


def done_text(project: Project, entry: HistoryEntry, policy: Policy) -> str:
    """Return in the past tense what an entry did."""
    from rpa_scout.project.ledger.entry_texts import TASKS_NAMED
    from rpa_scout_gui.models.history_text import entry_text

    tasks = project.history.entry_tasks([entry], TASKS_NAMED)[entry.number]
    return entry_text(entry, tasks, policy)


def undone(project: Project) -> HistoryEntry:
    """Undo the last change that a user sees as one."""
    return _stepped(project.history.undoable, project.history.undo)


def redone(project: Project) -> HistoryEntry:
    """Repeat the last change that a user sees as one."""
    return _stepped(project.history.redoable, project.history.redo)


def _stepped(
    following: Callable[[], HistoryEntry | None], step: Callable[[], HistoryEntry]
) -> HistoryEntry:
    # Saved results are entries of the history, but a user does not see them as a change.
    while (entry := following()) is not None and entry.kind == "assess":
        step()
    return step()
