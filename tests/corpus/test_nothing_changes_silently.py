"""Every cell of the corpus stands in the inventory, and every change of it is told."""

import pytest
from tests.corpus.corpus import CORPUS
from tests.corpus.survey import FIELDS, TASKS
from tests.unit.checking.silence import assert_changes_are_told, assert_nothing_is_lost

NAMES = sorted(CORPUS)
NOT_BY_OPENPYXL = {
    "saved_by_office_as_ods",
    "saved_by_office_as_xls",
    "xls_called_xlsx",
    "xlsx_called_xls",
    "html_called_xls",
    "text_called_xlsx",
    "with_the_right_password",
    "formatted_to_the_last_row",
    "stray_cell_far_away",
    "reading_aids_in_names",
    "chart_beside_the_list",
}
"""Files that nothing else opens in good time; all hold the common survey."""


def files_of(inventory):
    return {table.file: table.path for table in inventory.tables}


@pytest.mark.parametrize("name", sorted(set(NAMES) - NOT_BY_OPENPYXL))
def test_nothing_of_a_file_is_lost(name, read_difficulty):
    _, inventory = read_difficulty(name)
    assert_nothing_is_lost(inventory, files_of(inventory))


@pytest.mark.parametrize("name", sorted(NOT_BY_OPENPYXL))
def test_nothing_of_the_common_survey_is_lost(name, read_difficulty):
    _, inventory = read_difficulty(name)
    written = inventory.written.to_dict("records")
    assert len(written) == len(TASKS)
    for row, task in zip(written, TASKS, strict=True):
        for survey_field in FIELDS:
            cell, typed = row[survey_field.id], task[survey_field.id]
            both_text = isinstance(cell, str) and isinstance(typed, str)
            assert cell == typed if both_text else float(cell) == float(typed), survey_field.id


@pytest.mark.parametrize("name", NAMES)
def test_every_change_is_told(name, read_difficulty):
    _, inventory = read_difficulty(name)
    assert_changes_are_told(inventory)
