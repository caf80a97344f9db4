"""``rpa-scout project policy``: put a policy in force and show what it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, Reason, Top, author_or_login
from rpa_scout.text import _


def policy(
    project: ProjectFile,
    path: Annotated[
        Path, typer.Argument(metavar="POLICY.toml", help=_("Policy: a TOML file, or a shipped id."))
    ],
    *,
    reason: Reason = "",
    top: Top = 20,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Put a policy in force, assess again, and show how scores, ranks and hours changed."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.decisions.assessment_changes import comparison_json, print_comparison
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.project.project import Project

    chosen = load_policy(path)
    with Project.open(project, author_or_login(author)) as opened:
        entry = opened.policies.put_in_force(chosen, reason)
        if json != "-":
            print_entry(entry, opened)
        if not len(opened.inventory().tasks):
            return 0
        with screen.Bar() as bar:
            comparison = opened.assessments.rescore(progress=bar).comparison
    if comparison is not None and json is not None:
        screen.write_json(comparison_json(comparison), json)
    if comparison is not None and json != "-":
        print_comparison(comparison, screen.console(), top)
    return 0
