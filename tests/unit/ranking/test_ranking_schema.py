"""``rank --json`` and ``project rank --json`` fulfil the published schema."""

import json
from datetime import datetime
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rpa_scout.assessment.assess import assess
from rpa_scout.inventory import Inventory
from rpa_scout.policy import load_fields, load_policy
from rpa_scout.provenance import provenance_of
from rpa_scout.ranking.decisions import STATE_LABELS, TaskDecision
from rpa_scout.ranking.report import RankingReport, report_of
from rpa_scout.reporting.ranking_json import FLAT_PATHS, SCHEMA_NAME, ranking_json, to_text
from rpa_scout.reporting.ranking_schema import ranking_schema
from rpa_scout.savings.calibration.actuals import MeasuredSaving

PUBLISHED = Path(__file__).parents[3] / "docs" / "schema" / "ranking-1.json"
VALIDATOR = jsonschema.Draft202012Validator(
    ranking_schema(), format_checker=jsonschema.FormatChecker()
)
CHOICES = [field for field in load_fields() if field.kind == "choice"]
NUMBERS = [field for field in load_fields() if field.kind == "number"]


def complaints(content):
    return [f"{fault.json_path}: {fault.message}" for fault in VALIDATOR.iter_errors(content)]


def objects(schema, path="$"):
    """Yield every schema of an object, with its path."""
    if "properties" in schema:
        yield path, schema
    for name, part in schema.get("properties", {}).items():
        yield from objects(part, f"{path}.{name}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from objects(schema[key], f"{path}[]")


def test_the_schema_is_one_of_draft_2020_12():
    jsonschema.Draft202012Validator.check_schema(ranking_schema())
    assert ranking_schema()["$schema"].endswith("2020-12/schema")


def test_the_published_schema_is_this_one():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == ranking_schema()
    version = SCHEMA_NAME.rpartition("/")[2]
    assert PUBLISHED.name == f"ranking-{version}.json"


def test_every_object_is_closed_and_every_property_described():
    shown = list(objects(ranking_schema()))
    assert len(shown) > 15
    for path, schema in shown:
        # Chances stand under the ids of the policy's indicators.
        further = schema["additionalProperties"]
        assert further is False or (path.endswith(".chance") and further["description"]), path
        for name, part in schema["properties"].items():
            assert part["description"].endswith("."), f"{path}.{name}"


def test_all_but_former_names_are_required():
    for path, schema in objects(ranking_schema()):
        optional = set(schema["properties"]) - set(schema["required"])
        assert optional <= set(FLAT_PATHS), path
        assert all(schema["properties"][name]["deprecated"] for name in optional)


def test_the_samples(policy):
    from rpa_scout.pipeline import read_surveys

    inventory = read_surveys(Path(__file__).parents[3] / "samples" / "departments")
    for scorecard in ("rpa", "ai"):
        content = json.loads(to_text(ranking_json(assess(inventory, policy, scorecard))))
        assert complaints(content) == []
        assert content["findings"]
        assert all(len(survey["sha256"]) == 64 for survey in content["surveys"])
        reasons = {task["not_candidate_because"] for task in content["tasks"]}
        assert {None, "automated", "by_hand_faster"} <= reasons
        for task in content["tasks"]:
            assert task["candidate"] == (task["not_candidate_because"] is None)


def test_an_empty_inventory(policy):
    content = ranking_json(assess(Inventory.from_frame(pd.DataFrame({"name": []})), policy))
    assert complaints(content) == []
    assert (content["tasks"], content["calibration"], content["assessment"]) == ([], None, None)
    assert datetime.fromisoformat(content["created_at"]).utcoffset().total_seconds() == 0


def test_a_fault_is_noticed(policy):
    content = ranking_json(assess(Inventory.from_frame(pd.DataFrame({"name": ["業務"]})), policy))
    assert complaints(content) == []
    content["tasks"][0]["unheard_of"] = 1
    content["tasks"][0]["score"] = "high"
    del content["tasks"][0]["candidate"]
    content["schema"] = "rpa-scout/ranking/0"
    assert len(complaints(content)) == 4


def test_actuals_are_described(policy):
    frame = pd.DataFrame(
        {
            "name": ["入力"] * 4, "runs_per_year": 240, "items_per_run": 40, "minutes_per_item": 3,
            "input_form": "spreadsheet", "judgement": "none",
        }
    )  # fmt: skip
    actuals = [MeasuredSaving("1", 100.0, 2025), MeasuredSaving("nobody", 5.0, 2025)]
    assessment = assess(Inventory.from_frame(frame), policy, actuals=actuals)
    content = ranking_json(assessment)
    assert complaints(content) == []
    assert content["calibration"]["used"] == ["1"]
    assert content["calibration"]["sentence"] == assessment.calibration.sentence()


def test_indicators_are_those_of_the_policy(policy):
    assessment = assess(Inventory.from_frame(pd.DataFrame({"name": ["業務"]})), policy)
    indicators = ranking_json(assessment)["indicators"]
    assert [entry["id"] for entry in indicators] == list(policy.targets.indicators)
    for entry in indicators:
        target = getattr(policy.targets, entry["id"])
        for name in ("label", "unit", "baseline", "baseline_year", "goal", "goal_year"):
            assert entry[name] == getattr(target, name)


ANSWERS = st.fixed_dictionaries(
    {"name": st.text(max_size=8), "department": st.sampled_from(["税務課", "市民課"])}
    | {field.id: st.sampled_from([None, *field.codes]) for field in CHOICES}
    | {
        field.id: st.none() | st.floats(field.minimum, field.maximum) for field in NUMBERS
    }
)  # fmt: skip
DECISIONS = st.builds(
    TaskDecision,
    st.sampled_from(list(STATE_LABELS)),
    st.none() | st.integers(2020, 2040),
    *[st.none() | st.text(max_size=5)] * 4,
    st.none() | st.floats(0, 1e6),
    st.none() | st.floats(0, 100),
    st.none() | st.text(max_size=5),
)


@settings(max_examples=25)
@given(st.lists(ANSWERS, min_size=1, max_size=4), DECISIONS)
@example(
    [
        {
            "name": "",
            "department": "税務課",
            "minutes_per_item": 5e-324,
            "hours_per_year_reported": 1.0,
        }
    ],
    TaskDecision(next(iter(STATE_LABELS))),
)
def test_any_inventory_and_decision(rows, decision):
    assessment = assess(Inventory.from_frame(pd.DataFrame(rows)), load_policy())
    assert complaints(json.loads(to_text(ranking_json(report_of(assessment))))) == []
    decided = RankingReport(
        assessment,
        assessment.inventory,
        provenance_of((), assessment.policy, ""),
        decisions={"1": decision},
        number=3,
    )
    content = json.loads(to_text(ranking_json(decided)))
    assert complaints(content) == []
    task = next(task for task in content["tasks"] if task["task_id"] == "1")
    assert task["state"] == task["decision"]["state"] == decision.state
    judged = (decision.means, decision.hours, decision.score, decision.judgement_reason)
    assert (task["decision"]["override"] is None) == (judged == (None,) * 4)


@pytest.mark.parametrize("top", [0, 1, 5])
def test_top_shortens_the_tasks_alone(policy, top):
    frame = pd.DataFrame({"name": ["a", "b"]})
    content = ranking_json(assess(Inventory.from_frame(frame), policy), top)
    assert complaints(content) == []
    assert len(content["tasks"]) == min(top, 2)
