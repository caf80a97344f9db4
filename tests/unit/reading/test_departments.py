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
    assert listed(tmp_path, "所属,内線\n税務課,2101\n") == [Department("税務課", contact="2101")]
    assert listed(tmp_path, "税務課,2階\n会計課,2101\n") == [
        Department("税務課"),
        Department("会計課"),
    ]


def test_a_workbook(tmp_path):
    grid = [["所属", "人数"], ["税務課", 42], ["会計課", "8人"]]
    path = write_openpyxl(tmp_path / "list.xlsx", {"一覧": grid, "別": [["市民課"]]})
    assert read_departments(path) == [Department("税務課", 42.0), Department("会計課", 8.0)]


def test_totals_and_numbers_are_no_names(tmp_path):
    text = "所属,職員数\n税務課,42\n会計課,8\n計 2課,50\n合計,50\n"
    assert [each.name for each in listed(tmp_path, text)] == ["税務課", "会計課"]
    with pytest.raises(FileError):
        listed(tmp_path, "番号\n1\n2\n")


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


@pytest.mark.parametrize(
    "text",
    [
        "番号,課名\n1,税務課\n2,市民課\n",
        "No.,所属\n1,税務課\n2,市民課\n",
        "コード,部署名\n0101,税務課\n0102,市民課\n",
        "課名,番号\n税務課,1\n市民課,2\n",
        "令和8年度　所属一覧\n番号,課名\n1,税務課\n2,市民課\n",
        "番号,課の呼び名\n1,税務課\n2,市民課\n",
        "1,税務課\n2,市民課\n",
    ],
)
def test_a_column_of_numbers_holds_no_names(tmp_path, text):
    departments = listed(tmp_path, text)
    assert [one.name for one in departments] == ["税務課", "市民課"]
    assert {int(one.number[-1]) for one in departments} == {1, 2}
    assert {one.staff for one in departments} == {None}


def test_a_column_of_numbers_in_a_workbook(tmp_path):
    grid = [["番号", "課名", "職員数"], [1, "税務課", 42], [2, "市民課", 30]]
    path = write_openpyxl(tmp_path / "list.xlsx", {"一覧": grid})
    assert read_departments(path) == [
        Department("税務課", 42.0, "1"),
        Department("市民課", 30.0, "2"),
    ]


def test_numbers_in_front_and_staff_behind_without_headings(tmp_path):
    assert listed(tmp_path, "1,税務課,42\n2,市民課,30\n") == [
        Department("税務課", 42.0, "1"),
        Department("市民課", 30.0, "2"),
    ]


def test_deadline_and_contact(tmp_path):
    text = (
        "番号,課名,職員数,提出期限,担当,内線\n"
        "1,税務課,42,2026-05-29,担当A,2101\n2,市民課,,5月末,,2201\n"
    )
    assert listed(tmp_path, text) == [
        Department("税務課", 42.0, "1", "2026-05-29", "担当A 2101"),
        Department("市民課", None, "2", "5月末", "2201"),
    ]
