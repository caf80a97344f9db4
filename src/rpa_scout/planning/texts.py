"""Sentences on a plan, shared by all outputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from rpa_scout.assessment.target_texts import chances_sentence, each_chance
from rpa_scout.chances import NO_CHANCE, chance_text
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.planning.comparing import PlanComparison
from rpa_scout.planning.money import plan_money
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.planning.shortage import Shortage
from rpa_scout.planning.what_if import LimitGain
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.text import N_, _, listed

BUILDER_LABELS: Final = {"in_house": N_("in-house"), "vendor": N_("vendor")}

_METHODS: Final = {
    "greedy": N_("no limit binds; every task in its first year"),
    "greedy_lp_bound": N_("most hours per effort first, checked against the linear relaxation"),
    "mip": N_("integer programming (HiGHS)"),
    "mip_with_chance": N_("integer programming (HiGHS) with drawn scenarios"),
    "by_hand": N_("tasks of a plan moved by hand"),
}

_MORE: Final = {
    "in_house": N_("{year}: {more:,.0f} more hours of staff for building"),
    "vendor": N_("{year}: {more:,.0f} more yen for vendors"),
    "department": N_("every year: {more:,.0f} more new task per department"),
}

_EXCESS: Final = {
    "in_house": N_("{year}: {amount:,.0f} hours of staff for building too many"),
    "vendor": N_("{year}: {amount:,.0f} yen for vendors too many"),
    "department": N_("{year}: {amount:,.0f} new tasks of a department too many"),
}


def plan_sentences(plan: FiscalPlan) -> list[str]:
    """Return how sure the plan is, how it was chosen, and from when a task counts."""
    targets = plan.request.assessment.policy.targets
    chance = chances_sentence(plan.chances, targets)
    if plan.chances.both is not None:
        chance = _("Chance of all goals (estimate): {both} ({single}); wanted: {wanted}").format(
            both=chance_text(plan.chances.both),
            single=listed(each_chance(plan.chances, targets)),
            wanted=chance_text(plan.chance_wanted),
        )
    gap = _("not proved") if plan.gap is None else f"{plan.gap:.2%}"
    method = _("Method: {method}; at most so far from the best plan: {gap}")
    return [
        chance,
        method.format(method=_(_METHODS[plan.method]), gap=gap),
        _("A task counts from the year after it is built."),
        *_group_sentences(plan),
    ]


def _group_sentences(plan: FiscalPlan) -> Iterator[str]:
    """Yield what it brings that groups of the same work are built once."""
    assessment, group_of = plan.request.assessment, plan.request.groups
    members = [
        task for task in plan.tasks if task.fiscal_year is not None and task.task_id in group_of
    ]
    if not members:
        return
    positions = [assessment.position_of(task.task_id) for task in members]
    sentence = _(
        "Groups of the same work are built once: {tasks} tasks of {groups} groups take {once:,.0f} "
        "hours to build, {alone:,.0f} one by one."
    )
    yield sentence.format(
        tasks=len(members),
        groups=len({group_of[task.task_id] for task in members}),
        once=sum(task.build_hours or 0.0 for task in members),
        alone=float(assessment.build_hours[positions].sum()),
    )


def plan_money_sentences(plan: FiscalPlan) -> list[str]:
    """Return the plan in yen, nothing where the city has entered no figures."""
    money = plan_money(plan)
    if money is None:
        return []
    line = _("In yen, in all years of the plan: saved {saved}, spent {spent}, net {net}")
    amounts = {
        name: range_text(yen)
        for name, yen in (
            ("saved", money.saved_yen),
            ("spent", money.spent_yen),
            ("net", money.net_yen),
        )
    }
    chance = chance_text(money.payback_chance)
    if money.payback is None:
        payback = _("Paid back later than in the plan's years (chance within them: {chance})")
        return [line.format(**amounts), payback.format(chance=chance)]
    year, month = money.payback
    payback = _("Paid back in {year}, month {month} (chance in the plan's years: {chance})")
    label = fiscal_year_in_full(year)
    return [line.format(**amounts), payback.format(year=label, month=month, chance=chance)]


def range_text(figure: Quantiles) -> str:
    """Return the middle of a figure with its range."""
    template = _("{value} ({low}–{high})")
    return template.format(
        value=f"{figure.p50:,.0f}", low=f"{figure.p10:,.0f}", high=f"{figure.p90:,.0f}"
    )


def of_limit_text(used: float, limit: float | None) -> str:
    """Return an amount with its limit."""
    return f"{used:,.0f}" if limit is None else f"{used:,.0f} / {limit:,.0f}"


def points_text(chance: float | None) -> str:
    """Return by how many points a chance differs."""
    if chance is None:
        return NO_CHANCE
    return _("{points:+.1f} points").format(points=chance * 100.0)


def gain_text(gain: LimitGain) -> str:
    """Return of which limit there is more, and how much."""
    year = "" if gain.fiscal_year is None else fiscal_year_in_full(gain.fiscal_year)
    return _(_MORE[gain.limit]).format(year=year, more=gain.more)


def excess_sentences(excess: Iterable[Shortage]) -> list[str]:
    """Return by how much a plan exceeds its limits."""
    return [
        _(_EXCESS[short.limit]).format(
            year=fiscal_year_in_full(short.fiscal_year), amount=np.ceil(short.amount - 1e-6)
        )
        for short in excess
    ]


def comparison_sentence(comparison: PlanComparison) -> str:
    """Return in what two plans differ as a whole."""
    return _(
        "Differences: {moves:,} tasks in another year; hours saved {hours:+,.0f} a year; staff "
        "hours for building {build:+,.0f}; chance of all goals {chance}."
    ).format(
        moves=len(comparison.moves),
        hours=comparison.hours,
        build=comparison.build_hours,
        chance=points_text(comparison.chances.both),
    )
