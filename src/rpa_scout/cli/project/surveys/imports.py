"""``rpa-scout project import``: import surveys and show what they changed."""

from __future__ import annotations

from rpa_scout.cli.options import JsonFile, Paths, Replace, SurveyOptions
from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login


def import_(
    project: ProjectFile,
    paths: Paths,
    *,
    reason: Reason = "",
    surveys: SurveyOptions,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Read surveys, import them, and print what changed cell by cell."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.surveys.changes import changes_json, import_json, print_import
    from rpa_scout.project.project import Project
    from rpa_scout.reporting.ranking_json import findings_json

    with Project.open(project, author_or_login(author)) as opened:
        before = opened.departments.listed()
        listed = surveys.listed() if surveys.departments else before
        inventory = surveys.read(paths, opened.policy(), before)
        if listed != before:
            opened.departments.replace(listed)
        to_screen = screen.console(stderr=json == "-")
        imported = opened.surveys.import_(inventory, reason) if inventory.tables else None
    if imported is not None:
        print_import(project, imported, to_screen)
    screen.print_findings(inventory.findings, inventory.fields, to_screen)
    if json is not None:
        content = {
            "import": None if imported is None else import_json(imported),
            "changes": None if imported is None else changes_json(imported.comparison),
            "findings": findings_json(inventory),
        }
        screen.write_json(content, json)
    return screen.exit_code(inventory)
