"""``rank --actuals``: the city's own results correct the estimates, and one sentence says so."""

import json

import pytest
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
    actuals = write_actuals(tmp_path / "実績.csv", [100.0, 100.0])
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
