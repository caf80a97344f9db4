"""Files made to do harm are refused with a finding, at once and in little memory."""

import inspect

import pytest
from tests.fuzz import hostile
from tests.fuzz.seeds import seeds
from tests.fuzz.watching import run_cases
from tests.office import OFFICE, needs_office

from rpa_scout.findings import CATALOGUE

REFUSED = {
    hostile.zip_bomb: "file_bomb",
    hostile.bomb_beside_the_sheet: "file_bomb",
    hostile.bomb_of_empty_rows: "file_bomb",
    hostile.bomb_that_lies: "file_bomb",
    hostile.zip_in_zip_quine: "file_bomb",
    hostile.two_gibibytes_declared: "file_bomb",
    hostile.entity_bomb: "file_entities",
    hostile.external_entity: "file_entities",
    hostile.entity_in_the_texts: "file_entities",
    hostile.nested_deeply: "file_nesting",
    hostile.path_above: "file_paths",
    hostile.path_from_the_root: "file_paths",
    hostile.path_of_windows: "file_paths",
    hostile.path_above_of_windows: "file_paths",
    hostile.thousands_of_parts: "file_parts",
    hostile.two_parts_of_one_name: "file_parts_repeated",
    hostile.wrong_sum: "file_damaged",
    hostile.sheet_outside: "file_damaged",
    hostile.cell_in_the_last_corner: "file_too_large",
    hostile.cells_beyond_all_sheets: "file_damaged",
    hostile.cell_beyond_its_row: "file_damaged",
    hostile.cell_beyond_all_numbers: "file_damaged",
    hostile.row_of_a_cell_elsewhere: "file_damaged",
    hostile.unknown_encoding: "file_damaged",
    hostile.repeated_by_the_million: "file_too_large",
    hostile.one_long_line: "file_too_large",
    hostile.one_open_quote: "file_too_large",
}
READ = {
    hostile.merged_over_everything: "",
    hostile.wide_columns_hidden: "columns_hidden",
}
"""Sound but strange: the tasks are read, and the code says what was not."""

SUFFIXES = {
    hostile.repeated_by_the_million: ".ods",
    hostile.one_long_line: ".csv",
    hostile.one_open_quote: ".csv",
}
HUGE_XLS = "huge.xls"
PEAK_BYTES = 1_200 << 20


def file_name(make):
    return make.__name__ + SUFFIXES.get(make, ".xlsx")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for make in (*REFUSED, *READ):
        (folder / file_name(make)).write_bytes(make())
    names = [file_name(make) for make in (*REFUSED, *READ)]
    if OFFICE is not None:
        huge = hostile.xls_with_a_huge_sheet(seeds()["office.xls"])
        (folder / HUGE_XLS).write_bytes(huge)
        names.append(HUGE_XLS)
    return run_cases(folder, names)


def test_none_of_them_stops_the_program_or_takes_long(outcome):
    assert outcome.problems == []
    assert outcome.peak_bytes < PEAK_BYTES


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_is_refused_with_a_finding(make, outcome):
    codes = outcome.codes.get(file_name(make))
    assert codes == [REFUSED[make]]
    assert CATALOGUE[codes[0]].severity == "error"


@needs_office
def test_an_xls_that_declares_a_huge_sheet_is_refused(outcome):
    assert outcome.codes.get(HUGE_XLS) == ["file_damaged"]


@pytest.mark.parametrize("make", READ, ids=lambda make: make.__name__)
def test_is_read_and_what_is_strange_is_told(make, outcome):
    codes = outcome.codes.get(file_name(make), ["not read"])
    usual = {"column_absent", "duplicate_task"}
    assert [code for code in codes if code not in usual] == [READ[make]] * bool(READ[make])


def test_all_hostile_files_are_tried():
    made = [
        item
        for name, item in inspect.getmembers(hostile, inspect.isfunction)
        if not name.startswith("_")
        and item.__module__ == hostile.__name__
        and not inspect.signature(item).parameters
    ]
    assert set(made) == {*REFUSED, *READ}
