"""Documents handed out by a project, and objections to them that come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rpa_scout.project import decisions
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.policies import current_fields
from rpa_scout.project.records import HandedOut, NewDocument
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.store.schema import HandedOutRow
from rpa_scout.project.views import handed_out_of

_FILES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Objection:
    """An answer that a department corrects after it has seen its results, or its comment."""

    task_id: str
    field: str  # ``""`` for a comment
    value: object  # The right answer; None: unknown
    reason: str


class ProjectDocuments:
    """The documents that a project handed out."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def all(self) -> list[HandedOut]:
        """Return all documents that were handed out, the oldest first."""
        with self._session.reading() as connection:
            return handed_out_of(connection)

    def hand_out(self, documents: Sequence[NewDocument], reason: str = "") -> HistoryEntry:
        """Record documents that are handed out together, in one entry of the history."""
        with self._session.changing("hand_out", reason) as change:
            first = change.next_number(HandedOutRow)
            rows = [
                {"number": number, "at": change.at, "author": change.author, **asdict(document)}
                for number, document in enumerate(documents, start=first)
            ]
            change.add(HandedOutRow, rows)
            files = dict.fromkeys(document.file for document in documents)
            change.details = {"documents": len(rows), "files": "、".join([*files][:_FILES_NAMED])}
        return change.entry

    def take_objections(self, objections: Sequence[Objection], reason: str) -> HistoryEntry:
        """Take over corrections and comments that departments sent back, all or none.

        Each correction carries the reason that the department gave.
        """
        with self._session.changing("objections", reason) as change:
            fields = current_fields(change.connection)
            shared = change.reason
            for objection in objections:
                change.reason = objection.reason or shared
                if objection.field:
                    value = objection.value
                    decisions.correct(change, objection.task_id, objection.field, value, fields)
                else:
                    decisions.add_note(change, objection.reason, objection.task_id)
            change.reason = shared
            corrected = sum(bool(objection.field) for objection in objections)
            change.details = {"corrected": corrected, "comments": len(objections) - corrected}
        return change.entry
