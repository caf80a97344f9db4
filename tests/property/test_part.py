"""A task assessed by itself has the figures that it has among all tasks."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.drawn_tasks import POLICY, frame_of, tasks, with_simulation

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.part import LearnedCalibration, assess_part
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys
from rpa_scout.savings.calibration.actuals import MeasuredSaving

SAMPLES = Path(__file__).parents[2] / "samples" / "departments"
FEW_DRAWS = with_simulation(POLICY, draws=64)


def without_rank(ranking, asked):
    """Return rows of a ranking without what depends on the other rows."""
    rows = ranking[ranking["task_id"].isin(list(asked))]
    return rows.drop(columns="rank").reset_index(drop=True)


def assert_same(whole, part, asked):
    pd.testing.assert_frame_equal(
        without_rank(part.ranking, asked), without_rank(whole.ranking, asked), check_exact=True
    )
    assert set(part.ranking["task_id"]) == set(asked)
    for task_id in asked:
        alone, among = part.explain(task_id), whole.explain(task_id)
        for name in ("hours", "means", "criteria", "narrowing"):
            # Texts, since NaN is not equal to itself.
            assert repr(getattr(alone, name)) == repr(getattr(among, name)), (task_id, name)


@pytest.fixture(scope="module")
def samples():
    return read_surveys(SAMPLES)


@pytest.fixture(scope="module")
def measured(samples):
    """Actuals of the twelve best tasks, one of them impossible, and of a task that is unknown."""
    best = assess(samples, FEW_DRAWS).ranking[:12]
    hours = best["saved_hours_per_year_p50"] * np.linspace(0.3, 0.9, len(best))
    hours.iloc[3] = 1e6
    pairs = zip(best["task_id"], hours, strict=True)
    known = tuple(MeasuredSaving(task, saved, 2025) for task, saved in pairs)
    return (*known, MeasuredSaving("ない業務", 10.0, 2025))


@pytest.mark.parametrize("scorecard", ["rpa", "ai"])
@pytest.mark.parametrize("is_measured", [False, True])
def test_a_task_of_the_samples_alone_equals_the_same_among_all(
    samples, measured, scorecard, is_measured
):
    actuals = measured if is_measured else ()
    whole = assess(samples, FEW_DRAWS, scorecard, actuals=actuals)
    assert bool(whole.calibration.used) is is_measured
    ids = whole.ranking["task_id"].tolist()
    learned_alone = LearnedCalibration.from_actuals(samples, FEW_DRAWS, actuals)
    for learned in (learned_alone, LearnedCalibration.of_all(whole)):
        for asked in ([ids[0]], ids[20:21], [ids[-1]], ids[::17]):
            part = assess_part(samples, asked, FEW_DRAWS, scorecard, learned=learned)
            assert_same(whole, part, asked)
            assert part.calibration.used == whole.calibration.used


@given(data=st.data(), rows=st.lists(tasks(), min_size=2, max_size=8))
@settings(max_examples=20, deadline=None)
def test_any_task_alone_equals_the_same_among_any_others(data, rows):
    frame = frame_of(rows)
    frame.index = pd.Index([f"業務{row}" for row in range(len(frame))], dtype=object)
    inventory, ids = Inventory.from_frame(frame), frame.index.tolist()
    asked = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))
    saved = data.draw(st.dictionaries(st.sampled_from(ids), st.floats(0.0, 400.0)))
    actuals = [MeasuredSaving(task, hours, 2025) for task, hours in saved.items()]
    whole = assess(inventory, FEW_DRAWS, actuals=actuals)
    learned = LearnedCalibration.from_actuals(inventory, FEW_DRAWS, actuals)
    assert_same(whole, assess_part(inventory, asked, FEW_DRAWS, learned=learned), asked)
