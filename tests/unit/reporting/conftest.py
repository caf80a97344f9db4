"""Assessments to write, and the workbooks read back."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from tests.ranking_workbook import open_ranking

from rpa_scout.assessment.assess import assess
from rpa_scout.findings import Finding, Findings
from rpa_scout.inventory import Inventory, TableSource

TASKS = pd.DataFrame(
    {
        "department": ["税務課", "会計課", "市民課", "税務課", "総務課", "市民課"],
        "name": [
            "異動の入力",
            "証紙の管理",
            "住民票の郵送",
            "紙の届の入力",
            "文書の作成",
            "調査の集計",
        ],
        "runs_per_year": [240, 12, 240, 200, None, 12],
        "items_per_run": [40, 5, 30, 60, None, 1],
        "minutes_per_item": [3, 6, 4, 5, None, 5],
        "input_form": ["spreadsheet", "spoken", "print", "print", "system", "spreadsheet"],
        "digitisable": ["already", "no", "ocr", "ocr", "already", "already"],
        "judgement": ["none", "simple_rules", "none", "none", None, "none"],
        "exception_percent": [0, 10, 5, 3, None, 0],
        "pattern": ["entry", "other", "document", "entry", "document", "aggregation"],
        "change_frequency": ["rarely", "yearly", "rarely", "rarely", None, "rarely"],
        "current_tool": ["none", "none", "rpa", "none", "none", "none"],
        "systems": ["税", "会計", "住民情報、財務", "税", None, None],
    }
)


@pytest.fixture(scope="session")
def assessment(policy):
    return assess(Inventory.from_frame(TASKS), policy)


@pytest.fixture(scope="session")
def found(policy):
    """An assessment of a survey with findings and with places in a file."""
    made = Inventory.from_frame(TASKS)
    table = TableSource("税務課.xlsx", "業務一覧", "税務課", 5, {"name": 1, "judgement": 4})
    unread = {"written": "勘", "choices": "なし"}
    findings = (
        Finding("unknown_choice", "税務課.xlsx", "業務一覧", "E6", "judgement", unread, "1"),
        Finding("hours_unknown", "税務課.xlsx", "業務一覧", "B10", "name", row_id="5"),
    )
    sources = made.sources.assign(table=0)
    inventory = Inventory(made.tasks, made.left_out, sources, (table,), Findings(findings))
    return assess(inventory, policy)


@pytest.fixture
def read_back():
    """Read a workbook's content with openpyxl."""

    def read(content):
        return open_ranking(io.BytesIO(content))

    return read
