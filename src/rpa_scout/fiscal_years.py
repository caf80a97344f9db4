"""Fiscal years (April to March) as people write them: 令和6年度, R6, 2024, 2025-02."""

from __future__ import annotations

import re
import unicodedata

from rpa_scout.text import Language, language

_ERAS = {"令和": 2018, "令": 2018, "r": 2018, "平成": 1988, "平": 1988, "h": 1988}
"""The year before the first year of each era."""

_EARLIEST, _LATEST = 1990, 2100
_FIRST_MONTH = 4
_LAST_MONTH = 12

_DAY = r"(?:日|[-/.]?\d{1,2}日?)?"
_WRITTEN = re.compile(
    r"(?:(?P<era>令和|平成|令|平|r|h)\.?(?P<of_era>\d{1,2}|元)|(?:fy)?(?P<year>\d{4}))"
    rf"(?:(?P<fiscal>年度|会計年度)(?:[-/.]?(?P<month_of_fiscal>\d{{1,2}})月?{_DAY})?"
    rf"|(?:年|[-/.])(?P<month>\d{{1,2}})月?{_DAY}|年)?"
)


def fiscal_year_of(text: str) -> int | None:
    """Return the fiscal year that a text states, or None.

    >>> fiscal_year_of("令和6年度"), fiscal_year_of("R7.2"), fiscal_year_of("2024年10月")
    (2024, 2024, 2024)
    >>> fiscal_year_of("不明") is None
    True
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        return None
    if match["era"]:
        of_era = 1 if match["of_era"] == "元" else int(match["of_era"])
        year = _ERAS[match["era"]] + of_era
    else:
        year = int(match["year"])
    month = int(match["month"] or match["month_of_fiscal"] or _FIRST_MONTH)
    if not 1 <= month <= _LAST_MONTH:
        return None
    # January to March belong to the previous fiscal year; 年度 states the fiscal year itself.
    if month < _FIRST_MONTH and not match["fiscal"]:
        year -= 1
    return year if _EARLIEST <= year <= _LATEST else None


def fiscal_year_label(year: int, code: Language | None = None) -> str:
    """Return the name of a fiscal year.

    >>> fiscal_year_label(2026, "ja"), fiscal_year_label(2019, "ja"), fiscal_year_label(2026, "en")
    ('令和8年度', '令和元年度', 'FY2026')
    """
    if (code or language()) == "en":
        return f"FY{year}"
    era, before = ("令和", _ERAS["令和"]) if year > _ERAS["令和"] else ("平成", _ERAS["平成"])
    of_era = year - before
    return f"{era}{'元' if of_era == 1 else of_era}年度"


def fiscal_year_in_full(year: int, code: Language | None = None) -> str:
    """Return the name of a fiscal year with the year of both calendars.

    >>> fiscal_year_in_full(2030, "ja"), fiscal_year_in_full(2030, "en")
    ('令和12年度（2030年度）', 'FY2030')
    """
    label = fiscal_year_label(year, code)
    return label if (code or language()) == "en" else f"{label}（{year}年度）"
