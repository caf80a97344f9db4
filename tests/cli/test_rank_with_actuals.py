"""``rank --actuals``: the city's own results correct the estimates, and one sentence says so."""

import json

import pytest
from tests.ranking_workbook import open_ranking
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl

COUNT = 12


@pytest.fixture
def survey(tmp_path):
    rows = [plain(name=f"届出{row}の入力") for row in range(COUNT)]
    return write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows)})


@pytest.fixture
def ranked(main, survey):
    """Rank with more words; return the JSON."""

    def _ranked(*words, expected=0):
        code, out, _ = main("rank", survey, "--json", "-", *words)
        assert code == expected
        return json.loads(out)

    return _ranked


def write_actuals(path, hours, name="届出{row}の入力"):
    heading = "所属,業務名,実績の年度,削減できた時間（時間／年）,いまも動いているか,手段"
    lines = [f"税務課,{name.format(row=row)},2025,{one},はい,RPA" for row, one in enumerate(hours)]
    path.write_text("\n".join([heading, *lines]), encoding="utf-8")
    return path


def saved(ranking):
    return {one["task_id"]: one["saved_hours_per_year"]["p50"] for one in ranking["tasks"]}


def test_measured_hours_below_the_estimates_bring_them_down(ranked, tmp_path):
    plain_ranking = ranked()
    before = saved(plain_ranking)
    assert plain_ranking["calibration"] is None
    measured = [0.6 * next(iter(before.values()))] * 8
    ranking = ranked("--actuals", write_actuals(tmp_path / "実績.csv", measured))
    found = ranking["calibration"]
    assert len(found["used"]) == found["overall"]["count"] == 8
    assert found["left_out"] == []
    assert 0.3 < found["weight"] < 0.95
    assert 0.55 < found["overall"]["factor"] < 0.9
    after = saved(ranking)
    for task, hours in before.items():
        assert after[task] / hours == pytest.approx(found["overall"]["factor"], rel=0.1)


def test_the_screen_says_in_one_sentence_what_was_done(main, survey, tmp_path):
    actuals = write_actuals(tmp_path / "実績.csv", [40.0, 40.0])
    code, out, _ = main("rank", survey, "--actuals", actuals, "--lang", "en")
    assert code == 0
    assert "By the city's own actuals" in out
    assert "2 tasks, which count" in out


def test_automations_of_no_task_are_told(main, survey, tmp_path):
    actuals = write_actuals(tmp_path / "実績.csv", [100.0], name="まったく別の仕事")
    code, out, _ = main("rank", survey, "--actuals", actuals, "--lang", "en")
    assert code == 0
    assert "There are no actuals yet" in out
    assert "まったく別の仕事" in out


def test_a_result_never_takes_the_place_of_a_form(main, survey, tmp_path):
    actuals = write_actuals(tmp_path / "実績.csv", [100.0])
    before = actuals.read_bytes()
    code, _, err = main("rank", survey, "--actuals", actuals, "--json", actuals)
    assert code == 2
    assert "実績.csv" in err
    assert actuals.read_bytes() == before


def write_with_hours_before(path, *rows):
    heading = "所属,業務名,実績の年度,自動化前の時間（時間／年）,削減できた時間（時間／年）,手段"
    lines = [
        f"税務課,届出{row}の入力,2025,{before},{saved},RPA"
        for row, (before, saved) in enumerate(rows)
    ]
    path.write_text("\n".join([heading, *lines]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "hours", "cell", "words", "expected"),
    [
        ("", 5_000, "E3", "調査票にある業務の時間（年60時間）を超えています", 0),
        (300, 400, "E3", "受け持つ分（300）を超えています", 0),
        (-5, 30, "D3", "範囲（0～200,000）の外のため", 0),
        (900_000, 30, "D3", "範囲（0～200,000）の外のため", 0),
    ],
)
def test_an_actual_that_cannot_be_is_told_at_its_cell_and_not_used(
    main, ranked, survey, tmp_path, before, hours, cell, words, expected
):
    actuals = write_with_hours_before(tmp_path / "実績.csv", ("", 35.0), (before, hours))
    code, out, _ = main("rank", survey, "--actuals", actuals)
    assert code == expected
    (line,) = [line for line in out.splitlines() if words in line]
    assert f"実績.csv {cell}" in line
    calibration = ranked("--actuals", actuals, expected=expected)["calibration"]
    assert len(calibration["used"]) == 1
    usual = ranked("--actuals", write_with_hours_before(tmp_path / "他.csv", ("", 35.0)))
    assert calibration["overall"] == usual["calibration"]["overall"]
    if cell == "E3":
        (left_out,) = calibration["left_out"]
        assert left_out["reason"] == "above_hours_now"


def test_the_sentence_stands_wherever_the_factor_was_applied(
    main, ranked, survey, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    actuals = write_actuals(tmp_path / "実績.csv", [35.0, 40.0, 30.0])
    sentence = ranked("--actuals", actuals)["calibration"]["sentence"]
    assert "実績3業務" in sentence
    assert sentence in main("rank", survey, "--actuals", actuals, "--out", "順位.xlsx")[1]
    assert sentence in cells_of(tmp_path / "順位.xlsx")
    assert main("project", "new", "市.rpascout")[0] == 0
    main("project", "import", "市.rpascout", survey)
    assert told(main, "project", "rank", "市.rpascout")["calibration"] is None
    main("actuals", "import", actuals, "--project", "市.rpascout")
    of_project = told(main, "project", "rank", "市.rpascout")["calibration"]
    assert of_project["sentence"] == sentence
    assert len(of_project["used"]) == 3
    code, out, _ = main("project", "rank", "市.rpascout", "--out", "事業.xlsx")
    assert code == 0
    assert sentence in out
    assert sentence in cells_of(tmp_path / "事業.xlsx")


def told(main, *words):
    code, out, complaint = main(*words, "--json", "-")
    assert code == 0, complaint
    return json.loads(out)


def cells_of(path):
    book = open_ranking(path)
    return {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
