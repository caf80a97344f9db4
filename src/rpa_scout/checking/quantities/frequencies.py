"""Words for how often: 毎日, 毎週月・木, 隔月, 四半期ごと, 年度末."""

from __future__ import annotations

import re
from typing import NamedTuple

from rpa_scout.checking.quantities.units import PERIODS, Per, any_of

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
_NOT_AT_WEEKENDS = re.compile(
    r"(?:毎日)?\(?(?:土・?日・?(?:曜日?)?・?祝?(?:祭日|日)?|週休日|休日|閉庁日|休庁日|祝日|年末年始|・|、|及び|や|と)+"
    r"(?:を|は)?(?:除く|除き|除いて|以外|のぞく)(?:の)?、?\)?(?:毎日|日)?"
)
_ALL_DAYS = re.compile(
    r"(?:毎日|年中)\(?(?:土日祝?日?|休日|週末|祝日|閉庁日)?(?:も|を)?(?:含む|含めて|無休)\)?"
    r"|(?:土日祝?日?|休日)(?:も|を)?(?:含む|含めて|含め)?毎日|年中無休"
)
_DAYS_OF_A_YEAR = 365.0
_TIMES_OF_DAY = re.compile(
    r"(?:毎日)?(?P<times>(?:午前|午後|朝|昼|夕方?|晩|夜)(?:・|と|、)?){2,4}(?:に?各?1回(?:ずつ)?)?"
)
_ONE_TIME_OF_DAY = re.compile("午前|午後|朝|昼|夕方?|晩|夜")
_DAY_OF_MONTH = re.compile(r"毎月[0-9]{1,2}日")
_DAYS_OF_MONTH = re.compile(
    r"(?=.*[日末初])(?P<every>毎月|月の?)?(?P<days>(?:[0-9]{1,2}日?|末日?|月末|月初)"
    r"(?:(?:・|、|と|及び|,)(?:[0-9]{1,2}日?|末日?|月末|月初))+)"
)
_SEVERAL = re.compile("・|、|と|及び|,")
_NTH_WEEKDAY = re.compile(
    r"(?:毎月の?|月の?)?(?P<nth>第[1-5](?:(?:・|、|と|,)第?[1-5])*)(?:の)?"
    r"(?P<days>[月火水木金土日](?:曜日?)?(?:[・、,と/]?[月火水木金土日](?:曜日?)?)*)"
)
_START_AND_END = re.compile(
    r"(?:毎月の?)?月?(?:初め?|始め|末)(?:日)?(?:・|と|、|及び)?月?(?:末|初め?|始め)日?"
)
_MONTHS_ALTERNATE = re.compile(r"(?:毎年)?の?(?:偶数|奇数)月(?:に?1回|のみ|末|初め?|ごと)*")
_ALTERNATE_WEEKDAY = re.compile(r"隔週の?(?P<days>.+)|(?P<before>.+?)の?隔週")
_WEEKDAY_SPAN = re.compile(
    r"(?:毎週)?(?P<first>[月火水木金土日])(?:曜日?)?(?:~|-|から)(?P<last>[月火水木金土日])(?:曜日?)?(?:まで)?(?:毎日)?"
)
_ORDER_OF_DAYS = "月火水木金土日"
_WORKING_WEEK = 5
_QUARTERS = re.compile(
    r"(?:各|毎)?(?P<period>Q|H)(?:ごと|毎)?の?(?:末|初め?|始め|締め?)?日?(?:に?1回)?|上H・?下H(?:に?各?1回)?|上期・?下期(?:に?各?1回)?"
)
_IN_THE_MONTH = re.compile(
    r"(?:毎月の?)?毎?月(?:末|初め?|始め|頭|半ば|締め?|(?:上|中|下)旬|末日|初日|1日)|月末締め?|月締め?"
)
_IN_THE_YEAR = re.compile(
    r"毎?年度?(?:末|初め?|始め|当初|末始)(?:に?1回)?|毎年[0-9]{1,2}月(?:頃|中|[0-9]{1,2}日)?|年次"
)


