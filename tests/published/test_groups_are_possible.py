"""What public bodies published of groups of tasks is possible in the shipped policy.

Sources: 東京都 (it.impress.co.jp/articles/-/17687), 茨城県 (this.kiji.is/430188712113439841;
newstsukuba.jp/?p=25637), 別府市 (kon-nichi.com, 17 June 2020 and 8 April 2022).
"""

import numpy as np
import pytest

import rpa_scout as rs
from rpa_scout.backtesting.groups import GroupShares, published_groups
from rpa_scout.backtesting.run import usable_cases
from rpa_scout.backtesting.shares import CaseShares, published_result
from rpa_scout.policy import DEFAULT_POLICY

POLICY = rs.load_policy(DEFAULT_POLICY)
GROUPS = published_groups(rs.read_cases())


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.case.case_id)
def test_mean_smallest_and_largest_lie_within_the_simulated_range(group):
    (figures,) = GroupShares([group], POLICY.survey).drawn(POLICY, 2000)
    low, high = np.quantile(figures, (0.02, 0.98), axis=1)
    assert np.all(low <= group.known)
    assert np.all(group.known <= high)


def test_more_than_the_largest_published_result_always_keeps_some_chance():
    cases, _left_out = usable_cases(rs.read_cases())
    for means_id in ("rpa", "ocr_rpa"):
        alike = [case for case in cases if case.means_id == means_id]
        largest = max(map(published_result, alike))
        shares = CaseShares(alike, POLICY.survey).drawn(POLICY, 4000)
        # Where a department announces trouble, little is left of that chance.
        chance = (shares > largest).mean(axis=1)
        assert np.median(chance) > 0.02
        assert chance.min() > 0.0
