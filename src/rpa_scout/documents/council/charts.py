"""The two charts of the report: hours saved and tasks in use by fiscal year."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.filling.native_charts import Bars, NativeChart, Series
from rpa_scout.documents.wording import year_label, year_with_era
from rpa_scout.policy.targets import Target
from rpa_scout.savings.quantiles import Quantiles

_WIDTH_CM, _HEIGHT_CM = 8.9, 8.0
_LIVE, _ADOPTED, _PROPOSED, _GOAL = "#1F4E79", "#5B9BD5", "#BDD7EE", "#C00000"


@dataclass(frozen=True, slots=True)
class YearOfChart:
    """A fiscal year: what runs, is adopted and is proposed, and the range of all together."""

    fiscal_year: int
    live: float
    adopted: float
    total: Quantiles

    @property
    def proposed(self) -> float:
        """What the proposal adds: the middle of the sum less what runs and is adopted."""
        return max(float(self.total.p50) - self.live - self.adopted, 0.0)


def years_of_charts(basis: DocumentBasis) -> dict[str, list[YearOfChart]]:
    """Return the years of both figures; a proposed task counts from the year it goes live."""
    years = list(zip(basis.target.years, basis.with_proposal.years, strict=True))
    return {
        "hours": [
            YearOfChart(
                year.fiscal_year, year.live_hours, _added(year.hours, year.live_hours), whole.hours
            )
            for year, whole in years
        ],
        "tasks": [
            YearOfChart(
                year.fiscal_year, year.live_tasks, _added(year.tasks, year.live_tasks), whole.tasks
            )
            for year, whole in years
        ],
    }


def _added(total: Quantiles, live: float) -> float:
    return max(float(total.p50) - live, 0.0)


def council_charts(basis: DocumentBasis) -> Mapping[str, NativeChart]:
    """Return the charts by the names that templates use."""
    years = years_of_charts(basis)
    targets = basis.target.targets
    return {
        "図1": _chart(
            "図1　業務削減時間（年度別）", years["hours"], targets.of_figure("hours"), "時間／年"
        ),
        "図2": _chart(
            "図2　活用業務数（年度別）", years["tasks"], targets.of_figure("tasks"), "業務"
        ),
    }


def note_on_charts(basis: DocumentBasis) -> str:
    """Return how to read the charts, and that a plan without limits builds almost all at once."""
    first, last = basis.target.years[0].fiscal_year, basis.target.years[-1].fiscal_year
    note = (
        f"図の棒は中央の見込み、ひげは控えめ～多めの見込み（{_short_label(first)}は{year_with_era(first)}）。"
        f"採択案は稼働する年度（未定のものは{year_with_era(last)}）から計上した。"
    )
    limits = basis.assessment.policy.plan
    if limits is not None and limits.is_limited:
        return note
    return (
        f"{note}選定方針に内製時間等の上限がないため、実施年度が未定の採択案は、"
        "ほぼ全てを計画の初年度に作成するものとして計上している。"
    )


def _chart(
    title: str, years: Sequence[YearOfChart], target: Target | None, unit: str
) -> NativeChart:
    """Return the chart of a figure; its line is the goal, where the policy has one."""
    goal = () if target is None else (target.goal,)
    totals = [year.total for year in years]
    whiskers = (
        [float(total.p50 - total.p10) for total in totals],
        [float(total.p90 - total.p50) for total in totals],
    )
    labels = [_short_label(year.fiscal_year) for year in years]
    series = (
        Series("稼働中", [year.live for year in years], _LIVE),
        Series("採択済み", [year.adopted for year in years], _ADOPTED),
        Series("採択案", [year.proposed for year in years], _PROPOSED, whiskers),
        *(Series("目標値", [amount] * len(years), _GOAL, is_line=True) for amount in goal),
    )
    highest = max([*goal, *(float(total.p90) for total in totals)])
    return NativeChart(
        Bars(title, labels, series, unit, axis_end=_round_end(highest)), _WIDTH_CM, _HEIGHT_CM
    )


def _short_label(fiscal_year: int) -> str:
    """Return 令和6年度 as R6: the names stand side by side below narrow bars."""
    return year_label(fiscal_year).replace("令和", "R").removesuffix("年度")


def _round_end(highest: float) -> float:
    """Return the next round number: Word takes the axis from the bars, and cuts the whiskers."""
    step = 10.0 ** math.floor(math.log10(max(highest, 1.0))) / 2.0
    return math.ceil(highest / step) * step
