"""``rpa-scout project diff``: what an import changed, and how two assessments differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, Top, author_or_login
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.comparison.inventories import InventoryComparison
    from rpa_scout.project.project import Project


def diff(
    project: ProjectFile,
    *,
    number: Annotated[
        int | None,
        typer.Option(
            "--import", metavar="N", help=_("Number of an import; the newest by default.")
        ),
    ] = None,
    old: Annotated[
        int | None,
        typer.Option("--old", metavar="N", help=_("Number of the earlier assessment.")),
    ] = None,
    new: Annotated[
        int | None,
        typer.Option("--new", metavar="N", help=_("Number of the later assessment.")),
    ] = None,
    top: Top = 20,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Compare an import with the state before it, and two assessments with each other."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.decisions.assessment_changes import comparison_json, print_comparison
    from rpa_scout.cli.project.surveys.changes import changes_json, print_changes
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        imported = opened.surveys.compare(number) if opened.surveys.imports() else None
        numbers = _numbers(opened, old, new)
        assessed = opened.assessments.compare(*numbers) if numbers else None
    if json is not None:
        content: dict[str, Any] = {
            "import": None if imported is None else changes_json(imported),
            "assessments": None if assessed is None else comparison_json(assessed),
            "compared": list(numbers) if numbers else None,
        }
        screen.write_json(content, json)
    if json == "-":
        return 0
    out = screen.console()
    screen.print_line(_about_import(imported), out)
    if imported is not None:
        print_changes(imported, out)
    if assessed is not None and numbers is not None:
        heading = _("From assessment {old} to {new}:").format(old=numbers[0], new=numbers[1])
        screen.print_line(heading, out)
        print_comparison(assessed, out, top)
    return 0


def _numbers(opened: Project, old: int | None, new: int | None) -> tuple[int, int] | None:
    """Return the two assessments that the user named, else the newest two on one scorecard."""
    if (old is None) != (new is None):
        raise InputError(N_("Name both assessments: --old N --new N."))
    if old is not None and new is not None:
        return old, new
    assessments = opened.assessments.all()
    same = [
        assessment.number
        for assessment in assessments
        if assessment.scorecard == assessments[-1].scorecard
    ]
    return (same[-2], same[-1]) if len(same) > 1 else None


def _about_import(imported: InventoryComparison | None) -> str:
    if imported is None:
        return _("Nothing was imported yet.")
    return _(
        "The import: {added:,} new, {gone:,} gone, {changed:,} changed, {unchanged:,} unchanged"
    ).format(
        added=len(imported.added),
        gone=len(imported.gone),
        changed=len(imported.changed),
        unchanged=imported.unchanged,
    )
