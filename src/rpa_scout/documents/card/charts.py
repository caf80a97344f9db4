"""The two charts of a card: points by criterion, and the way from today's hours to the saving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rpa_scout.assessment.explanation import CriterionPart
from rpa_scout.assessment.hours_explained import SHORT_STEP_LABELS
from rpa_scout.documents.filling.native_charts import Bars, NativeChart, Series
from rpa_scout.documents.wording import in_japanese, whole
from rpa_scout.savings.waterfall import Waterfall
from rpa_scout.text import _

_DARK, _PALE, _LESS, _MORE = "#1F4E79", "#DDEBF7", "#C55A11", "#548235"
_LEAST: Final = 0.5
"""Steps of fewer hours would be bars without length."""


def criteria_chart(criteria: Sequence[CriterionPart]) -> NativeChart:
    """Return the points of score of every criterion beside the most it can give."""
    total = sum(part.weight for part in criteria)
    most = [100.0 * part.weight / total for part in criteria]
    numbers = [f"{number}" for number in range(1, len(criteria) + 1)]
    points = [part.contribution for part in criteria]
    missing = [full - part for full, part in zip(most, points, strict=True)]
    series = (Series("加点", points, _DARK), Series("満点まで", missing, _PALE))
    title = "加点／満点"
    bars = Bars(title, numbers, series, "", is_horizontal=True, has_legend=False)
    return NativeChart(bars, 6.0, 5.5)


@dataclass
class _Pieces:
    """The visible bars of one colour; a bar that crosses zero has a piece on either side."""

    name: str
    color: str
    first: list[float | None] = field(default_factory=list)
    second: list[float | None] = field(default_factory=list)

    def add(self, low: float, high: float) -> None:
        """Add the bar of a category, or none where both ends are equal."""
        crosses = low < 0.0 < high
        if low == high:
            first: float | None = None
        elif crosses:
            first = high
        else:
            first = high - low if low >= 0.0 else low - high
        self.first.append(first)
        self.second.append(low if crosses else None)

    def series(self) -> list[Series]:
        """Return the series; a second one only where a bar crosses zero."""
        series = [Series(self.name, self.first, self.color)]
        if any(piece is not None for piece in self.second):
            series.append(Series(f"{self.name}（0未満）", self.second, self.color))
        return series


class _Steps:
    """The bars of a waterfall: each begins where the one before ends."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.support: list[float | None] = []
        self.ends = _Pieces("現在・削減", _DARK)
        self.less = _Pieces("減る分", _LESS)
        self.more = _Pieces("増える分", _MORE)

    def add(self, name: str, start: float, end: float, pieces: _Pieces) -> None:
        """Add a bar from `start` to `end`, which an invisible one holds up."""
        self.names.append(name)
        low, high = min(start, end), max(start, end)
        self.support.append(None if low <= 0.0 <= high else (low if low > 0.0 else high))
        for group in (self.ends, self.less, self.more):
            group.add(*((low, high) if group is pieces else (0.0, 0.0)))

    @property
    def series(self) -> tuple[Series, ...]:
        """The series in the order in which they are stacked."""
        groups = (self.ends, self.less, self.more)
        pieces = [series for group in groups for series in group.series()]
        return (Series("支え", self.support, "#FFFFFF", is_hidden=True), *pieces)


def waterfall_chart(waterfall: Waterfall) -> NativeChart:
    """Return the steps from the hours of today to the hours saved, which is its last bar."""
    steps = _Steps()
    # The hours stand beside the names: bars of few hours have no room for them.
    steps.add(f"現在の時間　{whole(waterfall.hours_now)}", 0.0, waterfall.hours_now, steps.ends)
    small = sum(hours for hours in waterfall.steps.values() if abs(hours) < _LEAST)
    level = waterfall.hours_now + small
    for label, hours in _labelled(waterfall):
        steps.add(label, level, level + hours, steps.less if hours < 0.0 else steps.more)
        level += hours
    steps.add(f"削減時間　{whole(waterfall.saved)}", 0.0, waterfall.saved, steps.ends)
    bars = Bars(
        "現在の時間から削減時間まで",
        steps.names,
        steps.series,
        "",
        is_horizontal=True,
        has_legend=False,
        has_title=False,
    )
    return NativeChart(bars, 12.0, 6.0)


def waterfall_text(waterfall: Waterfall) -> str:
    """Return the same steps as a sentence."""
    parts = "、".join(label.replace("　", "") for label, _hours in _labelled(waterfall))
    now, saved = whole(waterfall.hours_now), whole(waterfall.saved)
    return f"内訳：現在{now}時間のうち、{parts}を除き、削減時間は{saved}時間"


def _labelled(waterfall: Waterfall) -> list[tuple[str, float]]:
    """Return the steps that can be seen, with their names and hours."""
    with in_japanese():
        return [
            (f"{_(SHORT_STEP_LABELS[name])}　{'+' if hours > 0.0 else ''}{whole(hours)}", hours)
            for name, hours in waterfall.steps.items()
            if abs(hours) >= _LEAST
        ]
