"""The register is read as people return it; what does not fit is found at its cell."""

import datetime as dt

import pandas as pd
import pytest
from tests.unit.reading.surveys import SHEET as SURVEY_SHEET
from tests.unit.reading.surveys import plain as plain_task
from tests.unit.reading.surveys import table, write_openpyxl
from tests.unit.register.workbooks import FIELDS, plain, write

from rpa_scout.pipeline import read_surveys
from rpa_scout.register.form import write_register_form
from rpa_scout.register.read import read_register
from rpa_scout.register.records import automation_id

ID = automation_id("税務課", "給与支払報告書の入力")


def _compared(finding):
    """Return the value of a finding that stands beside the quoted one."""
    names = [name for name in finding.rule.names if name != finding.rule.quotes]
    return finding.value_of(names[0]) if names else ""


def found(register, *codes):
    """Return code, cell, value and expectation of the findings, or of those of some codes."""
    return [
        (one.code, one.cell, one.quoted, _compared(one))
        for one in register.findings
        if not codes or one.code in codes
    ]


def test_an_automation_and_its_actual(tmp_path):
    register = read_register(write(tmp_path / "a.xlsx", plain(runs_per_year=12, share_percent=80)))
    (automation,), (actual,) = register.automations, register.actuals
    assert automation.automation_id == actual.automation_id == ID
    assert automation.means == "ocr_rpa"
    assert automation.running_since == 2022
    assert automation.hours_per_year_before == 400
    assert automation.share == pytest.approx(0.8)
    assert automation.still_running is True
    assert (automation.source.sheet, automation.source.cell) == ("自動化の実績", "B2")
    assert actual.fiscal_year == 2025
    assert actual.saved_hours_per_year == 250
    assert actual.runs_per_year == 12
    assert actual.items_per_year is None
    assert actual.measured_by == "log"
    assert actual.source.cell == "I2"
    assert found(register) == []


def test_a_blank_share_is_the_whole(tmp_path):
    assert read_register(write(tmp_path / "a.xlsx", plain())).automations[0].share == 1


def test_years_come_as_texts_numbers_and_dates(tmp_path):
    row = plain(running_since=dt.datetime(2021, 2, 1), fiscal_year=2025)
    register = read_register(write(tmp_path / "a.xlsx", row))
    assert register.automations[0].running_since == 2020
    assert register.actuals[0].fiscal_year == 2025
    assert found(register) == []


def test_years_of_one_automation_make_one_of_which_the_newest_row_counts(tmp_path):
    register = read_register(
        write(
            tmp_path / "a.xlsx",
            plain(fiscal_year="R7", still_running="いいえ", ended_in="R7", end_reason="標準化"),
            plain(fiscal_year="R6", hours_per_year_before=390, saved_hours_per_year=200),
        )
    )
    (automation,) = register.automations
    assert automation.still_running is False
    assert automation.end_reason == "standard_system"
    assert automation.hours_per_year_before == 400
    assert register.fiscal_years == (2024, 2025)
    assert register.latest(ID, 2024).saved_hours_per_year == 200
    assert register.latest(ID, 2030).saved_hours_per_year == 250
    assert register.latest(ID, 2020) is None
    assert found(register, "automation_differs") == [
        ("automation_differs", "F3", "390", "400 (自動化の実績!B2)")
    ]


def test_the_same_twice_counts_once(tmp_path):
    other = plain(name="給与支払報告書の 入力", saved_hours_per_year=99)
    register = read_register(write(tmp_path / "a.xlsx", plain(), other))
    assert [one.saved_hours_per_year for one in register.actuals] == [250]
    assert found(register) == [
        ("automation_twice", "B3", "給与支払報告書の 入力", "自動化の実績!B2")
    ]
    assert register.findings.has_errors


def test_the_same_in_two_files_counts_once(tmp_path):
    write(tmp_path / "a.xlsx", plain())
    write(tmp_path / "b.xlsx", plain())
    register = read_register(tmp_path)
    assert len(register.actuals) == len(register.automations) == 1
    assert found(register)[0][3] == "a.xlsx 自動化の実績!B2"


def test_two_automations_of_a_task_have_names(tmp_path):
    rows = [
        plain(automation="読取り", share_percent=60, saved_hours_per_year=100),
        plain(automation="入力", share_percent=50, saved_hours_per_year=100),
    ]
    register = read_register(write(tmp_path / "a.xlsx", *rows))
    assert len(register.automations) == 2
    assert found(register) == [("shares_above_whole", "G3", "110", "")]


@pytest.mark.parametrize(
    "shares",
    [(60, 40), (33.3, 33.3, 33.4), (33.34, 33.33, 33.33), (100,)],
)
def test_shares_that_are_the_whole_are_fine(tmp_path, shares):
    rows = [
        plain(automation=f"部分{place}", share_percent=share, saved_hours_per_year=10)
        for place, share in enumerate(shares)
    ]
    assert found(read_register(write(tmp_path / "a.xlsx", *rows))) == []


