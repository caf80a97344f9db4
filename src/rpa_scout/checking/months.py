"""Months as people write them: 「1、2、3」, 「4月～6月」, 「年度末」, 「通年」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rpa_scout.checking.quantities.numerals import plain_spelling

_LONGEST = 60
_LIST = re.compile(r"[0-9]{1,2}月?(?:[、,・;と\s]+[0-9]{1,2}月?)*")
_SEPARATORS = re.compile(r"[、,・/;と\s]+")
_BETWEEN = re.compile(r"\s*(~|〜|-|から)\s*")
_PART_OF_MONTH = re.compile(r"(?<=月)(?:上旬|中旬|下旬|初旬|末|初め|始め|頃|ごろ|中)+")
_ONE = re.compile(r"([0-9]{1,2})(?:\.0)?月?")
_SPAN = re.compile(r"([0-9]{1,2})月?(?:~|-|から)([0-9]{1,2})月?(?:まで)?")

_YEAR = tuple(range(1, 13))
_WORDS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(["通年", "年中", "年間", "年間通して", "1年中", "毎月", "全月"], _YEAR),
    **dict.fromkeys(["年度末", "決算期"], (3,)),
    **dict.fromkeys(["年度初め", "年度始め", "年度当初", "年度はじめ"], (4,)),
    "年度末年度初め": (3, 4),
    "年末": (12,),
    "年始": (1,),
    "年末年始": (12, 1),
    **dict.fromkeys(["上H", "上期"], (4, 5, 6, 7, 8, 9)),
    **dict.fromkeys(["下H", "下期"], (10, 11, 12, 1, 2, 3)),
    "第1Q": (4, 5, 6),
    "第2Q": (7, 8, 9),
    "第3Q": (10, 11, 12),
    "第4Q": (1, 2, 3),
}
"""Words for months; quarters and halves are those of the Japanese fiscal year, from April."""


@lru_cache(maxsize=4096)
def read_months(text: str) -> tuple[tuple[int, ...] | None, bool]:
    """Read months as people write them.

    >>> read_months("12月、1月"), read_months("11～2月"), read_months("夏")
    (((1, 12), True), ((1, 2, 11, 12), False), (None, False))
    """
    if len(text) > _LONGEST:
        return None, False
    plain = _BETWEEN.sub(r"\1", unicodedata.normalize("NFKC", text).strip())
    months: set[int] = set()
    for part in filter(None, _SEPARATORS.split(plain)):
        part_months = _months_in(part)
        if part_months is None:
            return None, False
        months.update(part_months)
    if not months or plain_spelling(re.sub(r"\s", "、", text)) is None:
        return None, False
    return tuple(sorted(months)), _LIST.fullmatch(plain) is not None


def _months_in(part: str) -> tuple[int, ...] | None:
    text = _PART_OF_MONTH.sub("", plain_spelling(part) or "")
    if text in _WORDS:
        return _WORDS[text]
    month_match = _ONE.fullmatch(text)
    if month_match and int(month_match[1]) in _YEAR:
        return (int(month_match[1]),)
    span = _SPAN.fullmatch(text)
    if span and {int(span[1]), int(span[2])} <= set(_YEAR):
        return tuple(_from_to(int(span[1]), int(span[2])))
    return None


def _from_to(first: int, last: int) -> Iterator[int]:
    """Yield months from one to another, over the turn of the year where the last comes first."""
    for step in range((last - first) % 12 + 1):
        yield (first - 1 + step) % 12 + 1
