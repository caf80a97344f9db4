"""The report to the council: its figures are the engine's, its pages can be handed on."""

import datetime as dt
import hashlib
import io
import zipfile

import docx
import openpyxl
import pytest
from tests.documents.pages import english_in, pages_of, paper_sizes, printed, smallest_letters

from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.council.charts import years_of_charts
from rpa_scout.documents.council.lists import GoalOutlook, indicator_lines
from rpa_scout.documents.council.report import council_report
from rpa_scout.documents.issuing import Issue, Paper, hand_out
from rpa_scout.documents.shipped import copy_template
from rpa_scout.errors import InputError

ISSUE = Issue(dt.date(2026, 10, 5), number="白デ第12号")


def text_of(content):
    document = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_proposal_is_the_engines_headline(basis):
    headline = basis.assessment.target.headline
    assert len(basis.proposal.rows) == headline.outlook.adopted
    assert basis.proposal.outlook.chances == headline.outlook.chances
    assert basis.proposal.outlook.hours == headline.outlook.hours
    target = basis.assessment.target
    assert basis.proposal.needed == {
        needed.chance: needed.outlook.adopted for needed in target.needed_for
    }


def test_refused_tasks_are_passed_over(city, basis):
    first = basis.proposal.rows["task_id"].iloc[0]
    city.tasks.decide([first], "declined", "様式の見直しを先に行う")
    again = document_basis(city).proposal
    assert first not in again.task_ids
    assert again.outlook.chances.both >= again.wanted_chance
    fewer = again.positions[:-1]
    assert basis.assessment.target.of_rows(fewer).chances.both < again.wanted_chance


def test_the_summary_tells_the_figures_of_the_ranking(basis):
    text = text_of(council_report(basis, ".docx", ISSUE))
    outlook, rows = basis.proposal.outlook, basis.rows
    candidates = rows["candidate"].sum()
    assert f"12所属から{len(rows)}業務の報告があり、このうち候補は{candidates}業務" in text
    assert f"{outlook.adopted}業務を採択すると" in text
    assert f"削減時間は年{float(outlook.hours.p50):,.0f}時間増える" in text
    assert "令和8年10月5日" in text
    assert "白デ第12号" in text
    best = basis.proposal.rows.iloc[0]
    assert best["name"] in text
    after = round(best["hours_per_year"]) - round(best["saved_hours_per_year_p50"])
    assert f"\n{after:,}\n" in text


def test_automated_tasks_stand_in_a_list_of_their_own(basis):
    book = openpyxl.load_workbook(io.BytesIO(council_report(basis, ".xlsx", ISSUE)))
    candidates = [row[1] for row in book["別表1 全候補"].iter_rows(min_row=3, values_only=True)]
    automated = [row[0] for row in book["別表2 自動化済み"].iter_rows(min_row=3, values_only=True)]
    rows = basis.rows
    assert candidates == rows.loc[rows["candidate"], "task_id"].tolist()
    is_automated = rows["not_candidate_because"] == "automated"
    assert automated == rows.loc[is_automated, "task_id"].tolist()
    assert book["別表1 全候補"].max_column <= 13


def test_a_template_edited_in_word_is_honoured(basis, tmp_path):
    own = copy_template("council_report", tmp_path / "様式.docx")
    document = docx.Document(own)
    document.paragraphs[0].runs[0].text = "資料３－２"
    document.paragraphs[0].add_run("（{{ 件名 }}）")
    document.add_paragraph("問合せ先：デジタル課　内線2345　{{ 目標年度 }}")
    document.save(own)
    text = text_of(council_report(basis, ".docx", Issue(ISSUE.date, template=own)))
    assert "資料３－２（AI・RPA活用業務の選定及び目標の達成見込みについて）" in text
    assert "内線2345　令和12年度（2030年度）" in text


@pytest.mark.parametrize(
    ("written", "named"),
    [("{{ 市長名 }}", "市長名"), ("{{ 要旨", "not written"), ("{% if %}", "not written")],
)
def test_a_mistake_in_a_template_is_told(basis, tmp_path, written, named):
    own = copy_template("council_report", tmp_path / "様式.docx")
    document = docx.Document(own)
    document.add_paragraph(written)
    document.save(own)
    with pytest.raises(InputError, match=named):
        council_report(basis, ".docx", Issue(ISSUE.date, template=own))


def test_a_template_cannot_reach_into_the_program(basis, tmp_path):
    own = copy_template("council_report", tmp_path / "様式.docx")
    document = docx.Document(own)
    document.add_paragraph("{{ 要旨.__class__.__base__.__subclasses__() }}")
    document.save(own)
    with pytest.raises(InputError):
        council_report(basis, ".docx", Issue(ISSUE.date, template=own))


def test_what_is_no_template_is_refused(basis, tmp_path):
    own = tmp_path / "様式.docx"
    own.write_text("これは文書ではない", encoding="utf-8")
    with pytest.raises(InputError, match="Word"):
        council_report(basis, ".docx", Issue(ISSUE.date, template=own))
    with pytest.raises(InputError, match="docx"):
        council_report(basis, ".xlsx", Issue(ISSUE.date, template=own))
    with pytest.raises(InputError, match="odt"):
        council_report(basis, ".odt", ISSUE)


def test_charts_are_charts_of_word_with_their_data(basis):
    content = council_report(basis, ".docx", ISSUE)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        chart = package.read("word/charts/chart1.xml").decode()
        data = package.read("word/embeddings/chart1.xlsx")
    assert "word/charts/chart2.xml" in names
    assert not [name for name in names if name.endswith((".png", ".emf"))]
    sheet = openpyxl.load_workbook(io.BytesIO(data))["図のデータ"]
    goal_row = [cell.value for cell in sheet[sheet.max_row]]
    outlook = basis.proposal.outlook
    assert sum(goal_row[1:4]) == pytest.approx(float(outlook.total_hours.p50))
    assert goal_row[4] == basis.target.targets.hours.goal
    assert goal_row[6] == pytest.approx(float(outlook.total_hours.p90 - outlook.total_hours.p50))
    assert "externalData" in chart
    assert chart.index("<c:plus>") < chart.index("<c:minus>")


