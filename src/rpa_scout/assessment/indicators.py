"""Where each indicator of the plan stands and what is expected of it; faces loop over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rpa_scout.assessment.target import TargetOutlook
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.policy.targets import Target
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.text import _, language

_WHOLE_FROM = 100.0

Figures = Mapping[str, Mapping[int, float]]
"""Figures that were entered by hand, by id of the indicator and fiscal year."""


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """One indicator.

    Attributes
    ----------
    id : str
        Its key in the policy.
    target : Target
        Baseline and goal.
    now : float
        What runs and is adopted (p50) when the goal is due, or the newest figure entered.
    entered : mapping of int to float
        Figures entered by hand, by fiscal year.
    expected : Quantiles or None
        When the goal is due, all candidates adopted; None where it is entered by hand.
    chance : float or None
        Chance of its goal, all candidates adopted; None likewise.
    """

    id: str
    target: Target
    now: float
    entered: Mapping[int, float] = field(default_factory=dict)
    expected: Quantiles | None = None
    chance: float | None = None

    @property
    def is_computed(self) -> bool:
        """Whether its figure is computed."""
        return self.expected is not None

    @property
    def gap(self) -> float:
        """What is missing now; 0 once the goal is reached."""
        return max(self.target.goal - self.now, 0.0)


def indicator_states(
    outlook: TargetOutlook, figures: Figures | None = None
) -> tuple[IndicatorState, ...]:
    """Return where every indicator of the policy stands, in its order."""
    targets = outlook.targets
    now, of_all = outlook.without_more, outlook.of_all
    chances = of_all.chances.each
    states = []
    for name, target in targets.indicators.items():
        if target.figure == "entered":
            entered = dict(sorted((figures or {}).get(name, {}).items()))
            states.append(IndicatorState(name, target, newest_figure(target, entered), entered))
            continue
        totals = {
            "hours": (now.total_hours, of_all.total_hours),
            "tasks": (now.total_tasks, of_all.total_tasks),
        }
        before, expected = totals[target.figure]
        states.append(
            IndicatorState(
                name, target, float(before.p50), expected=expected, chance=chances.get(name)
            )
        )
    return tuple(states)


def newest_figure(target: Target, entered: Mapping[int, float]) -> float:
    """Return the newest figure entered by hand, or the baseline."""
    return entered[max(entered)] if entered else target.baseline


def indicator_text(state: IndicatorState) -> str:
    """Return where an indicator stands against its goal."""
    target = state.target
    template = _("{label} {now} → {goal} {unit} (gap {gap})")
    if not state.is_computed:
        template = _("{label} {now} → {goal} {unit} (gap {gap}, entered by hand)")
    return template.format(
        label=target.label_in(language()),
        now=figure_text(state.now),
        goal=figure_text(target.goal),
        unit=target.unit_in(language()),
        gap=figure_text(state.gap),
    )


def goal_lines(states: tuple[IndicatorState, ...]) -> list[str]:
    """Return the indicators against their goals, one line for each year in which goals are due."""
    by_year: dict[int, list[str]] = {}
    for state in states:
        by_year.setdefault(state.target.goal_year, []).append(indicator_text(state))
    joint = "、" if language() == "ja" else "; "
    return [
        _("Target {year}: {indicators}").format(
            year=fiscal_year_in_full(year), indicators=joint.join(texts)
        )
        for year, texts in sorted(by_year.items())
    ]


def figure_text(value: float) -> str:
    """Return a figure in whole numbers, and a small one in tenths."""
    if abs(value) >= _WHOLE_FROM:
        return f"{value:,.0f}"
    return f"{value:,.1f}".removesuffix(".0")
