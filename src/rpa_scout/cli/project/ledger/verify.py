"""``rpa-scout project verify``: check that the project is as it was written."""

from __future__ import annotations

from rpa_scout.cli.options import JsonFile, Lang, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _

__all__ = ["verify"]


def verify(
    project: ProjectFile,
    *,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Check the file, the chain of digests, and that the state follows from the history."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.plain import plain
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        verification = opened.verify()
    problems = [_(problem.template).format(**problem.values) for problem in verification.problems]
    if json is not None:
        content = {"is_whole": verification.is_whole, "problems": problems, **plain(verification)}
        screen.write_json({**content, "problems": problems}, json)
    if json != "-":
        lines = [verification.damage] if verification.damage else []
        lines += problems
        if verification.is_whole:
            template = _("In order: file, facts and state agree with {entries:,} entries.")
            lines = [template.format(entries=verification.entries)]
        for line in lines:
            screen.console().print(line, markup=False, soft_wrap=True)
    return 0 if verification.is_whole else 1