IN_ENGLISH = {
    "daily": "毎日",
    "everyday": "毎日",
    "everyworkingday": "毎日",
    "eachday": "毎日",
    "onceaday": "毎日",
    "weekly": "毎週",
    "everyweek": "毎週",
    "onceaweek": "毎週",
    "twiceaweek": "週2回",
    "biweekly": "隔週",
    "bi-weekly": "隔週",
    "fortnightly": "隔週",
    "everytwoweeks": "隔週",
    "twiceamonth": "月2回",
    "monthly": "毎月",
    "everymonth": "毎月",
    "onceamonth": "毎月",
    "quarterly": "年4回",
    "everyquarter": "年4回",
    "half-yearly": "年2回",
    "halfyearly": "年2回",
    "semi-annually": "年2回",
    "twiceayear": "年2回",
    "yearly": "年1回",
    "annually": "年1回",
    "annual": "年1回",
    "onceayear": "年1回",
}
"""Folded words of the common tools for collecting ideas, and what they mean."""


class Frequency(NamedTuple):
    """So many times in every so many periods."""

    times: float  # How often
    per: Per  # In what
    every: float = 1.0  # In so many of those
    is_clear: bool = True  # False where the words can mean something else too


_FIXED = (
    (_WORKING_DAYS, Frequency(1.0, "day")),
    (_NOT_AT_WEEKENDS, Frequency(1.0, "day")),
    (_ALL_DAYS, Frequency(_DAYS_OF_A_YEAR, "year")),
    (_MONTHS_ALTERNATE, Frequency(1.0, "month", 2.0)),
    (_START_AND_END, Frequency(2.0, "month")),
    (_IN_THE_MONTH, Frequency(1.0, "month")),
    (_IN_THE_YEAR, Frequency(1.0, "year")),
    # On the 20th of every month, or on 20 days of it.
    (_DAY_OF_MONTH, Frequency(1.0, "month", is_clear=False)),
)


def parse_frequency(text: str) -> Frequency | None:
    """Parse words for how often.

    >>> parse_frequency("毎週月・木")
    Frequency(times=2.0, per='week', every=1.0, is_clear=True)
    >>> parse_frequency("2か月ごと").every
    2.0
    """
    for pattern, frequency in _FIXED:
        if pattern.fullmatch(text):
            return frequency
    for read in (_regular, _on_weekdays, _on_days, _in_halves):
        regular = read(text)
        if regular is not None:
            return regular
    return None


def _on_days(text: str) -> Frequency | None:
    """Read 「毎月10日・25日」, 「第1・3金曜」, 「隔週水曜」, 「月～金」 and 「午前・午後各1回」."""
    days = _DAYS_OF_MONTH.fullmatch(text)
    if days:
        count = len(_SEVERAL.split(days["days"]))
        return Frequency(float(count), "month", is_clear=bool(days["every"]))
    nth = _NTH_WEEKDAY.fullmatch(text)
    if nth:
        weekdays = set(re.sub("曜日?|[・、,と/]", "", nth["days"]))
        return Frequency(float(len(_SEVERAL.split(nth["nth"])) * len(weekdays)), "month")
    alternate = _ALTERNATE_WEEKDAY.fullmatch(text)
    if alternate:
        weekly = _on_weekdays("毎週" + (alternate["days"] or alternate["before"]))
        return weekly and weekly._replace(every=2.0)
    if _TIMES_OF_DAY.fullmatch(text):
        return Frequency(float(len(_ONE_TIME_OF_DAY.findall(text))), "day")
    return _from_day_to_day(text)


def _from_day_to_day(text: str) -> Frequency | None:
    span = _WEEKDAY_SPAN.fullmatch(text)
    if not span:
        return None
    first, last = (_ORDER_OF_DAYS.index(span[end]) for end in ("first", "last"))
    count = last - first + 1
    if count == _WORKING_WEEK and first == 0:
        return Frequency(1.0, "day")
    return Frequency(float(count), "week") if count > 1 else None


def _in_halves(text: str) -> Frequency | None:
    """Read 「四半期」, 「各四半期末」 and 「上期・下期」."""
    part = _QUARTERS.fullmatch(text)
    return Frequency(1.0, PERIODS[part["period"] or "H"]) if part else None


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
