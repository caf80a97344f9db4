"""What one takes away of a project: decisions, judgements, true findings, the same everywhere."""

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest
from tests.ranking_workbook import open_ranking
from tests.unit.reading.surveys import CORE, SHEET, plain, table, write_openpyxl

from rpa_scout.pipeline import read_surveys, write_ranking
from rpa_scout.project.project import Project
from rpa_scout.reporting.ranking_json import ranking_json, to_text
from rpa_scout.reporting.ranking_schema import ranking_schema

NAME = f"{'ABCDEFGHIJKL'[CORE.index('name')]}3"


@pytest.fixture
def survey(tmp_path):
    """Two usable tasks, and a row that cannot be used."""
    rows = [plain(), plain(name="", timing="当日中"), plain(name="照合", items_per_run=9)]
    return write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows)})


@pytest.fixture
def decided(place, policy, survey):
    """A project with a survey that has faults, a decision and a judgement."""
    with Project.create(place, policy, "担当A") as project:
        project.surveys.import_(read_surveys(survey))
        project.assessments.assess()
        task = project.assessments.ranking()["task_id"][0]
        project.tasks.decide(
            [task], "adopted", "効果が大きい",
            planned_fiscal_year=2027, owner="担当B", builder="in_house",
        )  # fmt: skip
        project.tasks.override(task, "hours", 7.0, "測った")
        yield project


def rows_of(path, name):
    """Return the rows of a sheet by their headings; the first of equal headings counts."""
    lines = [[cell.value for cell in line] for line in open_ranking(path)[name]]
    at = next(number for number, line in enumerate(lines) if {"順位", "区分", "調査票"} & set(line))
    headings = [str(text).split("\n")[0] for text in lines[at]]
    return [dict(zip(reversed(headings), reversed(line), strict=True)) for line in lines[at + 1 :]]


def test_the_workbook_has_the_decisions(decided, tmp_path):
    path = write_ranking(decided.assessments.report(), tmp_path / "r.xlsx")
    first, second = rows_of(path, "順位")
    computed = decided.assessments.ranking().iloc[0]
    assert (first["決定"], first["実施年度"], first["担当"]) == ("採択", "令和9年度", "担当B")
    assert first["理由"] == "効果が大きい"
    assert first["職員の判断の理由"] == "測った"
    assert first["中央（p50）"] == pytest.approx(computed["saved_hours_per_year_p50"])
    assert second["決定"] == "未決定"
    assert second["実施年度"] is None
    assert second["職員の判断の理由"] is None


def test_the_findings_are_those_of_the_import(decided, survey, tmp_path):
    path = write_ranking(decided.assessments.report(), tmp_path / "r.xlsx")
    imported = read_surveys(survey).findings
    assert imported.has_errors
    shown = [(line["ファイル"], line["シート"], line["セル"]) for line in rows_of(path, "指摘")]
    assert shown == [(one.file, one.sheet or None, one.cell or None) for one in imported]
    assert ("税務課.xlsx", SHEET, NAME) in shown
    content = ranking_json(decided.assessments.report())
    assert [entry["cell"] for entry in content["findings"]] == [one.cell for one in imported]
    assert "ありません" not in str(open_ranking(path)["指摘"]["A2"].value)


def test_findings_of_an_earlier_assessment_are_those_of_its_surveys(decided, tmp_path):
    better = write_openpyxl(
        tmp_path / "直した.xlsx", {SHEET: table([plain(), plain(name="別の業務")])}
    )
    decided.surveys.import_(read_surveys(better))
    decided.assessments.assess()
    first, second = decided.assessments.report(1), decided.assessments.report(2)
    assert [one.cell for one in first.surveyed.findings.of("error")] == [NAME]
    assert not second.surveyed.findings.has_errors
    assert {one.file for one in first.provenance.surveys} == {"税務課.xlsx"}
    assert {one.file for one in second.provenance.surveys} == {"直した.xlsx"}


def test_an_accepted_finding_is_no_longer_shown(decided):
    (error,) = decided.inventory().findings.of("error")
    decided.answers.accept(error, "見た")
    assert not decided.assessments.report().surveyed.findings.has_errors


def test_json_fulfils_the_schema_and_keeps_the_former_names(decided):
    content = json.loads(to_text(ranking_json(decided.assessments.report())))
    jsonschema.Draft202012Validator(ranking_schema()).validate(content)
    assert content["assessment"] == 1
    assert content["author"] == "担当A"
    first = content["tasks"][0]
    assert first["decision"] == {
        "state": "adopted",
        "fiscal_year": 2027,
        "owner": "担当B",
        "builder": "in_house",
        "reason": "効果が大きい",
        "override": {"means": None, "hours": 7.0, "score": None, "reason": "測った"},
    }
    assert (first["state"], first["planned_fiscal_year"], first["owner"]) == (
        "adopted",
        2027,
        "担当B",
    )
    assert first["override_hours"] == 7.0
    assert first["saved_hours_per_year_p50"] == first["saved_hours_per_year"]["p50"]
    assert content["tasks"][1]["decision"]["override"] is None
    assert set(decided.assessments.ranking().columns) <= set(first)


def test_all_faces_show_the_stored_figures(decided):
    stored, report = decided.assessments.ranking(), decided.assessments.report()
    content = ranking_json(report)
    for name in ("score", "hours_per_year", "saved_hours_per_year_p50"):
        assert report.rows[name].tolist() == stored[name].tolist()
    assert [task["saved_hours_per_year"]["p50"] for task in content["tasks"]] == (
        stored["saved_hours_per_year_p50"].tolist()
    )
    for task in content["tasks"]:
        added = sum(part["contribution"] for part in task["criteria"].values())
        assert added == pytest.approx(task["score"])


def test_the_source_names_author_policy_and_surveys(decided, survey, tmp_path, policy):
    path = write_ranking(decided.assessments.report(), tmp_path / "r.xlsx")
    (line,) = rows_of(path, "出典")
    digest = hashlib.sha256(Path(survey).read_bytes()).hexdigest()
    assert (line["調査票"], line["ファイルのSHA-256"]) == ("税務課.xlsx", digest)
    book = open_ranking(path)
    assert book.properties.creator == "担当A"
    custom = {one.name: one.value for one in book.custom_doc_props.props}
    assert custom["policy version"] == policy.version
    notes = [str(row[0].value) for row in book["出典"].iter_rows(max_row=6)]
    assert "作成者：担当A" in notes


def test_results_that_are_not_kept_have_decisions_too(decided):
    report = decided.assessments.report(assessment=decided.assessments.estimate())
    assert report.number is None
    assert report.rows["state"].tolist() == ["adopted", "candidate"]
    assert report.surveyed.findings.has_errors
