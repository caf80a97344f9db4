"""``rpa-scout project plan`` and ``adopt-plan``: plan by fiscal year, and take a plan over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import JsonFile, Lang, Replace
from rpa_scout.cli.plan_options import (
    Compare,
    FirstYear,
    InHouseHours,
    LeaveOut,
    LockTasks,
    NewTasks,
    PlanOptions,
    Seconds,
    VendorYen,
    VendorYenPerHour,
    WhatIf,
    beside_plan,
    read_plan,
)
from rpa_scout.cli.project.documents.action_plan import ActionPlanFile, write_action_plan
from rpa_scout.cli.project.documents.options import (
    ApprovedOn,
    Dated,
    DocumentNumber,
    Draft,
    OwnTemplate,
    TemplateOut,
    issue_of,
    print_written,
    template_only,
)
from rpa_scout.cli.project.options import Author, ProjectFile, Reason, Top, author_or_login
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.planning.result import FiscalPlan
    from rpa_scout.progress import Progress
    from rpa_scout.project.project import Project

__all__ = ["adopt_plan", "plan"]


def plan(
    project: ProjectFile,
    *,
    in_house_hours: InHouseHours = None,
    vendor_yen: VendorYen = None,
    vendor_yen_per_hour: VendorYenPerHour = None,
    new_tasks_per_department: NewTasks = None,
    first_year: FirstYear = None,
    lock: LockTasks = None,
    leave_out: LeaveOut = None,
    what_if: WhatIf = False,
    compare: Compare = None,
    seconds: Seconds = 20.0,
    json: JsonFile = None,
    out: ActionPlanFile = None,
    template_out: TemplateOut = None,
    template: OwnTemplate = None,
    dated: Dated = None,
    document_number: DocumentNumber = "",
    approved_on: ApprovedOn = None,
    draft: Draft = False,
    replace: Replace = False,
    top: Top = 30,
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Plan with the project's decisions; print the plan and write the requested files."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.plan import print_plan
    from rpa_scout.project.project import Project
    from rpa_scout.reporting.plans.plan_json import plan_json

    options = PlanOptions(
        in_house_hours,
        vendor_yen,
        vendor_yen_per_hour,
        new_tasks_per_department,
        first_year,
        tuple(lock or ()),
        tuple(leave_out or ()),
    )
    if template_out is not None:
        return template_only("action_plan", template_out)
    name = author_or_login(author)
    # Only a document that is handed out changes the project, by its record.
    read_only = out is None
    with Project.open(project, name, read_only=read_only) as opened, screen.Bar() as bar:
        result = _planned(opened, options, seconds, bar)
        gains, comparison = beside_plan(result, compare, bar, what_if=what_if)
        if out is not None:
            issue = issue_of(dated, document_number, approved_on, template, draft=draft)
            write_action_plan(opened, result, out, issue, bar)
    if json is not None:
        content = plan_json(result, name, what_if=gains, comparison=comparison)
        screen.write_json(content, json)
    if json != "-":
        print_plan(result, screen.console(), top, gains, comparison)
    print_written([path for path in (json, out) if path not in (None, "-")])
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
    in_house_hours: InHouseHours = None,
    vendor_yen: VendorYen = None,
    vendor_yen_per_hour: VendorYenPerHour = None,
    new_tasks_per_department: NewTasks = None,
    first_year: FirstYear = None,
    lock: LockTasks = None,
    leave_out: LeaveOut = None,
    seconds: Seconds = 20.0,
    reason: Reason = "",
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Take a plan over as decisions with years, all tasks or none."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.project.project import Project

    options = PlanOptions(
        in_house_hours,
        vendor_yen,
        vendor_yen_per_hour,
        new_tasks_per_department,
        first_year,
        tuple(lock or ()),
        tuple(leave_out or ()),
    )
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
