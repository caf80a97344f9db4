"""What the sheets of the ranking workbook say, held against the assessment."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.target import outlook
from rpa_scout.assessment.target_texts import (
    all_candidates_sentence,
    chances_sentence,
    headline_sentence,
)
from rpa_scout.chances import chance_text
from rpa_scout.findings import Finding, Findings
from rpa_scout.reporting.ranking_workbook import ranking_content
from rpa_scout.reporting.workbook_cells import NEVER, lines_needed


def heading_row(sheet, label="順位"):
    return next(
        row for row in range(1, sheet.max_row + 1)
        if label in (sheet.cell(row, column).value for column in (1, 2))
    )  # fmt: skip


def columns(sheet, row):
    """Values below each heading, in order; headings stripped of their unit."""
    heads = [str(cell.value or "").split("\n")[0] for cell in sheet[row]]
    values = [[sheet.cell(line, place).value for line in range(row + 1, sheet.max_row + 1)]
              for place in range(1, len(heads) + 1)]  # fmt: skip
    return heads, values


@pytest.fixture(scope="module")
def content(found):
    return ranking_content(found)


@pytest.fixture
def book(content, read_back):
    return read_back(content)


@pytest.fixture
def ranked(book):
    heads, values = columns(book["順位"], heading_row(book["順位"]))
    return dict(zip(heads, values, strict=True))


PAIRS = {
    "順位": "rank",
    "所属": "department",
    "業務名": "name",
    "適合度": "score",
    "最低": "score_low",
    "最高": "score_high",
    "シナリオ作成": "build_hours",
    "件数": "items_per_year",
    "時間": "hours_per_year",
    "控えめ（p10）": "saved_hours_per_year_p10",
    "中央（p50）": "saved_hours_per_year_p50",
    "多め（p90）": "saved_hours_per_year_p90",
    "効果が出る件数の目安": "break_even_items_per_run",
    "実際": "items_per_run",
    "ファイル": "file",
    "シート": "sheet",
    "行": "row",
    "業務番号": "task_id",
}


@pytest.mark.parametrize("heading", PAIRS)
def test_the_sheet_shows_what_the_ranking_says(heading, ranked, found):
    expected = found.ranking[PAIRS[heading]].tolist()
    for shown, wanted in zip(ranked[heading], expected, strict=True):
        if isinstance(wanted, float) and math.isnan(wanted):
            assert shown is None
        elif isinstance(wanted, float) and math.isinf(wanted):
            assert shown == NEVER
        elif isinstance(wanted, float):
            assert shown == pytest.approx(wanted, rel=1e-12)
        else:
            assert shown == wanted


def test_unknown_and_infinite_numbers_occur_in_the_sample(found):
    assert found.ranking["hours_per_year"].isna().any()
    assert np.isinf(found.ranking["break_even_items_per_run"]).any()


def test_codes_are_shown_by_their_labels(ranked, found):
    assert set(ranked["手段"]) <= {
        one.label for one in (*found.policy.means, *found.policy.fallback)
    }
    assert set(ranked["難易度"]) <= {"低", "中", "高", None}
    assert ranked["理由"] == found.reasons()
    marks = [bool(one) for one in ranked["候補"]]
    assert marks == found.is_candidate[found.order].tolist()
    automated = [place for place, name in enumerate(ranked["業務名"]) if name == "住民票の郵送"]
    assert "自動化" in ranked["備考"][automated[0]]
    questions = found.ranking["most_useful_question"]
    assert ranked["優先して確認したい項目"] == [
        found.inventory.fields.label(one) if one else None for one in questions
    ]


def test_units_stand_in_the_headings_and_thousands_are_separated(book):
    sheet = book["順位"]
    row = heading_row(sheet)
    cells = {str(cell.value).split("\n")[0]: cell for cell in sheet[row]}
    assert cells["件数"].value == "件数\n（件／年）"
    assert cells["中央（p50）"].value == "中央（p50）\n（時間／年）"
    assert sheet.cell(row + 1, cells["件数"].column).number_format == "#,##0"
    assert sheet.cell(row + 1, cells["適合度"].column).number_format == "#,##0.0"


@pytest.mark.parametrize(("name", "fixed"), [("順位", "E"), ("内訳", "E"), ("指摘", "B")])
def test_headings_are_frozen_filtered_and_repeated_in_print(name, fixed, book):
    sheet = book[name]
    row = heading_row(sheet, "区分" if name == "指摘" else "順位")
    assert sheet.freeze_panes == f"{fixed}{row + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{row}:")
    assert sheet.print_title_rows.endswith(f"${row}")


@pytest.mark.parametrize("name", ["順位", "内訳", "目標", "候補でない業務", "指摘"])
def test_every_sheet_prints_on_a3_across_with_page_numbers(name, book):
    sheet = book[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    setup = sheet.sheet_properties.pageSetUpPr
    is_fitted = setup is not None and bool(setup.fitToPage)
    if is_fitted:
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what a missing attribute means
        assert sheet.page_setup.fitToHeight == 0
    else:  # Too wide: over several pages, at 8 points or more, each with the names of the tasks.
        assert sheet.page_setup.scale >= 80
        assert sheet.print_title_cols == "$A:$D"
    characters = sum(column.width for column in sheet.column_dimensions.values())
    assert is_fitted == (characters < 210), "printed smaller than 8 points"
    assert "&P" in sheet.oddFooter.center.text
    assert "&N" in sheet.oddFooter.center.text
    assert sheet.print_area


def test_score_and_median_have_data_bars(book):
    sheet = book["順位"]
    heads = [str(cell.value).split("\n")[0] for cell in sheet[heading_row(sheet)]]
    bars = {
        heads[area.bounds[0] - 1]
        for formatting in sheet.conditional_formatting
        for area in formatting.sqref.ranges
        for rule in formatting.rules
        if rule.type == "dataBar"
    }
    assert bars == {"適合度", "中央（p50）"}


def test_title_names_policy_version_and_number_of_tasks(book, found):
    sheet = book["順位"]
    assert found.policy.policy.title in sheet["A1"].value
    assert found.policy.version in sheet["A1"].value
    assert sheet["A2"].value.startswith("6業務")
    assert "p50" in sheet["A3"].value


def test_contributions_add_up_to_the_score(book, found):
    sheet = book["内訳"]
    row = heading_row(sheet)
    heads, values = columns(sheet, row)
    score = values[heads.index("適合度")]
    parts = [column for head, column in zip(heads, values, strict=True) if head == "加点"]
    assert len(parts) == len(found.scores.scorecard.criterion)
    for place, wanted in enumerate(score):
        assert sum(column[place] for column in parts) == pytest.approx(wanted, abs=1e-9)
    bands = [cell.value for cell in sheet[row - 1] if cell.value]
    for one in found.scores.scorecard.criterion:
        assert f"{one.label}（重み{one.weight:g}）" in bands


def test_breakdown_shows_points_and_answers(book, found):
    heads, values = columns(book["内訳"], heading_row(book["内訳"]))
    points = [column for head, column in zip(heads, values, strict=True) if head == "点"]
    for place, column in enumerate(points):
        assert column == pytest.approx(found.scores.points[place, found.order].tolist())
    answers = [column for head, column in zip(heads, values, strict=True) if head == "回答"]
    first = found.ranking["name"].tolist().index("異動の入力")
    assert answers[1][first] == "判断なし（手順どおり）／0％"
    assert answers[2][first] == "9,600 件／年"
    unknown = found.ranking["name"].tolist().index("文書の作成")
    assert answers[1][unknown].startswith("わからない／")


def test_targets_show_baseline_goal_and_gap(book, found):
    texts = [[cell.value for cell in row] for row in book["目標"].iter_rows()]
    for target in (found.policy.targets.hours, found.policy.targets.tasks):
        row = next(row for row in texts if row[0] == target.label)
        for number in (target.baseline, target.goal, target.gap):
            assert number in row
    row = next(row for row in texts if row[0] == "候補すべて")
    everything = found.target.of_all
    saved = everything.hours
    assert row[4:8] == [
        found.target.candidates,
        *map(pytest.approx, (saved.p10, saved.p50, saved.p90)),
    ]
    assert row[10] == chances_sentence(everything.chances, found.policy.targets)
    assert book["目標"]._charts


def test_sums_of_the_first_candidates_come_from_the_draws(book, found):
    heads, values = columns(book["目標"], heading_row(book["目標"], "番号"))
    shown = dict(zip(heads, values, strict=True))
    for count in range(1, found.target.candidates + 1):
        ids = found.inventory.tasks.index[found.order[found.is_candidate[found.order]][:count]]
        together = found.outlook_of(ids)
        names = {"控えめ（p10）": "p10", "中央（p50）": "p50", "多め（p90）": "p90"}
        for heading, name in names.items():
            expected = float(getattr(together.hours, name))
            assert shown[heading][count - 1] == pytest.approx(expected)
        baseline = found.policy.targets.tasks.baseline
        assert shown["活用業務数（中央の見込み）"][count - 1] == baseline + float(together.live.p50)
        both = chance_text(together.chances.both)
        assert shown["全目標の達成の確率（試算）"][count - 1] == both


def test_the_curve_ends_where_it_is_asked_to_and_agrees_with_the_whole(found):
    whole = found.target.curve()
    assert len(whole.positions) == found.target.candidates
    assert whole.saved.p50[-1] == pytest.approx(found.target.saved_by_all.p50)
    short = found.target.curve(1)
    assert short.positions.tolist() == whole.positions[:1].tolist()
    nobody = np.zeros(6, dtype=bool)
    target = found.target
    none = outlook(target.targets, target.start, found.simulation, found.order, nobody).curve()
    assert none.saved.mean.shape == (0,)


def test_findings_are_listed_with_place_sentence_hint_and_task(book, found):
    heads, values = columns(book["指摘"], heading_row(book["指摘"], "区分"))
    shown = dict(zip(heads, values, strict=True))
    fields, items = found.inventory.fields, list(found.inventory.findings)
    assert shown["セル"] == ["E6", "B10"]
    assert shown["ファイル"] == ["税務課.xlsx"] * 2
    assert shown["値"] == ["勘", None]
    assert shown["指摘"] == [one.message(fields) for one in items]
    assert shown["対応"] == [one.hint(fields) for one in items]
    assert shown["項目"] == [fields.label("judgement"), fields.label("name")]
    assert shown["業務名"] == ["異動の入力", "文書の作成"]
    assert shown["区分"] == ["要確認", "要確認"]


def test_without_findings_the_sheet_says_so(assessment, read_back):
    sheet = read_back(ranking_content(assessment))["指摘"]
    assert "点検結果を載せていません" in sheet["A2"].value


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("abc", 10, 1),
        ("業務の名前", 12, 1),
        ("業務の名前", 9, 2),
        ("a\nb", 10, 2),
        ("x" * 9, 0, 9),
    ],
)
def test_lines_needed_counts_full_width_signs_as_two(text, width, lines):
    assert lines_needed(text, width) == lines


def test_the_sheets_agree_on_candidates_findings_and_scores(book, found, ranked):
    marks = ranked["候補"]
    assert marks.count("●") == int(found.is_candidate.sum())
    row = next(
        [cell.value for cell in line]
        for line in book["目標"].iter_rows()
        if line[0].value == "候補すべて"
    )
    assert row[4] == marks.count("●")
    heads, values = columns(book["指摘"], heading_row(book["指摘"], "区分"))
    assert len(values[heads.index("指摘")]) == len(found.inventory.findings)
    heads, values = columns(book["内訳"], heading_row(book["内訳"]))
    added = [column for head, column in zip(heads, values, strict=True) if head == "加点"]
    sums = [sum(parts) for parts in zip(*added, strict=True)]
    assert sums == pytest.approx(ranked["適合度"])
    assert values[heads.index("業務名")] == ranked["業務名"]


def test_the_first_sheet_sums_up(book, found):
    assert book.sheetnames[0] == "概要"
    said = [row[0] for row in book["概要"].iter_rows(values_only=True) if row[0]]
    rows = found.ranking
    assert f"{len(rows)}業務の報告" in said[1]
    assert f"候補は{int(rows['candidate'].sum())}業務" in said[1]
    assert headline_sentence(found.target) in said
    assert all_candidates_sentence(found.target) in said
    assert book["概要"]._charts


def test_the_sheet_for_print_has_twelve_columns_on_one_page(book, found):
    sheet = book["印刷用"]
    row = heading_row(sheet)
    heads, values = columns(sheet, row)
    assert len(heads) == 12
    shown = dict(zip(heads, values, strict=True))
    ranking = found.ranking
    known = ranking["saved_hours_per_year_p50"].notna()
    after = ranking["hours_per_year"] - ranking["saved_hours_per_year_p50"]
    np.testing.assert_allclose(
        np.array(shown["導入後の時間"], dtype=float)[known], after[known], rtol=1e-12
    )
    np.testing.assert_allclose(
        np.array(shown["削減率"], dtype=float)[known],
        (ranking["saved_hours_per_year_p50"] / ranking["hours_per_year"])[known],
        rtol=1e-12,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    characters = sum(column.width for column in sheet.column_dimensions.values())
    assert characters < 215, "printed smaller than 8 points"


def test_what_is_automated_stands_on_a_sheet_of_its_own(book, found):
    def ids(name):
        heads, values = columns(book[name], heading_row(book[name]))
        return set(dict(zip(heads, values, strict=True))["業務番号"])

    codes = found.ranking.set_index("task_id")["not_candidate_because"]
    assert ids("自動化済み") == set(codes.index[codes == "automated"])
    assert ids("候補でない業務") == set(codes.index[codes.notna() & (codes != "automated")])


def test_the_most_severe_findings_come_first(found, policy, read_back):
    surveyed = found.inventory
    codes = ("unknown_choice", "range_read", "duplicate_task", "hours_unknown")
    findings = [Finding(code, "a.xlsx", "業務一覧", "A1", "name", row_id="1") for code in codes]
    inventory = replace(surveyed, findings=Findings(tuple(findings)))
    sheet = read_back(ranking_content(assess(inventory, policy)))["指摘"]
    heads, values = columns(sheet, heading_row(sheet, "区分"))
    order = ["要修正", "要確認", "参考"]
    severities = [order.index(word) for word in dict(zip(heads, values, strict=True))["区分"]]
    assert len(set(severities)) > 1
    assert severities == sorted(severities)


def test_nothing_found_differs_from_nothing_checked(found, assessment, policy, read_back):
    def said(content):
        return [row[0] for row in read_back(content)["指摘"].iter_rows(values_only=True)]

    assert any(
        "点検結果を載せていません" in str(line) for line in said(ranking_content(assessment))
    )
    clean = assess(replace(found.inventory, findings=Findings(())), policy)
    assert any("指摘はありません" in str(line) for line in said(ranking_content(clean)))
