"""What an entry of the history says in the window: the engine's line, and the reason."""

from __future__ import annotations

from rpa_scout.project.entry_texts import entry_line, kind_label, local_time
from rpa_scout.project.history import HistoryEntry
from rpa_scout.text import _

__all__ = ["entry_text", "kind_label", "moment_text"]

moment_text = local_time
"""Shows a moment in local time, to the minute."""


def entry_text(entry: HistoryEntry) -> str:
    """Say what an entry did, and why."""
    line = entry_line(entry)
    if entry.reason:
        line += "　" + _("reason: {reason}").format(reason=entry.reason)
    return line
