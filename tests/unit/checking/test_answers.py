"""Cells become answers: nothing is guessed, blank and わからない are unknown."""

import datetime as dt
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.checking.answers import read_column
from rpa_scout.policy.choices import UNKNOWN_LABELS
from rpa_scout.policy.fields import load_fields

FIELDS = load_fields()
CHOICES = FIELDS.of_kind("choice")
NUMBERS = FIELDS.of_kind("number")
MINUTES = FIELDS["minutes_per_item"]
UNKNOWN = ["", "  ", "　", *UNKNOWN_LABELS, " わから ない ", "ＵＮＫＮＯＷＮ", "Unknown"]


def full_width(text):
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def understood(cell, field):
    """Give the value, and the codes of what is said of it."""
    column = read_column([cell], field)
    return column.cells[0], [one.code for one in column.remarks]


def value(cell, field):
    found, codes = understood(cell, field)
    assert codes == []
    return found


def remark(cell, field):
    (one,) = read_column([cell], field).remarks
    assert one.index == 0
    return one.code, *(*one.values.values(), "")[:2]


# ------------------------------------------------------------------------------------- choices


@pytest.mark.parametrize("shape", [str, full_width, str.upper, str.lower, " {}　".format])
@pytest.mark.parametrize("field", CHOICES, ids=lambda one: one.id)
def test_choices_by_label_code_and_alias(field, shape):
    for position, choice in enumerate(field.choices):
        exact = (choice.code, choice.label, choice.label_en)
        for spelling in (*exact, *choice.aliases):
            cell = shape(spelling)
            found, codes = understood(cell, field)
            assert found == position, spelling
            assert codes == ([] if cell.strip() in exact else ["choice_read_as"]), spelling


@pytest.mark.parametrize("field", CHOICES, ids=lambda one: one.id)
def test_choices_in_half_width(field):
    for position, choice in enumerate(field.choices):
        cell = unicodedata.normalize("NFKC", choice.label)
        if cell == choice.label:
            assert value(cell, field) == position
        else:
            assert understood(cell, field) == (position, ["choice_read_as"])
            assert remark(cell, field) == ("choice_read_as", cell, choice.label)


@pytest.mark.parametrize("field", CHOICES, ids=lambda one: one.id)
@pytest.mark.parametrize("cell", UNKNOWN)
def test_unknown_choices(field, cell):
    exact = cell.strip() in {"", *UNKNOWN_LABELS}
    assert understood(cell, field) == (-1, [] if exact else ["choice_read_as"])


@pytest.mark.parametrize("field", CHOICES, ids=lambda one: one.id)
def test_no_spelling_means_two_choices(field):
    for position, choice in enumerate(field.choices):
        for spelling in (choice.code, choice.label, choice.label_en, *choice.aliases):
            assert read_column([spelling], field).cells[0] == position


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("たぶん", "たぶん"), (9.0, "9"), (True, "True"), ("なし？", "なし？"), (0.05, "0.05")],
)
def test_unknown_choice_is_told(cell, shown):
    field = FIELDS["timing"]
    expected = "まとめて処理できる／当日中／その場で即時"
    assert remark(cell, field) == ("unknown_choice", shown, expected)


# ------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize("field", NUMBERS, ids=lambda one: one.id)
def test_both_ends_of_the_range_are_allowed(field):
    for number in (field.minimum, field.maximum):
        assert value(number, field) == number
        assert value(f"{number:.0f}", field) == number
        found, codes = understood(f"{number:,.0f}", field)
        assert (found, codes) == (number, ["read_as"] if number >= 1000 else [])


@pytest.mark.parametrize("field", NUMBERS, ids=lambda one: one.id)
def test_beyond_the_range_is_told(field):
    expected = f"{field.minimum:,g}～{field.maximum:,.0f}"
    for number in (field.minimum - 0.5, field.maximum + 0.5):
        assert remark(number, field) == ("out_of_range", str(number), expected)
        column = read_column([str(number)], field)
        assert [one.code for one in column.remarks] == ["out_of_range"]
        assert np.isnan(column.cells[0])


@pytest.mark.parametrize("field", NUMBERS, ids=lambda one: one.id)
@pytest.mark.parametrize("cell", UNKNOWN)
def test_unknown_numbers(field, cell):
    assert np.isnan(value(cell, field))


