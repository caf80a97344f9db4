"""``rpa-scout project explain``: how a task's score and hours are derived."""

from __future__ import annotations

from rpa_scout.cli.explain import TaskToExplain, show_explanation
from rpa_scout.cli.options import JsonFile, Replace, ScorecardName
from rpa_scout.cli.project.decisions.newest import newest_number
from rpa_scout.cli.project.options import AssessmentNumber, Author, ProjectFile, author_or_login


def explain(
    project: ProjectFile,
    task: TaskToExplain,
    *,
    json: JsonFile = None,
    replace: Replace = False,
    scorecard: ScorecardName = "rpa",
    number: AssessmentNumber = None,
    author: Author = None,
) -> int:
    """Print how one task's score and hours are derived in an assessment of the project."""
    from rpa_scout.project.project import Project

    name = author_or_login(author)
    shown = newest_number(project, name, scorecard) if number is None else number
    with Project.open(project, name, read_only=True) as opened:
        report = opened.assessments.report(shown)
    show_explanation(report, task, json)
    return 0
