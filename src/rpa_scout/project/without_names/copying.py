"""A copy of a project without the names of staff: a project of its own that says what it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection

from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.dumping import restore_rows
from rpa_scout.project.ledger.settings import put_setting, setting
from rpa_scout.project.store.creating import create_project
from rpa_scout.project.store.location import Location
from rpa_scout.project.store.moments import utc_now
from rpa_scout.project.store.statements import NEWEST_ENTRY
from rpa_scout.project.store.storage import Storage
from rpa_scout.project.without_names.masking import rows_without_names
from rpa_scout.project.without_names.staff_names import STAFF
from rpa_scout.text import _

_SETTING: Final = "without_names"


@dataclass(frozen=True, slots=True)
class CopyWithoutNames:
    """What a project without names was copied from."""

    entries: int  # Number of the newest entry of the original
    head: str  # Digest of that entry

    @property
    def sentence(self) -> str:
        """What the copy says of itself, in the user's language."""
        return _(
            "This is a copy without the names of staff. It cannot be restored or verified as the "
            "original project (up to entry {entries}, digest {head})."
        ).format(entries=self.entries, head=self.head)


def copy_of(connection: Connection) -> CopyWithoutNames | None:
    """Return what a project was copied from without names; None: it is no such copy."""
    original = setting(connection, _SETTING)
    return CopyWithoutNames(**original) if original else None


def copy_without_names(source: Storage, target: Location) -> None:
    """Make a project like another one without the names of staff."""
    with source.reading() as connection:
        newest = connection.exec_driver_sql(NEWEST_ENTRY).one()
        # The copy of a copy rests on the same original.
        original = copy_of(connection) or CopyWithoutNames(newest.number, newest.digest)

        def fill(made: Connection) -> None:
            restore_rows(made, rows_without_names(connection), source.location)
            change = Change(made, utc_now(), STAFF, _SETTING, "", {})
            put_setting(change, _SETTING, asdict(original))
            change.details = {"number": original.entries}
            change.finish()

        create_project(target, fill)
