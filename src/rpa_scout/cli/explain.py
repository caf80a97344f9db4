"""``rpa-scout explain``: how a task's score and hours are derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import (
    JsonFile,
    Paths,
    PolicyFile,
    Replace,
    ScorecardName,
    SurveyOptions,
)
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.ranking.report import RankingReport

TaskToExplain = Annotated[
    str,
    typer.Argument(metavar="TASK_ID", help=_("The task, by its id in the ranking.")),
]


def explain(
    paths: Paths,
    task: TaskToExplain,
    *,
    json: JsonFile = None,
    replace: Replace = False,
    scorecard: ScorecardName = "rpa",
    policy: PolicyFile = None,
    surveys: SurveyOptions,
) -> int:
    """Read and rank; print how one task's score and hours are derived."""
    from rpa_scout.assessment.assess import assess
    from rpa_scout.cli import screen
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.ranking.report import report_of
    from rpa_scout.scoring.scorer import scorecard_named

    chosen = load_policy(policy)
    scorecard_named(chosen, scorecard)  # a wrong name fails before the long reading
    inventory = surveys.read(paths, chosen)
    circumstances = surveys.circumstances()
    with screen.Bar() as bar:
        assessment = assess(
            inventory, chosen, scorecard, bar, circumstances=circumstances, with_total=False
        )
    show_explanation(report_of(assessment), task, json)
    return 0


def show_explanation(report: RankingReport, task: str, json: str | None) -> None:
    """Print the explanation of a task, or write it as JSON."""
    from rpa_scout.cli import screen
    from rpa_scout.reporting.explanations.explanation_json import explanation_json
    from rpa_scout.similarity.one_task.known_pattern import explained

    if json is not None:
        screen.write_json(explanation_json(report, task), json)
    if json != "-":
        screen.print_line(str(explained(report.assessment, task)))
    screen.print_written([json])
