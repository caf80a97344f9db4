"""Finding the line of headings, and which column answers which question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.layout.heading_labels import Label, Range, is_line_of_units, labels_of
from rpa_scout.reading.layout.near_headings import Near, NearHeadings
from rpa_scout.text import fold

__all__ = [
    "MINIMUM_HEADINGS",
    "Headings",
    "find_headings",
    "heading_names",
    "headings_beside",
    "headings_from",
    "headings_within",
]

MINIMUM_HEADINGS = 3
"""So many of the survey's headings make a line the line of headings."""

_ROWS_SEARCHED = 50
_CERTAINLY = 10
"""A line with so many of the survey's headings needs no comparison with what follows it."""

_ONLY_TIME = frozenset(map(fold, ("時間", "所要時間", "作業時間", "時間（分）", "所要時間（分）")))


@dataclass(frozen=True, slots=True)
class Headings:
    """The line of headings of a table.

    Attributes
    ----------
    row : int
        Its row (the lower one of two), counted from 0.
    columns : dict of str to int
        Column of every field found, counted from 0.
    unknown : dict of int to str
        Headings that are none of the survey's, by column.
    repeated : dict of int to str
        Fields headed a second time, by column; the first is the one that counts.
    near : dict of int to str
        Headings that were taken for a field they only resemble, by column.
    other_unit : dict of int to str
        Fields that a heading resembles but for its unit, by column; they are not read.
    labels : dict of int to Label
        Every heading as written, by column.
    first_row : int
        First row of the headings; -1 stands for `row`.
    """

    row: int
    columns: Mapping[str, int]
    unknown: Mapping[int, str]
    repeated: Mapping[int, str]
    near: Mapping[int, str] = field(default_factory=dict)
    other_unit: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, Label] = field(default_factory=dict)
    first_row: int = -1

    @property
    def top(self) -> int:
        """First row of the headings, counted from 0."""
        return self.row if self.first_row < 0 else self.first_row


def heading_names(fields: FieldSet) -> dict[str, str]:
    """Return the field id by every folded spelling of its heading.

    Parameters
    ----------
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    dict of str to str
        Labels in both languages, ids and aliases; where two fields share a spelling, the label of
        one wins over the alias of another.
    """
    names: dict[str, str] = {}
    for one in fields:
        for spelling in (one.label, one.label_en, one.id):
            names[fold(spelling)] = one.id
    for one in fields:
        for spelling in one.aliases:
            names.setdefault(fold(spelling), one.id)
    return names


def find_headings(
    rows: Sequence[Sequence[Cell]],
    names: Mapping[str, str],
    near: NearHeadings | None = None,
    merged: Sequence[Range] = (),
) -> Headings | None:
    """Find the line of headings, or the two lines where headings are split or grouped.

    Parameters
    ----------
    rows : sequence of sequence of Cell
        The sheet's cells from A1 on.
    names : mapping of str to str
        Field ids by folded heading, of :func:`heading_names`.
    near : NearHeadings, optional
        Finds what other headings probably mean.
    merged : sequence of ((int, int), (int, int)), optional
        Merged ranges of the sheet.

    Returns
    -------
    Headings or None
        The line with most of the survey's headings (the first of equals), or None where no line
        has at least `MINIMUM_HEADINGS`.
    """
    best, _ = _best_line(rows, names)
    if best is not None:
        return headings_from(rows, best, names, near, merged)
    for row in range(min(len(rows), _ROWS_SEARCHED) - 1):
        found = headings_from(rows, row, names, near, merged)
        if found is not None:
            return found
    labels = _nearly_headings(rows, near)
    return None if labels is None else _headings(labels, names, near)


def headings_from(
    rows: Sequence[Sequence[Cell]],
    row: int,
    names: Mapping[str, str],
    near: NearHeadings | None,
    merged: Sequence[Range],
) -> Headings | None:
    """Return the headings that a row holds, alone or with the one above or below it.

    Parameters
    ----------
    rows : sequence of sequence of Cell
        The sheet's cells from A1 on.
    row : int
        The row, counted from 0.
    names : mapping of str to str
        Field ids by folded heading.
    near : NearHeadings or None
        Finds what other headings probably mean.
    merged : sequence of ((int, int), (int, int))
        Merged ranges of the sheet.

    Returns
    -------
    Headings or None
        None where there are fewer than `MINIMUM_HEADINGS`.
    """
    labels = labels_of(rows, row, row)
    count = _count(labels, names)
    complete = count == len(labels) >= _CERTAINLY and (
        row + 1 == len(rows) or not is_line_of_units(rows[row + 1])
    )
    for top in () if complete else (row - 1, row):
        if top < 0 or top + 1 >= len(rows):
            continue
        both = labels_of(rows, top, top + 1, merged)
        known = _count(both, names)
        if known > count or (known == count and top == row and is_line_of_units(rows[row + 1])):
            labels, count = both, known
    return None if count < MINIMUM_HEADINGS else _headings(labels, names, near)


def headings_beside(
    headings: Headings, names: Mapping[str, str], near: NearHeadings | None
) -> list[Headings]:
    """Split a line of headings in which a second table begins beside the first.

    Parameters
    ----------
    headings : Headings
        The whole line.
    names : mapping of str to str
        Field ids by folded heading.
    near : NearHeadings or None
        Finds what other headings probably mean.

    Returns
    -------
    list of Headings
        One for each table; only `headings` itself where there is a single one.
    """
    again = set(headings.repeated.values())
    if "name" not in again or len(again) < MINIMUM_HEADINGS:
        return [headings]
    start = min(headings.repeated)
    left = {column: label for column, label in headings.labels.items() if column < start}
    right = {column: label for column, label in headings.labels.items() if column >= start}
    if _count(left, names) < MINIMUM_HEADINGS:
        return [headings]
    first = _headings(left, names, near, headings)
    return [first, *headings_beside(_headings(right, names, near, headings), names, near)]


