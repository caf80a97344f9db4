"""The marks of a task: why it is no candidate, what is to be confirmed, where opinions differ."""

import math

import pytest

import rpa_scout as rs
from rpa_scout.assessment.remarks import is_contested, remark_labels
from rpa_scout.ranking.columns import column_named
from rpa_scout.ranking.formats import cell_text
from rpa_scout.ranking.labels import RankingLabels


@pytest.fixture(scope="module")
def policy():
    return rs.load_policy()


@pytest.mark.parametrize(
    ("codes", "reason", "share", "labels"),
    [
        (("already_automated",), "automated", math.nan, ["自動化済み"]),
        ((), "counter", math.nan, ["窓口で即時"]),
        (("by_hand_faster",), "by_hand_faster", math.nan, ["手作業の方が短時間で済む見込み"]),
        (("to_be_confirmed",), None, math.nan, ["要確認"]),
        ((), None, 0.5, ["判断が分かれる"]),
        (("to_be_confirmed",), None, 0.4, ["要確認", "判断が分かれる"]),
        ((), None, 0.61, []),
        ((), None, math.nan, []),
    ],
)
def test_every_mark_has_one_rule(policy, codes, reason, share, labels):
    assert remark_labels(codes, reason, policy, share) == labels
    shown = RankingLabels(policy, policy.survey)
    row = {"remarks": codes, "not_candidate_because": reason, "in_first_share": share}
    assert cell_text(column_named("remarks"), row, shown) == "、".join(labels)


@pytest.mark.parametrize(
    ("share", "is_between"), [(0.39, False), (0.4, True), (0.6, True), (0.61, False), (1.0, False)]
)
def test_opinions_may_differ_between_two_and_three_fifths_of_the_draws(share, is_between):
    assert is_contested(share) is is_between
