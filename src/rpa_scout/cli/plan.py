"""``rpa-scout plan``: read workbooks and plan which task is built in which fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa_scout.cli.options import DepartmentList, JsonFile, Lang, Passwords, Paths, PolicyFile
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.policy.model import PlanLimits

__all__ = ["plan"]

_SHOWN = 30


def plan(
    paths: Paths,
    *,
    in_house_hours: Annotated[
        float | None,
        typer.Option(
            "--in-house-hours", metavar="N", help=_("Hours a year that staff have for building.")
        ),
    ] = None,
    vendor_yen: Annotated[
        float | None,
        typer.Option("--vendor-yen", metavar="N", help=_("Yen a year for vendors.")),
    ] = None,
    vendor_yen_per_hour: Annotated[
        float | None,
        typer.Option(
            "--vendor-yen-per-hour", metavar="N", help=_("Price of a vendor's hour, in yen.")
        ),
    ] = None,
    new_tasks_per_department: Annotated[
        int | None,
        typer.Option(
            "--new-tasks-per-department",
            metavar="N",
            help=_("New tasks per department and year, at most."),
        ),
    ] = None,
    first_year: Annotated[
        int | None,
        typer.Option("--first-year", metavar="N", help=_("First fiscal year, as 2027.")),
    ] = None,
    json: JsonFile = None,
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

    chosen = load_policy(policy)
    limits = _limits(
        chosen.plan,
        in_house_hours_per_year=in_house_hours,
        vendor_yen_per_year=vendor_yen,
        vendor_yen_per_hour=vendor_yen_per_hour,
        new_tasks_per_department_per_year=new_tasks_per_department,
        first_year=first_year,
    )
    inventory = surveys.read(
        paths, chosen, departments=departments, passwords=password or (), outputs=(json,)
    )
    circumstances = TaskCircumstances(
        department_staff=department_staff(surveys.listed_in(departments))
    )
    with screen.Bar() as bar:
        assessment = assess(inventory, chosen, "rpa", bar, circumstances=circumstances)
        result = planned(assessment, limits, progress=bar)
    if json is not None:
        screen.write_json(result.as_data(), json)
    to_screen = screen.console(stderr=json == "-")
    if json != "-" and inventory.tables:
        print_plan(result, to_screen, top or _SHOWN)
    screen.print_findings(inventory.findings, inventory.fields, to_screen)
    if json not in (None, "-"):
        to_screen.print(_("Written: {path}").format(path=json), markup=False)
    code = screen.exit_code(inventory)
    return 0 if exit_zero and code == 1 else code


def _limits(of_policy: PlanLimits | None, **options: float | None) -> PlanLimits:
    """Return the policy's limits with those of the options, which hold for every year."""
    from pydantic import ValidationError

    from rpa_scout.policy.model import PlanLimits

    stated: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    for name in ("in_house_hours", "vendor_yen"):
        if f"{name}_per_year" in stated:
            stated[f"{name}_in"] = {}
    before = {} if of_policy is None else of_policy.model_dump()
    try:
        return PlanLimits.model_validate(before | stated)
    except ValidationError as error:
        fault = error.errors()[0]
        if not fault["loc"]:
            raise InputError(
                N_("A limit in yen needs a price: give --vendor-yen-per-hour.")
            ) from None
        raise InputError(
            N_(
                "{value} cannot be used as a limit of the plan; give a number from 0 on, or a year."
            ),
            value=fault["input"],
        ) from None
