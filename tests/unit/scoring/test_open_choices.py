"""Answers that leave open which of some choices counts: the range spans exactly these."""

import itertools
import json

import pandas as pd
import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.factors import Quantities, factor_outcome
from rpa_scout.inventory import Inventory
from rpa_scout.policy import load_fields
from rpa_scout.policy.model import Factor
from rpa_scout.reporting.ranking_json import ranking_json, to_text
from rpa_scout.savings.means import RequirementState, requirement_states
from rpa_scout.task_frame import task_frame

FIELDS = load_fields()
TASK = {
    "department": ["税務課"],
    "name": ["転記"],
    "runs_per_year": [240],
    "items_per_run": [40],
    "minutes_per_item": [3],
    "pattern": ["entry"],
    "judgement": ["none"],
    "exception_percent": [0],
    "timing": ["batch"],
    "digitisable": ["ocr"],
    "change_frequency": ["rarely"],
    "planned_change": ["none"],
    "template": ["none"],
}


def alternatives(*codes, field="input_form", task_id="1"):
    rows = [(task_id, field, code) for code in codes]
    return pd.DataFrame(rows, columns=["task_id", "field", "code"], dtype=object)


def inventory_of(answer, *codes):
    made = Inventory.from_frame(pd.DataFrame({**TASK, "input_form": [answer]}))
    if not codes:
        return made
    return Inventory(made.tasks, made.left_out, made.sources, alternatives=alternatives(*codes))


@pytest.mark.parametrize("count", [2, 3])
def test_points_span_those_of_the_choices_and_the_estimate_is_their_mean(policy, count):
    codes = FIELDS["input_form"].codes
    for chosen in itertools.combinations(codes, count):
        alone = [assess(inventory_of(code), policy) for code in chosen]
        scores = [float(one.scores.score[0]) for one in alone]
        both = assess(inventory_of(None, *chosen), policy).scores
        assert both.score_low[0] == pytest.approx(min(scores))
        assert both.score_high[0] == pytest.approx(max(scores))
        assert both.score[0] == pytest.approx(sum(scores) / count)


def test_a_factor_of_two_alternatives():
    factor = Factor(
        field="template", points={"vendor": 1.0, "other_city": 0.6, "none": 0.0}, reason="test"
    )
    tasks = task_frame({"template": [None, "none", None]})
    tasks.index = pd.Index(["a", "b", "c"])
    open_ones = pd.concat(
        [
            alternatives("vendor", "other_city", field="template", task_id="a"),
            alternatives("vendor", "other_city", field="template", task_id="b"),  # answered since
            alternatives("vendor", "none", field="template", task_id="gone"),
        ]
    )
    found = factor_outcome(factor, Quantities(tasks, alternatives=open_ones), FIELDS)
    assert found.point.tolist() == pytest.approx([0.8, 0.0, 1.6 / 3])
    assert found.low.tolist() == [0.6, 0.0, 0.0]
    assert found.high.tolist() == [1.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("codes", "state"),
    [
        (("system", "spreadsheet"), RequirementState.HOLDS),
        (("spreadsheet", "handwriting"), RequirementState.UNCONFIRMED),
        (("print", "spoken"), RequirementState.FAILS),
    ],
)
def test_a_requirement_that_all_alternatives_meet_holds(policy, codes, state):
    rpa = next(means for means in policy.means if means.id == "rpa")
    requirement = next(one for one in rpa.requirement if one.field == "input_form")
    inventory = inventory_of(None, *codes)
    quantities = Quantities(inventory.tasks, alternatives=inventory.alternatives)
    assert requirement_states([requirement], quantities, FIELDS)[0, 0] == state


def test_json_lists_the_codes_and_the_explanation_names_both_labels(policy):
    assessment = assess(inventory_of(None, "spreadsheet", "handwriting"), policy)
    (task,) = json.loads(to_text(ranking_json(assessment)))["tasks"]
    assert task["open_choices"] == {"input_form": ["spreadsheet", "handwriting"]}
    assert "入口（元になる情報）＝Excel・CSV／紙（手書き）" in str(assessment.explain("1"))
    assert "input_form" in assessment.explain("1").narrowing
    known = assess(inventory_of("spreadsheet"), policy)
    assert ranking_json(known)["tasks"][0]["open_choices"] == {}
