"""The table of workbooks returned to departments: number of questions and file."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rpa_scout.forms.returning.saving import ReturnedWorkbook
from rpa_scout.text import _

__all__ = ["print_returned"]


def print_returned(returned: Sequence[ReturnedWorkbook], out: Console) -> None:
    """Print one line per workbook for a department."""
    if not returned:
        out.print(_("There is nothing to ask of any department."))
        return
    table = Table(title=_("Questions sent back"), title_justify="left", box=None, padding=(0, 1))
    table.add_column(_("Department"), overflow="fold")
    table.add_column(_("Questions"), justify="right")
    table.add_column(_("Answered before"), justify="right")
    table.add_column(_("Written as"))
    table.add_column(_("File"), overflow="fold")
    for reply in returned:
        page = reply.page
        table.add_row(
            escape("、".join(page.departments)),
            f"{len(page.questions):,}",
            f"{len(page.answered):,}",
            _("copy with marked cells") if reply.is_copy else _("workbook of its own"),
            escape(str(reply.path)),
        )
    out.print(table)
