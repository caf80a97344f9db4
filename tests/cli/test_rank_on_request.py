"""``rank --robustness`` and ``--what-would-change``: the same figures on every face."""

import json

import jsonschema
import pytest
from tests.ranking_workbook import open_ranking
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl

import rpa_scout as rs
from rpa_scout.reporting.ranking_schema import ranking_schema

FILE = "業務.rpascout"
OPTIONS = ("--robustness", "--what-would-change", "--first", "2")


@pytest.fixture
def many(tmp_path):
    """Eight tasks that differ in exceptions, timing and volume; some answers are open."""
    rows = [
        plain(
            name=f"業務{number}",
            items_per_run=20 + 5 * number,
            exception_percent=5 * number,
            timing="当日中" if number % 2 else "まとめて処理できる",
            template="" if number % 3 == 0 else "なし",
        )
        for number in range(8)
    ]
    columns = [*dict.fromkeys(key for row in rows for key in row)]
    return write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows, columns)})


def read_json(main, *words):
    code, out, complaint = main(*words, "--json", "-")
    assert code == 0, complaint
    return json.loads(out)


def sheet_lines(path, name):
    return [[cell.value for cell in line] for line in open_ranking(path)[name]]


def test_json_has_the_figures_of_the_library(main, many):
    ranked = read_json(main, "rank", many, *OPTIONS)
    jsonschema.validate(ranked, ranking_schema())
    assessment = rs.assess(rs.read_surveys([many]), rs.load_policy())
    sure = rs.robustness(assessment, first=2)
    changes = rs.what_would_change(assessment, first=2)
    for task, robust in zip(ranked["tasks"], sure.tasks, strict=True):
        assert (task["task_id"], task["in_first_share"]) == (robust.task_id, robust.in_first_share)
        assert (task["rank_p10"], task["rank_p90"]) == (robust.rank_p10, robust.rank_p90)
        assert task["what_would_lift"] == changes.lift_data(task["task_id"])
        assert task["what_would_drop"] == changes.drop_data(task["task_id"])
    assert ranked["robustness"]["first"] == 2
    assert ranked["robustness"]["contested"] == [task.task_id for task in sure.contested]
    assert any(task["what_would_lift"] for task in ranked["tasks"])
    assert any(task["what_would_drop"] for task in ranked["tasks"])


def test_nothing_is_computed_that_nobody_asked_for(main, many):
    ranked = read_json(main, "rank", many)
    jsonschema.validate(ranked, ranking_schema())
    assert ranked["robustness"] is None
    for name in ("in_first_share", "rank_p10", "what_would_lift", "what_would_drop"):
        assert {task[name] for task in ranked["tasks"]} == {None}


def test_screen_and_workbook_show_the_same(main, many, tmp_path):
    path = tmp_path / "順位.xlsx"
    code, out, _ = main("rank", many, *OPTIONS, "--out", path)
    assert code == 0
    ranked = read_json(main, "rank", many, *OPTIONS)
    assert "上位に入る割合" in out
    lines = sheet_lines(path, "順位")
    heading = next(line for line in lines if "順位" in line)
    column = heading.index("上位に入る割合")
    shares = [line[column] for line in lines[lines.index(heading) + 1 :]]
    assert shares == pytest.approx([task["in_first_share"] for task in ranked["tasks"]])
    lift = next(task["what_would_lift"] for task in ranked["tasks"] if task["what_would_lift"])
    assert lift["sentence"] in out
    assert lift["sentence"] in heading_cells(path, "変更と順位")
    count = len(ranked["robustness"]["contested"])
    assert ("判断が分かれる業務（上位2件に入る割合が40～60％）" in out) == (
        count > 0 or "はありません" in out
    )
    assert len(ranked["robustness"]["weight_moves"]) == 8
    cells = heading_cells(path, "判断が分かれる業務")
    assert all(move["share"] in cells for move in ranked["robustness"]["weight_moves"])


def heading_cells(path, name):
    return [cell for line in sheet_lines(path, name) for cell in line]


def test_a_project_shows_them_beside_the_decisions(main, many):
    assert main("project", "new", FILE, "--author", "担当A")[0] == 0
    assert main("project", "import", FILE, many, "--author", "担当A")[0] == 0
    ranked = read_json(main, "project", "rank", FILE, *OPTIONS)
    jsonschema.validate(ranked, ranking_schema())
    with rs.Project.open(FILE, "担当A", read_only=True) as project:
        sure = rs.robustness(project.assessments.estimate(), first=2)
    assert {task["task_id"]: task["in_first_share"] for task in ranked["tasks"]} == {
        task.task_id: task.in_first_share for task in sure.tasks
    }
    code, out, _ = main("project", "rank", FILE, *OPTIONS)
    assert code == 0
    assert "上位に入る割合" in out
    assert "採択圏：上位2件以内" in out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--weights", "some"), "some"),
        (("--weights", "order", "--order", "volumes"), "volumes"),
        (("--spread", "2"), "2.0"),
    ],
)
def test_wrong_options_are_one_sentence(main, many, words, part):
    code, out, complaint = main("rank", many, "--robustness", *words)
    assert (code, out) == (2, "")
    assert part in complaint
    assert len(complaint.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (("--weights", "all"), "--robustness"),
        (("--spread", "0.5", "--what-would-change"), "--robustness"),
        (("--spread", "0.5", "--robustness", "--weights", "all"), "--weights ranges"),
        (("--robustness", "--order", "volume"), "--weights order"),
        (("--first", "3"), "--what-would-change"),
    ],
)
def test_an_option_without_its_analysis_is_refused(main, many, words, needed):
    main("project", "new", FILE, "--author", "担当A")
    for command in (("rank", many), ("project", "rank", FILE)):
        code, out, complaint = main(*command, *words)
        assert (code, out) == (2, "")
        assert needed in complaint


def test_an_empty_survey_has_nothing_to_compute(main, tmp_path):
    empty = write_openpyxl(tmp_path / "空.xlsx", {SHEET: table([])})
    ranked = json.loads(main("rank", empty, *OPTIONS, "--json", "-")[1])
    assert (ranked["tasks"], ranked["robustness"]) == ([], None)
