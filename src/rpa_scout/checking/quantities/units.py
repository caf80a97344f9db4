"""What is counted (分, 件, 回 …) and per what (月, 1回 …), by every spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

MONTHS_PER_YEAR = 12.0
WEEKS_PER_YEAR = 52.0

Kind = Literal[
    "bare",
    "time",
    "day",
    "staff_day",
    "staff_month",
    "staff_year",
    "run",
    "item",
    "people",
    "unit",
    "percent",
    "month",
    "week",
    "year",
]
"""What an amount counts; "time" is in minutes."""

Per = Literal["", "year", "half", "quarter", "month", "week", "day", "run", "item"]
"""What an amount is said of; "" where nothing is said."""


class Figures(NamedTuple):
    """The policy's figures that words such as 毎日 and 半日 stand for."""

    working_days_per_year: float
    hours_per_staff_year: float

    @property
    def minutes_per_staff_day(self) -> float:
        """Minutes that one member of staff works on a working day."""
        days = self.working_days_per_year
        return 60.0 * self.hours_per_staff_year / days if days else 0.0

    def working_days_in(self, kind: Kind) -> float:
        """Return the working days of one member of staff that an amount of work is worth."""
        if kind == "staff_month":
            return self.working_days_per_year / MONTHS_PER_YEAR
        return self.working_days_per_year if kind == "staff_year" else 1.0

    def times_per_year(self, per: Per) -> float | None:
        """Return how often a period comes round in a year; None for runs and items."""
        return self.working_days_per_year if per == "day" else TIMES_PER_YEAR.get(per)


TIMES_PER_YEAR: dict[Per, float] = {
    "year": 1.0,
    "half": 2.0,
    "quarter": 4.0,
    "month": MONTHS_PER_YEAR,
    "week": WEEKS_PER_YEAR,
}
"""How often a period comes round in a year; days are the policy's working days."""


class Unit(NamedTuple):
    """A unit: what it counts, and how many of them it is worth."""

    kind: Kind
    factor: float = 1.0


# fmt: off
_ITEMS = (
    "件", "枚", "通", "世帯", "冊", "部", "台", "個", "箇所", "か所", "筆", "戸", "社", "団体",
    "品", "点", "本", "票", "行", "項目", "口", "校", "施設", "議案", "頁", "ページ", "レコード",
    "データ", "組", "棟", "匹", "頭", "袋", "箱", "申請", "案件", "件分", "人分", "名分", "item",
    "items", "case", "cases",
)
_MULTIPLIERS = (
    "課", "係", "室", "班", "部署", "支所", "地区", "種類", "種", "会場", "日程", "システム",
    "担当",
)
# fmt: on
COUNTED: dict[str, Unit] = {
    **dict.fromkeys(
        ["秒", "秒間", "s", "sec", "secs", "second", "seconds"], Unit("time", 1.0 / 60.0)
    ),
    **dict.fromkeys(["分", "分間", "m", "min", "mins", "minute", "minutes"], Unit("time", 1.0)),
    **dict.fromkeys(
        ["時間", "人時", "人時間", "h", "hr", "hrs", "hour", "hours"], Unit("time", 60.0)
    ),
    **dict.fromkeys(["日", "日間", "営業日", "day", "days"], Unit("day")),
    **dict.fromkeys(["人日", "人日分", "人工"], Unit("staff_day")),
    "人か月": Unit("staff_month"),
    "人月": Unit("staff_month"),
    "人年": Unit("staff_year"),
    **dict.fromkeys(["回", "度", "回分", "run", "runs", "times"], Unit("run")),
    **dict.fromkeys(_ITEMS, Unit("item")),
    **dict.fromkeys(["人", "名"], Unit("people")),
    **dict.fromkeys(_MULTIPLIERS, Unit("unit")),
    **dict.fromkeys(["%", "パーセント", "percent", "pct"], Unit("percent")),
    "割": Unit("percent", 10.0),
    "か月": Unit("month"),
    **dict.fromkeys(["週", "週間"], Unit("week")),
    **dict.fromkeys(["年", "年間"], Unit("year")),
}
"""Units by spelling."""

PERIODS: dict[str, Per] = {
    **dict.fromkeys(["年", "年間", "年度", "year"], "year"),
    "H": "half",
    "Q": "quarter",
    **dict.fromkeys(["月", "月間", "か月", "month"], "month"),
    **dict.fromkeys(["週", "週間", "week"], "week"),
    **dict.fromkeys(["日", "平日", "営業日", "開庁日", "day"], "day"),
    **dict.fromkeys(["回", "run"], "run"),
    **dict.fromkeys((*_ITEMS, "人", "名"), "item"),
}
"""Periods, and what else an amount is said of, by spelling."""


def any_of(spellings: Iterable[str]) -> str:
    """Return a pattern for any of some spellings, the longest first."""
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))
