"""The city's departments on the terminal, and which of them have answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Console

from rpa_scout.cli.screen import print_line
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.reading.layout.departments import Department
from rpa_scout.text import N_, _, fold

if TYPE_CHECKING:
    import pandas as pd

_STANDINGS: Final = {
    "answered": N_("answered"),
    "questions": N_("with questions"),
    "missing": N_("missing"),
    "none": N_("no such task"),
}


def print_departments(departments: Sequence[Department], board: pd.DataFrame, out: Console) -> None:
    """Print the listed departments, and departments that answered but are not listed."""
    if not departments:
        line = _("The project has no list of departments yet; read one: project departments FILE.")
        print_line(line, out)
    by_name = {fold(department.name): department for department in departments}
    table = ScreenTable()
    table.add_columns(_("Number"), _("Department"), _("Staff"), _("Deadline"), _("Contact"))
    table.add_column(_("Standing"))
    for row in board.to_dict("records"):
        department = by_name.get(fold(row["department"]), Department(row["department"]))
        staff = "" if department.staff is None else f"{department.staff:g}"
        cells = (department.number, row["department"], staff, department.deadline)
        standing = _(_STANDINGS[row["standing"]])
        table.add_row(*cells, department.contact, standing)
    if len(board):
        out.print(table)