def test_charts_count_the_proposal_from_its_years(city):
    """What decisions name counts from there, the others from the year after they are built."""
    first, second = document_basis(city).proposed_ids[:2]
    city.tasks.decide([first], "candidate", planned_fiscal_year=2028)
    city.tasks.decide([second], "adopted", "件数が多い", planned_fiscal_year=2027)
    basis = document_basis(city)
    built = {task.task_id: task.fiscal_year for task in city.planning.plan().tasks}
    starts = {task_id: (built[task_id] or 2029) + 1 for task_id in basis.proposed_ids}
    starts |= {first: 2028, second: 2027}
    charts = years_of_charts(basis)
    assert len(set(starts.values())) > 1
    for hours, tasks in zip(charts["hours"], charts["tasks"], strict=True):
        live = [task_id for task_id, start in starts.items() if start <= hours.fiscal_year]
        expected = basis.assessment.outlook_of(live)
        added = float(hours.total.p50) - hours.live
        assert added == pytest.approx(float(expected.hours.p50), abs=1e-6)
        assert float(tasks.total.p50) - tasks.live == pytest.approx(float(expected.live.p50))
        assert float(hours.total.p10) <= float(hours.total.p50) <= float(hours.total.p90)
    whole = basis.proposal.outlook
    assert charts["hours"][-1].total.p50 == pytest.approx(whole.total_hours.p50)


def test_names_that_look_like_formulas_or_markup_stay_text(city, basis):
    first = basis.proposal.rows["task_id"].iloc[0]
    city.answers.correct(first, "name", "=1+1 <b>&{{ 件名 }}", "試験")
    again = document_basis(city)
    assert "=1+1 <b>&{{ 件名 }}" in text_of(council_report(again, ".docx", ISSUE))
    book = openpyxl.load_workbook(io.BytesIO(council_report(again, ".xlsx", ISSUE)))
    cells = [cell for row in book["別表1 全候補"].iter_rows() for cell in row]
    (named,) = [cell for cell in cells if cell.value == "=1+1 <b>&{{ 件名 }}"]
    assert named.data_type == "s"


def test_a_document_is_recorded_with_its_digest(city, basis, tmp_path):
    content = council_report(basis, ".docx", ISSUE)
    issue = Issue(ISSUE.date, number="白デ第12号", approved_on=dt.date(2026, 10, 1))
    path = tmp_path / "推進会議.docx"
    hand_out(city, [Paper("council_report", path, content)], issue, basis.kept.number)
    (document,) = city.documents.all()
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (document.file, document.assessment_number) == ("推進会議.docx", basis.kept.number)
    assert (document.dated, document.approved_on) == ("2026-10-05", "2026-10-01")
    assert document.document_number == "白デ第12号"
    assert city.verify().is_whole


def test_a_draft_leaves_no_record_and_undo_passes_over_one(city, basis, tmp_path):
    first = basis.proposal.rows["task_id"].iloc[0]
    city.tasks.decide([first], "adopted", "効果が大きい")
    draft = Issue(ISSUE.date, is_draft=True)
    hand_out(city, [Paper("council_report", tmp_path / "案.docx", b"x")], draft, 1)
    assert city.documents.all() == []
    hand_out(city, [Paper("council_report", tmp_path / "本.docx", b"x")], ISSUE, 1)
    city.history.undo()
    assert city.tasks.get(first).state == "candidate"
    assert len(city.documents.all()) == 1
    city.history.redo()
    assert city.tasks.get(first).state == "adopted"


def test_the_record_survives_an_export(city, tmp_path):
    from rpa_scout.project.project import Project

    hand_out(city, [Paper("council_report", tmp_path / "本.docx", b"x")], ISSUE, 1)
    city.export(tmp_path / "市.jsonl")
    with Project.restore(tmp_path / "写し.rpascout", tmp_path / "市.jsonl", "担当A") as restored:
        assert restored.documents.all() == city.documents.all()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_its_pages_can_be_handed_on(basis, tmp_path, suffix):
    path = tmp_path / f"report{suffix}"
    path.write_bytes(council_report(basis, suffix, ISSUE))
    pdf = printed(path, tmp_path)
    pages, papers = pages_of(pdf), paper_sizes(pdf)
    assert papers[:3] == [(210, 297), (210, 297), (420, 297)]
    assert "協議事項" in pages[0]
    assert "有識者の意見" in pages[1]
    assert "町会" in pages[1]
    assert "全候補の一覧" in pages[2]
    assert english_in(pages) == []
    assert smallest_letters(pdf) >= 8.0


def test_indicators_entered_by_hand_are_shown_or_left_to_be_filled_in(city, basis):
    entered = city.policy().targets.entered
    (name,) = entered
    outlook = GoalOutlook.of_proposal(basis.proposal)
    lines = {line["指標"]: line for line in indicator_lines(basis, outlook)}
    assert lines[entered[name].label]["見込み"] == "（記入）"
    city.planning.enter_figure(name, 2026, 34.0)
    lines = {line["指標"]: line for line in indicator_lines(document_basis(city), outlook)}
    assert lines[entered[name].label]["現状"] == "34\n（令和8年度）"
    hours = lines[basis.target.targets.hours.label]
    assert hours["目標値"] == "2,000以上\n（令和12年度）"
