"""``rpa-scout project history``: what was done, when, by whom, why."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile, Lang
from rpa_scout.cli.project.options import Author, ProjectFile, Top, author_or_login
from rpa_scout.text import _

__all__ = ["history"]


def history(
    project: ProjectFile,
    *,
    task: Annotated[
        str | None,
        typer.Option("--task", metavar="TASK_ID", help=_("Only what concerns this task.")),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=_("Only what this person did."))
    ] = None,
    top: Top = 30,
    json: JsonFile = None,
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Show the newest entries of the history."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    from rpa_scout.cli import screen
    from rpa_scout.cli.project.entries import entry_line, local_time
    from rpa_scout.cli.project.plain import plain
    from rpa_scout.project.history import HistoryFilter
    from rpa_scout.project.project import Project

    wanted = HistoryFilter(task_id=task, author=by, limit=None if json else top)
    with Project.open(project, author_or_login(author), read_only=True) as opened:
        entries = opened.history(wanted)
    if json is not None:
        screen.write_json({"history": plain(entries)}, json)
        return 0
    table = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1))
    table.add_column(_("No."), justify="right", no_wrap=True)
    table.add_column(_("When"), no_wrap=True)
    for heading in (_("Who"), _("What"), _("Why")):
        table.add_column(heading, overflow="fold")
    for entry in reversed(entries):
        cells = (entry.author, entry_line(entry), entry.reason)
        table.add_row(str(entry.number), local_time(entry.at), *map(escape, cells))
    screen.console().print(table)
    return 0
