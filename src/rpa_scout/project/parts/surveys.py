"""The surveys of a project: imports, what they changed, and tasks under new names."""

from __future__ import annotations

from rpa_scout.collector import collector_paused
from rpa_scout.comparison.inventories import InventoryComparison
from rpa_scout.comparison.renames import RenameProposal
from rpa_scout.errors import NotAllowedError
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.project import records, views
from rpa_scout.project.decisions import task_row
from rpa_scout.project.inquiry.asked import settle_by_survey
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.policies import current_fields, policy_now
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.store.opening import back_up_verified
from rpa_scout.project.surveys.comparing import compared_import, open_renames
from rpa_scout.project.surveys.current import current_inventory
from rpa_scout.project.surveys.importing import (
    ImportedTasks,
    departments_without_tasks,
    import_inventory,
)
from rpa_scout.project.surveys.refusals import refuse_pair
from rpa_scout.project.surveys.renaming import confirm_rename
from rpa_scout.text import N_


class ProjectSurveys:
    """Surveys in, and the tasks that they list."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def inventory(self) -> Inventory:
        """Return the tasks that are not withdrawn, with corrections and source cells."""
        with self._session.reading() as connection:
            return current_inventory(connection, current_fields(connection))

    def imports(self) -> list[records.SurveyImport]:
        """Return all imports of surveys, the oldest first."""
        with self._session.reading() as connection:
            return views.imports_of(connection)

    def import_(self, inventory: Inventory, reason: str = "") -> ImportedTasks:
        """Import surveys; a department may answer any number of times."""
        policy = self._policy_for(inventory)
        back_up_verified(self._session.storage)
        with collector_paused(), self._session.changing("import", reason) as change:
            imported = import_inventory(change, inventory, policy.survey, policy.checks)
            settled = settle_by_survey(change, inventory)
            change.details = {**imported.counts, "questions_answered": settled}
        return imported

    def preview(self, inventory: Inventory) -> ImportedTasks:
        """Return what importing surveys would do, cell by cell; nothing is stored."""
        policy = self._policy_for(inventory)
        with collector_paused():
            return self._session.rehearse(
                "import",
                lambda change: import_inventory(change, inventory, policy.survey, policy.checks),
            )

    def _policy_for(self, inventory: Inventory) -> Policy:
        """Return the policy in force; refuse surveys without any answer."""
        if not len(inventory.sources) and not departments_without_tasks(inventory):
            raise NotAllowedError(N_("There is no task to import."))
        with self._session.reading() as connection:
            return policy_now(connection)

    def compare(self, number: int | None = None) -> InventoryComparison:
        """Return what an import changed, cell by cell; by default the newest import."""
        with self._session.reading() as connection:
            policy = policy_now(connection)
            return compared_import(connection, number, policy.survey, policy.checks)

    def rename_proposals(self) -> list[RenameProposal]:
        """Return pairs of a gone and a newer task that may be the same."""
        with self._session.reading() as connection:
            policy = policy_now(connection)
            return open_renames(connection, policy.survey, policy.checks)

    def confirm_rename(self, gone: str, new: str, reason: str = "") -> HistoryEntry:
        """Confirm that a new task is a gone one; it gets the id and decisions of the gone task."""
        with self._session.changing("rename", reason) as change:
            confirm_rename(change, gone, new)
            change.details = {"task_id": gone, "was_new": new}
        return change.entry

    def refuse_rename(self, gone: str, new: str, reason: str) -> HistoryEntry:
        """Refuse that a new task is a gone one; the pair is not proposed again."""
        with self._session.changing("not_same", reason) as change:
            for task in (gone, new):
                task_row(change, task)
            refuse_pair(change, "rename", gone, new)
            change.details = {"pair": f"{gone} ≠ {new}"}
        return change.entry
