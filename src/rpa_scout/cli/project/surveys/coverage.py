"""``rpa-scout project coverage``: where every department stands, and whom to remind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import ProjectFile, author_or_login
from rpa_scout.text import _


def coverage(
    project: ProjectFile,
    *,
    questions: Annotated[
        bool, typer.Option("--questions", help=_("Show every question that was asked."))
    ] = False,
    reminders: Annotated[
        Path | None,
        typer.Option(
            "--reminders", metavar="FILE.txt", help=_("Write the reminders that are due, for mail.")
        ),
        Output(),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar="DATE",
            help=_("Day to which deadlines are compared; default: today."),
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace a file of reminders."))
    ] = False,
    json: JsonFile = None,
) -> int:
    """Show the departments by state, with deadlines and questions."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.inquiry import print_asked, print_standings
    from rpa_scout.forms import inquiry as head
    from rpa_scout.project.inquiry.reminders import reminder_text, write_reminders
    from rpa_scout.project.project import Project
    from rpa_scout.reporting.plain import plain

    day = head.read_date(today) if today else head.today()
    with Project.open(project, author_or_login(None), read_only=True) as opened:
        standings = opened.inquiry.standings(day)
        asked = opened.inquiry.questions()
        inquiry = opened.inquiry.head()
    if reminders is not None:
        write_reminders(reminders, reminder_text(standings, asked, inquiry, day), replace=replace)
    if json is not None:
        content = {
            "departments": [plain(standing) for standing in standings],
            "questions": [
                {**plain(question), "is_due": question.is_due(day.isoformat())}
                for question in asked
            ],
        }
        screen.write_json(content, json)
    out = screen.console(stderr=json == "-")
    if json != "-":
        print_standings(standings, out)
        if questions:
            print_asked(asked, day, out)
    screen.print_written([reminders], out)
    return 0
