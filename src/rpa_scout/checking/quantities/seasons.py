"""How often in a part of the year: 「4～6月に週2回」, 「3月のみ毎日」, 「年度当初のみ」."""

from __future__ import annotations

import re
from collections.abc import Callable

from rpa_scout.checking.months import read_months
from rpa_scout.checking.quantities.measures import Taken
from rpa_scout.checking.quantities.units import MONTHS_PER_YEAR

_SEASON = re.compile(
    r"(?P<months>[0-9]{1,2}月?(?:(?:~|-|から|・|、|,|と)[0-9]{1,2}月?)*月?|年度末|年度初め?|年度当初|年末年始)"
    r"(?:の間|の期間|中|頃)?(?:のみ|だけ|に限り|は|に|の|:|、|まで)+(?P<often>.+)"
)
_ONLY = re.compile(
    r"(?P<months>[0-9]{1,2}月(?:(?:~|-|から|・|、|,|と)[0-9]{1,2}月)*|(?:毎?年度?)?(?:当初|末|初め?|始め)|年1回)(?:のみ|だけ)(?:に?1回)?"
)
_TIMES_ALONE = re.compile(
    r"(?:約|計|合計|各)?(?P<times>[0-9]+)(?:回|度)(?:程度|ほど|くらい|ぐらい)?"
)
_OTHERWISE = re.compile(
    r"(?:、|,|で、|。)?(?:その他|それ以外|ほか|他|以外)(?:の月|の時期|の期間)?(?:は|:|に)?"
)


def runs_in_season(text: str, runs_a_year: Callable[[str], Taken | None]) -> Taken | None:
    """Return the runs of a year where they are said of some of its months.

    `runs_a_year` reads how often, as if it were so all the year. The working days of the months
    are not counted, so the number is never clear.
    """
    parts = _OTHERWISE.split(text, maxsplit=1)
    if len(parts) > 1 and parts[0]:
        return _with_remaining_months(parts[0], parts[1], runs_a_year)
    season = _SEASON.fullmatch(text)
    taken = _in_months(season["often"], _count(season["months"]), runs_a_year) if season else None
    if taken is not None:
        return taken
    only = _ONLY.fullmatch(text)
    if not only:
        return None
    count = float(_count(only["months"]) if only["months"].endswith("月") else 1)
    return Taken(count, count, is_clear=False)


def _with_remaining_months(
    text: str, otherwise: str, runs_a_year: Callable[[str], Taken | None]
) -> Taken | None:
    season = _SEASON.fullmatch(text)
    count = _count(season["months"]) if season else 0
    if not season or not count:
        return None
    within = _scaled(runs_a_year(season["often"]), count)
    outside = _scaled(runs_a_year(otherwise), int(MONTHS_PER_YEAR) - count)
    if within is None or outside is None:
        return None
    return Taken(within.low + outside.low, within.high + outside.high, is_clear=False)


def _in_months(often: str, months: int, runs_a_year: Callable[[str], Taken | None]) -> Taken | None:
    """Return the runs in some months; a number of times alone may be of each month or of all."""
    alone = _TIMES_ALONE.fullmatch(often)
    if alone is None or not months:
        return _scaled(runs_a_year(often), months)
    times = float(alone["times"])
    return Taken(times * months if "各" in often else times, times * months, is_clear=False)


def _count(months: str) -> int:
    """Return how many months are named."""
    if re.search("[0-9]", months) and not months.endswith("月"):
        return 0
    named, _is_plain = read_months(months)
    return len(named or ())


def _scaled(taken: Taken | None, months: int) -> Taken | None:
    if taken is None or not months:
        return None
    share = months / MONTHS_PER_YEAR
    return Taken(taken.low * share, taken.high * share, is_clear=False)
