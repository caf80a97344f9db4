"""Similar work beside one task, proposed answers, and unit times beside the same work."""

import numpy as np
import pandas as pd
import pytest
from tests.project.surveys import survey

import rpa_scout as rs
from rpa_scout.errors import UnknownNameError
from rpa_scout.inventory import Inventory
from rpa_scout.policy.policies import load_policy
from rpa_scout.register.records import Automation, Register
from rpa_scout.similarity.labelled import labelled_tasks
from rpa_scout.similarity.one_task import texts
from rpa_scout.similarity.one_task.similar_work import SimilarWork
from rpa_scout.similarity.same_work.unit_times import unit_time_findings

OPEN = {"pattern": None, "input_form": None}
TRIPS = survey(
    {
        "税務課": [("旅費の精算", OPEN), "住民税の給報入力"],
        "会計課": [("出張旅費の請求入力", {"minutes_per_item": 5.0})],
        "市民課": [("旅費精算の入力", {"current_tool": "rpa"}), "旅費の支出命令"],
    }
)
TASK = "税務課-6"


@pytest.fixture(scope="module")
def work():
    running = Automation("A1", "職員課", "旅費の精算", still_running=True)
    own = Automation("A2", "税務課", "旅費の精算", still_running=True, task_id=TASK)
    ended = Automation("A3", "職員課", "旅費精算", still_running=False)
    return SimilarWork(TRIPS, load_policy(), register=Register((running, own, ended)))


def test_other_departments_and_the_register_stand_beside_a_task(work):
    near = {similar.id: similar for similar in work.similar(TASK)}
    assert {"会計課-6", "市民課-6", "A1"} <= set(near)
    # neither its own department's tasks, nor its own automation, nor one that has ended
    assert not {"税務課-7", "A2", "A3"} & set(near)
    assert near["会計課-6"].minutes_per_item == 5.0
    assert (near["会計課-6"].is_running, near["市民課-6"].is_running) == (False, True)
    assert near["A1"].is_running
    sentence = texts.similar_sentence(near["A1"], load_policy())
    assert sentence.startswith("職員課「旅費の精算」（類似度")
    assert sentence.endswith("すでに稼働：同じシナリオを使えるか）")


def test_typical_tasks_and_cases_have_a_source(work):
    near = work.similar("税務課-7")
    by_list = {name: [task for task in near if task.list == name] for name in texts.LIST_LABELS}
    first = by_list["catalogue"][0]
    assert "給与支払報告書" in first.name
    assert "計画に記載" in texts.similar_sentence(first, load_policy())
    for case in by_list["cases"]:
        assert case.department
        assert texts.source_url(case).startswith("http")


def test_the_pairs_are_those_of_the_whole_list():
    labelled = labelled_tasks("city")[0]
    known = [name for name in labelled if name in load_policy().survey.by_id]
    inventory = Inventory.from_frame(labelled[known])
    tasks, work = inventory.tasks, SimilarWork(inventory, load_policy())
    pairs = rs.similar_tasks(tasks, threshold=0.1)
    department = tasks["department"]
    for task in tasks.index[::17]:
        partners = {
            (pair["task_id_b"] if pair["task_id_a"] == task else pair["task_id_a"]): pair[
                "probability"
            ]
            for pair in pairs.to_dict("records")
            if task in (pair["task_id_a"], pair["task_id_b"])
        }
        expected = {
            partner: chance
            for partner, chance in partners.items()
            if department[partner] != department[task]
        }
        shown = {
            near.id: near.probability for near in work.similar(task, 1000) if near.list == "tasks"
        }
        assert shown == pytest.approx(expected)


