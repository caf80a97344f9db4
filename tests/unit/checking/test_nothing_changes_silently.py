"""No value is changed without a finding: cell by cell, against the files themselves."""

import datetime as dt
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from tests.unit.checking.silence import (
    assert_changes_are_told,
    assert_nothing_is_lost,
    means_the_same,
)
from tests.unit.reading.surveys import CORE, FIELDS, SHEET, plain, table, write_csv, write_openpyxl

from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "departments").iterdir())
COLUMNS = (
    *CORE,
    "hours_per_year_reported",
    "exception_percent",
    "peak_months",
    "systems",
    "remarks",
)
AS_PEOPLE_WRITE = [
    plain(runs_per_year="毎日", items_per_run="約２０件", minutes_per_item="1分30秒"),
    plain(name="二", runs_per_year="随時", items_per_run="10～15件", minutes_per_item="数分"),
    plain(name="三", runs_per_year="月20回×3人", items_per_run="3時間", timing="即時"),
    plain(name="四", runs_per_year="多数", minutes_per_item=dt.date(2026, 10, 15)),
    plain(name="五", minutes_per_item=dt.time(1, 30), exception_percent=0.05),
    plain(name="六", exception_percent="5％", peak_months="4月～6月", systems="A，B\nC"),
    plain(name="七", peak_months="1月・2月", hours_per_year_reported="月10時間", remarks=12),
    plain(name="八", peak_months="夏", pattern="?", items_per_run=-5, remarks=dt.date(2026, 4, 1)),
    plain(name=None, minutes_per_item=True),
    {"name": "九"},
]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda one: one.stem)
def test_samples(path):
    inventory = read_surveys(path)
    assert assert_nothing_is_lost(inventory, {path.name: path}) > 100
    assert_changes_are_told(inventory)


def test_some_samples_do_hold_other_spellings():
    assert assert_changes_are_told(read_surveys(SAMPLES)) > 50


def test_a_workbook_as_people_write(tmp_path):
    path = write_openpyxl(tmp_path / "a.xlsx", {SHEET: table(AS_PEOPLE_WRITE, COLUMNS)})
    inventory = read_surveys(path)
    assert assert_nothing_is_lost(inventory, {path.name: path}) == len(
        [1 for row in AS_PEOPLE_WRITE for field in COLUMNS if row.get(field) is not None]
    )
    assert assert_changes_are_told(inventory) == 19


def test_a_csv_file_as_people_write(tmp_path):
    path = write_csv(tmp_path / "a.csv", table(AS_PEOPLE_WRITE, COLUMNS))
    inventory = read_surveys(path)
    assert_nothing_is_lost(inventory, {path.name: path})
    assert_changes_are_told(inventory)


def test_percent_formats_formulas_and_errors(tmp_path):
    path = write_openpyxl(tmp_path / "a.xlsx", {SHEET: table([plain(), plain(name="二")], COLUMNS)})
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.cell(2, COLUMNS.index("exception_percent") + 1, 0.05).number_format = "0%"
    sheet.cell(2, COLUMNS.index("items_per_run") + 1, "=2*3")
    sheet.cell(3, COLUMNS.index("minutes_per_item") + 1, "#REF!").data_type = "e"
    book.save(path)
    inventory = read_surveys(path)
    assert_nothing_is_lost(inventory, {path.name: path})
    assert_changes_are_told(inventory)


def test_written_is_what_the_reader_gave(tmp_path):
    inventory = read_surveys(
        write_openpyxl(
            tmp_path / "a.xlsx", {SHEET: table([plain(runs_per_year="毎日"), plain(name=None)])}
        )
    )
    assert list(inventory.written.columns) == list(FIELDS.ids)
    assert inventory.written.loc["税務課-2", "runs_per_year"] == "毎日"
    assert inventory.written.loc["税務課-2", "items_per_run"] == 200.0
    assert inventory.written.loc["税務課-3", "name"] == ""
    assert inventory.written.loc["税務課-2", "remarks"] == ""  # there is no such column
    assert list(inventory.written.index) == ["税務課-2", "税務課-3"]


def test_ranges_stand_beside_their_middle(tmp_path):
    rows = [plain(), plain(name="二", minutes_per_item="10～15分", runs_per_year="週2～3回")]
    inventory = read_surveys(write_openpyxl(tmp_path / "a.xlsx", {SHEET: table(rows)}))
    assert inventory.ranges.to_dict("records") == [
        {"task_id": "税務課-3", "field": "runs_per_year", "low": 104.0, "high": 156.0},
        {"task_id": "税務課-3", "field": "minutes_per_item", "low": 10.0, "high": 15.0},
    ]
    assert inventory.tasks.loc["税務課-3", "minutes_per_item"] == 12.5


def test_a_range_beyond_what_is_possible_is_unknown(tmp_path):
    rows = [plain(minutes_per_item="9000～12000分")]
    inventory = read_surveys(write_openpyxl(tmp_path / "a.xlsx", {SHEET: table(rows)}))
    assert [(one.code, one.quoted) for one in inventory.findings] == [
        ("out_of_range", "9000～12000分"),
    ]
    assert np.isnan(inventory.tasks["minutes_per_item"].iloc[0])
    assert len(inventory.ranges) == 0


def test_an_inventory_of_a_frame_has_none():
    inventory = Inventory.from_frame(read_surveys(SAMPLES[0]).tasks)
    assert len(inventory.written) == 0
    assert list(inventory.ranges.columns) == ["task_id", "field", "low", "high"]
    assert len(inventory.ranges) == 0


@pytest.mark.parametrize(
    ("written", "value", "field"),
    [
        ("１２", 12.0, "runs_per_year"),
        (12.0, 12.5, "runs_per_year"),
        ("約12", 12.0, "runs_per_year"),
        ("随時", float("nan"), "runs_per_year"),
        ("即時", "immediate", "timing"),
        ("4～6", "4、5、6", "peak_months"),
        ("a", "b", "name"),
    ],
)
def test_the_comparison_sees_changes(written, value, field):
    assert not means_the_same(written, value, FIELDS[field])
