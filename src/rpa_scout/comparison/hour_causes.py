"""The causes of changed hours saved: answers, policy, and actuals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rpa_scout.assessment.assess import Assessment, assess
from rpa_scout.comparison.stepwise import Steps
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy

ACTUALS = "actuals"
POLICY = "policy"

_LEAST_HOURS = 1e-9


@dataclass(frozen=True, slots=True)
class HoursPart:
    """A part of the change of a task's hours saved a year (p50)."""

    # Id of the survey field whose answer changed; `POLICY`: the policy's parameters and means;
    # `ACTUALS`: the correction by the city's own actuals.
    cause: str
    hours_per_year: float  # NaN where it made the hours known or unknown


def hours_parts(
    steps: Steps, old: Assessment, new: Assessment
) -> Mapping[str, tuple[HoursPart, ...]]:
    """Divide the changes of the hours saved into parts by cause.

    All steps except the last use uncorrected estimates. First the answers are replaced under the
    old policy, field by field in the order of the form; then the policy is replaced; last comes the
    change of the correction by actuals. So the parts add up to the change.
    """
    scorecard = old.scores.scorecard.id
    before, after = _p50(old), _p50(new)
    pairs = list(zip(steps.old_ids, steps.new_ids, strict=True))
    saved = {new_id: before[old_id] for old_id, new_id in pairs}
    parts_of: dict[str, list[HoursPart]] = {}

    def step(cause: str, hours: Mapping[str, float]) -> None:
        for task, now in hours.items():
            change = now - saved[task]
            both_unknown = math.isnan(now) and math.isnan(saved[task])
            if not both_unknown and not abs(change) <= _LEAST_HOURS:
                parts_of.setdefault(task, []).append(HoursPart(cause, change))
            saved[task] = now

    plain = _uncorrected(old)
    step(ACTUALS, {new_id: plain[old_id] for old_id, new_id in pairs})
    for field_id, _before, swapped in steps.inventories_by_field():
        step(field_id, _hours(swapped, old.policy, scorecard))
    plain = _uncorrected(new)
    step(POLICY, {task: plain[task] for task in steps.new_ids})
    step(ACTUALS, {task: after[task] for task in steps.new_ids})
    return {task: _merged(parts) for task, parts in parts_of.items()}


def _uncorrected(assessment: Assessment) -> dict[str, float]:
    """Return the hours saved by the estimates without the correction by actuals."""
    simulation = assessment.simulation.without_correction()
    if simulation is assessment.simulation:
        return _p50(assessment)
    tasks = assessment.inventory.tasks.index.tolist()
    return dict(zip(tasks, simulation.summary().saved.p50.tolist(), strict=True))


def _merged(parts: list[HoursPart]) -> tuple[HoursPart, ...]:
    """Merge the parts of the actuals into one, which comes last."""
    of_actuals = [part.hours_per_year for part in parts if part.cause == ACTUALS]
    other_parts = [part for part in parts if part.cause != ACTUALS]
    net = sum(of_actuals)
    if of_actuals and not abs(net) <= _LEAST_HOURS:
        other_parts.append(HoursPart(ACTUALS, net))
    return tuple(other_parts)


def _p50(assessment: Assessment) -> dict[str, float]:
    tasks = assessment.inventory.tasks.index.tolist()
    return dict(zip(tasks, assessment.savings.p50.tolist(), strict=True))


def _hours(inventory: Inventory, policy: Policy, scorecard: str) -> dict[str, float]:
    if not len(inventory.tasks):
        return {}
    return _p50(assess(inventory, policy, scorecard, with_total=False))
