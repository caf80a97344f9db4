"""What a choice uses of each limit, counted apart from how it was chosen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Floats, Positions
from rpa_scout.planning.problem import NOT_BUILT, PlanProblem

_TOLERANCE = 1e-6


@dataclass(frozen=True)
class YearLoads:
    """What is used in each year."""

    # Hours of the city's staff for building and for the upkeep of what was built in years before,
    # and yen for vendors; shape (Y,).
    build_hours: Floats
    upkeep_hours: Floats
    vendor_yen: Floats
    vendor_hours: Floats  # Hours of vendors for building; shape (Y,)
    new_tasks: npt.NDArray[np.int_]  # New tasks; shape (departments, Y)


def effort_shares(problem: PlanProblem, choice: Positions) -> Floats:
    """Return which share of its effort each task costs: the first of a group costs all of it.

    Of several built in the first year it is the one with the least hours to build.
    """
    shares = np.ones(problem.count)
    if not problem.has_groups:
        return shares
    built = np.flatnonzero(choice != NOT_BUILT)
    order = built[np.lexsort((built, problem.build_hours[built], choice[built]))]
    _, first = np.unique(problem.group[order], return_index=True)
    shares[order] = problem.adaptation_share
    shares[order[first]] = 1.0
    return shares


def year_loads(problem: PlanProblem, choice: Positions) -> YearLoads:
    """Add up what a choice uses in each year."""
    years = len(problem.years)
    built = np.flatnonzero(choice != NOT_BUILT)
    year = choice[built]
    share = effort_shares(problem, choice)[built]

    def by_year(amounts: Floats) -> Floats:
        return np.bincount(year, amounts, minlength=years).astype(np.float64)

    upkeep = np.cumsum(by_year(problem.upkeep_hours[built]))
    is_vendor = problem.is_vendor[built]
    hours = share * problem.build_hours[built]
    departments = int(problem.department.max(initial=-1)) + 1
    new_tasks = np.zeros((departments, years), dtype=np.int_)
    np.add.at(new_tasks, (problem.department[built], year), 1)
    return YearLoads(
        build_hours=by_year(np.where(is_vendor, 0.0, hours)),
        upkeep_hours=np.concatenate([[0.0], upkeep[:-1]]),
        vendor_yen=by_year(share * problem.vendor_yen[built]),
        vendor_hours=by_year(np.where(is_vendor, hours, 0.0)),
        new_tasks=new_tasks,
    )


def keeps_limits(problem: PlanProblem, choice: Positions) -> bool:
    """Return whether a choice keeps every limit."""
    built = np.flatnonzero(choice != NOT_BUILT)
    if not problem.may_build[built, choice[built]].all():
        return False
    if (choice[problem.must_build] == NOT_BUILT).any():
        return False
    loads = year_loads(problem, choice)
    in_house = loads.build_hours + loads.upkeep_hours
    return bool(
        (in_house <= problem.in_house_capacity + _TOLERANCE).all()
        and (loads.vendor_yen <= problem.vendor_capacity + _TOLERANCE).all()
        and loads.new_tasks.max(initial=0) <= problem.department_limit
    )
