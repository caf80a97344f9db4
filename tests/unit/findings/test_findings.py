"""Findings are data; sentences come late, in either language."""

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from rpa_scout.findings import (
    CATALOGUE,
    SEVERITIES,
    Finding,
    Findings,
    cell_address,
    column_letters,
)
from rpa_scout.policy.fields import load_fields
from rpa_scout.text import set_language, translated

FIELDS = load_fields()
SIGNS = "12{}%[/]“”"


def finding(code):
    values = {name: f"値{name}{SIGNS}" for name in CATALOGUE[code].names}
    return Finding(code, "a.xlsx", "業務一覧", "F12", "timing", values)


@pytest.mark.parametrize("code", CATALOGUE)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_rule_renders(code, language):
    one = finding(code)
    rule = CATALOGUE[code]
    assert rule.code == code
    assert one.severity in SEVERITIES
    label = FIELDS["timing"].label_in(language)
    for template, text in ((rule.sentence, one.message), (rule.hint, one.hint)):
        shown = text(FIELDS, language)
        assert shown == translated(template, language).format(field=label, **one.values)
        for name, value in (("field", label), *one.values.items()):
            assert (value in shown) == (f"{{{name}}}" in template)


@pytest.mark.parametrize("code", CATALOGUE)
def test_languages_differ(code):
    one = finding(code)
    assert one.message(FIELDS, "ja") != one.message(FIELDS, "en")
    assert one.hint(FIELDS, "ja") != one.hint(FIELDS, "en")


@pytest.mark.parametrize("code", CATALOGUE)
def test_templates_use_known_names_only(code):
    rule = CATALOGUE[code]
    for template in (rule.sentence, rule.hint):
        for language in ("ja", "en"):
            names = {
                one for _, one, _, _ in string.Formatter().parse(translated(template, language))
            }
            assert names <= {None, "field", *rule.names}


def test_language_of_the_user_is_the_default():
    one = finding("required_missing")
    assert one.message(FIELDS) == one.message(FIELDS, "ja")
    set_language("en")
    assert one.message(FIELDS) == "“Timing” is empty."


def test_whole_sentence_is_in_the_language_asked_for():
    set_language("ja")
    assert finding("required_missing").message(FIELDS, "en") == "“Timing” is empty."


def test_a_finding_without_field_renders():
    assert (
        Finding("file_empty", file="a.xlsx").message(FIELDS, "en").startswith("the file is empty")
    )


@pytest.mark.parametrize(
    ("sheet", "cell", "place"),
    [("業務一覧", "F12", "業務一覧!F12"), ("", "F12", "F12"), ("表", "", "表"), ("", "", "")],
)
def test_place(sheet, cell, place):
    assert Finding("file_empty", sheet=sheet, cell=cell).place == place


def test_collections_keep_their_order_and_count():
    some = ["no_rows", "file_empty", "file_skipped", "file_missing"]
    findings = Findings() + [Finding(code) for code in some]
    assert [one.code for one in findings] == some
    assert len(findings) == 4
    assert findings.counts == {"error": 2, "warning": 1, "info": 1}
    assert [one.code for one in findings.of("error")] == ["file_empty", "file_missing"]
    assert findings.has_errors
    assert not findings.of("warning").has_errors
    assert (findings + iter([Finding("no_rows")])).items[:-1] == findings.items


def test_findings_are_frozen():
    with pytest.raises(AttributeError):
        finding("no_rows").code = "x"
    with pytest.raises(AttributeError):
        Findings().items = ()


@given(st.integers(1, 16384), st.integers(1, 1_048_576))
def test_addresses_are_those_of_excel(column, row):
    assert column_letters(column - 1) == get_column_letter(column)
    assert cell_address(row - 1, column - 1) == f"{get_column_letter(column)}{row}"


def test_no_two_columns_share_their_letters():
    letters = [column_letters(column) for column in range(1000)]
    assert all(one != other for one, other in itertools.pairwise(letters))
    assert len(set(letters)) == 1000
