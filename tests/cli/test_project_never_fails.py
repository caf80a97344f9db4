"""Surveys with spans, and actuals that correct an assessment: no step of the command fails."""

import json

import openpyxl
import pytest

FILE = "業務削減.rpascout"
SPANS = (
    "所属,業務名,年間実施回数,1回あたりの件数,1件あたりの時間\n"
    "税務課,還付通知書の作成,12,40,2～3分\n"
)
SOUND = (
    "所属,業務名,年間実施回数,1回あたりの件数,1件あたりの時間,作業の型,判断の程度,入口,電子化\n"
    "税務課,還付通知書の作成,12,400,2,転記,判断なし,CSV,電子\n"
    "税務課,消込,12,400,2,照合,判断なし,CSV,電子\n"
)


@pytest.fixture
def done(main):
    """Run a command that has to end with 0 and without a complaint; return what it says."""

    def _done(*words):
        code, out, complaint = main(*words)
        assert (code, complaint) == (0, ""), (words, out, complaint)
        return out

    _done("project", "new", FILE, "--author", "担当A")
    return _done


@pytest.mark.parametrize("times", ["2～3分", "10〜15", "1～2時間", "2-3"])
def test_a_survey_with_a_span_is_taken_in(done, tmp_path, times):
    survey = tmp_path / "span.csv"
    survey.write_text(SPANS.replace("2～3分", times), encoding="utf-8")
    assert "新規1" in done("project", "import", FILE, survey)
    assert "還付通知書の作成" in done("project", "diff", FILE)
    survey.write_text(SPANS.replace("2～3分", "4～5分"), encoding="utf-8")
    done("project", "import", FILE, survey)
    changed = json.loads(done("project", "diff", FILE, "--json", "-"))["import"]["cells"]
    assert [one["new"] for one in changed if one["field"] == "minutes_per_item"] == [4.5]
    done("project", "rank", FILE)
    done("project", "verify", FILE)


def test_an_untouched_project_with_actuals_verifies_and_is_restored(done, tmp_path):
    survey = tmp_path / "survey.csv"
    survey.write_text(SOUND, encoding="utf-8")
    done("project", "import", FILE, survey)
    done("actuals", "form", "form.xlsx", "--year", "R8", "--project", FILE)
    book = openpyxl.load_workbook("form.xlsx")
    cells = {1: "税務課", 2: "消込", 4: "RPA", 5: "R3", 6: 200, 8: "R8", 9: 100}
    for column, value in cells.items():
        book["自動化の実績"].cell(5, column).value = value
    book.save("form.xlsx")
    done("actuals", "import", "form.xlsx", "--project", FILE)
    done("project", "verify", FILE)
    done("project", "rank", FILE)
    assert "異常はありません" in done("project", "verify", FILE)
    for name in ("a.jsonl", "a.xlsx"):
        done("project", "export", FILE, name)
        done("project", "restore", f"{name}.rpascout", name)
        done("project", "verify", f"{name}.rpascout")
        done("project", "export", f"{name}.rpascout", "again.jsonl")
        done("project", "export", FILE, "lines.jsonl")
        lines = (tmp_path / "lines.jsonl").read_bytes()
        assert (tmp_path / "again.jsonl").read_bytes() == lines


def test_the_history_names_tasks_and_a_refusal_needs_a_reason(done, main, tmp_path):
    survey = tmp_path / "survey.csv"
    survey.write_text(SOUND, encoding="utf-8")
    done("project", "import", FILE, survey)
    code, _, complaint = main("project", "decide", FILE, "税務課-2", "--state", "見送り")
    assert (code, len(complaint.splitlines())) == (2, 1)
    assert "理由" in complaint
    words = ("税務課-2", "税務課-3", "--state", "見送り", "--reason", "件数が少ない")
    said = done("project", "decide", FILE, *words)
    assert "見送りとした：税務課「還付通知書の作成」、税務課「消込」（未決定 → 見送り）" in said
    shown = json.loads(done("project", "history", FILE, "--json", "-", "--all-tasks"))["history"]
    assert shown[-1]["task_count"] == 2
    assert shown[-1]["tasks"][1]["values"] == [
        {"kind": "state", "field": "", "old": "candidate", "new": "declined", "computed": None}
    ]
    assert "還付通知書の作成" in done("project", "history", FILE, "--all-tasks")
