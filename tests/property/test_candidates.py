"""Whatever is answered: a task is a candidate or has one reason; sums hold candidates only."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.drawn_tasks import POLICY, inventory_of, tasks

from rpa_scout.assessment.assess import assess
from rpa_scout.candidates import REASONS, TaskCircumstances

SMALL = POLICY.model_copy(
    update={"simulation": POLICY.simulation.model_copy(update={"draws": 100})}
)
CODES = {*REASONS, *(reason.id for reason in POLICY.gate_reason)}


@settings(max_examples=60, deadline=None)
@given(st.lists(tasks(), min_size=1, max_size=12), st.data())
def test_each_task_is_a_candidate_or_has_exactly_one_reason(rows, data):
    places = [("税務課.xlsx", row + 4, f"甲-{row}") for row in range(len(rows))]
    inventory = inventory_of(rows, places)
    ids = inventory.tasks.index.tolist()
    some = st.frozensets(st.sampled_from(ids))
    circumstances = TaskCircumstances(in_register=data.draw(some), withdrawn=data.draw(some))
    assessment = assess(inventory, SMALL, circumstances=circumstances)
    rule = assessment.candidacy
    for task, code in enumerate(rule.codes):
        assert code is None or code in CODES
        assert bool(rule.is_candidate[task]) == (code is None)
        assert bool(rule.sentence(task)) == bool(rule.label(task)) == (code is not None)
        # a reason never hides that an earlier one holds
        if ids[task] in circumstances.withdrawn:
            assert code == "withdrawn"
        elif ids[task] in circumstances.in_register:
            assert code == "automated"
        if code is None:
            assert assessment.choice.automates[task]
            assert assessment.savings.p50[task] > 0.0
            means = assessment.choice.ids[task]
            at_once = inventory.tasks["timing"].iat[task] == "immediate"
            assert not (at_once and means in ("rpa", "ocr_rpa"))
    is_candidate = rule.is_candidate
    target = assessment.target
    assert is_candidate[target.ranked].all()
    assert target.candidates == target.of_all.adopted == is_candidate.sum()
    sums = target.curve(len(ids))
    assert sorted(sums.positions.tolist()) == np.flatnonzero(is_candidate).tolist()
    columns = assessment.ranking
    assert columns["candidate"].tolist() == is_candidate[assessment.order].tolist()
    assert (columns["not_candidate_because"].isna() == columns["candidate"]).all()
