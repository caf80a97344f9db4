"""``rpa-scout rank``: read workbooks and rank the candidates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.on_request import RequestedAnalyses
from rpa_scout.cli.options import (
    ExitZero,
    JsonFile,
    Paths,
    PolicyFile,
    RankingFile,
    Replace,
    ScorecardName,
    ShownTasks,
    SurveyOptions,
)
from rpa_scout.text import _

if TYPE_CHECKING:
    from rich.console import Console

    from rpa_scout.assessment.assess import Assessment
    from rpa_scout.cli.surveys import MeasuredTasks
    from rpa_scout.reporting.on_request.results import OnRequest

_SHOWN = 30


def rank(
    paths: Paths,
    *,
    out: RankingFile = None,
    json: JsonFile = None,
    replace: Replace = False,
    top: ShownTasks = None,
    scorecard: ScorecardName = "rpa",
    policy: PolicyFile = None,
    actuals: Annotated[
        list[Path] | None,
        typer.Option(
            "--actuals",
            metavar="FILE",
            help=_(
                "Forms with the actuals of running automations: they correct the estimates. May "
                "be given several times."
            ),
        ),
    ] = None,
    analyses: RequestedAnalyses,
    surveys: SurveyOptions,
    exit_zero: ExitZero = False,
) -> int:
    """Read, check, score and rank; print the ranking and write the requested files."""
    from rpa_scout.assessment.assess import assess
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.on_request import print_on_request
    from rpa_scout.cli.tables.ranking import print_ranking
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.scoring.scorer import scorecard_named

    analyses.check()
    chosen = load_policy(policy)
    scorecard_named(chosen, scorecard)  # a wrong name fails before the long reading
    inventory = surveys.read(paths, chosen)
    measured = None
    if actuals:
        from rpa_scout.cli.surveys import read_measured

        measured = read_measured(actuals, inventory, chosen, passwords=surveys.password or ())
    with screen.Bar() as bar:
        assessment = assess(
            inventory,
            chosen,
            scorecard,
            bar,
            actuals=measured.actuals if measured else (),
            circumstances=surveys.circumstances(measured.in_register if measured else frozenset()),
        )
        on_request = analyses.computed(assessment, bar)
        if out is not None or json is not None:
            _write(assessment, on_request, top, out, json)
    to_screen = screen.console(stderr=json == "-")
    if json != "-" and inventory.tables:
        print_ranking(assessment, to_screen, top or _SHOWN, on_request)
        print_on_request(on_request, assessment, to_screen, top or _SHOWN)
    if measured is not None:
        _print_measured(measured, assessment, to_screen)
    screen.print_findings(inventory.findings, inventory.fields, to_screen)
    if inventory.tables and json != "-":
        screen.print_coverage(inventory, to_screen)
    screen.print_written([out, json], to_screen)
    code = screen.exit_code(inventory)
    if measured is not None and measured.findings.has_errors:
        code = max(code, 1)
    return 0 if exit_zero and code == 1 else code


def _write(
    assessment: Assessment,
    on_request: OnRequest,
    top: int | None,
    out: Path | None,
    json: str | None,
) -> None:
    """Write the requested workbook and JSON from the same results."""
    from rpa_scout import pipeline
    from rpa_scout.cli import screen
    from rpa_scout.ranking.report import report_of
    from rpa_scout.reporting.ranking_json import ranking_json

    report = pipeline.compared_report(report_of(assessment))
    if out is not None:
        pipeline.write_ranking(
            report, out, top, robustness=on_request.robustness, changes=on_request.changes
        )
    if json is not None:
        screen.write_json(ranking_json(report, top, on_request), json)


def _print_measured(measured: MeasuredTasks, assessment: Assessment, out: Console) -> None:
    """Print the effect of the actuals, and the findings in their forms."""
    from rpa_scout.cli import screen
    from rpa_scout.register.fields import load_register_fields

    screen.print_line(assessment.calibration.sentence(), out)
    screen.print_findings(
        measured.findings, load_register_fields(assessment.policy), out, most=None
    )
