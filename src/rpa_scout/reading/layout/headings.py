"""Finding the line of headings, and which column answers which question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.layout.heading_labels import (
    Label,
    Range,
    heading_key,
    is_line_of_units,
    labels_of,
)
from rpa_scout.reading.layout.near_headings import Near, NearHeadings
from rpa_scout.text import fold

MINIMUM_HEADINGS = 3
"""So many of the survey's headings make a line the line of headings."""

OWN_COLUMN = ""
"""Stands for the field of a column that the form fills in itself."""

_ROWS_SEARCHED = 50
_CERTAINLY = 10
_HEADINGS_COMPARED = 300
"""Unknown headings that are compared with all of the survey's, which takes a millisecond each."""

"""A line with so many of the survey's headings needs no comparison with what follows it."""

_ONLY_TIME = frozenset(map(fold, ("時間", "所要時間", "作業時間", "時間（分）", "所要時間（分）")))


@dataclass(frozen=True, slots=True)
class Headings:
    """The line of headings of a table."""

    row: int
    columns: Mapping[str, int]
    unknown: Mapping[int, str]
    repeated: Mapping[int, str]
    near: Mapping[int, str] = field(default_factory=dict)
    other_unit: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, Label] = field(default_factory=dict)
    first_row: int = -1
    choices: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Fields whose choices stand in columns of their own: the choice by column."""

    measures: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Columns in other measures, by :class:`rpa_scout.policy.fields.Measure`."""

    @property
    def top(self) -> int:
        """First row of the headings, counted from 0."""
        return self.row if self.first_row < 0 else self.first_row


def heading_names(fields: FieldSet) -> dict[str, str]:
    """Return the field id by every folded spelling of its heading."""
    names: dict[str, str] = {}
    for survey_field in fields:
        for spelling in (survey_field.label, survey_field.label_en, survey_field.id):
            names[heading_key(spelling)] = survey_field.id
    for survey_field in fields:
        for spelling in survey_field.aliases:
            names.setdefault(heading_key(spelling), survey_field.id)
    # Columns that the form fills in itself answer no field.
    own = (*fields.form.own_headings, *fields.form.own_headings_en)
    names |= dict.fromkeys(map(heading_key, own), OWN_COLUMN)
    return names


def find_headings(
    rows: Sequence[Sequence[Cell]],
    names: Mapping[str, str],
    near: NearHeadings | None = None,
    merged: Sequence[Range] = (),
) -> Headings | None:
    """Find the line of headings, or the two lines where headings are split or grouped."""
    best, _ = _best_line(rows, names)
    if best is not None:
        return headings_from(rows, best, names, near, merged)
    for row in range(min(len(rows), _ROWS_SEARCHED) - 1):
        headings = headings_from(rows, row, names, near, merged)
        if headings is not None:
            return headings
    labels = _nearly_headings(rows, near)
    return None if labels is None else _headings(labels, names, near)


def headings_from(
    rows: Sequence[Sequence[Cell]],
    row: int,
    names: Mapping[str, str],
    near: NearHeadings | None,
    merged: Sequence[Range],
) -> Headings | None:
    """Return the headings that a row holds, alone or with the one above or below it."""
    labels = labels_of(rows, row, row)
    count = _count(labels, names)
    complete = count == len(labels) >= _CERTAINLY and (
        row + 1 == len(rows) or not is_line_of_units(rows[row + 1])
    )
    for top in () if complete else (row - 1, row):
        if top < 0 or top + 1 >= len(rows):
            continue
        both = labels_of(rows, top, top + 1, merged)
        count_of_both = _count(both, names)
        if count_of_both > count or (
            count_of_both == count and top == row and is_line_of_units(rows[row + 1])
        ):
            labels, count = both, count_of_both
    return None if count < MINIMUM_HEADINGS else _headings(labels, names, near)