def test_one_that_follows_another_does_not_share_with_it(tmp_path):
    rows = [
        plain(automation="旧", fiscal_year="R4", still_running="いいえ", ended_in="R4"),
        plain(automation="新", running_since="R5", fiscal_year="R7"),
    ]
    assert found(read_register(write(tmp_path / "a.xlsx", *rows))) == []


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"saved_hours_per_year": 401}, ("measured_above_before", "I2", "401", "400")),
        (
            {"saved_hours_per_year": 250, "share_percent": 50},
            ("measured_above_before", "I2", "250", "200"),
        ),
        ({"running_since": "R8"}, ("measured_before_start", "H2", "令和7年度", "令和8年度")),
        (
            {"still_running": "いいえ", "ended_in": "R6"},
            ("measured_after_end", "H2", "令和7年度", "令和6年度"),
        ),
        ({"fiscal_year": "R20"}, ("measured_in_future", "H2", "令和20年度", "")),
        ({"ended_in": "R7"}, ("ended_yet_running", "L2", "R7", "")),
        ({"still_running": "いいえ"}, ("ended_without_year", "L2", "", "")),
        ({"saved_hours_per_year": None}, ("not_measured", "I2", "", "")),
        ({"running_since": "ずっと前"}, ("fiscal_year_unreadable", "E2", "ずっと前", "")),
    ],
)
def test_what_does_not_fit_is_found(tmp_path, answers, expected):
    register = read_register(write(tmp_path / "a.xlsx", plain(**answers)))
    assert expected in [one[: len(expected)] for one in found(register)]
    assert len(register.automations) == 1


@pytest.mark.parametrize(
    ("field", "value", "hours"),
    [
        ("means", "たくさん", 2),
        ("saved_hours_per_year", "たくさん", 1),
        ("hours_per_year_before", -5, 1),
        ("hours_per_year_before", "#REF!", 1),
        ("share_percent", 300, 1),
    ],
)
def test_a_cell_that_cannot_be_read_never_costs_the_automation(tmp_path, field, value, hours):
    rows = plain(**{field: value}), plain(name="督促状の作成")
    register = read_register(write(tmp_path / "a.xlsx", *rows))
    assert [each.source.cell for each in register.automations] == ["B2", "B3"]
    assert str(value) in [finding.quoted for finding in register.findings.of("warning")]
    assert len(register.actuals) == hours


def test_hours_saved_may_be_negative(tmp_path):
    register = read_register(write(tmp_path / "a.xlsx", plain(saved_hours_per_year=-12)))
    assert register.actuals[0].saved_hours_per_year == -12
    assert found(register) == []


def test_a_blank_year_is_that_of_the_file(tmp_path):
    rows = [plain(), plain(name="督促状の作成", fiscal_year=None)]
    register = read_register(write(tmp_path / "a.xlsx", *rows))
    assert [one.fiscal_year for one in register.actuals] == [2025, 2025]
    assert found(register) == [("fiscal_year_taken", "H3", "", "令和7年度")]


@pytest.mark.parametrize("year", [None, "いつか"])
def test_hours_without_a_year_are_not_counted(tmp_path, year):
    register = read_register(write(tmp_path / "a.xlsx", plain(fiscal_year=year)))
    assert register.actuals == ()
    assert len(register.automations) == 1
    assert "fiscal_year_missing" in [one.code for one in register.findings]


def test_rows_without_a_name_are_left_out(tmp_path):
    register = read_register(write(tmp_path / "a.xlsx", plain(name=None), plain()))
    assert len(register.automations) == 1
    assert found(register, "required_missing")[0][1] == "B2"


def test_a_survey_is_no_register(tmp_path):
    path = write_openpyxl(tmp_path / "税務課.xlsx", {SURVEY_SHEET: table([plain_task()])})
    register = read_register(path)
    assert register.automations == ()
    assert "register_not_recognised" in [one.code for one in register.findings]


def test_the_form_is_no_survey(tmp_path):
    form = write_register_form(
        tmp_path / "form.xlsx", 2026, read_register(write(tmp_path / "a.xlsx", plain()))
    )
    for paths in ([form], tmp_path):
        inventory = read_surveys(paths)
        assert ("file_own_result", "form.xlsx") in [(o.code, o.file) for o in inventory.findings]
        assert "form.xlsx" not in {one.file for one in inventory.tables}


def test_files_that_cannot_be_read_are_findings(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(b"nothing")
    register = read_register([tmp_path / "a.xlsx", tmp_path / "b.xlsx"])
    assert [one.code for one in register.findings] == ["file_missing", "file_damaged"]


def test_every_sentence_can_be_said(tmp_path):
    rows = [
        plain(saved_hours_per_year=500, running_since="R8", ended_in="R5"),
        plain(),
        plain(automation="別", fiscal_year="いつか"),
    ]
    register = read_register(write(tmp_path / "a.xlsx", *rows))
    assert len({one.code for one in register.findings}) >= 6
    for one in register.findings:
        assert "{" not in one.message(FIELDS) + one.hint(FIELDS)


def test_csv_of_one_own_list(tmp_path):
    path = tmp_path / "list.csv"
    frame = pd.DataFrame(
        {
            "課名": ["会計課"],
            "対象業務": ["消込"],
            "ツール": ["RPA"],
            "導入年度": ["R2"],
            "削減時間": ["約120時間"],
            "年度": ["R7"],
        }
    )
    path.write_bytes(frame.to_csv(index=False).encode("cp932"))
    register = read_register(path)
    assert register.actuals[0].saved_hours_per_year == 120
    assert register.automations[0].running_since == 2020
