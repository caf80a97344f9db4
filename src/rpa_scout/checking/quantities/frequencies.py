"""Words for how often: 毎日, 毎週月・木, 隔月, 四半期ごと, 年度末."""

from __future__ import annotations

import re
from typing import NamedTuple

from rpa_scout.checking.quantities.units import PERIODS, Per, any_of

__all__ = ["Frequency", "parse_frequency"]

_PERIOD = any_of(spelling for spelling, per in PERIODS.items() if per not in ("run", "item"))
_EVERY_PERIOD = re.compile(rf"(?:毎|各)(?P<period>{_PERIOD})|(?P<of>{_PERIOD})次")
_AT_INTERVALS = re.compile(
    rf"(?P<number>[0-9]+)?(?P<period>{_PERIOD})(?:ごと|毎|に1度|に1回)(?:に?1回)?に?"
)
_ALTERNATE = re.compile(r"隔(?P<period>日|週|月|年)(?:に?1回|で|ごと)?|1(?P<gap>日)おき")
_WEEKDAY = r"[月火水木金土日](?:曜日?)?"
_WEEKDAYS = re.compile(rf"(?P<every>毎週?)?(?P<days>{_WEEKDAY}(?:[・、,と/]?{_WEEKDAY})*)")
_WORKDAYS = frozenset("月火水木金")
_DAYS_THAT_SPEAK = 2  # 「月・木」 are weekdays, 「月」 alone may be a month
_DAY = "平日|営業日|開庁日|執務日"
_WORKING_DAYS = re.compile(rf"(?:(?:{_DAY})?(?:毎日|日々|連日)|毎(?:{_DAY})|{_DAY})(?:ごと)?")
_DAY_OF_MONTH = re.compile(r"毎月[0-9]{1,2}日")
_IN_THE_MONTH = re.compile(
    r"毎?月(?:末|初め?|始め|頭|半ば|締め?|(?:上|中|下)旬|末日|初日|1日)|月末締め?|月締め?"
)
_IN_THE_YEAR = re.compile(
    r"毎?年度?(?:末|初め?|始め|当初|末始)|毎年[0-9]{1,2}月(?:頃|中|[0-9]{1,2}日)?|年次"
)


class Frequency(NamedTuple):
    """So many times in every so many periods."""

    times: float  # How often
    per: Per  # In what
    every: float = 1.0  # In so many of those
    is_clear: bool = True  # False where the words can mean something else too


def parse_frequency(text: str) -> Frequency | None:
    """Parse words for how often.

    >>> parse_frequency("毎週月・木")
    Frequency(times=2.0, per='week', every=1.0, is_clear=True)
    >>> parse_frequency("2か月ごと").every
    2.0
    """
    if _WORKING_DAYS.fullmatch(text):
        return Frequency(1.0, "day")
    if _IN_THE_MONTH.fullmatch(text):
        return Frequency(1.0, "month")
    if _IN_THE_YEAR.fullmatch(text):
        return Frequency(1.0, "year")
    if _DAY_OF_MONTH.fullmatch(text):  # on the 20th of every month, or on 20 days of it
        return Frequency(1.0, "month", is_clear=False)
    return _regular(text) or _on_weekdays(text)


def _regular(text: str) -> Frequency | None:
    every = _EVERY_PERIOD.fullmatch(text)
    if every:
        return Frequency(1.0, PERIODS[every["period"] or every["of"]])
    alternate = _ALTERNATE.fullmatch(text)
    if alternate:
        return Frequency(1.0, PERIODS[alternate["period"] or alternate["gap"]], 2.0)
    interval = _AT_INTERVALS.fullmatch(text)
    if interval and not (interval["period"] == "月" and interval["number"]):
        return Frequency(1.0, PERIODS[interval["period"]], float(interval["number"] or 1))
    return None


def _on_weekdays(text: str) -> Frequency | None:
    weekdays_match = _WEEKDAYS.fullmatch(text)
    if not weekdays_match:
        return None
    days = set(re.sub("曜日?|[・、,と/]", "", weekdays_match["days"]))
    is_said = weekdays_match["every"] == "毎週" or "曜" in weekdays_match["days"]
    if not is_said and (len(days) < _DAYS_THAT_SPEAK or not days <= _WORKDAYS):
        return None
    return Frequency(float(len(days)), "week")
