"""The policies of a project: the one in force, and every version before."""

from __future__ import annotations

from rpa_scout.policy.model import Policy
from rpa_scout.project import records, views
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.policies import current_policy_number, set_policy, stored_policy
from rpa_scout.project.session import ProjectSession


class ProjectPolicies:
    """The versions of the policy."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def all(self) -> list[records.KeptPolicy]:
        """Return all versions of the policy, the oldest first."""
        with self._session.reading() as connection:
            return views.kept_policies(connection)

    def get(self, number: int | None = None) -> Policy:
        """Return the policy in force, or the version of that number."""
        with self._session.reading() as connection:
            wanted = current_policy_number(connection) if number is None else number
            return stored_policy(connection, wanted)

    def put_in_force(self, policy: Policy, reason: str) -> HistoryEntry:
        """Put a policy in force; earlier versions and their results stay stored."""
        with self._session.changing("policy", reason) as change:
            number = set_policy(change, policy)
            change.details = {"number": number, "id": policy.id, "version": policy.version}
        return change.entry
