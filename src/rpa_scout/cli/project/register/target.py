"""``rpa-scout project target``: compare live and adopted tasks with the targets."""

from __future__ import annotations

from rpa_scout.cli.options import JsonFile, Lang, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login

__all__ = ["target"]


def target(
    project: ProjectFile,
    *,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Show both targets for each fiscal year."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.plain import plain
    from rpa_scout.cli.project.register.double_counts import print_double_counts
    from rpa_scout.cli.project.register.target_table import print_entered, print_target, target_json
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        outlook = opened.target()
        pairs = opened.possible_double_counts()
        figures = opened.figures()
    if json is not None:
        content = target_json(outlook) | {
            "possible_double_counts": plain(pairs),
            "figures": plain(figures),
        }
        screen.write_json(content, json)
    if json != "-":
        print_target(outlook, screen.console())
        print_entered(outlook, figures, screen.console())
        print_double_counts(project, pairs, screen.console())
    return 0
