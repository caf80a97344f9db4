"""What a plan saves and costs in yen, by draw; only where the city has entered its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rpa_scout.arrays import Floats, Positions
from rpa_scout.errors import InputError, Remedy
from rpa_scout.planning.judging import judged
from rpa_scout.planning.loads import year_loads
from rpa_scout.planning.problem import NOT_BUILT
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.policy.money import Money, YenFigure
from rpa_scout.savings.quantiles import QUANTILE_LABELS, Quantiles, quantiles_of
from rpa_scout.text import N_

_MONTHS = 12
_FIRST_MONTH = 4
_STREAM = 0x59454E
"""Added to the policy's seed, so that prices are drawn apart from hours."""


@dataclass(frozen=True, slots=True)
class YearMoney:
    """One fiscal year in yen."""

    fiscal_year: int  # Calendar year in which it begins
    # Yen saved by what the plan has built, yen spent on it, and the difference.
    saved_yen: Quantiles
    spent_yen: Quantiles
    net_yen: Quantiles


@dataclass(frozen=True, slots=True)
class PlanMoney:
    """What a plan saves and costs."""

    years: tuple[YearMoney, ...]  # By fiscal year
    # In all years together.
    saved_yen: Quantiles
    spent_yen: Quantiles
    net_yen: Quantiles
    # Fiscal year and month (1 to 12) in which, in the middle of the draws, what was saved first
    # covers what was spent; None: not within the plan's years.
    payback: tuple[int, int] | None
    payback_chance: float  # Share of the draws in which it does within the plan's years

    def as_data(self) -> dict[str, Any]:
        """Return the yen as JSON has them."""
        return {
            "years": [
                {"year": year.fiscal_year, **_parts(year.saved_yen, year.spent_yen, year.net_yen)}
                for year in self.years
            ],
            **_parts(self.saved_yen, self.spent_yen, self.net_yen),
            "payback_month": (
                None
                if self.payback is None
                else f"{_calendar_year(*self.payback)}-{self.payback[1]:02d}"
            ),
            "payback_chance": self.payback_chance,
        }


def plan_money(plan: FiscalPlan) -> PlanMoney | None:
    """Return what a plan saves and costs; None where the city has entered no figures.

    Hours saved are net of upkeep, which therefore costs nothing again. Savings of a year are
    spread evenly over its months, and so is what is spent in it.
    """
    policy, limits = plan.request.assessment.policy, plan.request.limits
    money = policy.money
    if money is None:
        return None
    loads = year_loads(plan.problem, plan.choice)
    if not limits.has_price and loads.vendor_hours.any():
        raise InputError(
            N_("The plan has work for vendors but no price for it: give the yen per vendor hour."),
        ).helped_by(Remedy.GIVE_VENDOR_PRICE)
    nothing = np.full(len(plan.choice), NOT_BUILT, dtype=np.intp)
    with_plan = judged(plan.request, plan.problem, plan.choice)
    without = judged(plan.request, plan.problem, nothing)
    gained_hours = with_plan.hours - without.hours
    generator = np.random.default_rng([policy.simulation.seed, _STREAM])
    draws = gained_hours.shape[1]
    rate = _rate(money, generator, draws)
    saved = gained_hours * rate
    spent = loads.vendor_yen[:, None] + loads.build_hours[:, None] * rate
    for licence, choice in _licences(plan, money):
        tasks = judged(plan.request, plan.problem, choice).tasks - without.tasks
        price = _drawn(licence.yen, generator, draws)
        spent = spent + np.ceil(tasks / licence.tasks - 1e-9) * price
    payback, chance = _payback(saved, spent, plan.problem.years[0])
    return PlanMoney(
        years=tuple(
            YearMoney(
                year,
                quantiles_of(saved[row]),
                quantiles_of(spent[row]),
                quantiles_of(saved[row] - spent[row]),
            )
            for row, year in enumerate(plan.problem.years)
        ),
        saved_yen=quantiles_of(saved.sum(axis=0)),
        spent_yen=quantiles_of(spent.sum(axis=0)),
        net_yen=quantiles_of((saved - spent).sum(axis=0)),
        payback=payback,
        payback_chance=chance,
    )


@dataclass(frozen=True, slots=True)
class _Licence:
    yen: YenFigure  # A year
    tasks: float  # Tasks that one licence serves


def _licences(plan: FiscalPlan, money: Money) -> Iterator[tuple[_Licence, Positions]]:
    """Yield each licence with the part of the plan that needs it, as a choice of years.

    A means without a licence of its own runs on those of ``[money]``.
    """
    assessment = plan.request.assessment
    position = assessment.choice.position[plan.problem.rows]
    has_own = np.zeros(len(position), dtype=bool)
    for number, means in enumerate(assessment.policy.means):
        if means.licence_yen_per_year is not None:
            is_this = position == number
            has_own |= is_this
            licence = _Licence(means.licence_yen_per_year, means.tasks_per_licence)
            yield licence, np.where(is_this, plan.choice, NOT_BUILT)
    if money.licence_yen_per_year is not None:
        licence = _Licence(money.licence_yen_per_year, money.tasks_per_licence)
        yield licence, np.where(has_own, NOT_BUILT, plan.choice)


def _rate(money: Money, generator: np.random.Generator, draws: int) -> Floats:
    """Draw yen of an hour saved; shape (draws,)."""
    rate = np.zeros(draws)
    for name, share in money.shares.items():
        rate += share * _drawn(money.staff_yen_per_hour[name], generator, draws)
    return rate


def _drawn(figure: YenFigure, generator: np.random.Generator, draws: int) -> Floats:
    if figure.low == figure.high:
        return np.full(draws, figure.mode)
    return generator.triangular(figure.low, figure.mode, figure.high, draws)


def _payback(saved: Floats, spent: Floats, first_year: int) -> tuple[tuple[int, int] | None, float]:
    """Return the month in which savings first cover what was spent, and how likely that is."""
    monthly = np.repeat((saved - spent) / _MONTHS, _MONTHS, axis=0)
    is_spent = np.repeat(np.cumsum(spent, axis=0) > 0.0, _MONTHS, axis=0)
    covered = (np.cumsum(monthly, axis=0) >= 0.0) & is_spent
    ever = covered.any(axis=0)
    months = np.where(ever, covered.argmax(axis=0), np.iinfo(np.intp).max)
    # Half of the draws have paid back by the middle one of the months.
    middle = int(np.sort(months)[(len(months) - 1) // 2])
    chance = float(ever.mean())
    if middle >= len(covered):
        return None, chance
    return (first_year + middle // _MONTHS, (middle + _FIRST_MONTH - 1) % _MONTHS + 1), chance


def _calendar_year(fiscal_year: int, month: int) -> int:
    return fiscal_year if month >= _FIRST_MONTH else fiscal_year + 1


def _parts(saved: Quantiles, spent: Quantiles, net: Quantiles) -> dict[str, Any]:
    return {
        name: quantiles.as_data(QUANTILE_LABELS)
        for name, quantiles in (("saved_yen", saved), ("spent_yen", spent), ("net_yen", net))
    }