def test_proposals_are_those_of_the_library_and_change_nothing(work):
    proposed = {answer.field: answer for answer in work.proposed(TASK)}
    # Nobody has answered the other open questions, so nothing is proposed for them.
    assert set(proposed) == {"pattern", "input_form"}
    for field in ("pattern", "input_form"):
        of_library = rs.propose_answers(TRIPS.tasks, field).loc[TASK]
        assert dict(proposed[field].shares) == pytest.approx(of_library.to_dict())
        assert proposed[field].code == of_library.idxmax()
    assert pd.isna(TRIPS.tasks.loc[TASK, "pattern"])
    sentence = texts.proposal_sentence(proposed["pattern"], TRIPS.fields)
    assert sentence.startswith("作業の型：似た業務では システムへの入力・転記 ")
    assert work.proposed("会計課-6") == ()


def test_a_proposal_names_the_nearest_tasks_that_have_answered(work):
    likelihood = {near.id: near.probability for near in work.similar(TASK, 1000)}
    for proposal in work.proposed(TASK):
        chances = [near.task.probability for near in proposal.nearest]
        assert chances == sorted(chances, reverse=True)
        assert 0 < len(chances) <= 3
        for near in proposal.nearest:
            assert near.code == TRIPS.tasks.loc[near.task.id, proposal.field]
            # a task of the same department counts too, and stands in no list of others
            assert near.task.probability == likelihood.get(near.task.id, near.task.probability)
        sentence = texts.basis_sentence(proposal, TRIPS.fields)
        assert sentence.startswith("最も似た業務：市民課「旅費精算の入力」（類似度")
        assert TRIPS.fields[proposal.field].choice_label(proposal.nearest[0].code) in sentence


def test_a_proposal_from_the_texts_alone_says_so():
    alone = survey({"総務課": [("議事録の作成", OPEN)]})
    proposals = SimilarWork(alone, load_policy()).proposed("総務課-6")
    assert proposals
    for proposal in proposals:
        assert proposal.nearest == ()
        assert "似た業務の回答はありません" in texts.basis_sentence(proposal, alone.fields)


def test_supposing_the_proposals_narrows_the_range_of_the_score(work):
    assessment = rs.assess(TRIPS, load_policy())
    row = assessment.ranking.set_index("task_id").loc[TASK]
    now, then = work.score(TASK), work.score_if_proposed(TASK)
    assert (now.score, now.low, now.high) == pytest.approx(
        (row["score"], row["score_low"], row["score_high"])
    )
    answered = TRIPS.tasks.copy()
    for answer in work.proposed(TASK):
        answered.loc[TASK, answer.field] = answer.code
    again = (
        rs.assess(Inventory.from_frame(answered), load_policy())
        .ranking.set_index("task_id")
        .loc[TASK]
    )
    assert then.score == pytest.approx(again["score"])
    assert now.low <= then.low <= then.high <= now.high
    assert "仮定" in texts.score_sentence(now, then)


def test_an_unknown_task_is_named(work):
    with pytest.raises(UnknownNameError, match="無い番号"):
        work.similar("無い番号")


def test_unit_times_far_from_the_same_work_are_notes_with_their_cell():
    names = ("旅費の精算", "旅費精算", "旅費の精算")
    minutes = {"税務課": 3.0, "会計課": 2.5, "市民課": 4.0, "学校教育課": 12.0}
    inventory = survey(
        {
            department: [(names[place % 3], {"minutes_per_item": value})]
            for place, (department, value) in enumerate(minutes.items())
        }
    )
    (finding,) = unit_time_findings(inventory)
    assert (finding.code, finding.severity, finding.row_id) == (
        "unit_time_differs",
        "info",
        "学校教育課-6",
    )
    assert (finding.file, finding.sheet, finding.cell) == ("学校教育課.xlsx", "業務一覧", "E6")
    assert finding.message(inventory.fields) == "同種の業務の中央は3分、この所属は12分です。"
    assert np.median([3.0, 2.5, 4.0]) == 3.0
    refused = pd.Series(inventory.tasks.index, index=inventory.tasks.index)
    assert not unit_time_findings(inventory, refused)
