"""Options that every command that plans has, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa_scout.cli.project.options import fiscal_year
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.planning.comparing import PlanComparison
    from rpa_scout.planning.request import Lock
    from rpa_scout.planning.result import FiscalPlan
    from rpa_scout.planning.what_if import LimitGain
    from rpa_scout.policy.plan import PlanLimits
    from rpa_scout.progress import Progress

Seconds = Annotated[
    float,
    typer.Option(
        "--seconds",
        min=1,
        metavar="N",
        help=_("Time after which the best plan so far is taken."),
    ),
]


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """The limits and locks of a plan, as they were typed."""

    in_house_hours: Annotated[
        float | None,
        typer.Option(
            "--in-house-hours", metavar="N", help=_("Hours a year that staff have for building.")
        ),
    ] = None
    vendor_yen: Annotated[
        float | None,
        typer.Option("--vendor-yen", metavar="N", help=_("Yen a year for vendors.")),
    ] = None
    vendor_yen_per_hour: Annotated[
        float | None,
        typer.Option(
            "--vendor-yen-per-hour", metavar="N", help=_("Price of a vendor's hour, in yen.")
        ),
    ] = None
    new_tasks_per_department: Annotated[
        int | None,
        typer.Option(
            "--new-tasks-per-department",
            metavar="N",
            help=_("New tasks per department and year, at most."),
        ),
    ] = None
    first_year: Annotated[
        str | None,
        typer.Option("--first-year", metavar="YEAR", help=_("First fiscal year: 2027, R9.")),
    ] = None
    lock: Annotated[
        list[str] | None,
        typer.Option(
            "--lock",
            metavar="TASK_ID=YEAR",
            help=_("Build a task in this fiscal year; may be given several times."),
        ),
    ] = None
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            "--leave-out",
            metavar="TASK_ID",
            help=_("Leave a task out of the plan; may be given several times."),
        ),
    ] = None

    def limits(self, of_policy: PlanLimits | None) -> PlanLimits:
        """Return the policy's limits with those of the options, which hold for every year."""
        from pydantic import ValidationError

        from rpa_scout.policy.plan import PlanLimits

        options: dict[str, Any] = {
            "in_house_hours_per_year": self.in_house_hours,
            "vendor_yen_per_year": self.vendor_yen,
            "vendor_yen_per_hour": self.vendor_yen_per_hour,
            "new_tasks_per_department_per_year": self.new_tasks_per_department,
            "first_year": None if self.first_year is None else fiscal_year(self.first_year),
        }
        stated = {name: value for name, value in options.items() if value is not None}
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
                    "{value} cannot be used as a limit of the plan; give a number from 0 on, or a "
                    "year."
                ),
                value=fault["input"],
            ) from None

    def locks(self) -> dict[str, Lock]:
        """Return the tasks that are locked to a year or left out."""
        locks: dict[str, Lock] = {}
        for lock in self.lock or ():
            task_id, sign, year = lock.rpartition("=")
            if not sign or not task_id:
                raise InputError(
                    N_("“{lock}” is no lock; write it as TASK_ID=YEAR, such as 税務課-12=R9."),
                    lock=lock,
                )
            locks[task_id] = fiscal_year(year)
        for task_id in self.leave_out or ():
            if task_id in locks:
                raise InputError(
                    N_("“{task}” is locked to a year and left out as well; choose one."),
                    task=task_id,
                )
            locks[task_id] = "out"
        return locks


def read_plan(path: Path) -> object:
    """Return the content of a plan that was written with ``--json``."""
    import json

    try:
        content: object = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise InputError(N_("The file {path} cannot be read."), path=path) from None
    except ValueError:
        raise InputError(
            N_("The file {path} is no plan that “plan --json” has written."), path=path
        ) from None
    return content


@dataclass(frozen=True, slots=True)
class BesidePlan:
    """What is shown beside a plan, because an option asks for it."""

    what_if: Annotated[
        bool,
        typer.Option("--what-if", help=_("Show what more of each limit would bring.")),
    ] = False
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare",
            metavar="FILE.json",
            help=_("Show the differences from an earlier plan, written with --json."),
        ),
    ] = None

    def computed(
        self, plan: FiscalPlan, progress: Progress
    ) -> tuple[tuple[LimitGain, ...] | None, PlanComparison | None]:
        """Return what more of each limit would bring, and the differences from an earlier plan."""
        from rpa_scout.planning.comparing import compared_plans, figures_of_data
        from rpa_scout.planning.what_if import limit_gains

        gains = limit_gains(plan, progress) if self.what_if else None
        if self.compare is None:
            return gains, None
        return gains, compared_plans(figures_of_data(read_plan(self.compare)), plan)
