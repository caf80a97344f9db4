"""Verification of a project: the file, its schema, facts, history and state."""

from __future__ import annotations

from dataclasses import dataclass

from rpa_scout.project.ledger.history import entry_digests, head_number
from rpa_scout.project.ledger.integrity import damage_of, foreign_objects
from rpa_scout.project.ledger.replaying import Problem, problems_of
from rpa_scout.project.store.location import FileLocation
from rpa_scout.project.store.storage import Storage
from rpa_scout.project.without_names.copying import CopyWithoutNames, copy_of
from rpa_scout.text import N_


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of `ProjectReading.verify`."""

    # Message of the database about a damaged file; ``""``: not damaged.
    damage: str
    problems: tuple[Problem, ...]  # Contradictions between state, facts and history
    entries: int  # Number of entries of the history
    head: str  # Digest of the newest entry, which rests on all entries before it
    # The original of a copy without names: it cannot be verified by the copy.
    copied_from: CopyWithoutNames | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.damage and not self.problems


def verified(storage: Storage, head: str | None) -> Verification:
    """Verify everything, and that the history still has the entry whose digest is `head`."""
    location = storage.location
    damage = damage_of(location) if isinstance(location, FileLocation) else ""
    with storage.reading() as connection:
        problems = list(foreign_objects(connection))
        of_history, entries = problems_of(connection)
        problems += of_history
        digests = entry_digests(connection)
        copied_from = copy_of(connection)
    if head is not None and head_number(digests, head) is None:
        sentence = N_("The history has no entry with the digest {head}: it is another one.")
        problems.append(Problem(sentence, {"head": head}))
    newest = digests[max(digests)] if digests else ""
    return Verification(damage, tuple(problems), entries, newest, copied_from)
