"""``rpa-scout project verify``: check that the project is as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.project.ledger.verification import Verification


def verify(
    project: ProjectFile,
    *,
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="DIGEST",
            help=_("A digest that an earlier verification printed: the history still has it."),
        ),
    ] = None,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Check the file, the chain of digests, and that the state follows from the history."""
    from rpa_scout.cli import screen
    from rpa_scout.project.ledger.integrity import problem_text
    from rpa_scout.reporting.plain import plain

    verification = _verification(project, author_or_login(author), head)
    problems = [problem_text(problem) for problem in verification.problems]
    if json is not None:
        content = {"is_whole": verification.is_whole, **plain(verification), "problems": problems}
        screen.write_json(content, json)
    if json != "-":
        lines = [verification.damage] if verification.damage else []
        lines += problems
        if verification.is_whole:
            lines = _lines_of_whole(verification)
        screen.print_lines(lines)
    return 0 if verification.is_whole else 1


def _verification(project: str, author: str, head: str | None) -> Verification:
    """Verify a project; a file that cannot be opened because of damage is not whole either."""
    from rpa_scout.errors import ProjectDamagedError
    from rpa_scout.project.ledger.verification import Verification
    from rpa_scout.project.project import Project
    from rpa_scout.text import sentence_of

    try:
        with Project.open(project, author, read_only=True) as opened:
            return opened.verify(head)
    except ProjectDamagedError as error:
        return Verification(sentence_of(error), (), 0, "")


def _lines_of_whole(verification: Verification) -> list[str]:
    agree = _("In order: file, facts and state agree with {entries:,} entries.")
    newest = _("Digest of the newest entry, to keep outside the project: {entries}:{head}")
    values = {"entries": verification.entries, "head": verification.head}
    lines = [agree.format(**values), newest.format(**values)]
    return lines + ([verification.copied_from.sentence] if verification.copied_from else [])
