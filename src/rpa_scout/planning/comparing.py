"""In what two plans differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rpa_scout.assessment.goal_chances import Chances, rise
from rpa_scout.errors import InputError
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.text import N_


@dataclass(frozen=True, slots=True)
class TaskMove:
    """A task that two plans build in different years."""

    task_id: str
    # Fiscal years; None: not in the plan.
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What is compared of a plan."""

    year_of: Mapping[str, int | None]  # Year of every task by its id; None: not in the plan
    hours: float  # Hours saved a year (p50) in the last year
    build_hours: float  # Hours of the city's staff for building in all years
    chances: Chances  # Chances of the goals

    @classmethod
    def of(cls, plan: FiscalPlan) -> PlanFigures:
        """Take the figures of a plan."""
        return cls(
            {task.task_id: task.fiscal_year for task in plan.tasks},
            float(plan.years[-1].saved_hours_per_year.p50),
            sum(year.build_hours for year in plan.years),
            plan.chances,
        )


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """In what two plans differ."""

    moves: tuple[TaskMove, ...]  # Tasks that are built in another year, or in one plan only
    hours: float  # Hours saved a year (p50) in the last year, after less before
    build_hours: float  # Hours of the city's staff for building in all years, after less before
    chances: Chances  # Chances, after less before

    def as_data(self) -> dict[str, Any]:
        """Return the differences as JSON has them."""
        return {
            "moves": [
                {"task_id": move.task_id, "before": move.before, "after": move.after}
                for move in self.moves
            ],
            "saved_hours_per_year": self.hours,
            "build_hours": self.build_hours,
            "chance": self.chances.as_data(),
        }


def figures_of_data(data: object) -> PlanFigures:
    """Return the figures of a plan that was written as JSON."""
    try:
        assert isinstance(data, dict)
        chances = dict(data["chance"])
        both = chances.pop("both")
        return PlanFigures(
            {str(task["task_id"]): task["year"] for task in data["tasks"]},
            float(data["years"][-1]["saved_hours_per_year"]["p50"]),
            sum(float(year["build_hours"]) for year in data["years"]),
            Chances({name: each for name, each in chances.items() if each is not None}, both),
        )
    except (AssertionError, KeyError, TypeError, ValueError, IndexError):
        raise InputError(N_("This is no plan that was saved as JSON.")) from None


def compared_plans(
    before: FiscalPlan | PlanFigures, after: FiscalPlan | PlanFigures
) -> PlanComparison:
    """Return in what two plans of the same tasks differ."""
    old, new = (
        PlanFigures.of(plan) if isinstance(plan, FiscalPlan) else plan for plan in (before, after)
    )
    ids = dict.fromkeys((*old.year_of, *new.year_of))
    moves = tuple(
        TaskMove(task_id, old.year_of.get(task_id), new.year_of.get(task_id))
        for task_id in ids
        if old.year_of.get(task_id) != new.year_of.get(task_id)
    )
    return PlanComparison(
        moves=moves,
        hours=new.hours - old.hours,
        build_hours=new.build_hours - old.build_hours,
        chances=_difference(old.chances, new.chances),
    )


def _difference(before: Chances, after: Chances) -> Chances:
    each = {
        name: after.each[name] - chance
        for name, chance in before.each.items()
        if name in after.each
    }
    return Chances(each, rise(before.both, after.both))