@pytest.mark.parametrize(
    ("cell", "number"),
    [(2.5, 2.5), (3, 3.0), ("2.5", 2.5), (" 2.5 ", 2.5), ("1e3", 1000.0), ("-0", 0.0), ("0", 0.0)],
)
def test_very_numbers(cell, number):
    assert value(cell, MINUTES) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("　１２", 12.0),
        ("１２．５", 12.5),
        ("1,200", 1200.0),
        ("１，２００", 1200.0),
        ("1,200.5", 1200.5),
        (".5", 0.5),
        ("+5", 5.0),
        ("007", 7.0),
    ],
)
def test_numbers_in_another_spelling_are_told(cell, number):
    assert understood(cell, MINUTES) == (number, ["read_as"])


@pytest.mark.parametrize(
    "cell",
    [
        ".",
        "1,2",
        "12,00",
        "1 2",
        "1.2.3",
        "①20",
        "10²",
        "½",
        "٣",
        "15～10",
        "1万2",
        "5分" * 40,
        "#N/A",
        "inf",
        "0x10",
        True,
        False,
    ],
)
def test_nothing_is_guessed_of_a_number(cell):
    assert remark(cell, MINUTES) == ("not_a_number", str(cell), "0～10,000")
    assert np.isnan(understood(cell, MINUTES)[0])


@given(st.floats(min_value=0, max_value=10_000))
def test_every_number_in_range_is_read_as_written(number):
    assert value(number, MINUTES) == number
    assert value(repr(number), MINUTES) == number
    assert understood(full_width(repr(number)), MINUTES) == (number, ["read_as"])


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.times()))
def test_no_cell_breaks_any_reader(cell):
    for field in FIELDS:
        column = read_column([cell, ""], field)
        assert len(column.cells) == 2
        assert all(one.index == 0 for one in column.remarks)


@given(st.lists(st.sampled_from(["", "5", "x", "約7分", "1～2", 3.0, -1.0]), max_size=20))
def test_a_column_reads_as_its_cells(cells):
    together = read_column(cells, MINUTES)
    for index, cell in enumerate(cells):
        alone = read_column([cell], MINUTES)
        np.testing.assert_equal(together.cells[index], alone.cells[0])
        assert [one.code for one in together.remarks if one.index == index] == [
            one.code for one in alone.remarks
        ]
        assert together.ranges.get(index) == alone.ranges.get(0)


# ----------------------------------------------------------------------- months, names and texts


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("6、12", "6、12"),
        ("12,6", "6、12"),
        ("１月・２月", "1、2"),
        ("1月、2月", "1、2"),
        ("3;3・4 5\n6", "3、4、5、6"),
        (4.0, "4"),
        (11, "11"),
        ("", None),
        ("不明", None),
        ("　", None),
    ],
)
def test_months(cell, months):
    assert value(cell, FIELDS["peak_months"]) == months


@pytest.mark.parametrize(
    "cell", ["13", "0", "3、13", "0-3", "夏", "4.5", 4.5, "、", True, "①", "年2回", "3月以外"]
)
def test_no_months(cell):
    assert remark(cell, FIELDS["peak_months"]) == ("not_months", str(cell), "")


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("4月～6月", "4、5、6"),
        ("4～6月", "4、5、6"),
        ("1-3", "1、2、3"),
        ("11月から2月まで", "1、2、11、12"),
        ("10〜12、3", "3、10、11、12"),
        ("通年", "1、2、3、4、5、6、7、8、9、10、11、12"),
        ("年度末", "3"),
        ("年度末・年度初め", "3、4"),
        ("年末年始", "1、12"),
        ("第1四半期", "4、5、6"),
        ("下半期", "1、2、3、10、11、12"),
        ("3月下旬～4月上旬", "3、4"),
        ("四月", "4"),
        ("4/5", "4、5"),
    ],
)
def test_months_that_are_understood_are_told(cell, months):
    found, codes = understood(cell, FIELDS["peak_months"])
    assert (found, codes) == (months, ["read_as"])
    assert remark(cell, FIELDS["peak_months"]) == ("read_as", cell, months)


def test_months_that_became_a_date():
    day = dt.datetime(2026, 4, 5)
    assert remark(day, FIELDS["peak_months"]) == ("date_damage", "2026-04-05", "4-5")
    assert understood(day, FIELDS["peak_months"])[0] is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("収納管理、財務会計", "収納管理、財務会計"),
        ("収納管理， 財務会計;Excel\nメール", "収納管理、財務会計、Excel、メール"),
        ("、、", None),
        ("", None),
        (365.0, "365"),
    ],
)
def test_names(cell, names):
    assert value(cell, FIELDS["systems"]) == names


@pytest.mark.parametrize(
    ("cell", "text"),
    [(" 転記　", "転記"), ("a\nb", "a\nb"), ("　", None), (12.0, "12"), ("", None)],
)
def test_texts(cell, text):
    assert value(cell, FIELDS["name"]) == text
