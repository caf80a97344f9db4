"""Figures and dates as Japanese official documents write them.

The documents of this package are Japanese, whatever language the program shows: their sentences are
the content of a Japanese document, as those of the survey form are, and are not translated.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rpa_scout.chances import chance_text
from rpa_scout.fiscal_years import fiscal_year_in_full, fiscal_year_label
from rpa_scout.project.records import KeptAssessment
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.text import language, set_language

UNKNOWN: Final = "不明"
_JAPAN: Final = dt.timezone(dt.timedelta(hours=9))
_REIWA_BEGINS: Final = 2018
_TENTHS: Final = 10.0
_NEARLY: Final = 0.025


@contextmanager
def in_japanese() -> Iterator[None]:
    """Show labels and sentences of the engine in Japanese for a while."""
    before = language()
    set_language("ja")
    try:
        yield
    finally:
        set_language(before)


def whole(value: float | None) -> str:
    """Return a number without decimals; unknown is 不明.

    >>> whole(1234.5), whole(-0.2), whole(float("nan"))
    ('1,235', '0', '不明')
    """
    rounded_value = rounded(value)
    return UNKNOWN if rounded_value is None else f"{rounded_value:,.0f}"


def rounded(value: float | None) -> float | None:
    """Return a number rounded half up, as 四捨五入 does; None where it is unknown."""
    if value is None or not math.isfinite(value):
        return None
    return math.copysign(math.floor(abs(value) + 0.5), value) + 0.0


def hours_range(low: float, high: float) -> str:
    """Return a range of hours.

    >>> hours_range(-31.2, 233.0)
    '-31～233'
    """
    return f"{whole(low)}～{whole(high)}"


def middle_and_range(figure: Quantiles, between: str = "") -> str:
    """Return the middle estimate with its range in brackets."""
    span = hours_range(float(figure.p10), float(figure.p90))
    return f"{whole(float(figure.p50))}{between}（{span}）"


def percent(share: float) -> str:
    """Return a share in whole percent.

    >>> percent(0.574), percent(float("nan"))
    ('57%', '不明')
    """
    return UNKNOWN if not math.isfinite(share) else f"{whole(share * 100.0)}%"


def chance_in_words(chance: float | None) -> str:
    """Return a chance as 約5割 where it is near to a tenth, else in percent.

    >>> chance_in_words(0.51), chance_in_words(0.8), chance_in_words(0.999), chance_in_words(0.56)
    ('約5割', '約8割', '99%超', '56%')
    """
    tenths = 0 if chance is None else round(chance * _TENTHS)
    if chance is not None and 0 < tenths < _TENTHS and abs(chance - tenths / _TENTHS) <= _NEARLY:
        return f"約{tenths}割"
    with in_japanese():
        return chance_text(chance)


def year_label(fiscal_year: int | None) -> str:
    """Return a fiscal year as 令和9年度; blank where there is none."""
    return "" if fiscal_year is None else fiscal_year_label(int(fiscal_year), "ja")


def year_with_era(fiscal_year: int) -> str:
    """Return a fiscal year with its calendar year.

    >>> year_with_era(2030)
    '令和12年度（2030年度）'
    """
    return fiscal_year_in_full(fiscal_year, "ja")


def era_date(day: dt.date) -> str:
    """Return a date as letters carry it.

    >>> import datetime
    >>> era_date(datetime.date(2026, 10, 5))
    '令和8年10月5日'
    """
    of_era = day.year - _REIWA_BEGINS
    return f"令和{'元' if of_era == 1 else of_era}年{day.month}月{day.day}日"


def japan_time(moment: dt.datetime) -> dt.datetime:
    """Return a moment as clocks in Japan show it."""
    return moment.astimezone(_JAPAN)


def version_line(
    kept: KeptAssessment, policy_version: str, departments: int, tasks: int, moment: dt.datetime
) -> str:
    """Return the line that says from what a document was made."""
    made = japan_time(moment)
    return (
        f"版：選定方針第{policy_version}版／評価第{kept.number}回／調査票{departments}所属・"
        f"{tasks:,}業務／作成{era_date(made.date())}{made.hour}時{made.minute:02}分（日本時間）"
    )
