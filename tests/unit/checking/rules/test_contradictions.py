"""Answers of one row that cannot both be right."""

import pytest

from rpa_scout.checking.rules.contradictions import (
    electronic_input_not_already,
    paper_already_electronic,
    routine_with_exceptions,
    routine_with_judgement,
)


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("内容を見て可否を判断する。", "内容を見て可否を判断する。"),
        ("職員が都度判断し、必要なら差し戻す", "職員が都度判断し、必要なら差し戻す"),
        ("判断は不要だが、まれに係長が判断する", "…は不要だが、まれに係長が判断する"),
        ("図面を見て" + "あ" * 30 + "判断する", "…" + "あ" * 12 + "判断する"),
    ],
)
def test_routine_whose_description_speaks_of_judgement(context, description, words):
    (one,) = routine_with_judgement(context([{"description": description}]))
    assert (one.row, one.code, one.field) == (0, "routine_with_judgement", "judgement")
    assert one.values == {"words": words}


@pytest.mark.parametrize(
    "description",
    [
        None,
        "一覧を見て転記する。",
        "判断は不要。手順書どおり。",
        "判断なし",
        "判断を要しない転記",
        "判断の余地はない",
        "特に判断しない",
        "判断する必要はなく、写すだけ",
        "判断が伴わない入力",
    ],
)
def test_no_judgement_is_no_contradiction(context, description):
    assert list(routine_with_judgement(context([{"description": description}]))) == []


@pytest.mark.parametrize("judgement", ["simple_rules", "sometimes_complex", "judgement", None])
def test_judgement_may_be_described_where_it_is_admitted(context, judgement):
    row = {"description": "可否を判断する", "judgement": judgement}
    assert list(routine_with_judgement(context([row]))) == []


@pytest.mark.parametrize(
    ("percent", "judgement", "found"),
    [
        (50.0, "none", True),
        (60.5, "none", True),
        (49.9, "none", False),
        (80.0, "simple_rules", False),
        (None, "none", False),
        (80.0, None, False),
    ],
)
def test_routine_of_which_half_are_exceptions(context, percent, judgement, found):
    row = {"exception_percent": percent, "judgement": judgement}
    problems = list(routine_with_exceptions(context([row])))
    assert len(problems) == found
    for one in problems:
        assert (one.field, one.values["percent"]) == ("exception_percent", f"{percent:g}")
        assert one.cells == {"judgement": "judgement"}


@pytest.mark.parametrize("input_form", ["print", "handwriting", "spoken"])
def test_paper_and_speech_are_not_electronic_already(context, input_form):
    rows = [{"input_form": input_form}, {"input_form": input_form, "digitisable": "ocr"}]
    (one,) = paper_already_electronic(context(rows))
    assert (one.row, one.field, one.cells) == (0, "digitisable", {"input": "input_form"})


@pytest.mark.parametrize("input_form", ["system", "spreadsheet", "web_form", "text_pdf", None])
def test_electronic_input_may_be_electronic_already(context, input_form):
    assert list(paper_already_electronic(context([{"input_form": input_form}]))) == []


@pytest.mark.parametrize("input_form", ["system", "spreadsheet", "web_form", "text_pdf"])
@pytest.mark.parametrize("digitisable", ["online_form", "ocr", "no"])
def test_electronic_input_is_electronic_already(context, input_form, digitisable):
    row = {"input_form": input_form, "digitisable": digitisable}
    (one,) = electronic_input_not_already(context([row, {**row, "digitisable": None}]))
    assert (one.row, one.code) == (0, "electronic_not_already")


def test_rows_left_out_are_not_spoken_of(context):
    row = {
        "description": "判断する",
        "exception_percent": 90.0,
        "input_form": "print",
    }
    made = context([row], failed=[0])
    for rule in (routine_with_judgement, routine_with_exceptions, paper_already_electronic):
        assert list(rule(made)) == []
