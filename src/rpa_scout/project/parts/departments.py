"""The departments of a project's city."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.surveys import reorganising
from rpa_scout.project.surveys.city import listed_departments, put_departments
from rpa_scout.reading.layout.departments import Department


class ProjectDepartments:
    """The list of departments, and what becomes of their tasks when it changes."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def listed(self) -> list[Department]:
        """Return the city's departments in the order of their list; empty without a list."""
        with self._session.reading() as connection:
            return listed_departments(connection)

    def replace(self, departments: Iterable[Department], reason: str = "") -> HistoryEntry:
        """Replace the list of the city's departments."""
        listed = list(departments)
        with self._session.changing("departments", reason) as change:
            put_departments(change, listed)
            change.details = {"departments": len(listed)}
        return change.entry

    def rename(self, old: str, new: str, reason: str = "") -> HistoryEntry:
        """Rename a department; its tasks keep ids and decisions.

        If a survey under the new name was imported before, its tasks are merged into the earlier
        tasks with the same names.
        """
        with self._session.changing("rename_department", reason) as change:
            count = reorganising.rename_department(change, old, new)
            change.details = {"from_departments": old, "to_departments": new, "tasks": count}
        return change.entry

    def merge(self, departments: Sequence[str], into: str, reason: str = "") -> HistoryEntry:
        """Merge departments into one; their tasks keep ids and decisions."""
        with self._session.changing("merge_departments", reason) as change:
            count = reorganising.merge_departments(change, departments, into)
            change.details = {
                "from_departments": "・".join(departments),
                "to_departments": into,
                "tasks": count,
            }
        return change.entry

    def split(
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
        with self._session.changing("split_department", reason) as change:
            count = reorganising.split_department(change, department, into, tasks or {})
            change.details = {
                "from_departments": department,
                "to_departments": "・".join(into),
                "tasks": count,
            }
        return change.entry
