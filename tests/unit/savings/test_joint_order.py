"""Hours in the order of joint draws, against sorting positions plainly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.savings.sampling.joint_order import in_joint_order


def plainly(ascending, joint):
    placed = np.empty_like(ascending)
    for row, positions in enumerate(np.argsort(joint, axis=1, kind="stable")):
        placed[row, positions] = ascending[row]
    return placed


def hours(tasks, draws, seed=1):
    luck = np.random.default_rng(seed)
    joint = luck.normal(50.0, 100.0, (tasks, draws))
    return np.sort(luck.normal(0.0, 1.0, (tasks, draws)), axis=1), joint


@pytest.mark.parametrize(("tasks", "draws"), [(1, 100), (7, 1_000), (40, 1_001), (2, 100_000)])
def test_the_least_hours_stand_where_the_joint_draws_are_least(tasks, draws):
    ascending, joint = hours(tasks, draws)
    assert (joint < 0.0).any()
    assert (joint > 0.0).any()
    assert np.array_equal(in_joint_order(ascending, joint), plainly(ascending, joint))


def test_the_joint_draws_are_left_as_they_are():
    ascending, joint = hours(3, 200)
    before = joint.copy()
    in_joint_order(ascending, joint)
    assert np.array_equal(joint, before)


@given(st.integers(1, 12), st.integers(1, 5))
def test_a_task_has_the_same_order_alone_and_among_others(tasks, step):
    # Rounded, so that many draws are equal.
    ascending, joint = hours(tasks, 300)
    joint = np.round(joint / (10.0 * step))
    together = in_joint_order(ascending, joint)
    for row in range(tasks):
        alone = in_joint_order(ascending[row : row + 1], joint[row : row + 1])
        assert np.array_equal(alone[0], together[row])
    assert np.array_equal(np.sort(together, axis=1), ascending)
