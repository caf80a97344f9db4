"""One declaration: every column is on every face that it names, with the value of the engine."""

import io
import math

import pandas as pd
import pytest
from rich.console import Console
from tests.ranking_workbook import open_ranking

from rpa_scout.assessment.assess import assess
from rpa_scout.cli.tables.ranking_columns import print_rows
from rpa_scout.inventory import Inventory
from rpa_scout.provenance import provenance_of
from rpa_scout.ranking.columns import RANKING_COLUMNS, column_named, columns_on
from rpa_scout.ranking.decisions import STATE_LABELS, TaskDecision
from rpa_scout.ranking.formats import cell_text, value_text
from rpa_scout.ranking.report import RankingReport, report_of
from rpa_scout.reporting.ranking_json import ranking_json
from rpa_scout.reporting.ranking_sheet import _STYLES
from rpa_scout.reporting.ranking_workbook import ranking_content
from rpa_scout.text import _, set_language

WIDE = 400
TASKS = pd.DataFrame(
    {
        "department": ["税務課", "会計課", "市民課"],
        "name": ["異動の入力", "証紙の管理", "不明な業務"],
        "runs_per_year": [240, 12, None],
        "items_per_run": [40, 5, None],
        "minutes_per_item": [3, 6, None],
        "input_form": ["spreadsheet", "spoken", None],
        "digitisable": ["already", "no", None],
        "judgement": ["none", "simple_rules", None],
    }
)
DECISION = TaskDecision(
    "adopted", 2027, "担当B", "vendor", "効果が大きい", "keep", 7.0, 50.0, "測った"
)


@pytest.fixture(scope="module")
def report(policy):
    """Three tasks, one decided in all respects, one without any known answer."""
    assessment = assess(Inventory.from_frame(TASKS), policy)
    first = assessment.ranking["task_id"][0]
    return RankingReport(
        assessment,
        assessment.inventory,
        provenance_of((), policy, "担当A"),
        decisions={first: DECISION},
    )


def ranking_sheet(content):
    return open_ranking(io.BytesIO(content))["順位"]


@pytest.fixture(scope="module")
def sheet(report):
    return ranking_sheet(ranking_content(report))


def heading_row(sheet):
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == "順位")


def at(content, path):
    for level in path:
        content = None if content is None else content[level]
    return content


def test_ids_and_paths_are_unique():
    assert len({column.id for column in RANKING_COLUMNS}) == len(RANKING_COLUMNS)
    assert len({column.json_path for column in RANKING_COLUMNS}) == len(RANKING_COLUMNS)


def test_every_kind_has_a_style_in_the_workbook():
    assert {column.kind for column in RANKING_COLUMNS} <= set(_STYLES)


@pytest.mark.parametrize("code", ["ja", "en"])
def test_every_column_has_a_label_and_a_help_sentence(code):
    set_language(code)
    for column in RANKING_COLUMNS:
        assert column.faces | column.if_computed
        assert _(column.help).endswith(("。", "."))
        for text in (column.label, column.help):
            assert (_(text) == text) == (code == "en"), text


@pytest.mark.parametrize("column", RANKING_COLUMNS, ids=lambda column: column.id)
def test_the_value_of_every_column_is_computed(column, report):
    assert column.id in report.rows
    for name in (*column.beside, *filter(None, [column.judged_by])):
        assert column_named(name).id in report.rows


@pytest.mark.parametrize(
    "column", list(columns_on("workbook", decided=True)), ids=lambda column: column.id
)
def test_the_workbook_shows_it(column, report, sheet):
    row = heading_row(sheet)
    declared = list(columns_on("workbook", decided=True))
    place = declared.index(column) + 1
    assert sheet.cell(row, place).value.split("\n")[0] == column.heading("workbook")
    for line, value in enumerate(report.rows[column.id].tolist(), row + 1):
        shown = sheet.cell(line, place).value
        if column.is_number and column.kind != "fiscal_year":
            missing = value is None or math.isnan(value)
            # Excel keeps 16 digits of a number, Python 17.
            number = "―" if value is not None and math.isinf(value) else pytest.approx(value)
            assert shown == (None if missing else number)
        else:
            assert (shown or "") == value_text(column, value, report.labels)


