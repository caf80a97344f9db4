"""Of which fiscal year a list of tasks is, as its sheet's name or its title says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rpa_scout.reading.files.cells import Cell

_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_OF_ERA = re.compile(
    r"(令和|平成|昭和|(?<![a-z])[rhs])\s*(元|\d{1,2})(?!\d)(?:\s*[./年-]\s*(\d{1,2})(?!\d))?",
    re.IGNORECASE,
)
_WESTERN = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?:\s*[./年-]\s*(\d{1,2})(?!\d))?")
_FISCAL_YEAR = re.compile(r"(?:令和|平成|[rh]|20)\s*(?:元|\d{1,2})\s*年度", re.IGNORECASE)
_BEFORE = re.compile(
    "前年度?|昨年度?|前回|過年度|旧年度|(?:修正|訂正|変更|更新|差し?替え?)前"
    r"|(?:^|[(\[【_\s・-])旧(?:版|分|データ|一覧|様式)?(?:$|[)\]】_\s・-])"
)
_LAST_MONTH = 3
_EARLIER = 0
"""The year of a list that only says that it is of an earlier one."""


@dataclass(frozen=True, slots=True)
class ListYear:
    """The fiscal year of a list, and how it is written there."""

    year: int
    text: str

    def is_superseded_by(self, later: ListYear | None) -> bool:
        """Tell whether another list is of a later year."""
        if later is None:
            return self.year == _EARLIER
        return self.year < later.year


def list_year(sheet: str, above: Sequence[Sequence[Cell]]) -> ListYear | None:
    """Return the year that a sheet's name says or, if it says none, the lines above the list."""
    name = unicodedata.normalize("NFKC", sheet)
    years = _years_in(name)
    earlier = _BEFORE.search(name)
    if not years and earlier is not None:
        return ListYear(_EARLIER, sheet)
    if not years:
        texts = [
            unicodedata.normalize("NFKC", cell)
            for row in above
            for cell in row
            if isinstance(cell, str)
        ]
        # Titles have dates in them too, such as the deadline.
        years = {
            year
            for text in texts
            for match in _FISCAL_YEAR.finditer(text)
            for year in _years_in(match[0])
        }
    return ListYear(*next(iter(years))) if len({year for year, _ in years}) == 1 else None


def _years_in(text: str) -> set[tuple[int, str]]:
    years = set()
    for match in _OF_ERA.finditer(text):
        first = _ERAS[match[1].lower()]
        number = 1 if match[2] == "元" else int(match[2])
        years.add((_fiscal(first + number, match[3]), match[0]))
    for match in _WESTERN.finditer(text):
        years.add((_fiscal(int(match[1]), match[2]), match[0]))
    return years


def _fiscal(year: int, month: str | None) -> int:
    """Return the fiscal year: it begins in April."""
    return year - 1 if month is not None and 1 <= int(month) <= _LAST_MONTH else year
