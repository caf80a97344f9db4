"""Texts of history entries: the engine's sentence and the reason."""

from __future__ import annotations

from rpa_scout.policy.model import Policy
from rpa_scout.project.ledger.entry_tasks import EntryTasks
from rpa_scout.project.ledger.entry_texts import (
    entry_line,
    local_time,
)
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.text import _

moment_text = local_time
"""Return a moment in local time, to the minute."""


def entry_text(entry: HistoryEntry, changed: EntryTasks, policy: Policy) -> str:
    """Return what an entry changed and why."""
    sentence = entry_line(entry, changed, policy)
    if entry.reason:
        sentence += "　" + _("reason: {reason}").format(reason=entry.reason)
    return sentence
