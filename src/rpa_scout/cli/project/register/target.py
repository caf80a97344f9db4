"""``rpa-scout project target``: compare live and adopted tasks with the targets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _


def target(
    project: ProjectFile,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.xlsx", help=_("Write the targets as a workbook.")),
        Output(kind="target"),
    ] = None,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Show both targets for each fiscal year."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.register.double_counts import print_double_counts
    from rpa_scout.cli.project.register.target_table import print_target, target_json
    from rpa_scout.project.project import Project
    from rpa_scout.provenance import provenance_of
    from rpa_scout.reporting.of_project.target_workbook import write_target
    from rpa_scout.reporting.plain import plain

    name = author_or_login(author)
    with Project.open(project, name, read_only=True) as opened:
        outlook = opened.target()
        pairs = opened.register.possible_double_counts()
        figures = opened.planning.figures()
        policy = opened.policy()
    if out is not None:
        write_target(outlook, figures, out, provenance_of((), policy, name))
    if json is not None:
        content = target_json(outlook) | {
            "possible_double_counts": plain(pairs),
            "figures": plain(figures),
        }
        screen.write_json(content, json)
    if json != "-":
        print_target(outlook, figures, screen.console())
        print_double_counts(project, pairs, screen.console())
        screen.print_written([json, out])
    return 0