def headings_beside(
    headings: Headings, names: Mapping[str, str], near: NearHeadings | None
) -> list[Headings]:
    """Split a line of headings in which a second table begins beside the first."""
    again = set(headings.repeated.values())
    if "name" not in again or len(again) < MINIMUM_HEADINGS:
        return [headings]
    start = min(headings.repeated)
    labels_before = {column: label for column, label in headings.labels.items() if column < start}
    labels_behind = {column: label for column, label in headings.labels.items() if column >= start}
    if _count(labels_before, names) < MINIMUM_HEADINGS:
        return [headings]
    first = _headings(labels_before, names, near, headings)
    return [first, *headings_beside(_headings(labels_behind, names, near, headings), names, near)]


def headings_within(
    headings: Headings, columns: range, names: Mapping[str, str], near: NearHeadings | None
) -> Headings:
    """Return the headings that stand in some of the columns alone."""
    labels = {column: label for column, label in headings.labels.items() if column in columns}
    return _headings(labels, names, near, headings)


def _best_line(rows: Sequence[Sequence[Cell]], names: Mapping[str, str]) -> tuple[int | None, int]:
    best, best_count = None, MINIMUM_HEADINGS - 1
    for row in range(min(len(rows), _ROWS_SEARCHED)):
        fields_in_row = {names[key] for key in map(heading_key, rows[row]) if key in names}
        count = len(fields_in_row - {OWN_COLUMN})
        if count > best_count:
            best, best_count = row, count
        if best_count >= _CERTAINLY:
            break
    return best, best_count


def _count(labels: Mapping[int, Label], names: Mapping[str, str]) -> int:
    return len({_field_of(label, names) for label in labels.values()} - {None, OWN_COLUMN})


def _field_of(label: Label, names: Mapping[str, str]) -> str | None:
    return next((names[spelling] for spelling in label.spellings if spelling in names), None)


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
        texts = [label.text for label in labels.values()][:_HEADINGS_COMPARED]
        fields = {meaning.field for meaning in map(near.of, texts) if meaning}
        fields |= set(filter(None, map(near.measure, texts)))
        if len(fields) > best_count and "name" in fields:
            best, best_count = labels, len(fields)
    return best


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
        field_id = _field_of(label, names)
        if field_id == OWN_COLUMN:
            continue
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
    """Tell whether the line of units names another unit than that of the field."""
    if (
        near is None
        or not label.unit
        or any(spelling in names for spelling in label.spellings[:-1])
    ):
        return False
    return bool(near.other_unit(f"({label.unit.strip('()（）[]')})", field_id))


def _resembling(
    unknown: Mapping[int, str],
    lower: Mapping[int, str],
    columns: dict[str, int],
    near: NearHeadings | None,
) -> tuple[dict[int, str], dict[int, str]]:
    """Assign unknown headings to fields that only one heading resembles; adds to `columns`."""
    if near is None:
        return {}, {}
    compared = list(unknown.items())[:_HEADINGS_COMPARED]
    proposed = {column: near.of(text) or near.of(lower[column]) for column, text in compared}
    wanted: dict[str, list[int]] = {}
    other_unit = {}
    for column, meaning in proposed.items():
        if meaning is not None and meaning.field not in columns:
            wanted.setdefault(meaning.field, []).append(column)
    resembled = {}
    for field_id, columns_of_field in wanted.items():
        if len(columns_of_field) > 1:
            continue
        if _unit(proposed, columns_of_field[0]):
            other_unit[columns_of_field[0]] = field_id
        else:
            resembled[columns_of_field[0]] = unknown[columns_of_field[0]]
            columns[field_id] = columns_of_field[0]
    for column in _only_time(lower, columns):
        resembled[column] = unknown[column]
        columns["minutes_per_item"] = column
    return resembled, other_unit


def _unit(proposed: Mapping[int, Near | None], column: int) -> str:
    meaning = proposed[column]
    return "" if meaning is None else meaning.unit


def _only_time(lower: Mapping[int, str], columns: Mapping[str, int]) -> Iterator[int]:
    """Yield the only column headed 「時間」 beside runs and items."""
    if "minutes_per_item" in columns or not {"runs_per_year", "items_per_run"} <= set(columns):
        return
    timed = [column for column, text in lower.items() if fold(text) in _ONLY_TIME]
    if len(timed) == 1:
        yield timed[0]
