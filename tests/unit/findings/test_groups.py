"""Findings that say the same of many cells stand on one line; none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.findings import CATALOGUE, Finding, grouped
from rpa_scout.policy import load_fields

FIELDS = load_fields()


def read_as(cell, value="有", file="税務課.xlsx", field="manual", code="choice_read_as"):
    values = {CATALOGUE[code].quotes: value, "taken": "あり（最新）"}
    return Finding(code, file, "業務一覧", cell, field, values, f"税務課-{cell[1:]}")


def test_many_cells_of_a_column_are_one_line_with_their_span():
    (group,) = grouped([read_as(f"M{row}") for row in (2, 3, 4, 5, 9, 11, 12)])
    assert (group.count, group.cells) == (7, "M2～M5、M9、M11～M12")
    assert group.place == "業務一覧!M2～M5、M9、M11～M12"
    assert group.message(FIELDS, "ja") == (
        "「手順書」の「有」を、選択肢「あり（最新）」と読み取りました。ほか6か所も同じです。"
    )
    assert group.message(FIELDS, "en").endswith("So too in 6 more cells.")


def test_other_values_are_named_a_few_of_them():
    values = ["有", "○", "有", "レ", "✓", "要", "はい"]
    (group,) = grouped([read_as(f"M{row}", value) for row, value in enumerate(values, 2)])
    assert group.message(FIELDS, "ja").endswith("ほか6か所も同様です（○、レ、✓ …）。")


def test_far_apart_cells_end_in_a_number():
    (group,) = grouped([read_as(f"M{row}") for row in range(2, 30, 2)])
    assert group.cells == "M2、M4、M6、M8 +10"


@pytest.mark.parametrize(
    "findings",
    [
        [read_as("M2"), read_as("M3")],
        [read_as("M2"), read_as("M3", file="会計課.xlsx"), read_as("M4", file="市民課.xlsx")],
        [read_as("M2"), read_as("N2", field="personal_data"), read_as("L2", field="template")],
        [read_as("M2"), read_as("M3", code="choice_doubtful"), read_as("M4", code="ditto_read")],
        [read_as(f"B{row}", code="required_missing", field="name") for row in range(2, 9)],
    ],
    ids=["two", "files", "columns", "kinds", "errors"],
)
def test_what_is_not_the_same_stays_apart(findings):
    groups = grouped(findings)
    assert [group.findings for group in groups] == [(finding,) for finding in findings]
    assert groups[0].message(FIELDS) == findings[0].message(FIELDS)


def test_warnings_on_tasks_stay_apart_where_each_task_is_looked_up():
    findings = [read_as(f"M{row}", code="choice_doubtful") for row in range(2, 9)]
    assert len(grouped(findings)) == 1
    assert len(grouped(findings, tasks_apart=True)) == 7
    columns = [
        Finding("column_unknown", "a.xlsx", "業務一覧", f"{one}1", values={"heading": one})
        for one in "NOPQ"
    ]
    assert len(grouped(columns, tasks_apart=True)) == 1


FINDINGS = st.lists(
    st.builds(
        read_as,
        st.builds("{}{}".format, st.sampled_from(["M", "AB"]), st.integers(1, 40)),
        st.sampled_from(["有", "無", ""]),
        st.sampled_from(["税務課.xlsx", "会計課.xlsx"]),
        st.sampled_from(["manual", "template"]),
        st.sampled_from(sorted(CATALOGUE)),
    ),
    max_size=60,
)


@given(FINDINGS, st.booleans())
def test_every_finding_is_in_one_group_in_its_order(findings, tasks_apart):
    groups = grouped(findings, tasks_apart=tasks_apart)
    members = [finding for group in groups for finding in group.findings]
    assert sorted(map(repr, members)) == sorted(map(repr, findings))
    for group in groups:
        assert len({(one.code, one.file, one.field) for one in group.findings}) == 1
        assert group.message(FIELDS)
