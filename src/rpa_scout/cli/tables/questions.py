"""The table of workbooks returned to departments: number of questions and file."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.forms.returning.saving import ReturnedWorkbook
from rpa_scout.text import _


def print_returned(returned: Sequence[ReturnedWorkbook], out: Console) -> None:
    """Print one line per workbook for a department."""
    if not returned:
        out.print(_("There is nothing to ask of any department."))
        return
    table = ScreenTable(_("Questions sent back"))
    table.add_column(_("Department"))
    table.add_columns(_("Questions"), _("Answered before"), number=True)
    table.add_columns(_("Written as"), _("File"))
    for reply in returned:
        page = reply.page
        table.add_row(
            "、".join(page.departments),
            f"{len(page.questions):,}",
            f"{len(page.answered):,}",
            _("copy with marked cells") if reply.is_copy else _("workbook of its own"),
            str(reply.path),
        )
    out.print(table)
