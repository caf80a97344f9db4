"""What a project knows of the city: its departments, and which tasks and automations are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rpa_scout.comparison.renames import RenameProposal
from rpa_scout.errors import UnknownNameError
from rpa_scout.policy.fields import load_fields
from rpa_scout.project.decisions import task_row
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.policies import current_policy_number, policy_kept
from rpa_scout.project.reading import ProjectReading
from rpa_scout.project.store.schema import AutomationRow
from rpa_scout.project.surveys import reorganising, task_changes
from rpa_scout.project.surveys.city import listed_departments, put_departments
from rpa_scout.project.surveys.comparing import open_renames
from rpa_scout.project.surveys.double_counts import PossibleDoubleCount, double_counts_now
from rpa_scout.project.surveys.refusals import refuse_pair
from rpa_scout.project.surveys.task_changes import TaskPart
from rpa_scout.reading.layout.departments import Department
from rpa_scout.text import N_

__all__ = ["ProjectOrganising"]


class ProjectOrganising(ProjectReading):
    """Departments and single tasks, changed between two surveys."""

    # What is known

    def departments(self) -> list[Department]:
        """Return the city's departments in the order of their list; none until there is one."""
        with self._storage.reading() as connection:
            return listed_departments(connection)

    def rename_proposals(self) -> list[RenameProposal]:
        """Return which tasks that are gone may be newer ones under another name."""
        with self._storage.reading() as connection:
            policy = policy_kept(connection, current_policy_number(connection))
            return open_renames(connection, load_fields(), policy.checks)

    def possible_double_counts(self) -> list[PossibleDoubleCount]:
        """Return running automations without a task, and tasks that may be the same work."""
        with self._storage.reading() as connection:
            return double_counts_now(connection)

    # Departments

    def set_departments(self, departments: Iterable[Department], reason: str = "") -> HistoryEntry:
        """Put a list of the city's departments in the place of the one that is there."""
        listed = list(departments)
        with self._changing("departments", reason) as change:
            put_departments(change, listed)
            change.details = {"departments": len(listed)}
        return change.entry

    def rename_department(self, old: str, new: str, reason: str = "") -> HistoryEntry:
        """Call a department otherwise; its tasks keep ids and decisions.

        Where a survey under the new name came before this was said, its tasks of the same names
        go into those of before.
        """
        with self._changing("rename_department", reason) as change:
            count = reorganising.rename_department(change, old, new)
            change.details = {"from_departments": old, "to_departments": new, "tasks": count}
        return change.entry

    def merge_departments(
        self, departments: Sequence[str], into: str, reason: str = ""
    ) -> HistoryEntry:
        """Make one department of several; their tasks keep ids and decisions."""
        with self._changing("merge_departments", reason) as change:
            count = reorganising.merge_departments(change, departments, into)
            change.details = {
                "from_departments": "・".join(departments),
                "to_departments": into,
                "tasks": count,
            }
        return change.entry

    def split_department(
        self,
        department: str,
        into: Sequence[str],
        tasks: Mapping[str, Sequence[str]] | None = None,
        reason: str = "",
    ) -> HistoryEntry:
        """Make several departments of one; `tasks` says whose which tasks are now.

        Tasks that are not named go to the first of `into`. The department may go on as one of
        them.
        """
        with self._changing("split_department", reason) as change:
            count = reorganising.split_department(change, department, into, tasks or {})
            change.details = {
                "from_departments": department,
                "to_departments": "・".join(into),
                "tasks": count,
            }
        return change.entry

    # Single tasks

    def add_task(
        self,
        department: str,
        name: str,
        reason: str,
        answers: Mapping[str, Any] | None = None,
    ) -> str:
        """Add a task that no survey has yet, and return its id; a survey may list it later."""
        with self._changing("add_task", reason) as change:
            task = task_changes.add_task(change, department, name, answers or {}, load_fields())
            change.details = {"task_id": task}
        return task

    def split_task(self, task: str, parts: Sequence[TaskPart | str], reason: str) -> list[str]:
        """Make several tasks of one, and return their ids; they begin with its decision."""
        named = [TaskPart(part) if isinstance(part, str) else part for part in parts]
        with self._changing("split_task", reason) as change:
            ids = task_changes.split_task(change, task, named, load_fields())
            change.details = {"task_id": task, "parts": "・".join(ids)}
        return ids

    def merge_tasks(self, tasks: Sequence[str], reason: str, name: str | None = None) -> str:
        """Make one task of several, and return its id, which is that of the first."""
        with self._changing("merge_tasks", reason) as change:
            merged = task_changes.merge_tasks(change, tasks, name, load_fields())
            absorbed = [task for task in dict.fromkeys(tasks) if task != merged]
            change.details = {"task_id": merged, "merged": "・".join(absorbed)}
        return merged

    # Not the same

    def refuse_rename(self, gone: str, new: str, reason: str) -> HistoryEntry:
        """Say that a new task is not one that is gone; it is not proposed again."""
        with self._changing("not_same", reason) as change:
            for task in (gone, new):
                task_row(change, task)
            refuse_pair(change, "rename", gone, new)
            change.details = {"pair": f"{gone} ≠ {new}"}
        return change.entry

    def refuse_automation(self, automation: str, task: str | None, reason: str) -> HistoryEntry:
        """Say that an automation does not serve a task; None: none of those it might serve now."""
        pairs = [
            (pair.automation_id, pair.task_id)
            for pair in self.possible_double_counts()
            if pair.automation_id == automation
        ]
        with self._changing("not_same", reason) as change:
            if change.row(AutomationRow, automation) is None:
                raise UnknownNameError(
                    N_("There is no automation “{name}” in the register."), name=automation
                )
            if task is not None:
                task_row(change, task)
                pairs = [(automation, task)]
            for first, second in pairs:
                refuse_pair(change, "automation", first, second)
            refused = "・".join(second for _first, second in pairs)
            change.details = {"pair": f"{automation} ≠ {refused}"}
        return change.entry
