"""The register of a project's automations and their actuals."""

from __future__ import annotations

from rpa_scout.errors import UnknownNameError
from rpa_scout.project.decisions import task_row
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.policies import current_fields, policy_now
from rpa_scout.project.register_state import (
    assign_automation,
    current_register,
    declare_register,
    put_register,
)
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.store.schema import AutomationRow
from rpa_scout.project.surveys.current import current_inventory
from rpa_scout.project.surveys.double_counts import PossibleDoubleCount, double_counts_now
from rpa_scout.project.surveys.refusals import refuse_pair
from rpa_scout.register.matching import RegisterMatch
from rpa_scout.register.records import Register
from rpa_scout.text import N_


class ProjectRegister:
    """The automations that run, what they saved, and the tasks that they serve."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def current(self) -> Register:
        """Return the register of automations and their actuals."""
        with self._session.reading() as connection:
            return current_register(connection)

    def possible_double_counts(self) -> list[PossibleDoubleCount]:
        """Return running automations without a task, and tasks that may be the same work."""
        with self._session.reading() as connection:
            return double_counts_now(connection)

    def import_(
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
        with self._session.reading() as connection:
            tasks = current_inventory(connection, current_fields(connection)).tasks
            checks = policy_now(connection).checks
        with self._session.changing("register", reason) as change:
            match = put_register(change, register, tasks, checks)
            if complete is not None:
                declare_register(change, complete=complete)
            change.details = {
                "automations": len(register.automations),
                "actuals": len(register.actuals),
                **({} if complete is None else {"complete": complete}),
            }
        return match

    def assign(self, automation: str, task: str, reason: str = "") -> HistoryEntry:
        """Assign an automation of the register to the task that it serves."""
        with self._session.changing("assign_automation", reason) as change:
            task_row(change, task)
            assign_automation(change, automation, task)
            change.details = {"automation_id": automation, "task_id": task}
        return change.entry

    def refuse(self, automation: str, task: str | None, reason: str) -> HistoryEntry:
        """Refuse that an automation serves a task; None: refuse all its possible double counts."""
        pairs = [
            (pair.automation_id, pair.task_id)
            for pair in self.possible_double_counts()
            if pair.automation_id == automation
        ]
        with self._session.changing("not_same", reason) as change:
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
