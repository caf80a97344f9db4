"""Numbers that a spreadsheet turned into dates and times, and what was probably typed."""

from __future__ import annotations

import datetime as dt
import re

_YEARS_TYPED_IN_TWO_DIGITS = range(1930, 2000)
_JAPANESE = re.compile(r"(?:(?:[0-9]{4}|[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日")
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:t?00?:00(?::00)?)?")
_ENGLISH = re.compile(r"(?:([0-9]{1,2})-([a-z]{3})|([a-z]{3})-([0-9]{1,2}))")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
_ISO_DURATION = re.compile(r"pt([0-9]+)h([0-9]+)m([0-9]+)(?:\.[0-9]+)?s")


def typed_before(day: dt.date) -> str:
    """Return what was probably typed: 「10-15」, or 「3-45」 where March 1945 stands."""
    if day.day == 1 and day.year in _YEARS_TYPED_IN_TWO_DIGITS:
        return f"{day.month}-{day.year % 100}"
    return f"{day.month}-{day.day}"


def date_in_text(text: str) -> str | None:
    """Return what was probably typed where a text is a date (10月15日, 2026/10/15, 15-Oct)."""
    for pattern in (_JAPANESE, _ISO):
        date_match = pattern.fullmatch(text)
        if date_match:
            month, day = date_match.groups()[-2:]
            return f"{int(month)}-{int(day)}"
    date_match = _ENGLISH.fullmatch(text)
    name = (date_match[2] or date_match[3]) if date_match else ""
    if date_match and name in _MONTHS:
        return f"{_MONTHS.index(name) + 1}-{int(date_match[1] or date_match[4])}"
    return None


def clock_minutes(cell: dt.time | dt.timedelta | str) -> float | None:
    """Return the minutes of 「1:30」, read as hours and minutes."""
    if isinstance(cell, dt.timedelta):
        return cell.total_seconds() / 60.0
    if isinstance(cell, dt.time):
        return 60.0 * cell.hour + cell.minute + cell.second / 60.0
    duration_match = _CLOCK.fullmatch(cell) or _ISO_DURATION.fullmatch(cell)
    return (
        60.0 * int(duration_match[1]) + int(duration_match[2]) + int(duration_match[3] or 0) / 60.0
        if duration_match
        else None
    )


def shown_date(cell: dt.date | dt.time | dt.timedelta) -> str:
    """Write a date or time as a person sees it: 2026-10-15, 1:30."""
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(cell, dt.time):
        return f"{cell.hour}:{cell.minute:02}" + (f":{cell.second:02}" if cell.second else "")
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat(sep=" ") if isinstance(cell, dt.datetime) else cell.isoformat()
