"""By what a task would be automated: requirements, the choice, and its reason as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from rpa_scout.factors import Quantities
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Condition, Fallback, Means, Policy, Requirement
from rpa_scout.savings.model import ClosedForm, SavingsModel

__all__ = [
    "MeansChoice",
    "RequirementState",
    "choose_means",
    "chosen_savings",
    "requirement_states",
]

Positions = npt.NDArray[np.intp]


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
    states : tuple of ndarray, each of shape (requirements, n)
        For every means, how each of its requirements is met.
    savings : ClosedForm
        Of the means chosen; where none fits, nothing is saved.
    saved_by_means : ndarray, shape (means, n)
        Hours a year that each means would save, whether it fits or not.
    """

    policy: Policy
    position: Positions
    automates: npt.NDArray[np.bool_]
    fallback: Positions
    states: tuple[npt.NDArray[np.int8], ...]
    savings: ClosedForm
    saved_by_means: npt.NDArray[np.float64]

    def chosen(self, task: int) -> Means | Fallback:
        """Return the means or the advice for a task by its position."""
        if self.automates[task]:
            return self.policy.means[int(self.position[task])]
        return self.policy.fallback[int(self.fallback[task])]

    @property
    def ids(self) -> npt.NDArray[np.object_]:
        """Ids of the means or the advice."""
        names = [*(one.id for one in self.policy.means), *(one.id for one in self.policy.fallback)]
        advice = len(self.policy.means) + self.fallback
        where = np.where(self.automates, self.position, advice)
        return np.array(names, dtype=object)[where]

    @property
    def has_unconfirmed(self) -> npt.NDArray[np.bool_]:
        """Whether the means rests on a question that nobody has answered."""
        open_ones = [(one == RequirementState.UNCONFIRMED).any(axis=0) for one in self.states]
        rows = np.arange(len(self.position))
        return np.asarray(self.automates & np.stack(open_ones)[self.position, rows])

    def unconfirmed(self, task: int) -> tuple[str, ...]:
        """Return the fields that the chosen means rests on and nobody has answered."""
        return self.open_questions(int(self.position[task]), task) if self.automates[task] else ()

    def open_questions(self, means: int, task: int) -> tuple[str, ...]:
        """Return the fields that a means rests on and nobody has answered."""
        return self._fields_in(means, task, RequirementState.UNCONFIRMED)

    def failing(self, means: int, task: int) -> tuple[str, ...]:
        """Return the fields whose answers rule a means out."""
        return self._fields_in(means, task, RequirementState.FAILS)

    def _fields_in(self, means: int, task: int, state: RequirementState) -> tuple[str, ...]:
        requirements = self.policy.means[means].requirement
        states = self.states[means][:, task]
        return tuple(
            one.field for one, met in zip(requirements, states, strict=True) if met == state
        )


def requirement_states(
    requirements: Sequence[Requirement], quantities: Quantities, fields: FieldSet
) -> npt.NDArray[np.int8]:
    """Return how tasks meet requirements.

    Parameters
    ----------
    requirements : sequence of Requirement
        Of one means.
    quantities : Quantities
        The tasks' answers.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    ndarray of int8, shape (requirements, n)
        Values of :class:`RequirementState`.
    """
    states = np.empty((len(requirements), len(quantities.tasks)), dtype=np.int8)
    for row, one in enumerate(requirements):
        states[row] = np.where(
            _answered_in(one, quantities, fields), RequirementState.HOLDS, RequirementState.FAILS
        )
        if not one.must_be_known:
            states[row][quantities.positions(one.field) < 0] = RequirementState.UNCONFIRMED
    return states


def _answered_in(
    condition: Condition, quantities: Quantities, fields: FieldSet
) -> npt.NDArray[np.bool_]:
    known = fields[condition.field].codes
    wanted = [known.index(code) for code in condition.allowed]
    return np.isin(quantities.positions(condition.field), wanted)


def choose_means(model: SavingsModel) -> MeansChoice:
    """Choose, of the means whose requirements hold, the one that saves the most hours.

    Hours are those of the closed form, every parameter at its mode; they are shown nowhere, and
    :func:`~rpa_scout.savings.means_by_hours.choose_by_hours` chooses by p50. Where no hours are
    known the first means in the policy's order is taken; where no means fits, the first advice
    whose condition holds.

    Parameters
    ----------
    model : SavingsModel
        Parameters assigned to tasks.

    Returns
    -------
    MeansChoice
        The choice and what it rests on.
    """
    policy, count = model.policy, model.count
    states = tuple(
        requirement_states(means.requirement, model.quantities, model.fields)
        for means in policy.means
    )
    fits = np.stack([(one > RequirementState.FAILS).all(axis=0) for one in states])
    forms = [
        model.closed_form(np.full(count, position, dtype=np.intp))
        for position in range(len(policy.means))
    ]
    saved = np.stack([form.saved for form in forms])
    worth = np.where(np.isnan(saved), 0.0, saved)
    position = np.argmax(np.where(fits, worth, -np.inf), axis=0)
    automates = np.asarray(fits.any(axis=0), dtype=bool)
    return MeansChoice(
        policy=policy,
        position=position,
        automates=automates,
        fallback=np.where(automates, -1, _fallback(model)),
        states=states,
        savings=chosen_savings(model, position, automates),
        saved_by_means=saved,
    )


def _fallback(model: SavingsModel) -> Positions:
    fallbacks = model.policy.fallback
    chosen = np.full(model.count, len(fallbacks) - 1, dtype=np.intp)
    for position in range(len(fallbacks) - 2, -1, -1):
        if not fallbacks[position].any:
            chosen[:] = position
        for condition in fallbacks[position].any:
            chosen[_answered_in(condition, model.quantities, model.fields)] = position
    return chosen


def chosen_savings(
    model: SavingsModel, position: Positions, automates: npt.NDArray[np.bool_]
) -> ClosedForm:
    """Return the closed form of the means chosen; where none fits, nothing is saved."""
    form = model.closed_form(position)
    after = np.where(automates, form.hours_after, form.hours_now)
    break_even = np.where(automates, form.break_even_items_per_run, np.inf)
    return ClosedForm(form.hours_now, after, form.hours_now - after, break_even)
