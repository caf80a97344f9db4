"""``rpa-scout project objections``: take over what departments typed into their results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.text import _


def objections(
    project: ProjectFile,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help=_("Workbooks that came back, or their folders.")),
    ],
    *,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Read the workbooks, and take corrections and comments over in one step."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.documents.results.objections import objection_files, read_objections
    from rpa_scout.project.project import Project

    out = screen.console()
    with Project.open(project, author_or_login(author)) as opened:
        read = read_objections(
            objection_files(paths),
            opened.inventory(),
            opened.policy().checks,
            [(note.task_id, note.text) for note in opened.tasks.notes() if note.task_id],
        )
        for problem in read.problems:
            line = f"{problem.file} {problem.cell}: {problem.sentence}"
            screen.print_line(line, out)
        if read.objections:
            why = reason or _("Objection of the department to its results")
            print_entry(opened.documents.take_objections(read.objections, why), opened)
        else:
            out.print(_("No new objection was found."), markup=False)
    return 1 if any(problem.is_error for problem in read.problems) else 0
