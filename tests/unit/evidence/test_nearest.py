"""The published cases that are most like a task."""

from dataclasses import replace

import pytest

from rpa_scout.evidence.cases import reference_cases
from rpa_scout.evidence.nearest import nearest_cases

CASES = {one.case_id: one for one in reference_cases()}


def ids(found):
    return [one.case.case_id for one in found]


def test_what_they_have_in_common_is_told():
    answers = {"pattern": "entry", "input_form": "spreadsheet", "judgement": "none"}
    nearest = nearest_cases(answers, ai_ocr=False, count=1)[0]
    assert nearest.case.case_id == "C021"
    assert nearest.shared == ("pattern", "input_form", "judgement", "ai_ocr")


def test_unknown_answers_are_not_in_common():
    assert nearest_cases({"pattern": None, "input_form": None}) == ()
    found = nearest_cases({"pattern": "intake"}, count=99)
    assert ids(found) == ["C054", "N021", "N022", "C039"]
    assert found[0].shared == ("pattern",)


def test_an_unknown_ai_ocr_of_a_case_is_neither_alike_nor_different():
    case = replace(CASES["C001"], input_form="", judgement="")
    (near,) = nearest_cases({"pattern": "entry"}, ai_ocr=True, cases=[case])
    assert near.shared == ("pattern",)


def test_who_contradicts_less_comes_first():
    alike = replace(CASES["C009"], case_id="B", pattern="entry", judgement="")
    unlike = replace(CASES["C009"], case_id="A", pattern="entry", judgement="judgement")
    found = nearest_cases({"pattern": "entry", "judgement": "none"}, cases=[unlike, alike])
    assert ids(found) == ["B", "A"]


@pytest.mark.parametrize("order", [1, -1])
def test_live_use_before_trials_before_projections(order):
    cases = [
        replace(CASES["C009"], case_id=name, evidence=evidence)
        for name, evidence in (("P", "projected"), ("O", "operational"), ("T", "trial"))
    ]
    found = nearest_cases({"pattern": "notice"}, cases=cases[::order])
    assert ids(found) == ["O", "T", "P"]


def test_then_the_nearest_in_hours():
    cases = [
        replace(CASES["C009"], case_id=name, hours_before=hours)
        for name, hours in (("A", 1000.0), ("B", None), ("C", 90.0))
    ]
    assert ids(nearest_cases({"pattern": "notice"}, hours_per_year=80.0, cases=cases)) == [
        "C",
        "A",
        "B",
    ]
    assert ids(nearest_cases({"pattern": "notice"}, cases=cases)) == ["A", "B", "C"]


def test_groups_and_rows_without_a_result_are_no_neighbours():
    cases = [CASES["C008"], CASES["C034"]]
    assert nearest_cases({"pattern": "entry"}, ai_ocr=True, cases=cases) == ()
