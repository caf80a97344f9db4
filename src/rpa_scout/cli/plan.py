"""``rpa-scout plan``: read workbooks and plan which task is built in which fiscal year."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.options import (
    DepartmentList,
    JsonFile,
    Lang,
    Passwords,
    Paths,
    PolicyFile,
    Replace,
)
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
)
from rpa_scout.text import _

__all__ = ["plan"]

_SHOWN = 30


def plan(
    paths: Paths,
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
    replace: Replace = False,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, metavar="N", help=_("Show only this number of tasks.")),
    ] = None,
    policy: PolicyFile = None,
    departments: DepartmentList = None,
    password: Passwords = None,
    exit_zero: Annotated[
        bool,
        typer.Option("--exit-zero", help=_("End with code 0 even where findings are errors.")),
    ] = False,
    lang: Lang = None,
) -> int:
    """Read, assess and plan; print the plan and write the requested file."""
    from rpa_scout.assessment.assess import assess
    from rpa_scout.candidates import TaskCircumstances
    from rpa_scout.cli import screen, surveys
    from rpa_scout.cli.tables.plan import print_plan
    from rpa_scout.planning.plan import plan as planned
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.reading.layout.departments import department_staff
    from rpa_scout.reporting.plans.plan_json import plan_json

    chosen = load_policy(policy)
    options = PlanOptions(
        in_house_hours,
        vendor_yen,
        vendor_yen_per_hour,
        new_tasks_per_department,
        first_year,
        tuple(lock or ()),
        tuple(leave_out or ()),
    )
    limits, locks = options.limits(chosen.plan), options.locks()
    inventory = surveys.read(
        paths,
        chosen,
        departments=departments,
        passwords=password or (),
    )
    circumstances = TaskCircumstances(
        department_staff=department_staff(surveys.listed_in(departments))
    )
    with screen.Bar() as bar:
        assessment = assess(inventory, chosen, "rpa", bar, circumstances=circumstances)
        result = planned(assessment, limits, locks=locks, progress=bar, seconds=seconds)
        gains, comparison = beside_plan(result, compare, bar, what_if=what_if)
    if json is not None:
        screen.write_json(plan_json(result, what_if=gains, comparison=comparison), json)
    to_screen = screen.console(stderr=json == "-")
    if json != "-" and inventory.tables:
        print_plan(result, to_screen, top or _SHOWN, gains, comparison)
    screen.print_findings(inventory.findings, inventory.fields, to_screen)
    if json not in (None, "-"):
        to_screen.print(_("Written: {path}").format(path=json), markup=False)
    code = screen.exit_code(inventory)
    return 0 if exit_zero and code == 1 else code
