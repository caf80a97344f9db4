"""The targets by fiscal year in words, in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rpa_scout.assessment.indicators import Figures, figure_text
from rpa_scout.assessment.target_texts import (
    all_candidates_sentence,
    needed_sentence,
    start_sentence,
    sum_note,
)
from rpa_scout.fiscal_target.measured import MeasuredBesideEstimated
from rpa_scout.fiscal_target.target import FiscalTarget, YearOutlook
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.policy.targets import Targets
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.text import _, language, listed

NOTHING: Final = "―"
"""Where there is no figure; CP932, the encoding of Japanese terminals, has this dash."""


def fiscal_target_sentences(outlook: FiscalTarget) -> list[str]:
    """Return the baseline of the plan, what is missing to the targets, and what was measured."""
    return [
        *_baseline_lines(outlook),
        *_goal_lines(outlook),
        *_ahead_lines(outlook),
        *_measured_lines(outlook.measured),
    ]


def entered_sentences(targets: Targets, figures: Figures) -> list[str]:
    """Return the indicators whose figures are entered by hand."""
    lines = []
    for name, target in targets.entered.items():
        entered = [
            f"{fiscal_year_in_full(year)} {figure_text(figure)}"
            for year, figure in sorted(figures.get(name, {}).items())
        ]
        line = _("{label} (entered by hand): goal {goal} {unit} in {year}; {figures}").format(
            label=target.label_in(language()),
            goal=figure_text(target.goal),
            unit=target.unit_in(language()),
            year=fiscal_year_in_full(target.goal_year),
            figures=listed(entered) or _("none yet"),
        )
        lines.append(line)
    return lines


def hours_range(hours: Quantiles) -> str:
    """Return p50 with p10 and p90; one number where they are the same."""
    low, middle, high = (f"{float(part):,.0f}" for part in (hours.p10, hours.p50, hours.p90))
    if low == high:
        return middle
    return _("{value} ({low}–{high})").format(value=middle, low=low, high=high)


def _baseline_lines(outlook: FiscalTarget) -> Iterator[str]:
    base = outlook.baseline
    yield start_sentence(outlook.start, outlook.targets)
    if base.source == "plan":
        yield _("The register of running automations is not imported yet.")
        return
    if base.source == "plan_and_register":
        yield _("Once the register names all of them, import it again and declare it complete.")
        if base.ended_in_plan:
            yield _(
                "{count:,} tasks of the plan's figures have ended by the register; they are "
                "counted until it is declared complete."
            ).format(count=base.ended_in_plan)
    if base.hours_difference is not None:
        yield _(
            "Baseline: {hours:,.0f} hours by the register, {plan_hours:,.0f} by the plan "
            "({difference:+,.0f})."
        ).format(
            hours=base.register_hours, plan_hours=base.plan_hours, difference=base.hours_difference
        )
    if base.tasks_difference is not None:
        yield _(
            "Baseline: {tasks:,.0f} tasks by the register, {plan_tasks:,.0f} by the plan "
            "({difference:+,.0f})."
        ).format(
            tasks=base.register_tasks, plan_tasks=base.plan_tasks, difference=base.tasks_difference
        )
    if any(year.live is not None and year.live.carried for year in outlook.years):
        yield _("* Years without a measurement have the hours of the nearest year measured.")
    ended = outlook.goal.live.ended_tasks if outlook.goal.live else 0
    if ended and base.source == "register":
        yield _("{count:,} tasks are no longer automated; they are not counted.").format(
            count=ended
        )


def _goal_lines(outlook: FiscalTarget) -> Iterator[str]:
    goal = outlook.goal
    for target in outlook.targets.computed.values():
        yield _("{label}: goal {goal} {unit} in {year}; missing {gap} (p50).").format(
            label=target.label_in(language()),
            goal=figure_text(target.goal),
            unit=target.unit_in(language()),
            year=fiscal_year_in_full(target.goal_year),
            gap=figure_text(outlook.gap_of(target)),
        )
    if goal.adopted:
        yield scenarios_sentence(goal)
    if goal.judged_hours is not None:
        yield _(
            "With hours as people judge them, the adopted save {judged:,.0f} hours a year "
            "(computed: {computed:,.0f})."
        ).format(judged=goal.judged_hours, computed=float(goal.adopted_hours.p50))
    if goal.hours_unknown:
        yield _("Of {count:,} adopted tasks the hours are unknown.").format(
            count=goal.hours_unknown
        )
    if outlook.unplanned.tasks:
        yield _(
            "Adopted without a fiscal year, and counted in the goals' year alone: {count:,} tasks, "
            "{hours} hours a year."
        ).format(count=len(outlook.unplanned.tasks), hours=hours_range(outlook.unplanned.hours))


def scenarios_sentence(year: YearOutlook) -> str:
    """Return how many scenarios the adopted tasks of a year need, beside their number."""
    return _(
        "The {tasks:,} adopted tasks need {scenarios:,} scenarios: a confirmed group of the same "
        "work is built once."
    ).format(tasks=len(year.adopted), scenarios=year.scenarios)


def _ahead_lines(outlook: FiscalTarget) -> Iterator[str]:
    if outlook.ahead is None:
        return
    for needed in outlook.ahead.needed_for:
        yield needed_sentence(needed)
    yield all_candidates_sentence(outlook.ahead)
    yield sum_note()


def _measured_lines(measured: MeasuredBesideEstimated) -> Iterator[str]:
    if measured.ratio is None or measured.estimated is None:
        return
    line = _(
        "Measured beside estimated, {count:,} tasks: {measured:,.0f} hours measured, "
        "{estimated} estimated: {ratio:.2f} times"
    ).format(
        count=len(measured.tasks),
        measured=measured.measured_hours,
        estimated=hours_range(measured.estimated),
        ratio=measured.ratio,
    )
    if measured.ratio_range is not None:
        low, high = measured.ratio_range
        line += _(" ({low}–{high})").format(low=f"{low:.2f}", high=f"{high:.2f}")
    yield line
