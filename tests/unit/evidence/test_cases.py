"""Published cases are read as they are written, and faults are named by line and column."""

import csv
import io
import re

import pytest

from rpa_scout.errors import FileError
from rpa_scout.evidence.cases import CASES_FILE, ReferenceCase, named_by_body, read_cases
from rpa_scout.text import sentence_of, set_language

ROW = {
    "case_id": "X1",
    "body": "架空市",
    "task": "転記",
    "scope": "task",
    "what_the_robot_does": "",
    "ai_ocr": "no",
    "pattern": "entry",
    "input_form": "",
    "judgement": "none",
    "items": "",
    "items_period": "",
    "minutes_per_item_before": "",
    "minutes_per_item_after": "",
    "hours_before": "1,095",
    "hours_after": "176",
    "hours_period": "年",
    "reduction_share": "",
    "reduction_is": "",
    "evidence": "operational",
}


def written(tmp_path, *changes, encoding="utf-8", columns=tuple(ROW)):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**ROW, **one} for one in changes)
    path = tmp_path / "cases.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def complaint(path):
    with pytest.raises(FileError) as caught:
        read_cases(path)
    set_language("en")
    return sentence_of(caught.value)


def test_the_shipped_cases():
    cases = read_cases()
    assert len(cases) == 106
    assert sum(one.scope == "task" and one.result is not None for one in cases) == 40
    assert all(one.source_url for one in cases)


def test_shares_agree_with_the_times_they_were_made_from():
    told = [one for one in read_cases() if one.reduction_is == "hours_after/hours_before"]
    assert len(told) > 15
    for one in told:
        assert one.reduction_share == pytest.approx(
            1 - one.hours_after / one.hours_before, abs=6e-4
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_encodings_and_thousands(tmp_path, encoding):
    (case,) = read_cases(written(tmp_path, {}, encoding=encoding))
    assert (case.body, case.hours_before) == ("架空市", 1095.0)


def test_a_share_that_is_not_stated_follows_from_the_times(tmp_path):
    path = written(
        tmp_path,
        {},
        {
            "case_id": "X2",
            "hours_before": "",
            "hours_after": "",
            "minutes_per_item_before": "5",
            "minutes_per_item_after": "1",
        },
        {"case_id": "X3", "hours_after": ""},
    )
    hours, minutes, neither = read_cases(path)
    assert (hours.result, hours.is_per_item) == (pytest.approx(919 / 1095), False)
    assert (minutes.result, minutes.is_per_item) == (pytest.approx(0.8), True)
    assert neither.result is None


def test_columns_in_any_order_others_left_alone_and_blank_lines_passed_over(tmp_path):
    columns = ("note", *reversed(ROW))
    path = written(tmp_path, {}, columns=columns)
    path.write_text(path.read_text(encoding="utf-8") + "," * len(ROW) + "\n", encoding="utf-8")
    assert [one.case_id for one in read_cases(path)] == ["X1"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"hours_before": "約100"}, "line 2, hours_before: “約100” is no number."),
        ({"hours_before": "nan"}, "line 2, hours_before: “nan” is no number."),
        ({"hours_after": "-1"}, "line 2, hours_after: -1 is below 0."),
        ({"reduction_share": "84"}, "line 2, reduction_share: 84 is above 1; write 0.84"),
        ({"pattern": "typing"}, "line 2, pattern: “typing” is none of entry, matching"),
        ({"evidence": "live"}, "line 2, evidence: “live” is none of trial, operational"),
        ({"ai_ocr": "maybe"}, "line 2, ai_ocr: “maybe” is none of yes, no, unknown."),
        ({"case_id": ""}, "line 2: case_id is empty."),
    ],
)
def test_faults_name_line_and_column(tmp_path, change, expected):
    assert expected in complaint(written(tmp_path, change))


def test_the_same_id_twice(tmp_path):
    said = complaint(written(tmp_path, {}, {"case_id": "X2"}, {}))
    assert "line 4: case_id “X1” stands in line 2 already." in said


def test_missing_columns_are_all_named(tmp_path):
    columns = [one for one in ROW if one not in ("body", "evidence")]
    assert "lacks these columns of published cases: body, evidence." in complaint(
        written(tmp_path, {}, columns=columns)
    )


def test_an_empty_file_lacks_columns(tmp_path):
    (tmp_path / "cases.csv").write_bytes(b"")
    assert "lacks these columns" in complaint(tmp_path / "cases.csv")


def test_no_file_and_no_text(tmp_path):
    assert "There is no file" in complaint(tmp_path / "none.csv")
    (tmp_path / "cases.csv").write_bytes(b"\x81\xff\x00" * 21)
    assert "cannot be read as CSV" in complaint(tmp_path / "cases.csv")
    assert "cannot be read as CSV" in complaint(tmp_path)


def test_cases_are_named_by_body_with_runs_of_ids():
    def case(case_id, body):
        return ReferenceCase(**{**dict.fromkeys(ROW, ""), "case_id": case_id, "body": body})

    cases = [case("C001", "甲市"), case("C002", "甲市"), case("X9", "乙市"), case("C004", "甲市")]
    assert named_by_body(cases) == "甲市 (C001–C002, C004), 乙市 (X9)"
    assert named_by_body(cases, "ja") == "甲市（C001～C002、C004）、乙市（X9）"


def test_the_shipped_file_is_utf_8_without_mark():
    assert not CASES_FILE.read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_case_has_a_japanese_name():
    japanese = re.compile("[ぁ-んァ-ヶ一-龥]")
    for case in read_cases():
        assert japanese.search(case.body_in("ja")), case.case_id
        assert japanese.search(case.task_in("ja")), case.case_id
