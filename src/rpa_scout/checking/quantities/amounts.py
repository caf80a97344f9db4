"""The grammar of one amount: 「月2～3回」 is a span of 2 to 3 runs per month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rpa_scout.checking.quantities.units import COUNTED, PERIODS, Kind, Per, any_of

_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_PART = re.compile(rf"({_NUMBER})({any_of(COUNTED)})?(半)?")
_BETWEEN = re.compile(r"(?!^)(?:~|-|から|ないし)(?!$)")
_AROUND = re.compile(rf"({_NUMBER})±({_NUMBER})(.*)")
# 「2、3件」; a comma alone may be that of a decimal, so it needs a unit behind it.
_NEIGHBOURS = re.compile(r"([0-9])(?:、|,(?=[0-9][^0-9,.、]))([0-9])(?![0-9、,])")
_BEFORE = re.compile(
    rf"(?P<each>毎|各|[0-9]+)?(?P<period>{any_of(PERIODS)})"
    r"(?P<said>(?:に付き|につき|当たり|当り|あたり|ごとに|毎に|に|で|は|:|、)*)(?P<rest>.+)"
)
_AFTER = re.compile(rf"(?P<rest>.+?)/(?P<each>[0-9]+)?(?P<period>{any_of(PERIODS)})(?:あたり)?")
_EVERY = ("に", "ごと", "毎")


class _Measured(NamedTuple):
    value: float
    kind: Kind
    unit: str


class Amount(NamedTuple):
    """An amount as written."""

    # Ends of the span; the same where there is one number.
    low: float
    high: float
    kind: Kind  # What is counted; times are in minutes
    per: Per = ""  # What it is said of; ``""`` where nothing is said
    every: float = 1.0  # So many of those: 2 in 「2か月に1回」


def parse_amount(text: str) -> Amount | None:
    """Parse one amount.

    >>> parse_amount("月2~3回")
    Amount(low=2.0, high=3.0, kind='run', per='month', every=1.0)
    >>> parse_amount("1時間30分").low, parse_amount("毎日たくさん")
    (90.0, None)
    """
    for without_period, per, every in _said_of(text):
        span = _span(without_period)
        if span is not None:
            return Amount(span[0], span[1], span[2], per, every)
    return None


def _said_of(text: str) -> Iterator[tuple[str, Per, float]]:
    """Yield the ways to take a period off the front or the end of a text."""
    before = _BEFORE.fullmatch(text)
    if before and _may_stand_before(before):
        every = before["each"]
        number = float(every) if every and every.isdigit() else 1.0
        yield before["rest"], PERIODS[before["period"]], number
    after = _AFTER.fullmatch(text)
    if after:
        yield after["rest"], PERIODS[after["period"]], float(after["each"] or 1)
    yield text, "", 1.0


def _may_stand_before(period_match: re.Match[str]) -> bool:
    """Tell 「1件3分」 and 「2週に1回」 from 「12回」 and 「1月10件」, where January is meant."""
    each, period = period_match["each"] or "", period_match["period"]
    if PERIODS[period] in ("run", "item"):
        return each in ("毎", "各", "1")
    if period == "月" and each.isdigit():
        return False
    return not each.isdigit() or each == "1" or period_match["said"].startswith(_EVERY)


def _span(text: str) -> tuple[float, float, Kind] | None:
    measured = _measured(text)
    if measured is not None:
        return measured.value, measured.value, measured.kind
    around = _AROUND.fullmatch(text)
    if around:
        middle, spread = _measured(around[1] + around[3]), _measured(around[2] + around[3])
        if middle and spread and spread.value <= middle.value:
            return middle.value - spread.value, middle.value + spread.value, middle.kind
    for between in _BETWEEN.finditer(text):
        span = _between(text[: between.start()], text[between.end() :])
        if span is not None:
            return span
    neighbours = _NEIGHBOURS.match(text)
    if neighbours and int(neighbours[2]) == int(neighbours[1]) + 1:
        return _span(_NEIGHBOURS.sub(r"\1~\2", text, count=1))
    return None


def _between(first: str, second: str) -> tuple[float, float, Kind] | None:
    """Read the two ends of a span; where one names no unit, it has the other's."""
    low, high = _measured(first), _measured(second)
    if low is None or high is None:
        return None
    if low.kind == "bare":
        low = _measured(first + high.unit)
    elif high.kind == "bare":
        high = _measured(second + low.unit)
    if low is None or high is None or low.kind != high.kind or low.value > high.value:
        return None
    return low.value, high.value, low.kind


def _measured(text: str) -> _Measured | None:
    """Read 「20」, 「20件」, 「1時間半」, 「1時間30分」 or 「2割5分」."""
    parts = list(_PART.finditer(text))
    if not parts or "".join(part[0] for part in parts) != text:
        return None
    first, *further_parts = parts
    unit = first[2] or ""
    if (not unit and first[3]) or (further_parts and not _goes_on(parts)):
        return None
    value, kind = _worth(first)
    for part in further_parts:
        value += _worth(part)[0]
    return _Measured(value, kind, unit if not further_parts else "")


def _worth(part: re.Match[str]) -> tuple[float, Kind]:
    number = float(part[1]) + (0.5 if part[3] else 0.0)
    if not part[2]:
        return number, "bare"
    kind, factor = COUNTED[part[2]]
    return number * factor, kind


def _goes_on(parts: list[re.Match[str]]) -> bool:
    """Tell whether parts make one amount: times with falling units, or 割 and 分."""
    units = [part[2] for part in parts]
    if units == ["割", "分"]:
        return True
    kinds = [COUNTED[unit] if unit else None for unit in units]
    factors = [kind.factor for kind in kinds if kind is not None and kind.kind == "time"]
    return len(factors) == len(parts) and factors == sorted(set(factors), reverse=True)
