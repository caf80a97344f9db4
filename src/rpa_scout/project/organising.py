"""Changes between two surveys: departments, single tasks, and pairs that are not the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rpa_scout.comparison.renames import RenameProposal
from rpa_scout.errors import UnknownNameError
from rpa_scout.project.decisions import task_row
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.policies import current_fields, current_policy_number, stored_policy
from rpa_scout.project.reading import ProjectReading
from rpa_scout.project.register_state import assign_automation, declare_register, put_register
from rpa_scout.project.store.schema import AutomationRow
from rpa_scout.project.surveys import reorganising, task_changes
from rpa_scout.project.surveys.city import listed_departments, put_departments
from rpa_scout.project.surveys.comparing import open_renames
from rpa_scout.project.surveys.double_counts import PossibleDoubleCount, double_counts_now
from rpa_scout.project.surveys.refusals import refuse_pair
from rpa_scout.project.surveys.task_changes import TaskPart
from rpa_scout.reading.layout.departments import Department
from rpa_scout.register.matching import RegisterMatch
from rpa_scout.register.records import Register
from rpa_scout.text import N_

__all__ = ["ProjectOrganising"]


class ProjectOrganising(ProjectReading):
    """Departments and single tasks, changed between two surveys."""

    # Reading

    def departments(self) -> list[Department]:
        """Return the city's departments in the order of their list; empty without a list."""
        with self._storage.reading() as connection:
            return listed_departments(connection)

    def rename_proposals(self) -> list[RenameProposal]:
        """Return pairs of a gone and a newer task that may be the same."""
        with self._storage.reading() as connection:
            policy = stored_policy(connection, current_policy_number(connection))
            return open_renames(connection, policy.survey, policy.checks)

    def possible_double_counts(self) -> list[PossibleDoubleCount]:
        """Return running automations without a task, and tasks that may be the same work."""
        with self._storage.reading() as connection:
            return double_counts_now(connection)

    # Departments

    def set_departments(self, departments: Iterable[Department], reason: str = "") -> HistoryEntry:
        """Replace the list of the city's departments."""
        listed = list(departments)
        with self._changing("departments", reason) as change:
            put_departments(change, listed)
            change.details = {"departments": len(listed)}
        return change.entry

    def rename_department(self, old: str, new: str, reason: str = "") -> HistoryEntry:
        """Rename a department; its tasks keep ids and decisions.

        If a survey under the new name was imported before, its tasks are merged into the earlier
        tasks with the same names.
        """
        with self._changing("rename_department", reason) as change:
            count = reorganising.rename_department(change, old, new)
            change.details = {"from_departments": old, "to_departments": new, "tasks": count}
        return change.entry

    def merge_departments(
        self, departments: Sequence[str], into: str, reason: str = ""
    ) -> HistoryEntry:
        """Merge departments into one; their tasks keep ids and decisions."""
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
        """Split a department into several; `tasks` lists the tasks of each.

        Tasks that are not listed go to the first department of `into`. The old department may be
        one of `into`.
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
        """Add a task that no survey lists yet; return its id."""
        with self._changing("add_task", reason) as change:
            fields = current_fields(change.connection)
            task = task_changes.add_task(change, department, name, answers or {}, fields)
            change.details = {"task_id": task}
        return task

    def split_task(self, task: str, parts: Sequence[TaskPart | str], reason: str) -> list[str]:
        """Split a task; return the ids of its parts, which start with its decision."""
        named = [TaskPart(part) if isinstance(part, str) else part for part in parts]
        with self._changing("split_task", reason) as change:
            ids = task_changes.split_task(change, task, named, current_fields(change.connection))
            change.details = {"task_id": task, "parts": "・".join(ids)}
        return ids

    def merge_tasks(self, tasks: Sequence[str], reason: str, name: str | None = None) -> str:
        """Merge tasks into the first one; return its id."""
        with self._changing("merge_tasks", reason) as change:
            fields = current_fields(change.connection)
            merged = task_changes.merge_tasks(change, tasks, name, fields)
            absorbed = [task for task in dict.fromkeys(tasks) if task != merged]
            change.details = {"task_id": merged, "merged": "・".join(absorbed)}
        return merged

    # Refused pairs

    # Register

    def import_register(
        self, register: Register, reason: str = "", *, complete: bool | None = None
    ) -> RegisterMatch:
        """Bring the register of automations and their actuals up to date.

        Tasks with a running automation become live and are no longer candidates.

        Parameters
        ----------
        register : Register
            The imported register; an empty one only sets `complete`.
        reason : str, optional
            Why.
        complete : bool, optional
            Whether the register names every automation of the city; its figures then replace the
            plan's baseline. None keeps the earlier declaration, which is False at first.

        Returns
        -------
        RegisterMatch
            The task of each automation, and the matches that a person has to confirm.
        """
        tasks = self.inventory().tasks
        checks = self.policy().checks
        with self._changing("register", reason) as change:
            match = put_register(change, register, tasks, checks)
            if complete is not None:
                declare_register(change, complete=complete)
            change.details = {
                "automations": len(register.automations),
                "actuals": len(register.actuals),
                **({} if complete is None else {"complete": complete}),
            }
        return match

    def assign_automation(self, automation: str, task: str, reason: str = "") -> HistoryEntry:
        """Assign an automation of the register to the task that it serves."""
        with self._changing("assign_automation", reason) as change:
            task_row(change, task)
            assign_automation(change, automation, task)
            change.details = {"automation_id": automation, "task_id": task}
        return change.entry

    def refuse_rename(self, gone: str, new: str, reason: str) -> HistoryEntry:
        """Refuse that a new task is a gone one; the pair is not proposed again."""
        with self._changing("not_same", reason) as change:
            for task in (gone, new):
                task_row(change, task)
            refuse_pair(change, "rename", gone, new)
            change.details = {"pair": f"{gone} ≠ {new}"}
        return change.entry

    def refuse_automation(self, automation: str, task: str | None, reason: str) -> HistoryEntry:
        """Refuse that an automation serves a task; None: refuse all its possible double counts."""
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
