"""Decisions that exceed a limit of the plan: which limit, in which year, and by how much."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rpa_scout.errors import NoPlanError
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.planning.highs import solve
from rpa_scout.planning.model import PlanModel, PlanRows, plan_model
from rpa_scout.planning.problem import PlanProblem
from rpa_scout.progress import Progress
from rpa_scout.text import N_

_LIMITS = ("in_house", "vendor", "department")
_LEAST = 1e-6

_SENTENCES = {
    "in_house": N_(
        "What has been decided does not fit: in {year} the city's staff lack {amount:,.0f} hours "
        "for building. Raise the limit, or change a year."
    ),
    "vendor": N_(
        "What has been decided does not fit: in {year} the budget for vendors lacks {amount:,.0f} "
        "yen. Raise the limit, or change a year."
    ),
    "department": N_(
        "What has been decided does not fit: in {year} a department has {amount:,.0f} new tasks "
        "too many. Raise the limit, or change a year."
    ),
}
_NO_YEAR = N_(
    "“{task}” has been adopted, but a planned change leaves no year of the plan for it. Lock it to "
    "a year, or leave it out."
)


@dataclass(frozen=True, slots=True)
class Shortage:
    """By how much a limit is exceeded."""

    limit: str  # The limit: "in_house", "vendor" or "department"
    fiscal_year: int
    amount: float  # Hours, yen, or tasks too many


def no_plan_error(problem: PlanProblem, progress: Progress) -> NoPlanError:
    """Return the error that says why there is no plan."""
    has_no_year = problem.must_build & ~problem.may_build.any(axis=1)
    if has_no_year.any():
        return NoPlanError(_NO_YEAR, task=problem.task_ids[int(np.argmax(has_no_year))])
    missing = shortages(problem, progress)
    if not missing:
        return NoPlanError(N_("No plan was reached within the time. Allow more time."))
    largest = missing[0]
    return NoPlanError(
        _SENTENCES[largest.limit],
        missing,
        year=fiscal_year_label(largest.fiscal_year),
        amount=np.ceil(largest.amount - _LEAST),
    )


def shortages(problem: PlanProblem, progress: Progress) -> tuple[Shortage, ...]:
    """Return by how much the limits are short of what has to be built, the most severe first.

    Every limit may be exceeded at a price in proportion to it; the cheapest way tells what is
    missing.
    """
    if not problem.must_build.any():
        return ()
    needed = problem.restricted(np.flatnonzero(problem.must_build))
    model, slack_rows, scales = _elastic(plan_model(needed))
    solved = solve(model, progress, whole=True, gap=1e-6, seconds=5.0)
    if solved.values is None:
        return ()
    amounts = solved.values[len(solved.values) - len(scales) :] * scales
    years = len(problem.years)
    missing = [
        Shortage(kind, problem.years[number % years], float(amount))
        for (kind, number), amount in zip(slack_rows, amounts.tolist(), strict=True)
        if amount > _LEAST
    ]
    return tuple(sorted(missing, key=lambda shortage: _LIMITS.index(shortage.limit)))


def _elastic(model: PlanModel) -> tuple[PlanModel, list[tuple[str, int]], np.ndarray]:
    """Return the model with a column for what each limit is exceeded by, as a share of a scale."""
    rows = model.rows
    numbers = [row for row, label in enumerate(rows.labels) if label[0] in _LIMITS]
    scales = np.array([_most(rows, row) for row in numbers])
    elastic = PlanRows(
        [*rows.rows], [*rows.columns], [*rows.coefficients], rows.lower, rows.upper, rows.labels
    )
    for number, (row, scale) in enumerate(zip(numbers, scales.tolist(), strict=True)):
        elastic.rows.append(np.array([row]))
        elastic.columns.append(np.array([model.columns + number]))
        elastic.coefficients.append(np.array([-scale]))
    # Exceeding any limit by the same share of it costs the same.
    price = np.array([-1.0 / max(rows.upper[row], 1.0) for row in numbers]) * scales
    changed = replace(
        model,
        gain=np.concatenate([np.zeros(model.columns), price]),
        lowest=np.zeros(model.columns + len(numbers)),
        rows=elastic,
        whole_columns=model.columns,
    )
    return changed, [rows.labels[row] for row in numbers], scales


def _most(rows: PlanRows, row: int) -> float:
    """Return an upper bound of what a row can be exceeded by."""
    return float(np.abs(rows.coefficients[row]).sum() + abs(min(rows.upper[row], 0.0)) + 1.0)
