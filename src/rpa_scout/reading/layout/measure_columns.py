"""Columns in other measures than the survey's: hours a month, items a year, one column a month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.layout.headings import Headings
from rpa_scout.reading.layout.near_headings import NearHeadings
from rpa_scout.text import fold

_MONTH = re.compile(
    r"(?:.*[^0-9十])?([0-9]{1,2}|十[一二]?|[一二三四五六七八九])月度?"
    r"(?:分|の?(?:処理|実施|取扱)?(?:件数|回数|時間数?|実績))?"
)
_FEWEST_MONTHS, _MONTHS = 3, range(1, 13)
_TOTALS = frozenset(map(fold, ("合計", "計", "年計", "年間計", "年間合計", "総計", "total")))
_BY_MONTH = (("時間", "hours_by_month"), ("回", "runs_by_month"), ("", "items_by_month"))
"""What columns of months hold, by a word in their headings."""

_NUMBER = (int, float)


def with_measures(
    headings: Headings,
    columns: Sequence[Sequence[Cell]],
    rows: range,
    fields: FieldSet,
    near: NearHeadings,
) -> Headings:
    """Return headings with the columns recognised that are converted to a field that is missing."""
    measures: dict[str, tuple[int, ...]] = {}
    months = _columns_of_months(headings)
    by_month = tuple(months.values())
    marked: dict[str, Mapping[int, str]] = {}
    if by_month and _holds_numbers(columns, by_month, rows):
        name = _kind_of_months(headings, by_month)
        measures[name] = by_month
    elif by_month and "peak_months" not in headings.columns:
        marked["peak_months"] = {column: f"{month}月" for month, column in months.items()}
    for column, text in headings.unknown.items():
        measure_id = near.measure(text)
        if measure_id:
            measures.setdefault(measure_id, (column,))
    by_id = {measure.id: measure for measure in fields.measure}
    # A list that answers the question itself needs no conversion.
    measures = {
        name: taken for name, taken in measures.items() if by_id[name].field not in headings.columns
    }
    if not measures and not marked:
        return headings
    taken = {column for taken in measures.values() for column in taken}
    taken |= {column for group in marked.values() for column in group}
    taken |= set(_total_of_months(headings, by_month)) if taken.intersection(by_month) else set()
    unknown = {column: text for column, text in headings.unknown.items() if column not in taken}
    own_columns = {**headings.columns, **{name: min(group) for name, group in marked.items()}}
    return replace(
        headings,
        unknown=unknown,
        columns=own_columns,
        measures=measures,
        choices={**headings.choices, **marked},
    )


def _columns_of_months(headings: Headings) -> dict[int, int]:
    """Return the column of each month, where several have one."""
    months: dict[int, int] = {}
    for column, text in headings.unknown.items():
        match = _MONTH.fullmatch(fold(text))
        month = month_number(match[1]) if match else 0
        if month in _MONTHS:
            months.setdefault(month, column)
    return months if len(months) >= _FEWEST_MONTHS else {}


def month_number(text: str) -> int:
    """Return the number of a month in Arabic or Japanese digits, such as 11 for 十一."""
    if text.isascii():
        return int(text)
    return (10 if text[0] == "十" else 0) + max(0, "〇一二三四五六七八九".find(text[-1]))


def _holds_numbers(columns: Sequence[Sequence[Cell]], by_month: Sequence[int], rows: range) -> bool:
    cells = [
        columns[column][row]
        for column in by_month
        for row in rows
        if not is_blank(columns[column][row])
    ]
    numbers = sum(isinstance(cell, _NUMBER) or str(cell).strip()[:1].isdigit() for cell in cells)
    return 2 * numbers > len(cells)


def _kind_of_months(headings: Headings, by_month: Sequence[int]) -> str:
    texts = "".join(headings.labels[column].text for column in by_month)
    return next(name for word, name in _BY_MONTH if word in texts)


def _total_of_months(headings: Headings, by_month: Sequence[int]) -> Iterator[int]:
    """Yield the column of the sum, which stands behind the last month."""
    for column, text in headings.unknown.items():
        if column == max(by_month) + 1 and fold(text.split("　")[-1]) in _TOTALS:
            yield column
