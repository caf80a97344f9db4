"""Entries of the history on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpa_scout.cli import screen
from rpa_scout.project.ledger.entry_texts import TASKS_NAMED, entry_line
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.project.project import Project


def entry_lines(
    opened: Project,
    entries: list[HistoryEntry],
    limit: int | None = TASKS_NAMED,
    task_id: str | None = None,
) -> list[str]:
    """Return what entries did, one line each."""
    policy = opened.policy()
    changed = opened.history.entry_tasks(entries, limit, task_id)
    return [entry_line(entry, changed[entry.number], policy) for entry in entries]


def print_entry(entry: HistoryEntry, opened: Project) -> None:
    """Print the entry of a finished change."""
    (what,) = entry_lines(opened, [entry])
    line = _("Done ({number}): {what}").format(number=entry.number, what=what)
    screen.print_line(line)
