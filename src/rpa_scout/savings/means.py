"""The means that would automate each task: requirements, choice, and its reason as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.factors import Quantities
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.means import AI_HELP, Condition, Fallback, Gate, Means, Requirement
from rpa_scout.policy.model import Policy
from rpa_scout.savings.model import ClosedForm, SavingsModel


class RequirementState(IntEnum):
    """How an answer meets a requirement."""

    FAILS = 0
    UNCONFIRMED = 1
    HOLDS = 2


@dataclass(frozen=True)
class MeansChoice:
    """The means chosen for every task. Arrays of shape (n,) unless said otherwise.

    Attributes
    ----------
    policy : Policy
        The policy whose means were weighed.
    position : ndarray of int
        Position of the means in the policy; where no means fits, the one that would save most,
        so that every array stays defined.
    automates : ndarray of bool
        Whether a means fits at all.
    fallback : ndarray of int
        Position of the advice where none fits, -1 elsewhere.
    states : tuple of ndarray, each of shape (requirements + gates + 1, n)
        For every means, the states of its requirements and of its gates, and whether the route of
        the task lets it be considered.
    savings : ClosedForm
        Of the means chosen; where none fits, nothing is saved.
    saved_by_means : ndarray, shape (means, n)
        Hours a year that each means would save, whether it fits or not.
    barred_because : ndarray of object
        Reason of the gate, for tasks where only a gate bars the means; None elsewhere.
    barred_for_good : ndarray of bool
        Whether a gate bars the task and no unanswered question could open it.
    route : ndarray of int
        Position of the route in the policy by which AI is looked at; -1 where there is none.
    """

    policy: Policy
    position: Positions
    automates: Bools
    fallback: Positions
    states: tuple[npt.NDArray[np.int8], ...]
    savings: ClosedForm
    saved_by_means: Floats
    barred_because: npt.NDArray[np.object_]
    barred_for_good: Bools
    route: Positions

    def chosen(self, task: int) -> Means | Fallback:
        """Return the means or the advice for a task by its position."""
        if self.automates[task]:
            return self.policy.means[int(self.position[task])]
        return self.policy.fallback[int(self.fallback[task])]

    @property
    def ids(self) -> npt.NDArray[np.object_]:
        """Ids of the means or the advice."""
        names = [
            *(means.id for means in self.policy.means),
            *(advice.id for advice in self.policy.fallback),
        ]
        advice = len(self.policy.means) + self.fallback
        where = np.where(self.automates, self.position, advice)
        return np.array(names, dtype=object)[where]

    @property
    def functions(self) -> npt.NDArray[np.object_]:
        """Functions of AI that the tasks are looked at for; None where there is no route."""
        # The last entry is for tasks without a route, whose position is -1.
        names = [*(route.function for route in self.policy.route), None]
        return np.array(names, dtype=object)[self.route]

    @property
    def has_unconfirmed(self) -> Bools:
        """Whether the chosen means depends on an unanswered question."""
        is_unconfirmed = [
            (state == RequirementState.UNCONFIRMED).any(axis=0) for state in self.states
        ]
        rows = np.arange(len(self.position))
        return np.asarray(self.automates & np.stack(is_unconfirmed)[self.position, rows])

    def unconfirmed(self, task: int) -> tuple[str, ...]:
        """Return the unanswered fields that the chosen means depends on."""
        return self.open_questions(int(self.position[task]), task) if self.automates[task] else ()

    def open_questions(self, means: int, task: int) -> tuple[str, ...]:
        """Return the unanswered fields that a means depends on."""
        return self._fields_in(means, task, RequirementState.UNCONFIRMED)

    def failing(self, means: int, task: int) -> tuple[str, ...]:
        """Return the fields whose answers rule a means out."""
        return self._fields_in(means, task, RequirementState.FAILS)

    def _fields_in(self, means: int, task: int, state: RequirementState) -> tuple[str, ...]:
        # The wish for AI decides which means are considered.
        names = (*self.policy.means[means].condition_fields, AI_HELP)
        states = self.states[means][:, task]
        matching = (name for name, met in zip(names, states, strict=True) if met == state)
        return tuple(dict.fromkeys(matching))


def requirement_states(
    requirements: Sequence[Requirement], quantities: Quantities, fields: FieldSet
) -> npt.NDArray[np.int8]:
    """Return how tasks meet requirements, shape (requirements, n)."""
    states = np.empty((len(requirements), len(quantities.tasks)), dtype=np.int8)
    for row, requirement in enumerate(requirements):
        states[row] = np.where(
            _answered_in(requirement, quantities, fields),
            RequirementState.HOLDS,
            RequirementState.FAILS,
        )
        if not requirement.must_be_known:
            states[row][quantities.positions(requirement.field) < 0] = RequirementState.UNCONFIRMED
            _settle_alternatives(states[row], requirement, quantities, fields)
    return states


def _settle_alternatives(
    states: npt.NDArray[np.int8], condition: Condition, quantities: Quantities, fields: FieldSet
) -> None:
    """Settle answers that leave open which choice counts where all lead to the same."""
    possible = quantities.possible(condition.field)
    if not len(possible.rows):
        return
    is_allowed = np.isin(fields[condition.field].codes, condition.allowed)
    states[possible.rows[~(possible.choices & is_allowed).any(axis=1)]] = RequirementState.FAILS
    states[possible.rows[~(possible.choices & ~is_allowed).any(axis=1)]] = RequirementState.HOLDS


def gate_states(
    gates: Sequence[Gate], quantities: Quantities, fields: FieldSet
) -> npt.NDArray[np.int8]:
    """Return how tasks pass gates: values of :class:`RequirementState`, shape (gates, n)."""
    states = np.empty((len(gates), len(quantities.tasks)), dtype=np.int8)
    for row, gate in enumerate(gates):
        listed = _is_one_of(gate.field, gate.allowed or gate.barred, quantities, fields)
        passes = listed if gate.allowed else ~listed
        if gate.unless is not None:
            passes = passes | _answered_in(gate.unless, quantities, fields)
        # A blank passes: only an answer can bar a task. The question is asked later.
        passes = passes | (quantities.positions(gate.field) < 0)
        states[row] = np.where(passes, RequirementState.HOLDS, RequirementState.FAILS)
    return states


def _answered_in(condition: Condition, quantities: Quantities, fields: FieldSet) -> Bools:
    return _is_one_of(condition.field, condition.allowed, quantities, fields)


def _is_one_of(
    field_id: str, codes: Sequence[str], quantities: Quantities, fields: FieldSet
) -> Bools:
    choices = fields[field_id].codes
    return np.isin(quantities.positions(field_id), [choices.index(code) for code in codes])


def choose_means(model: SavingsModel) -> MeansChoice:
    """Choose, among the means whose requirements hold, the one that saves the most hours.

    Hours are those of the closed form, with every parameter at its mode. They are not shown:
    :func:`~rpa_scout.savings.means_by_hours.choose_by_hours` chooses again by p50. A task without
    known hours gets the first fitting means of the policy; a task that no means fits gets the first
    advice whose condition holds.
    """
    policy, count = model.policy, model.count
    required, gated = _states(model)
    route = matched_routes(model)
    considered = _considered(policy, route)
    suits = np.stack([(states > RequirementState.FAILS).all(axis=0) for states in required])
    suits &= considered
    passes = np.stack([(states > RequirementState.FAILS).all(axis=0) for states in gated])
    fits = suits & passes
    forms = [
        model.closed_form(np.full(count, position, dtype=np.intp))
        for position in range(len(policy.means))
    ]
    saved = np.stack([form.saved for form in forms])
    worth = np.where(np.isnan(saved), 0.0, saved)
    position = np.argmax(np.where(fits, worth, -np.inf), axis=0)
    automates = np.asarray(fits.any(axis=0), dtype=bool)
    barred = np.where(suits & ~fits & ~automates, worth, -np.inf)
    is_barred = np.isfinite(barred).any(axis=0)
    may_open = (suits & _may_open(model)).any(axis=0)
    return MeansChoice(
        policy=policy,
        position=position,
        automates=automates,
        fallback=np.where(automates, -1, _fallback(model)),
        states=tuple(
            np.concatenate([*pair, _as_state(is_considered)[None]])
            for *pair, is_considered in zip(required, gated, considered, strict=True)
        ),
        savings=chosen_savings(model, position, automates),
        saved_by_means=saved,
        barred_because=_barred_because(policy, barred, gated),
        barred_for_good=np.asarray(is_barred & ~may_open, dtype=bool),
        route=route,
    )


def matched_routes(model: SavingsModel) -> Positions:
    """Return the position of the route of every task, by its wish or its words; -1 without one."""
    routes, quantities = model.policy.route, model.quantities
    route = np.full(model.count, -1, dtype=np.intp)
    for position in range(len(routes) - 1, -1, -1):
        for signal in routes[position].signal:
            route[quantities.signalled(signal)] = position
    for position, definition in enumerate(routes):
        route[_is_one_of(AI_HELP, definition.ai_help, quantities, model.fields)] = position
    return route


def _considered(policy: Policy, route: Positions) -> Bools:
    """Return which means are considered for each task, shape (means, n)."""
    rows = []
    for means in policy.means:
        by_route = [means.id in definition.means for definition in policy.route]
        # The last entry is for tasks without a route, whose position is -1.
        rows.append(np.array([*by_route, not means.only_by_route], dtype=bool)[route])
    return np.stack(rows)


def _as_state(is_considered: Bools) -> npt.NDArray[np.int8]:
    state = np.where(is_considered, RequirementState.HOLDS, RequirementState.FAILS)
    return state.astype(np.int8)


def _states(
    model: SavingsModel,
) -> tuple[list[npt.NDArray[np.int8]], list[npt.NDArray[np.int8]]]:
    """Return, for every means, the states of its requirements and the states of its gates."""
    means, quantities, fields = model.policy.means, model.quantities, model.fields
    return (
        [requirement_states(definition.requirement, quantities, fields) for definition in means],
        [gate_states(definition.gate, quantities, fields) for definition in means],
    )


def _may_open(model: SavingsModel) -> Bools:
    """Return for which tasks an unanswered question could open a means' gates, (means, n)."""
    means, quantities = model.policy.means, model.quantities
    may_open = np.zeros((len(means), model.count), dtype=bool)
    for row, definition in enumerate(means):
        for gate in definition.gate:
            if gate.unless is not None:
                may_open[row] |= quantities.positions(gate.unless.field) < 0
    return may_open


