"""``rpa-scout project departments``: show or replace the list of the city's departments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.text import _


def departments(
    project: ProjectFile,
    listed: Annotated[
        Path | None,
        typer.Argument(
            metavar="[LIST]",
            help=_(
                "List (CSV or workbook; columns: number, name, staff, deadline, contact); "
                "without one, it is shown."
            ),
        ),
    ] = None,
    *,
    reason: Reason = "",
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Show the list of departments, or replace it."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.cli.project.surveys.departments_table import print_departments
    from rpa_scout.coverage import department_board
    from rpa_scout.project.project import Project
    from rpa_scout.reading.layout.departments import read_departments
    from rpa_scout.reporting.plain import plain

    read = None if listed is None else read_departments(listed)
    with Project.open(project, author_or_login(author), read_only=read is None) as opened:
        if read is not None:
            entry = opened.departments.replace(read, reason)
            if json != "-":
                print_entry(entry, opened)
        listing = opened.departments.listed()
        board = department_board(opened.inventory().coverage, [entry.name for entry in listing])
    if json is not None:
        standing = dict(zip(board["department"], board["standing"], strict=True))
        rows = [{**plain(entry), "standing": standing.get(entry.name)} for entry in listing]
        screen.write_json({"departments": rows}, json)
    if json != "-":
        print_departments(listing, board, screen.console())
    return 0
