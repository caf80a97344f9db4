"""Quantities as people write them, one cell each."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from tests.corpus.difficulty import Difficulty, Told
from tests.corpus.survey import FIELDS, Row, at, changed, expected_tasks, grid
from tests.corpus.workbooks import Formula, save, save_calculated

from rpa_scout.policy.checks import Checks

RUNS, ITEMS, MINUTES = "runs_per_year", "items_per_run", "minutes_per_item"
SETUP, HOURS, PERCENT = "setup_minutes_per_run", "hours_per_year_reported", "exception_percent"
MONTHS = "peak_months"
DAYS = Checks().working_days_per_year
STAFF_DAY = 60.0 * Checks().hours_per_staff_year / DAYS
UNKNOWN = None

# name, field, what is written, what it is (None: unknown), code of the finding ("": none)
WRITTEN = (
    ("full_width_digits", RUNS, "６０", 60.0, "read_as"),
    ("digits_as_text", RUNS, "60", 60.0, ""),
    ("thousands_separator", ITEMS, "1,200", 1200.0, "read_as"),
    ("full_width_thousands", ITEMS, "１２，０００", 12000.0, "read_as"),
    ("own_unit_in_full_width", MINUTES, "３分", 3.0, "read_as"),
    ("seconds_for_minutes", MINUTES, "90秒", 1.5, "read_as"),
    ("hours_and_minutes", MINUTES, "1時間30分", 90.0, "read_as"),
    ("decimal_hours", MINUTES, "2.5h", 150.0, "read_as"),
    ("half_a_day", MINUTES, "半日", STAFF_DAY / 2, "read_as"),
    ("staff_days", MINUTES, "0.1人日", STAFF_DAY / 10, "read_as"),
    ("about", ITEMS, "約20件", 20.0, "read_as"),
    ("thereabouts", ITEMS, "20件程度", 20.0, "read_as"),
    ("range_of_minutes", MINUTES, "10〜15分", 12.5, "range_read"),
    ("range_in_words", ITEMS, "10から15", 12.5, "range_read"),
    ("every_day", RUNS, "毎日", DAYS, "read_as"),
    ("twice_a_week", RUNS, "週2回", 104.0, "read_as"),
    ("every_month", RUNS, "毎月", 12.0, "read_as"),
    ("end_of_month", RUNS, "月末", 12.0, "read_as"),
    ("once_a_year", RUNS, "年1回", 1.0, "read_as"),
    ("every_other_month", RUNS, "隔月", 6.0, "read_as"),
    ("every_quarter", RUNS, "四半期ごと", 4.0, "read_as"),
    ("twenty_a_month", RUNS, "月20回", 240.0, "read_as"),
    ("as_needed", RUNS, "随時", UNKNOWN, "frequency_unknown"),
    ("month_times_people", RUNS, "月20回×3人", 720.0, "ambiguous_number"),
    ("at_least", ITEMS, "20以上", 20.0, "ambiguous_number"),
    ("a_few", ITEMS, "数件", UNKNOWN, "number_unknown"),
    ("ten_thousands_in_kanji", ITEMS, "2万件", 20000.0, "read_as"),
    ("kanji_numerals", ITEMS, "二百五十", 250.0, "read_as"),
    ("items_a_day", ITEMS, "10件/日", 10.0, "ambiguous_number"),
    ("hours_in_a_column_of_items", ITEMS, "3時間", UNKNOWN, "unit_mismatch"),
    ("percent_sign", PERCENT, "5%", 5.0, "read_as"),
    ("share_or_percent", PERCENT, 0.05, 0.05, "percent_or_share"),
    ("tenths", PERCENT, "1割", 10.0, "read_as"),
    ("one_in_ten", PERCENT, "10件に1件", 10.0, "read_as"),
    ("hours_a_month", HOURS, "月10時間", 120.0, "read_as"),
    ("half_hour_set_up", SETUP, "0.5時間", 30.0, "read_as"),
    ("date_for_a_range", MINUTES, dt.date(2026, 10, 15), UNKNOWN, "date_damage"),
    ("date_as_text_in_number", ITEMS, "10月15日", UNKNOWN, "date_damage"),
    ("time_for_minutes", MINUTES, dt.time(1, 30), 90.0, "ambiguous_number"),
    ("time_for_items", ITEMS, dt.time(10, 15), UNKNOWN, "date_damage"),
    ("unknown_in_words", RUNS, "わからない", UNKNOWN, ""),
    ("months_as_span", MONTHS, "4月～6月", "4、5、6", "read_as"),
    ("months_over_new_year", MONTHS, "12～2月", "1、2、12", "read_as"),
    ("date_for_months", MONTHS, dt.date(2026, 4, 6), UNKNOWN, "date_damage"),
    ("season_for_months", MONTHS, "夏ごろ", UNKNOWN, "not_months"),
)
REFUSED = (
    ("words_for_a_number", MINUTES, "物による", "not_a_number"),
    ("two_numbers_apart", ITEMS, "1 2", "not_a_number"),
    ("circled_digit", ITEMS, "①20", "not_a_number"),
    ("truth_for_a_number", RUNS, True, "not_a_number"),
    ("below_zero", MINUTES, -3, "out_of_range"),
    ("beyond_all_measure", ITEMS, 99_999_999, "out_of_range"),
    ("error_cell", MINUTES, "#REF!", "cell_error"),
    ("error_cell_in_a_text", "section", "#N/A", "cell_error"),
    ("formula_never_calculated", RUNS, "=5*12", "formula_without_value"),
)


def _with(field_id: str, written: object, value: object) -> tuple[Row, ...]:
    """Return the tasks with one answer of the first changed, and no hours that contradict it."""
    blank: dict[str, object] = {}
    if field_id == HOURS:
        blank = {MINUTES: None}
    elif value is not UNKNOWN and field_id in (RUNS, ITEMS, MINUTES, SETUP):
        blank = {HOURS: None}
    return changed(1, **blank, **{field_id: written})


def _save_grid(folder: Path, *, tasks: tuple[Row, ...]) -> Path:
    return save(folder, grid(tasks))


for _name, _field, _cell, _value, _code in WRITTEN:
    _tasks = _with(_field, _cell, _value)
    _expected = expected_tasks(_with(_field, _value, _value))
    Difficulty(
        _name,
        f"{FIELDS[_field].label}: {_cell}",
        partial(_save_grid, tasks=_tasks),
        (Told(_code, at(_field), _field),) if _code else (),
        _expected,
    )

for _name, _field, _cell, _code in REFUSED:
    Difficulty(
        _name,
        f"{FIELDS[_field].label}: {_cell}",
        partial(_save_grid, tasks=changed(1, **{_field: _cell})),
        (Told(_code, at(_field), _field),),
        expected_tasks(changed(1, **{_field: None})),
    )


def _percent_format(folder: Path, *, field_id: str, number: float) -> Path:
    def edit(book: Workbook) -> None:
        book.worksheets[0][at(field_id)].number_format = "0%"

    return save(folder, grid(changed(1, **{field_id: number})), edit=edit)


Difficulty(
    "percent_format",
    "5 % typed into a cell that shows percentages: the file holds 0.05",
    partial(_percent_format, field_id=PERCENT, number=0.05),
    (),
    expected_tasks(changed(1, **{PERCENT: 5})),
)
Difficulty(
    "percent_format_among_items",
    "a column of items formatted as a percentage",
    partial(_percent_format, field_id=ITEMS, number=4),
    (Told("unit_mismatch", at(ITEMS), ITEMS),),
    expected_tasks(changed(1, **{ITEMS: None})),
)


def _calculated(folder: Path, *, field_id: str, formula: str, result: object) -> Path:
    return save_calculated(folder, grid(changed(1, **{field_id: Formula(formula, result)})))


Difficulty(
    "formula_with_result",
    "a number that Excel calculated and stored",
    partial(_calculated, field_id=RUNS, formula="=5*12", result=60),
)
Difficulty(
    "formula_with_text_result",
    "a name that Excel put together and stored",
    partial(_calculated, field_id="section", formula='="市民税"&"係"', result="市民税係"),
)
Difficulty(
    "formula_with_error_result",
    "a formula whose stored result is an error",
    partial(_calculated, field_id=RUNS, formula="=5/0", result="#DIV/0!"),
    (Told("cell_error", at(RUNS), RUNS),),
    expected_tasks(changed(1, **{RUNS: None})),
)