def _barred_because(
    policy: Policy, worth: Floats, gated: Sequence[npt.NDArray[np.int8]]
) -> npt.NDArray[np.object_]:
    """Return why the means that would save the most is barred; None where no gate bars a means.

    `worth`, shape (means, n), is finite only where gates are all that bars the means.
    """
    reasons = np.full(worth.shape[1], None, dtype=object)
    best = np.argmax(worth, axis=0)
    is_barred = np.isfinite(worth.max(axis=0))
    for position, means in enumerate(policy.means):
        rows = is_barred & (best == position)
        # The first gate that bars the means gives the reason.
        for gate, states in reversed([*zip(means.gate, gated[position], strict=True)]):
            reasons[rows & (states == RequirementState.FAILS)] = gate.because
    return reasons


def _fallback(model: SavingsModel) -> Positions:
    fallbacks = model.policy.fallback
    chosen = np.full(model.count, len(fallbacks) - 1, dtype=np.intp)
    for position in range(len(fallbacks) - 2, -1, -1):
        if not fallbacks[position].any:
            chosen[:] = position
        for condition in fallbacks[position].any:
            chosen[_answered_in(condition, model.quantities, model.fields)] = position
    return chosen


def chosen_savings(model: SavingsModel, position: Positions, automates: Bools) -> ClosedForm:
    """Return the closed form of the chosen means; a task that no means fits saves nothing."""
    form = model.closed_form(position)
    after = np.where(automates, form.hours_after, form.hours_now)
    break_even = np.where(automates, form.break_even_items_per_run, np.inf)
    return ClosedForm(form.hours_now, after, form.hours_now - after, break_even)
