"""Entries of the history on the screen."""

from __future__ import annotations

from rpa_scout.cli import screen
from rpa_scout.project.entry_texts import KIND_LABELS, entry_line, kind_label, local_time
from rpa_scout.project.history import HistoryEntry
from rpa_scout.text import _

__all__ = ["KIND_LABELS", "entry_line", "kind_label", "local_time", "print_entry"]


def print_entry(entry: HistoryEntry) -> None:
    """Print that a change is done.

    Parameters
    ----------
    entry : HistoryEntry
        Its entry of the history.
    """
    line = _("Done ({number}): {what}").format(number=entry.number, what=entry_line(entry))
    screen.console().print(line, markup=False, soft_wrap=True)
