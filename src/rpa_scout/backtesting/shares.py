"""Draws of the shares of hours that cases save under a policy, comparable with publications."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rpa_scout.arrays import Floats, Positions
from rpa_scout.backtesting.as_task import case_tasks
from rpa_scout.errors import InputError
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.means import Means
from rpa_scout.policy.model import Policy
from rpa_scout.savings.closed_form import hours_now, hours_saved, realised
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.text import N_


def published_result(case: ReferenceCase) -> float:
    """Return the share of the hours that a case saved, clipped to [−1, 1]."""
    assert case.result is not None
    return float(np.clip(case.result, -1.0, 1.0))


_ONLINE_FORM = "online_form_rpa"
_BY_PAPER = {"rpa": False, "ocr_rpa": True}


class CaseShares:
    """Draws the shares of the hours saved by cases under different policies.

    Published results do not include upkeep, nor the part of the work that a means does not touch.
    Results per item do not include items outside the robot or the loss in live use. Trials and
    projections do not include the loss in live use.
    """

    def __init__(self, cases: Sequence[ReferenceCase], fields: FieldSet) -> None:
        self._ids = [case.case_id for case in cases]
        self._tasks = case_tasks(cases, fields)
        self._cases = cases
        # What is published of an online form is about those who used it.
        per_item = np.array(
            [case.is_per_item or case.means_id == _ONLINE_FORM for case in cases], dtype=bool
        )
        operational = np.array([case.evidence == "operational" for case in cases], dtype=bool)
        self._per_item = per_item[:, None]
        self._realised = (operational & ~per_item)[:, None]

    def drawn(self, policy: Policy, draws: int | None = None) -> Floats:
        """Draw the shares under a policy."""
        tested = self._with_needed_means(policy)
        model = SavingsModel(tested, self._tasks, tested.survey)
        choice = _chosen(model, self._positions(tested))
        simulation = policy.simulation
        if draws is not None:
            simulation = simulation.model_copy(update={"draws": draws})
        simulated = SavingsSimulation(model, choice, self._ids, simulation)
        drawn = simulated.drawn(np.arange(len(self._ids)))
        parameters = drawn.parameters._replace(
            upkeep_hours_per_year=np.zeros((1, 1)),
            adoption_share=np.where(self._per_item, 1.0, drawn.parameters.adoption_share),
            touched_share=1.0,
        )
        now = hours_now(drawn.load)
        share = hours_saved(drawn.load, parameters) / now
        live = realised(share, drawn.values["realisation_share"], 1.0)
        share = np.where(self._realised, live, share)
        shape = (len(self._ids), simulation.draws)
        return np.clip(np.broadcast_to(share, shape), -1.0, 1.0)

    def _with_needed_means(self, policy: Policy) -> Policy:
        """Leave out means that no case uses; the means of a case is fixed, not chosen."""
        of_cases = [_needed_means(case, policy) for case in self._cases]
        needed = {name for means in of_cases for name in (means.id, *means.steps)}
        means = tuple(means for means in policy.means if means.id in needed)
        return policy.model_copy(update={"means": means})

    def _positions(self, policy: Policy) -> Positions:
        means_ids = [means.id for means in policy.means]
        return np.array(
            [means_ids.index(_needed_means(case, policy).id) for case in self._cases],
            dtype=np.intp,
        )


def means_of_case(case: ReferenceCase, policy: Policy) -> Means | None:
    """Return the means of the policy that a case is about; None where there is none.

    A policy whose means have other ids says by ``reads_paper`` which ones take data and paper.
    """
    for means in policy.means:
        if means.id == case.means_id:
            return means
    for means in policy.means:
        if case.means_id in _BY_PAPER and means.reads_paper is _BY_PAPER[case.means_id]:
            return means
    return None


def _needed_means(case: ReferenceCase, policy: Policy) -> Means:
    means = means_of_case(case, policy)
    if means is None:
        raise InputError(
            N_("The policy {id} has no means “{name}”, which published cases are tested by."),
            id=policy.id,
            name=case.means_id,
        )
    return means


def _chosen(model: SavingsModel, position: Positions) -> MeansChoice:
    """Return the fixed means of each case as a choice."""
    rows = np.arange(len(position))
    savings = model.closed_form(position)
    saved = np.full((len(model.policy.means), len(position)), np.nan)
    saved[position, rows] = savings.saved
    everywhere = np.ones(len(position), dtype=bool)
    return MeansChoice(
        model.policy,
        position,
        everywhere,
        np.full_like(position, -1),
        (),
        savings,
        saved,
        barred_because=np.full(len(position), None, dtype=object),
        barred_for_good=~everywhere,
        route=np.full_like(position, -1),
    )
