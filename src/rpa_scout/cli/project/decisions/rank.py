"""``rpa-scout project rank``: show the ranking with the decisions beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rpa_scout.cli.on_request import RequestedAnalyses
from rpa_scout.cli.options import JsonFile, RankingFile, Replace, ScorecardName
from rpa_scout.cli.project.decisions.newest import newest_number
from rpa_scout.cli.project.options import (
    AssessmentNumber,
    Author,
    ProjectFile,
    Top,
    author_or_login,
)

if TYPE_CHECKING:
    from rpa_scout.ranking.report import RankingReport
    from rpa_scout.reporting.on_request.results import OnRequest


def rank(
    project: ProjectFile,
    *,
    top: Top = 30,
    scorecard: ScorecardName = "rpa",
    number: AssessmentNumber = None,
    out: RankingFile = None,
    json: JsonFile = None,
    replace: Replace = False,
    analyses: RequestedAnalyses,
    author: Author = None,
) -> int:
    """Show the ranking; assess first if anything changed since the last assessment."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.decisions.ranking import print_project_ranking
    from rpa_scout.cli.project.register.double_counts import print_double_counts
    from rpa_scout.cli.tables.on_request import print_on_request
    from rpa_scout.pipeline import compared_report
    from rpa_scout.project.project import Project
    from rpa_scout.ranking.labels import RankingLabels
    from rpa_scout.reporting.on_request.results import NOTHING_MORE

    analyses.check()
    name = author_or_login(author)
    shown = newest_number(project, name, scorecard) if number is None else number
    with Project.open(project, name, read_only=True) as opened:
        stored, decisions = opened.assessments.get(shown), opened.tasks.decisions()
        policy = opened.policies.get(stored.policy_number)
        labels = RankingLabels(policy, policy.survey)
        pairs = opened.register.possible_double_counts()
        report = None
        on_request = NOTHING_MORE
        if analyses.any or out is not None or json is not None:
            report = opened.assessments.report(shown)
            if out is not None or json is not None:
                report = compared_report(report, opened)
            with screen.Bar() as bar:
                on_request = analyses.computed(report.assessment, bar)
            _write(report, on_request, out, json)
    if json == "-":
        return 0
    print_project_ranking(stored, decisions, labels, screen.console(), top, on_request)
    if report is not None:
        print_on_request(on_request, report.assessment, screen.console(), top)
    print_double_counts(project, pairs, screen.console())
    screen.print_written([out])
    return 0


def _write(
    report: RankingReport, on_request: OnRequest, out: Path | None, json: str | None
) -> None:
    """Write the requested workbook and JSON from the same results."""
    from rpa_scout.cli import screen
    from rpa_scout.pipeline import write_ranking
    from rpa_scout.reporting.ranking_json import ranking_json

    if out is not None:
        write_ranking(report, out, robustness=on_request.robustness, changes=on_request.changes)
    if json is not None:
        screen.write_json(ranking_json(report, on_request=on_request), json)