@pytest.mark.parametrize(
    "column", list(columns_on("json", decided=True)), ids=lambda column: column.id
)
def test_json_holds_it(column, report):
    for task, value in zip(
        ranking_json(report)["tasks"], report.rows[column.id].tolist(), strict=True
    ):
        written = at(task, column.json_path)
        if isinstance(value, float) and not math.isfinite(value):
            assert written is None
        else:
            assert written == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize("face", ["terminal", "project"])
def test_the_terminal_shows_it(face, report):
    out = Console(file=io.StringIO(), width=WIDE, color_system=None)
    print_rows(report.rows, report.labels, out, face, "表", 3)
    text = "".join(out.file.getvalue().split())
    for column in columns_on(face, decided=face == "project"):
        for line in column.heading(face).split("\n"):
            assert "".join(line.split()) in text
        for row in report.rows.to_dict("records"):
            for line in cell_text(column, row, report.labels).split("\n"):
                assert "".join(line.split()) in text


@pytest.mark.parametrize("face", ["terminal", "project"])
def test_a_narrow_terminal_says_what_it_leaves_out(face, report):
    out = Console(file=io.StringIO(), width=80, color_system=None)
    print_rows(report.rows, report.labels, out, face, "表", 3)
    text = "".join(out.file.getvalue().split())
    hidden = [column for column in columns_on(face, decided=True) if face in column.optional]
    assert hidden
    rows = report.rows.head(3).to_dict("records")
    for column in hidden:
        is_shown = any(cell_text(column, row, report.labels) for row in rows)
        assert ("".join(column.heading(face).split()) in text) == is_shown


@pytest.mark.parametrize("face", ["terminal", "project"])
def test_what_an_older_version_did_not_store_is_unknown(face, report):
    out = Console(file=io.StringIO(), width=WIDE, color_system=None)
    rows = report.rows[["rank", "task_id", "name"]]
    print_rows(rows, report.labels, out, face, "表", 3)
    assert "異動の入力" in out.file.getvalue()
    assert "不明" in out.file.getvalue()


def test_without_a_project_no_face_shows_decisions(report):
    for face in ("terminal", "workbook"):
        assert not any(column.decided for column in columns_on(face, decided=False))
    lone = report_of(report.assessment)
    assert {task["decision"] for task in ranking_json(lone)["tasks"]} == {None}
    sheet = ranking_sheet(ranking_content(lone))
    headings = {cell.value for cell in sheet[heading_row(sheet)]}
    assert not headings & {"決定", "実施年度", "担当", "内製・委託", "職員の判断"}


def test_judgements_stand_beside_the_computed_values(report, sheet):
    row = heading_row(sheet)
    headings = [str(cell.value).split("\n")[0] for cell in sheet[row]]
    assert headings.count("職員の判断") == 3
    computed = report.rows.iloc[0]
    shown = [cell.value for cell in sheet[row + 1]]
    assert shown[headings.index("適合度")] == pytest.approx(computed["score"])
    assert shown[headings.index("中央（p50）")] == pytest.approx(
        computed["saved_hours_per_year_p50"]
    )
    decided = dict(zip(headings, shown, strict=True))
    assert decided["決定"] == "採択"
    assert decided["実施年度"] == "令和9年度"
    assert decided["担当"] == "担当B"
    assert decided["内製・委託"] == "委託"
    assert shown[headings.index("内製・委託") + 1] == "効果が大きい"
    judged = [value for name, value in zip(headings, shown, strict=True) if name == "職員の判断"]
    assert 7.0 in judged
    assert 50.0 in judged


def test_one_format_on_all_faces(report):
    hours = column_named("hours_per_year")
    assert value_text(hours, 1234.5, report.labels) == "1,234"
    assert value_text(hours, math.nan, report.labels) == "不明"
    assert value_text(column_named("override_hours"), None, report.labels) == ""
    even = column_named("break_even_items_per_run")
    assert value_text(even, math.inf, report.labels) == "到達せず"
    assert value_text(even, 7.01, report.labels) == "8"


def test_every_state_has_a_label(report):
    from rpa_scout.project.states import STATE_LABELS as OF_PROJECT
    from rpa_scout.project.states import TaskState

    assert {state.value for state in TaskState} == set(STATE_LABELS)
    assert {TaskState(code): label for code, label in STATE_LABELS.items()} == OF_PROJECT
    for code in STATE_LABELS:
        assert not report.labels.label("state", code).isascii()
