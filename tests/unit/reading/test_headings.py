"""Columns are found by name: any order, language, width, spacing, below any title."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.reading.surveys import (
    CORE,
    FIELDS,
    SHEET,
    answers,
    plain,
    read_grid,
    table,
    told,
    write_openpyxl,
)

from rpa_scout.pipeline import read_surveys
from rpa_scout.reading.layout.headings import MINIMUM_HEADINGS, find_headings, heading_names
from rpa_scout.text import fold

NAMES = heading_names(FIELDS)
SPELLINGS = [
    (survey_field.id, spelling)
    for survey_field in FIELDS
    for spelling in (
        survey_field.label,
        survey_field.label_en,
        survey_field.id,
        *survey_field.aliases,
    )
    if NAMES[fold(spelling)] == survey_field.id
]


def full_width(text):
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def half_width(text):
    return unicodedata.normalize("NFKC", text)


def broken(text):
    middle = len(text) // 2
    return f" {text[:middle]}\n　{text[middle:]} "


@pytest.mark.parametrize("shape", [str, full_width, half_width, broken, str.upper])
@pytest.mark.parametrize(("field_id", "spelling"), SPELLINGS)
def test_every_spelling_is_found(field_id, spelling, shape):
    assert NAMES[fold(shape(spelling))] == field_id


def test_no_heading_belongs_to_two_fields():
    owners = {}
    for survey_field in FIELDS:
        for spelling in (
            survey_field.label,
            survey_field.label_en,
            survey_field.id,
            *survey_field.aliases,
        ):
            owners.setdefault(fold(spelling), set()).add(survey_field.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_line_with_most_headings_wins():
    row = [FIELDS[field_id].label for field_id in CORE]
    rows = [["業務調査票"], [], row[:3], ["所属", "税務課"], row, row]
    headings = find_headings(rows, NAMES)
    assert headings is not None
    assert headings.row == 4
    assert headings.columns == {field_id: position for position, field_id in enumerate(CORE)}


def test_two_headings_are_not_enough():
    labels = [FIELDS[field_id].label for field_id in CORE]
    assert MINIMUM_HEADINGS == 3
    assert find_headings([labels[:2]], NAMES) is None
    assert find_headings([labels[:3]], NAMES) is not None


def test_one_heading_three_times_is_not_enough():
    assert find_headings([["業務名", "業務の名称", "事務名"]], NAMES) is None


def test_numbers_and_dates_are_no_headings():
    assert find_headings([[1.0, True, None, 3]], NAMES) is None


def test_headings_far_down_are_found():
    rows = [[] for _ in range(49)] + [[FIELDS[field_id].label for field_id in CORE]]
    headings = find_headings(rows, NAMES)
    assert headings is not None
    assert headings.row == 49


@given(st.permutations(CORE))
def test_columns_stand_in_any_order(order):
    headings = find_headings([[FIELDS[field_id].label for field_id in order]], NAMES)
    assert headings is not None
    assert headings.columns == {field_id: position for position, field_id in enumerate(order)}


@pytest.mark.parametrize("language", ["label", "label_en", "id"])
def test_headings_in_either_language(tmp_path, language):
    headings = {field_id: getattr(FIELDS[field_id], language) for field_id in CORE}
    inventory = read_grid(tmp_path, table([plain()], headings=headings))
    assert told(inventory) == []
    assert answers(inventory.tasks)[0]["minutes_per_item"] == 1.5


def test_below_titles_on_a_sheet_of_another_name(tmp_path):
    grid = [["道路課の業務"], ["提出日", "令和8年5月1日"], [], *table([plain(department="道路課")])]
    inventory = read_grid(tmp_path, grid, sheet="道路課")
    assert told(inventory) == []
    assert list(inventory.tasks.index) == ["道路課-道路課-5"]
    assert inventory.source_of("道路課-道路課-5").sheet == "道路課"


def test_two_tables_on_two_sheets(tmp_path):
    sheets = {
        SHEET: table([plain(name="一つ目")]),
        "集計": [["メモ"]],
        "追加": table([plain(name="二つ目")]),
    }
    inventory = read_surveys(write_openpyxl(tmp_path / "調査票.xlsx", sheets))
    assert told(inventory) == []
    assert list(inventory.tasks.index) == ["税務課-2", "税務課-追加-2"]
    assert [survey_table.sheet for survey_table in inventory.tables] == [SHEET, "追加"]
