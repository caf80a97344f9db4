"""``rpa-scout project new``: create an empty project with its policy."""

from __future__ import annotations

from rpa_scout.cli.options import PolicyFile
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _


def new(
    project: ProjectFile,
    *,
    policy: PolicyFile = None,
    author: Author = None,
) -> int:
    """Create a project."""
    from rpa_scout.cli import screen
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.project.project import Project

    chosen = load_policy(policy)
    with Project.create(project, chosen, author_or_login(author)) as made:
        location = made.location
    screen.print_line(
        _("Made: {project} (policy {policy}, version {version})").format(
            project=location, policy=chosen.id, version=chosen.version
        )
    )
    return 0
