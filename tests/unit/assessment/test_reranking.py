import numpy as np
import pandas as pd
import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.break_even_lines import break_even_lines
from rpa_scout.assessment.reranking import Reranker
from rpa_scout.errors import UnknownNameError
from rpa_scout.inventory import Inventory
from rpa_scout.policy.changed import with_knots, with_scorecard, with_weights


@pytest.fixture(scope="module")
def assessment(policy):
    draw = np.random.default_rng(3)
    count = 40
    frame = pd.DataFrame(
        {
            "department": "税務課",
            "name": [f"業務{one}" for one in range(count)],
            "runs_per_year": 10.0 ** draw.uniform(0, 2.4, count),
            "items_per_run": 10.0 ** draw.uniform(0, 3, count),
            "minutes_per_item": draw.uniform(0.5, 20, count),
            "pattern": draw.choice(["entry", "other", "notice"], count),
            "judgement": draw.choice(["none", "simple_rules", "judgement"], count),
            "input_form": draw.choice(["spreadsheet", "spoken"], count),
            "digitisable": "already",
        },
        index=[f"t{one}" for one in range(count)],
    )
    frame.loc["t0", "items_per_run"] = np.nan
    return assess(Inventory.from_frame(frame), policy)


def changed_cards(card):
    yield with_weights(card, {"volume": 60, "routine": 0})
    yield with_knots(card, "volume", 0, [(10.0, 0.0), (500.0, 1.0)])


def test_reranking_is_what_a_new_assessment_gives(assessment, policy):
    reranker = Reranker(assessment)
    for card in changed_cards(assessment.scores.scorecard):
        found = reranker.rank_by(card)
        anew = assess(assessment.inventory, with_scorecard(policy, card, "x"))
        assert found.order.tolist() == anew.order.tolist()
        assert found.scores.score.tolist() == anew.scores.score.tolist()
        assert (found.moved == found.rank_before - found.rank).all()
        assert found.moved.any()


def test_going_back_gives_the_first_ranking(assessment):
    reranker = Reranker(assessment)
    for card in changed_cards(assessment.scores.scorecard):
        reranker.rank_by(card)
    again = reranker.rank_by(assessment.scores.scorecard)
    assert again.order.tolist() == assessment.order.tolist()
    assert not again.moved.any()


def test_those_that_enter_and_leave_the_first_places_are_as_many(assessment):
    card = next(changed_cards(assessment.scores.scorecard))
    found = Reranker(assessment).rank_by(card)
    enter, leave = found.top_changes(10)
    assert len(enter) == len(leave) > 0
    assert set(enter) == set(found.order[:10]) - set(assessment.order[:10])


def test_break_even_lines_cross_at_the_break_even(assessment):
    crossed = 0
    for task_id, even in zip(
        assessment.inventory.tasks.index,
        assessment.break_even.p50,
        strict=True,
    ):
        lines = break_even_lines(assessment, task_id)
        if lines is None:
            continue
        assert lines.break_even_items_per_run == even
        if not 0 < even < np.inf:
            continue
        gain = lines.by_hand - lines.with_robot
        assert gain[lines.items_per_run == even] == pytest.approx([0.0], abs=1e-6)
        assert (lines.with_robot_p10 <= lines.with_robot).all()
        assert (lines.with_robot <= lines.with_robot_p90).all()
        crossed += 1
    assert crossed > 3


def test_no_lines_where_no_means_fits(assessment):
    unfit = assessment.inventory.tasks.index[~assessment.choice.automates]
    assert break_even_lines(assessment, unfit[0]) is None
    with pytest.raises(UnknownNameError):
        break_even_lines(assessment, "no such task")
