"""Pairs that the program proposes as the same and a person refuses."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, select

from rpa_scout.errors import InputError
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.schema import RefusalRow
from rpa_scout.text import N_

RefusalKind = Literal["rename", "automation", "same_work"]
"""``rename``: a gone and a new task; ``automation``: an automation and a task; ``same_work``: two
tasks, the smaller id first."""


def refused_pairs(connection: Connection, kind: RefusalKind) -> frozenset[tuple[str, str]]:
    """Return the pairs of a kind that were refused."""
    query = select(RefusalRow.first_id, RefusalRow.second_id).where(RefusalRow.kind == kind)
    return frozenset((row.first_id, row.second_id) for row in connection.execute(query))


def refuse_pair(change: Change, kind: RefusalKind, first: str, second: str) -> None:
    """Record that a pair is not the same, with author and reason."""
    if not change.reason:
        raise InputError(N_("Give a reason why the two are not the same."))
    change.put(
        RefusalRow,
        (kind, first, second),
        **change.judgement,
    )
