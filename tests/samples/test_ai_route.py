"""The samples on the AI scorecard: who asks for AI gets a means of AI, or is told why not."""

import pytest

import rpa_scout as rs
from rpa_scout.policy import DEFAULT_POLICY
from rpa_scout.ranking.columns import columns_on
from rpa_scout.ranking.formats import cell_text
from rpa_scout.ranking.labels import RankingLabels

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


def test_the_ranking_names_the_function_of_every_task_that_is_looked_at_for_ai(assessment):
    tasks, ranking = assessment.inventory.tasks, assessment.ranking.set_index("task_id")
    by_wish = {
        "writing": "execution",
        "transcription": "execution",
        "answering": "execution",
        "recognition": "recognition",
        "classification": "recognition",
        "prediction": "prediction",
        "optimisation": "optimisation",
    }
    for task_id, wish in tasks["ai_help"].astype(object).items():
        if wish in by_wish:
            assert ranking.loc[task_id, "ai_function"] == by_wish[wish]
    without = ranking[ranking["ai_function"].isna()]
    assert set(without["means"]) <= {"rpa", "ocr_rpa", "online_form_rpa", "keep", "redesign"}
    for face in ("workbook", "json"):
        assert "ai_function" in {column.id for column in columns_on(face, decided=False)}
    labels = RankingLabels(assessment.policy, assessment.inventory.fields)
    for face in ("terminal", "project", "window"):
        (means,) = (column for column in columns_on(face, decided=False) if column.id == "means")
        for row in ranking.to_dict("records"):
            function = labels.label("ai_function", row["ai_function"])
            assert cell_text(means, row, labels).endswith(function)
