"""The history of a project as a workbook: what was done, when, by whom and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook

from rpa_scout.provenance import Provenance
from rpa_scout.reporting.result_workbook import write_workbook
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _


class HistoryLine(NamedTuple):
    """An entry of the history in words."""

    number: int
    at: str  # Local time
    author: str
    what: str
    reason: str


def write_history(
    lines: Sequence[HistoryLine], path: str | Path, provenance: Provenance, project: str
) -> Path:
    """Write entries of a history, in the order given, as a workbook in the user's language."""
    title = _("History of the project {project}").format(project=project)

    def write_sheets(workbook: Workbook, styles: Styles) -> None:
        sheet = workbook.add_worksheet(_("History"))
        note = _("{count:,} entries, the newest first.").format(count=len(lines))
        columns = [
            Column(_("No."), 7, "row", [line.number for line in lines]),
            Column(_("When"), 18, "mark", [line.at for line in lines]),
            Column(_("Who"), 20, "wrapped", [line.author for line in lines]),
            Column(_("What"), 90, "wrapped", [line.what for line in lines]),
            Column(_("Why"), 48, "wrapped", [line.reason for line in lines]),
        ]
        write_table_sheet(sheet, styles, (title, [note]), columns, 1)

    return write_workbook(path, title, "history", provenance, write_sheets)
