"""The action plan by quarter, and the verification of a fiscal year."""

import datetime as dt
import io

import openpyxl
import pytest
from tests.documents.pages import english_in, pages_of, paper_sizes, printed, smallest_letters

from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.card.parts import actual_lines
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.shipped import copy_template
from rpa_scout.documents.yearly.action_plan import action_plan, plan_lines, year_lines
from rpa_scout.documents.yearly.quarters import BuildSpan, build_spans, stages_of
from rpa_scout.documents.yearly.verification import verification, verified_lines
from rpa_scout.planning.result import PlanTask
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.register.records import Actual, Automation, Register, automation_id

ISSUE = Issue(dt.date(2026, 10, 5))
LIMITS = PlanLimits(
    in_house_hours_per_year=600,
    vendor_yen_per_year=1_000_000,
    vendor_yen_per_hour=8_000,
    first_year=2027,
)


def task(name, year, hours, builder="in_house"):
    return PlanTask(name, year, hours, builder, "first_year", "")


def test_quarters_follow_the_build_hours_the_earliest_first():
    tasks = [task("a", 2027, 50.0), task("b", 2027, 150.0), task("c", 2027, 30.0)]
    spans = build_spans(tasks, [2026, 2027], {(2027, "in_house"): 400.0})
    assert spans["a"] == BuildSpan(4, 4, 8)
    assert spans["b"] == BuildSpan(4, 5, 8)
    assert spans["c"] == BuildSpan(6, 6, 8)


def test_a_full_quarter_does_not_run_into_the_next():
    tasks = [task(name, 2027, 33.3) for name in "abcdefghi"]
    spans = build_spans(tasks, [2027], {(2027, "in_house"): 4 * 3 * 33.3})
    assert [spans[name].first for name in "abcdefghi"] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert all(span.first == span.last for span in spans.values())


def test_vendors_build_beside_the_citys_own_staff():
    tasks = [task("a", 2027, 100.0), task("b", 2027, 100.0, "vendor")]
    hours = {(2027, "in_house"): 400.0, (2027, "vendor"): 100.0}
    spans = build_spans(tasks, [2027], hours)
    assert (spans["a"].first, spans["a"].last) == (0, 0)
    assert (spans["b"].first, spans["b"].last) == (0, 3)


def test_stages_follow_each_other():
    assert "".join(stages_of(BuildSpan(1, 2, 4), 12)) == "準作作試運運運検運運運運"
    assert (
        "".join(sign or "・" for sign in stages_of(BuildSpan(5, 5, 8), 10))
        == "・・・・準作試試運運"
    )
    assert "".join(stages_of(BuildSpan(-4, -1, 0), 5)) == "運運運検運"


@pytest.fixture(scope="module")
def planned(city_file):
    from rpa_scout.project.project import Project

    with Project.open(city_file, "担当A", read_only=True) as project:
        return project.planning.plan(LIMITS, seconds=5.0)


