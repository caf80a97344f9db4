"""``rpa-scout project target``: live and adopted against the goals."""

from __future__ import annotations

from rpa_scout.cli.options import JsonFile, Lang
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login

__all__ = ["target"]


def target(
    project: ProjectFile, *, json: JsonFile = None, author: Author = None, lang: Lang = None
) -> int:
    """Show the two targets fiscal year by fiscal year."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.target_table import print_target, target_json
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        found = opened.target()
    if json is not None:
        screen.write_json(target_json(found), json)
    if json != "-":
        print_target(found, screen.console())
    return 0
