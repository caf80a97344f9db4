"""The samples on the AI scorecard: who asks for AI gets a means of AI, or is told why not."""

import pytest

import rpa_scout as rs
from rpa_scout.policy import DEFAULT_POLICY

SAMPLES = "samples/departments"


@pytest.fixture(scope="module")
def assessment(request):
    folder = request.config.rootpath / SAMPLES
    return rs.assess(rs.read_surveys([folder]), rs.load_policy(DEFAULT_POLICY), scorecard="ai")


def test_all_who_ask_for_ai_get_it_or_the_reason_why_not(assessment):
    policy, choice = assessment.policy, assessment.choice
    tasks = assessment.inventory.tasks
    gates = {reason.id for reason in policy.gate_reason}
    for_ai = {means for route in policy.route for means in route.means}
    wishes = tasks["ai_help"].astype(object).fillna("none")
    asked = [row for row, wish in enumerate(wishes) if wish != "none"]
    assert len(asked) > 30
    reasons = dict(zip(assessment.ranking.index, assessment.reasons(), strict=True))
    assert len(reasons) == len(tasks)
    for row in asked:
        if choice.automates[row]:
            assert choice.ids[row] in for_ai, tasks["name"].iloc[row]
            assert choice.ids[row] != "rpa"
        else:
            assert choice.barred_because[row] in gates, tasks["name"].iloc[row]


def test_minutes_drafts_pictures_and_assignments_go_their_way(assessment):
    names = assessment.inventory.tasks["name"]
    found = dict(zip(names, assessment.choice.ids, strict=True))
    assert found["教育委員会会議録の作成"] == "transcription"
    assert found["議会答弁の下書き・想定問答の作成"] == "generative_ai"
    assert found["航空写真による家屋の新増築・滅失の判読"] == "ai_model"
    assert found["保育所等 入所選考の割当"] == "ai_model"