def test_the_action_plan_has_the_tasks_and_years_of_the_plan(basis, planned):
    lines = plan_lines(basis, planned)
    assert {line["業務番号"] for line in lines} == set(planned.year_of)
    for line in lines:
        signs = [line[f"期{quarter}"] for quarter in range(1, 17)]
        year = planned.year_of[line["業務番号"]] - 2027
        building = [position // 4 for position, sign in enumerate(signs) if sign == "作"]
        assert set(building) == {year}
        used = [position for position, sign in enumerate(signs) if sign in ("運", "検")]
        assert min(used, default=16) == 4 * (year + 1)
    totals = year_lines(planned)
    assert [line["新規"] for line in totals] == [year.new_tasks for year in planned.years]
    assert totals[-1]["削減時間"].startswith(
        f"{float(planned.years[-1].saved_hours_per_year.p50):,.0f}（"
    )


def test_quarters_after_the_plan_are_hidden(basis, planned):
    content = action_plan(basis, planned, Issue(date=dt.date(2026, 10, 5)))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["行動計画"]
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    years = len(planned.years)
    assert bool(hidden) == (years < 5)
    first = sheet["I1"].column + 4 * years
    assert all(sheet[f"{letter}1"].column >= first for letter in hidden)


def test_what_was_adopted_for_earlier_years_stands_in_the_plan(city, planned):
    city.tasks.decide(["税務課-12"], "adopted", "効果が大きい", planned_fiscal_year=2027)
    basis = document_basis(city)
    plan = city.planning.plan(LIMITS, seconds=5.0)
    (line,) = [line for line in plan_lines(basis, plan) if line["業務番号"] == "税務課-12"]
    assert line["期1"] == "運"
    assert planned.years


def register(before=274.0):
    first = automation_id("税務課", "軽自動車税（種別割）異動の入力")
    other = automation_id("税務課", "外の業務")
    return Register(
        (
            Automation(
                first, "税務課", "軽自動車税（種別割）異動の入力", task_id="税務課-12",
                running_since=2025, share=0.5, hours_per_year_before=before, still_running=True,
            ),
            Automation(other, "税務課", "外の業務", running_since=2030, still_running=True),
        ),
        (Actual(first, 2026, 30.0, measured_by="log"),),
    )  # fmt: skip


def test_the_verification_compares_estimate_and_actual(city):
    city.register.import_(register())
    basis = document_basis(city)
    lines = [*verified_lines(basis, 2026)]
    (line,) = [line for line in lines if line["業務名"] == "軽自動車税（種別割）異動の入力"]
    (measured,) = basis.target.measured.tasks
    estimate = float(measured.estimated.p50)
    corrected = basis.line_of["税務課-12"]["saved_hours_per_year_p50"] * 0.5
    assert round(estimate) != round(corrected)
    assert line["見込み"] == round(estimate)
    assert (line["実績"], line["把握方法"], line["差の印"]) == (30.0, "記録", "要記入")
    assert line["差"] == round(30.0 - estimate)
    (on_card,) = actual_lines(basis, "税務課-12")
    assert on_card["見込みとの差"] == line["差"]
    tasks = city.inventory().tasks
    surveyed = tasks.index[(tasks["current_tool"] == "rpa").to_numpy()]
    of_survey = [one for one in lines if one["業務名"] in set(tasks.loc[surveyed, "name"])]
    assert len(of_survey) == len(surveyed)
    assert {(one["実績"], one["見込み"]) for one in of_survey} == {(None, None)}
    assert "外の業務" not in {line["業務名"] for line in lines}


def test_the_verification_can_be_handed_on(city, tmp_path):
    city.register.import_(register())
    path = tmp_path / "効果検証.xlsx"
    path.write_bytes(verification(document_basis(city), 2026, ISSUE))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["効果検証", "所属別"]
    *departments, last = [
        row for row in book["所属別"].iter_rows(min_row=3, values_only=True) if row[0]
    ]
    assert (last[0], last[2], last[5]) == ("計", 1, 30)
    unmeasured = [row for row in departments if row[2] == 0]
    assert unmeasured
    assert {value for row in unmeasured for value in row[4:9]} == {"―"}
    lists = {rule.formula1 for rule in book["効果検証"].data_validations.dataValidation}
    assert '"継続,改修,廃止"' in lists
    pdf = printed(path, tmp_path)
    pages = pages_of(pdf)
    assert paper_sizes(pdf) == [(420, 297), (297, 210)]
    assert english_in(pages) == []
    assert smallest_letters(pdf) >= 8.0


@pytest.mark.parametrize(("before", "shown"), [(274.0, 274), (0.0, 0), (None, "―")])
def test_hours_before_are_a_dash_only_where_nobody_knows_them(city, tmp_path, before, shown):
    city.register.import_(register(before))
    path = tmp_path / "効果検証.xlsx"
    path.write_bytes(verification(document_basis(city), 2026, ISSUE))
    rows = openpyxl.load_workbook(path)["所属別"].iter_rows(min_row=3, values_only=True)
    assert {row[0]: row[3] for row in rows}["計"] == shown


def test_a_year_without_actuals_claims_no_saving(city, tmp_path):
    path = tmp_path / "効果検証.xlsx"
    path.write_bytes(verification(document_basis(city), 2026, ISSUE))
    texts = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert any("まだ把握していない" in text for text in texts)
    assert not any("年0時間" in text for text in texts)


def test_the_action_plan_can_be_handed_on(basis, planned, tmp_path):
    path = tmp_path / "行動計画.xlsx"
    path.write_bytes(action_plan(basis, planned, ISSUE))
    pdf = printed(path, tmp_path)
    pages = pages_of(pdf)
    assert paper_sizes(pdf) == [(420, 297)] * 2
    assert "令和9年度" in pages[0]
    assert "目標指標" in pages[1]
    assert english_in(pages) == []
    assert smallest_letters(pdf) >= 8.0


def test_templates_edited_in_excel_are_honoured(basis, planned, tmp_path):
    for kind, write in (
        ("action_plan", lambda issue: action_plan(basis, planned, issue)),
        ("verification", lambda issue: verification(basis, 2026, issue)),
    ):
        own = copy_template(kind, tmp_path / f"{kind}.xlsx")
        book = openpyxl.load_workbook(own)
        book.worksheets[0].title = "本市の様式"
        for defined in book.defined_names.values():
            old = "行動計画" if kind == "action_plan" else "効果検証"
            sheet, _mark, cells = defined.attr_text.rpartition("!")
            if sheet.strip("'") == old:
                defined.attr_text = f"'本市の様式'!{cells}"
        book.save(own)
        filled = openpyxl.load_workbook(io.BytesIO(write(Issue(ISSUE.date, template=own))))
        texts = [cell.value for row in filled["本市の様式"].iter_rows() for cell in row]
        assert any(basis.version == text for text in texts), kind
