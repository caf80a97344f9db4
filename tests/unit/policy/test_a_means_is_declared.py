"""A means is declared in the policy's file alone: ranking, register and published cases follow."""

import openpyxl
import pandas as pd
import pytest
from tests.frozen import policy_text
from tests.unit.register.workbooks import plain, write

import rpa_scout as rs
from rpa_scout.policy.describe import policy_markdown
from rpa_scout.register.fields import load_register_fields, means_label
from rpa_scout.register.form import write_register_form
from rpa_scout.register.read import read_register

MACRO = """[[means]]
id = "macro"
label = "マクロ"
label_en = "Macro"
aliases = ["Excelマクロ"]
build_hours = 4
build_reason = "assumption."
requirement = [ { field = "input_form", in = ["spreadsheet"] } ]

[means.parameters]
adoption_share = [ { low = 1, mode = 1, high = 1, source = "assumption" } ]
check_share = [ { low = 0, mode = 0, high = 0, source = "assumption" } ]
correction_share = [ { low = 0, mode = 0, high = 0, source = "assumption" } ]
digitise_minutes_per_item = [ { low = 0, mode = 0, high = 0, source = "assumption" } ]
attended_minutes_per_run = [ { low = 0, mode = 0, high = 0, source = "assumption" } ]
setup_share = [ { low = 0, mode = 0, high = 0, source = "assumption" } ]

"""


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.toml"
    before, found, after = policy_text().partition("[[means]]\n")
    path.write_text(before + MACRO + found + after, encoding="utf-8")
    return rs.load_policy(path)


def test_the_ranking_and_the_page_know_it(policy):
    tasks = {
        "name": ["集計"],
        "runs_per_year": [240.0],
        "items_per_run": [50.0],
        "minutes_per_item": [3.0],
        "judgement": ["none"],
        "input_form": ["spreadsheet"],
    }
    assessment = rs.assess(rs.Inventory.from_frame(pd.DataFrame(tasks)), policy)
    assert assessment.ranking["means"].tolist() == ["macro"]
    assert policy.means_labels()["macro"] == "マクロ"
    assert "マクロ" in policy_markdown(policy, rs.load_fields(), "ja")


@pytest.mark.parametrize("written", ["マクロ", "Excelマクロ", "ＥＸＣＥＬマクロ"])
def test_the_register_knows_it(policy, tmp_path, written):
    path = write(tmp_path / "a.xlsx", plain(means=written))
    register = read_register(path, policy=policy)
    assert [automation.means for automation in register.automations] == ["macro"]
    form = write_register_form(tmp_path / "form.xlsx", 2026, register, policy=policy)
    book = openpyxl.load_workbook(form)
    cells = {cell for row in book["自動化の実績"].iter_rows(values_only=True) for cell in row}
    assert "マクロ" in cells


def test_a_means_of_another_policy_is_shown_by_its_code(policy):
    assert means_label("macro", load_register_fields(policy)) == "マクロ"
    assert means_label("macro", load_register_fields(rs.load_policy())) == "macro"
    assert means_label(None, load_register_fields()) == ""


def test_published_cases_are_tested_by_what_is_declared(tmp_path):
    cases = [case for case in rs.read_cases() if case.result is not None]
    path = tmp_path / "policy.toml"
    text = policy_text()
    renamed = text.replace('id = "ocr_rpa"', 'id = "paper_robot"')
    path.write_text(renamed, encoding="utf-8")
    assert len(rs.backtest(cases, rs.load_policy(path), as_is=True).cases)
    path.write_text(renamed.replace("reads_paper = true\n", ""), encoding="utf-8")
    left_out = rs.backtest(cases, rs.load_policy(path), as_is=True).left_out
    assert "no_such_means" in {case.reason for case in left_out}
