"""Why a task saves what it saves: the sentence on break-even, the steps, the cases like it."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.break_even import break_even_advice, rounded_items
from rpa_scout.assessment.hours_explained import published_line
from rpa_scout.evidence.cases import reference_cases
from rpa_scout.inventory import Inventory
from rpa_scout.policy.policies import load_policy

TASK = {
    "department": "税務課",
    "name": "異動の入力",
    "runs_per_year": 240,
    "items_per_run": 40,
    "minutes_per_item": 3,
    "pattern": "entry",
    "input_form": "spreadsheet",
    "judgement": "none",
}


@pytest.mark.parametrize(
    ("break_even", "actual", "saves", "sentence"),
    [
        (38.2, 60.0, True, "1回当たり約39件以上で効果が見込まれる"),
        (38.2, math.nan, True, "1回当たり約39件以上で効果が見込まれる"),
        (38.2, 38.2, True, "1回当たり約39件以上で効果が見込まれる"),
        (
            38.2,
            20.0,
            False,
            "手作業の方が短時間で済む見込み（1回当たり約39件以上で効果が見込まれる）",
        ),
        (
            38.2,
            60.0,
            False,
            "手作業の方が短時間で済む見込み（1回当たり約39件以上で効果が見込まれる）",
        ),
        (0.0, 5.0, True, "件数にかかわらず効果が見込まれる"),
        (1_234.0, 5_000.0, True, "1回当たり約1,300件以上で効果が見込まれる"),
        (math.inf, 60.0, False, "手作業の方が短時間で済む見込み"),
        (math.nan, 60.0, False, ""),
    ],
)
def test_the_sentence_on_break_even(break_even, actual, saves, sentence):
    assert break_even_advice(break_even, actual, saves=saves) == sentence


@pytest.mark.parametrize("items", [0.0, 0.3, 9.99, 10.0, 99.1, 100.0, 101.0, 5_678.0, 1e6 + 1])
def test_rounding_never_promises_too_early(items):
    rounded = rounded_items(items)
    assert items <= rounded <= max(items * 1.1, items + 1)


def explained(**changes):
    tasks = pd.DataFrame([TASK | changes])
    return assess(Inventory.from_frame(tasks), load_policy()).explain("1")


def test_an_explanation_has_the_steps_the_spread_and_the_cases():
    told = explained()
    assert told.hours.waterfall.hours_now == pytest.approx(480, rel=0.1)
    assert told.hours.break_even_p10 <= told.hours.break_even_p90
    assert told.hours.influences
    assert told.hours.nearest[0].case.pattern == "entry"
    text = str(told)
    assert "現在の時間" in text
    assert "確認" in text
    assert told.hours.nearest[0].case.source_url in text
    assert told.hours.advice in text


def test_where_nothing_is_automated_there_are_no_steps():
    told = explained(judgement="judgement").hours
    assert told.waterfall is None
    assert told.influences == ()
    assert math.isinf(told.break_even)
    assert told.advice == "手作業の方が短時間で済む見込み"


def test_a_case_where_time_rose_is_told_as_that():
    failed = next(one for one in reference_cases() if one.case_id == "C030")
    assert "時間が10.1倍に増加" in published_line(failed)
