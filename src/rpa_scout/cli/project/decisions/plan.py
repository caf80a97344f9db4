"""``rpa-scout project plan`` and ``adopt-plan``: plan by fiscal year, and take a plan over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.plan_options import BesidePlan, PlanOptions, Seconds, read_plan
from rpa_scout.cli.project.documents.options import (
    IssueOptions,
    OwnTemplate,
    TemplateOut,
    template_only,
)
from rpa_scout.cli.project.options import Author, ProjectFile, Reason, Top, author_or_login
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.planning.result import FiscalPlan
    from rpa_scout.progress import Progress
    from rpa_scout.project.project import Project


def plan(
    project: ProjectFile,
    *,
    options: PlanOptions,
    beside: BesidePlan,
    seconds: Seconds = 20.0,
    json: JsonFile = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.xlsx",
            help=_("Write the action plan: tasks by quarter, totals."),
        ),
        Output(kind="action_plan"),
    ] = None,
    template_out: TemplateOut = None,
    template: OwnTemplate = None,
    handed_out: IssueOptions,
    replace: Replace = False,
    top: Top = 30,
    author: Author = None,
) -> int:
    """Plan with the project's decisions; print the plan and write the requested files."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.plan import print_plan
    from rpa_scout.project.project import Project
    from rpa_scout.reporting.plans.plan_json import plan_json

    if template_out is not None:
        return template_only("action_plan", template_out)
    name = author_or_login(author)
    # Only a document that is handed out changes the project, by its record.
    read_only = out is None
    with Project.open(project, name, read_only=read_only) as opened, screen.Bar() as bar:
        result = _planned(opened, options, seconds, bar)
        gains, comparison = beside.computed(result, bar)
        if out is not None:
            from rpa_scout.documents.making import Wishes, make_document

            issue = handed_out.issue(template)
            make_document("action_plan", opened, out, issue, Wishes(plan=result), bar)
    if json is not None:
        content = plan_json(result, name, what_if=gains, comparison=comparison)
        screen.write_json(content, json)
    if json != "-":
        print_plan(result, screen.console(), top, gains, comparison)
    screen.print_written([json, out], screen.console(stderr=json == "-"))
    return 0


def adopt_plan(
    project: ProjectFile,
    *,
    file: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="FILE.json",
            help=_("A plan that “project plan --json” wrote; else it is planned anew."),
        ),
    ] = None,
    options: PlanOptions,
    seconds: Seconds = 20.0,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Take a plan over as decisions with years, all tasks or none."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        if file is None:
            with screen.Bar() as bar:
                result = _planned(opened, options, seconds, bar)
            entry = opened.planning.adopt(result, reason, assessment=result.request.assessment)
        else:
            years, builders = _years_of(read_plan(file), file)
            entry = opened.planning.adopt(years, reason, builders=builders)
        print_entry(entry, opened)
    undo = _(
        "{count:,} tasks adopted; each counts from the year after it is built. To undo: "
        "rpa-scout project undo {project}"
    )
    out = screen.console()
    out.print(undo.format(count=entry.details["tasks"], project=project), markup=False)
    return 0


def _planned(
    opened: Project, options: PlanOptions, seconds: float, progress: Progress
) -> FiscalPlan:
    return opened.planning.plan(
        options.limits(opened.policy().plan),
        locks=options.locks(),
        progress=progress,
        seconds=seconds,
    )


def _years_of(content: object, path: Path) -> tuple[dict[str, int], dict[str, str]]:
    """Return year and builder of every planned task of a plan's JSON."""
    try:
        assert isinstance(content, dict)
        planned = [task for task in content["tasks"] if task["year"] is not None]
        years = {str(task["task_id"]): int(task["year"]) for task in planned}
        builders = {str(task["task_id"]): str(task["builder"]) for task in planned}
    except (AssertionError, KeyError, TypeError, ValueError):
        raise InputError(
            N_("The file {path} is no plan that “plan --json” has written."), path=path
        ) from None
    return years, builders
