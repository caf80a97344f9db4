"""Arguments and options that several project commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project

ProjectFile = Annotated[
    str,
    typer.Argument(
        metavar="PROJECT", help=_("The project: NAME.rpascout, or a postgresql:// address.")
    ),
]
Author = Annotated[
    str | None,
    typer.Option(
        "--author", metavar="NAME", help=_("Who makes the change; default: the login name.")
    ),
]
AssessmentNumber = Annotated[
    int | None,
    typer.Option(
        "--assessment", metavar="N", help=_("Show an earlier assessment exactly as it was.")
    ),
]
Complete = Annotated[
    bool | None,
    typer.Option(
        "--complete/--not-complete",
        help=_(
            "Declare whether the register names every automation of the city; until it does, the "
            "plan's figures count."
        ),
        show_default=False,
    ),
]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=_("The reason; the history keeps it."))
]
Top = Annotated[
    int, typer.Option("--top", min=1, metavar="N", help=_("Show at most this many lines."))
]


def author_or_login(author: str | None) -> str:
    """Return the author that the user named, else the login name."""
    if author is not None:
        return author
    from rpa_scout.provenance import os_user

    login = os_user()
    if not login:
        raise InputError(N_("Your login name is not known; give a name with --author."))
    return login


def make_change(project: str, author: str | None, change: Callable[[Project], HistoryEntry]) -> int:
    """Open a project, make a change in it, and print its entry of the history."""
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        print_entry(change(opened), opened)
    return 0


def fiscal_year(written: str) -> int:
    """Return the fiscal year that an option names: 2027, R9, 令和9年度."""
    from rpa_scout.fiscal_years import fiscal_year_of

    year = fiscal_year_of(written)
    if year is None:
        raise InputError(
            N_("“{year}” names no fiscal year; write it as 2027, R9 or 令和9年度."), year=written
        )
    return year