def headings_within(
    headings: Headings, columns: range, names: Mapping[str, str], near: NearHeadings | None
) -> Headings:
    """Return the headings that stand in some of the columns alone.

    Parameters
    ----------
    headings : Headings
        The whole line.
    columns : range
        Columns to keep, counted from 0.
    names : mapping of str to str
        Field ids by folded heading.
    near : NearHeadings or None
        Finds what other headings probably mean.

    Returns
    -------
    Headings
        Those of these columns.
    """
    labels = {place: label for place, label in headings.labels.items() if place in columns}
    return _headings(labels, names, near, headings)


def _best_line(rows: Sequence[Sequence[Cell]], names: Mapping[str, str]) -> tuple[int | None, int]:
    best, best_count = None, MINIMUM_HEADINGS - 1
    for row in range(min(len(rows), _ROWS_SEARCHED)):
        count = len({names[key] for key in map(_folded, rows[row]) if key in names})
        if count > best_count:
            best, best_count = row, count
        if best_count >= _CERTAINLY:
            break
    return best, best_count


def _count(labels: Mapping[int, Label], names: Mapping[str, str]) -> int:
    return len({_known(label, names) for label in labels.values()} - {None})


def _known(label: Label, names: Mapping[str, str]) -> str | None:
    return next((names[one] for one in label.spellings if one in names), None)


def _nearly_headings(
    rows: Sequence[Sequence[Cell]], near: NearHeadings | None
) -> dict[int, Label] | None:
    """Return the line with most headings that are nearly those of the survey."""
    best, best_count = None, MINIMUM_HEADINGS - 1
    for row in range(min(len(rows), _ROWS_SEARCHED) if near else 0):
        labels = labels_of(rows, row, row)
        if len(labels) <= best_count:
            continue
        assert near is not None
        found = {one.field for one in (near.of(label.text) for label in labels.values()) if one}
        if len(found) > best_count and "name" in found:
            best, best_count = labels, len(found)
    return best


def _folded(cell: Cell) -> str:
    return fold(cell) if isinstance(cell, str) else ""


def _headings(
    labels: Mapping[int, Label],
    names: Mapping[str, str],
    near: NearHeadings | None,
    whole: Headings | None = None,
) -> Headings:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    repeated: dict[int, str] = {}
    other_unit: dict[int, str] = {}
    for column, label in sorted(labels.items()):
        field_id = _known(label, names)
        if field_id is None:
            unknown[column] = label.text
        elif _has_other_unit(label, field_id, names, near):
            other_unit[column] = field_id
        elif field_id in columns:
            repeated[column] = field_id
        else:
            columns[field_id] = column
    lower = {column: labels[column].lower for column in unknown}
    resembled, in_other_unit = _resembling(unknown, lower, columns, near)
    for column in (*resembled, *in_other_unit):
        del unknown[column]
    rows = {label.row for label in labels.values()}
    return Headings(
        whole.row if whole else max(rows),
        columns,
        unknown,
        repeated,
        resembled,
        other_unit | in_other_unit,
        labels,
        whole.top if whole else min(rows),
    )


def _has_other_unit(
    label: Label, field_id: str, names: Mapping[str, str], near: NearHeadings | None
) -> bool:
    """Tell whether a line of units gives the heading above it another unit than the field's."""
    if near is None or not label.unit or any(one in names for one in label.spellings[:-1]):
        return False
    return bool(near.other_unit(f"({label.unit.strip('()（）[]')})", field_id))


def _resembling(
    unknown: Mapping[int, str],
    lower: Mapping[int, str],
    columns: dict[str, int],
    near: NearHeadings | None,
) -> tuple[dict[int, str], dict[int, str]]:
    """Take unknown headings for fields that only one of them resembles; adds to `columns`."""
    if near is None:
        return {}, {}
    proposed = {column: near.of(text) or near.of(lower[column]) for column, text in unknown.items()}
    wanted: dict[str, list[int]] = {}
    other_unit = {}
    for column, one in proposed.items():
        if one is not None and one.field not in columns:
            wanted.setdefault(one.field, []).append(column)
    resembled = {}
    for field_id, places in wanted.items():
        if len(places) > 1:
            continue
        if _unit(proposed, places[0]):
            other_unit[places[0]] = field_id
        else:
            resembled[places[0]] = unknown[places[0]]
            columns[field_id] = places[0]
    for column in _only_time(lower, columns):
        resembled[column] = unknown[column]
        columns["minutes_per_item"] = column
    return resembled, other_unit


def _unit(proposed: Mapping[int, Near | None], column: int) -> str:
    one = proposed[column]
    return "" if one is None else one.unit


def _only_time(lower: Mapping[int, str], columns: Mapping[str, int]) -> Iterator[int]:
    """Yield the one column headed 「時間」 beside runs and items: the time of one item."""
    if "minutes_per_item" in columns or not {"runs_per_year", "items_per_run"} <= set(columns):
        return
    places = [column for column, text in lower.items() if fold(text) in _ONLY_TIME]
    if len(places) == 1:
        yield places[0]
