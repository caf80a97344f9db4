"""The list of a city's departments, with and without the number of staff."""

import pytest
from tests.unit.reading.surveys import write_openpyxl

from rpa_scout.errors import FileError
from rpa_scout.reading.layout.departments import Department, read_departments
from rpa_scout.text import sentence_of


def listed(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return read_departments(path)


def test_names_alone(tmp_path):
    expected = [Department("税務課"), Department("会計課")]
    assert listed(tmp_path, "税務課\r\n会計課\r\n\r\n税務課\r\n", "cp932") == expected
    assert listed(tmp_path, "所属\n税務課\n会計課\n") == expected


def test_number_of_staff(tmp_path):
    text = "課名,係,職員数\n税務課,市民税係,42\n会計課,,１２人\n市民課,,\n議会事務局,,2.5名\n"
    assert listed(tmp_path, text) == [
        Department("税務課", 42.0),
        Department("会計課", 12.0),
        Department("市民課", None),
        Department("議会事務局", 2.5),
    ]


def test_numbers_in_the_second_column_without_headings(tmp_path):
    expected = [Department("税務課", 1042.0), Department("会計課")]
    assert listed(tmp_path, '税務課,"1,042"\n会計課,\n') == expected


def test_other_columns_are_no_staff(tmp_path):
    assert listed(tmp_path, "所属,内線\n税務課,2101\n") == [Department("税務課")]
    assert listed(tmp_path, "税務課,2階\n会計課,2101\n") == [
        Department("税務課"),
        Department("会計課"),
    ]


def test_a_workbook(tmp_path):
    grid = [["所属", "人数"], ["税務課", 42], ["会計課", "8人"]]
    path = write_openpyxl(tmp_path / "list.xlsx", {"一覧": grid, "別": [["市民課"]]})
    assert read_departments(path) == [Department("税務課", 42.0), Department("会計課", 8.0)]


def test_the_first_number_counts(tmp_path):
    text = "所属,職員数\n税務課,\n税務課,42\n税務課,7\n"
    assert listed(tmp_path, text) == [Department("税務課", 42.0)]


def test_a_number_that_is_none(tmp_path):
    with pytest.raises(FileError) as caught:
        listed(tmp_path, "所属,職員数\n税務課,40くらい\n")
    assert "40くらい" in sentence_of(caught.value)
    assert "税務課" in sentence_of(caught.value)


@pytest.mark.parametrize("text", ["", "所属,職員数\n", "\n\n"])
def test_no_names(tmp_path, text):
    with pytest.raises(FileError):
        listed(tmp_path, text)
