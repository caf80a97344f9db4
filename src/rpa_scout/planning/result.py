"""A plan as it is handed on: years, tasks, chances, and how good it is proved to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rpa_scout.arrays import Positions
from rpa_scout.assessment.goal_chances import Chances
from rpa_scout.planning.problem import PlanProblem
from rpa_scout.planning.request import PlanRequest
from rpa_scout.savings.quantiles import QUANTILE_LABELS, Quantiles


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One fiscal year of a plan.

    Attributes
    ----------
    fiscal_year : int
        Calendar year in which it begins.
    build_hours, upkeep_hours : float
        Hours of the city's staff for building, and for the upkeep of what was built before.
    build_hours_capacity : float or None
        Hours that they have for building: the limit less the upkeep; None without limit.
    vendor_hours : float
        Hours of vendors for building.
    vendor_yen, vendor_yen_capacity : float or None
        Yen for vendors and their limit; None without price or limit.
    new_tasks : int
        Tasks built in the year.
    saved_hours_per_year : Quantiles
        Hours saved in the year by all that counts, the start included.
    live_tasks : Quantiles
        Tasks in use, the start included.
    chances : Chances
        Of standing at the goals in that year.
    """

    fiscal_year: int
    build_hours: float
    upkeep_hours: float
    build_hours_capacity: float | None
    vendor_hours: float
    vendor_yen: float | None
    vendor_yen_capacity: float | None
    new_tasks: int
    saved_hours_per_year: Quantiles
    live_tasks: Quantiles
    chances: Chances

    def as_data(self) -> dict[str, Any]:
        """Return the year as JSON has it."""
        return {
            "year": self.fiscal_year,
            "build_hours": self.build_hours,
            "build_hours_capacity": self.build_hours_capacity,
            "vendor_yen": self.vendor_yen,
            "vendor_yen_capacity": self.vendor_yen_capacity,
            "new_tasks": self.new_tasks,
            "saved_hours_per_year": self.saved_hours_per_year.as_data(QUANTILE_LABELS),
            "live_tasks": self.live_tasks.as_data(QUANTILE_LABELS),
        }


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One task of a plan.

    Attributes
    ----------
    task_id : str
        Id of the task.
    fiscal_year : int or None
        Year in which it is built; None: it is not in the plan.
    build_hours : float or None
        Hours to build; less than its own where others of its group are built before; None where
        no means fits.
    builder : {"in_house", "vendor"} or None
        Who builds it.
    code : str
        Why this year, or why not at all: a code of `rpa_scout.planning.reasons.REASONS`.
    why : str
        The same as a sentence, in the language in which the plan was made.
    """

    task_id: str
    fiscal_year: int | None
    build_hours: float | None
    builder: str | None
    code: str
    why: str

    def as_data(self) -> dict[str, Any]:
        """Return the task as JSON has it."""
        return {
            "task_id": self.task_id,
            "year": self.fiscal_year,
            "build_hours": self.build_hours,
            "builder": self.builder,
            "why": self.why,
        }


@dataclass(frozen=True)
class FiscalPlan:
    """Which task is built in which fiscal year.

    Attributes
    ----------
    years : tuple of PlanYear
        From the first year of the plan to that of the goals.
    tasks : tuple of PlanTask
        All tasks, in the order of the ranking; those in the plan have a year.
    chances : Chances
        Of reaching the goals when they are due, on the policy's draws.
    chance_when_chosen : float
        Chance of all goals on the draws that the plan was chosen with, which is too high by as
        much as it was fitted to them; at most what is wanted.
    chance_wanted : float
        What was aimed at.
    gap : float or None
        The plan is by at most this share worse than the best; None where that was not proved.
    method : str
        A code of `rpa_scout.planning.choosing.METHODS`.
    request : PlanRequest
        What was asked.
    problem : PlanProblem
        The same as arrays.
    choice : ndarray of int
        The plan as an array over the problem's tasks.
    """

    years: tuple[PlanYear, ...]
    tasks: tuple[PlanTask, ...]
    chances: Chances
    chance_when_chosen: float
    chance_wanted: float
    gap: float | None
    method: str
    request: PlanRequest = field(repr=False)
    problem: PlanProblem = field(repr=False)
    choice: Positions = field(repr=False)

    @property
    def year_of(self) -> dict[str, int]:
        """Year of every task that is in the plan, by its id."""
        return {
            task.task_id: task.fiscal_year for task in self.tasks if task.fiscal_year is not None
        }

    def as_data(self) -> dict[str, Any]:
        """Return the plan as JSON has it.

        Returns
        -------
        dict
            ``years``, ``tasks``, ``chance`` (``hours``, ``tasks``, ``both``), ``gap`` and
            ``method``.
        """
        return {
            "years": [year.as_data() for year in self.years],
            "tasks": [task.as_data() for task in self.tasks],
            "chance": self.chances.as_data(),
            "gap": self.gap,
            "method": self.method,
        }
