"""Cards of tasks: one page each, with the figures of the ranking."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from tests.documents.pages import english_in, pages_of, paper_sizes, printed, smallest_letters

from rpa_scout.assessment.hours_explained import SHORT_STEP_LABELS
from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.card.card import card_history, task_cards
from rpa_scout.documents.card.charts import waterfall_chart
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.shipped import copy_template
from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.evidence.cases import reference_cases
from rpa_scout.savings.waterfall import WATERFALL_STEPS, Waterfall
from rpa_scout.similarity.catalogue import nearest_entries, typical_tasks
from rpa_scout.similarity.one_task.known_pattern import explained

ISSUE = Issue(dt.date(2026, 10, 5))
TASKS = ["税務課-12", "税務課-5", "学校教育課-7"]


def cards(city, basis, tasks=TASKS, issue=ISSUE):
    return task_cards(basis, tasks, card_history(city, tasks), issue)


def named(book, name, sheet):
    """Return the value of a named cell on a sheet of the workbook."""
    cell = book.defined_names[name].attr_text.split("!")[1].replace("$", "").split(":")[0]
    return book[sheet][cell].value


def test_every_task_has_a_sheet_with_the_figures_of_the_ranking(city, basis):
    book = openpyxl.load_workbook(io.BytesIO(cards(city, basis)))
    assert book.sheetnames[:3] == TASKS
    for task in TASKS:
        line = basis.line_of[task]
        values = [cell.value for row in book[task].iter_rows() for cell in row]
        assert task in values
        assert line["name"] in values
        before, saved = round(line["hours_per_year"]), round(line["saved_hours_per_year_p50"])
        middle = values.index("中央の見込み")
        row = [value for value in values[middle : middle + 20] if value is not None]
        assert row[1:4] == [before, before - saved, saved]
        assert row[4] == pytest.approx(line["saved_hours_per_year_p50"] / line["hours_per_year"])


def test_the_formula_gives_the_hours_of_today(city, basis):
    book = openpyxl.load_workbook(io.BytesIO(cards(city, basis, ["税務課-12"])))
    answers = basis.assessment.inventory.tasks.loc["税務課-12"]
    runs, items, minutes, setup = (
        answers[name]
        for name in ("runs_per_year", "items_per_run", "minutes_per_item", "setup_minutes_per_run")
    )
    hours = runs * (setup + items * minutes) / 60
    assert named(book, "業務量の式", "税務課-12") == (
        f"年{runs:g}回 ×（1件{minutes:g}分 × {items:g}件 ＋ 準備・片付け{setup:g}分）÷ 60"
        f" ＝ 導入前 年{hours:,.0f}時間"
    )


def test_the_waterfall_ends_at_the_figure_of_the_ranking(basis):
    for task in TASKS:
        waterfall = basis.assessment.explain(task).hours.waterfall
        chart = waterfall_chart(waterfall)
        rows = chart.data_rows[1:]
        saved = basis.line_of[task]["saved_hours_per_year_p50"]
        assert sum(cell for cell in rows[-1][2:] if cell is not None) == pytest.approx(saved)
    assert set(SHORT_STEP_LABELS) == set(WATERFALL_STEPS)


def test_the_typical_task_and_the_published_case_of_the_same_work_stand_on_the_card(city, basis):
    inventory, tasks = basis.assessment.inventory, ["上下水道課-7", "税務課-12"]
    book = openpyxl.load_workbook(io.BytesIO(cards(city, basis, tasks)))
    fitting, alone = (named(book, "典型業務", task) for task in tasks)
    assert explained(basis.assessment, tasks[0]).criteria[0].known_pattern.sentence == fitting
    nearest = nearest_entries(inventory.tasks.loc[[tasks[0]]], 1)
    (entry,) = [entry for entry in typical_tasks() if entry.entry_id == nearest.loc[0, "entry_id"]]
    assert f"「{entry.name}」" in fitting
    (case,) = [case for case in reference_cases() if case.task == "水道料金の納付・消込"]
    first = book[tasks[0]][book.defined_names["事例.業務"].attr_text.split("!")[1]].value
    assert first.startswith(f"{case.task_in('ja')}（類似度")
    assert alone == "当てはまる典型業務：なし"


@pytest.mark.parametrize("saved", [30.0, 0.0, -40.0])
def test_bars_join_also_below_zero(saved):
    steps = dict.fromkeys(WATERFALL_STEPS, 0.0) | {"checking": saved - 60.0, "upkeep": -40.0}
    rows = waterfall_chart(Waterfall(100.0, steps, saved)).data_rows[1:]
    level = 100.0
    for row, hours in zip(rows[1:-1], (saved - 60.0, -40.0), strict=True):
        support = row[1] or 0.0
        pieces = [cell for cell in row[2:] if cell is not None]
        low = min([support, *(support + piece for piece in pieces)])
        high = max([support, *(support + piece for piece in pieces)])
        assert (high, low) == pytest.approx((level, level + hours))
        level += hours
    assert level == pytest.approx(saved)


def test_decision_judgement_and_history_stand_on_the_card(city):
    city.tasks.decide(
        ["税務課-12"], "adopted", "件数が多い", planned_fiscal_year=2027, owner="担当B"
    )
    city.tasks.override("税務課-12", "hours", 120, "繁忙月の例外が多い")
    basis = document_basis(city)
    book = openpyxl.load_workbook(io.BytesIO(cards(city, basis, ["税務課-12"])))
    sheet = "税務課-12"
    assert named(book, "決定", sheet) == "採択"
    assert named(book, "実施年度", sheet) == "令和9年度"
    computed = round(basis.line_of[sheet]["saved_hours_per_year_p50"])
    assert named(book, "職員の判断", sheet) == (
        f"削減時間：計算値{computed}時間に対し120時間（繁忙月の例外が多い）"
    )
    values = [cell.value for row in book[sheet].iter_rows() for cell in row]
    assert len([value for value in values if value == "担当A"]) >= 3


def test_a_template_edited_in_excel_is_honoured(city, basis, tmp_path):
    own = copy_template("task_card", tmp_path / "カード様式.xlsx")
    book = openpyxl.load_workbook(own)
    sheet = book.active
    book.defined_names["業務名"].attr_text = f"'{sheet.title}'!$A$2"
    del book.defined_names["業務番号"]
    sheet["AF1"] = "本市の様式"
    book.save(own)
    content = cards(city, basis, ["税務課-12"], Issue(ISSUE.date, template=own))
    filled = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert filled["A2"].value == basis.line_of["税務課-12"]["name"]
    assert "本市の様式" in [cell.value for row in filled.iter_rows() for cell in row]


def test_a_workbook_without_names_is_no_template(city, basis, tmp_path):
    own = tmp_path / "別の表.xlsx"
    openpyxl.Workbook().save(own)
    with pytest.raises(InputError, match="named cells"):
        cards(city, basis, ["税務課-12"], Issue(ISSUE.date, template=own))


def test_unknown_tasks_are_told(basis):
    with pytest.raises(UnknownNameError, match="税務課-999"):
        basis.known_tasks(["税務課-12", "税務課-999"])
    with pytest.raises(InputError):
        basis.known_tasks([])


def test_charts_of_every_card_have_data_of_their_own(city, basis):
    content = cards(city, basis)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        texts = [package.read(name).decode() for name in charts]
    assert len(charts) == 2 * len(TASKS)
    assert len({text.split("<c:f>")[1] for text in texts}) == len(charts)


def test_each_card_is_one_page(city, basis, tmp_path):
    path = tmp_path / "カード.xlsx"
    path.write_bytes(cards(city, basis))
    pdf = printed(path, tmp_path)
    pages = pages_of(pdf)
    assert paper_sizes(pdf) == [(210, 297)] * len(TASKS)
    for task, page in zip(TASKS, pages, strict=True):
        assert task in page
        assert "実績" in page
    assert english_in([page.split("似た公表事例")[0] for page in pages]) == []
    assert smallest_letters(pdf) >= 8.0
