"""The savings parameters of tasks: a PERT of the policy for every parameter of every task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from rpa_scout.arrays import Floats, Positions
from rpa_scout.factors import Quantities
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.means import FIRST_STEP_SHARE, Means, rules_of_means
from rpa_scout.policy.model import Policy
from rpa_scout.policy.parameters import (
    MEANS_PARAMETERS,
    OWN_OF_MEANS,
    SHARED_PARAMETERS,
    TOUCHED_SHARE,
)
from rpa_scout.savings.closed_form import (
    SavingsParameters,
    TaskLoad,
    both_steps,
    break_even_items_per_run,
    gain_of,
    hours_now,
    hours_saved,
    realised,
    rows_of,
    with_rows,
)
from rpa_scout.savings.effort import build_hours, effort_multiplier, extra_systems
from rpa_scout.savings.load import ReportedLoad, reported_load
from rpa_scout.savings.parameters import PertBook
from rpa_scout.savings.ranges import WrittenRanges, written_ranges

PARAMETERS = (*MEANS_PARAMETERS, *SHARED_PARAMETERS)
"""Names of all parameters, in the order in which they are drawn."""


@dataclass(frozen=True, slots=True)
class TaskAnswers:
    """The answers that savings depend on besides the parameters. All of shape (n,)."""

    load: ReportedLoad
    exception_share: Floats  # As answered, 0 to 1; NaN where unknown
    build_hours: Floats

    def at(self, rows: Positions | slice) -> TaskAnswers:
        """Return the same for some of the tasks."""
        return TaskAnswers(self.load.at(rows), self.exception_share[rows], self.build_hours[rows])


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """Savings with every parameter at its mode. All of shape (n,); NaN where no hours are known.

    Attributes
    ----------
    hours_now, hours_after, saved : ndarray
        Staff hours a year.
    break_even_items_per_run : ndarray
        Infinite where automation never wins.
    """

    hours_now: Floats
    hours_after: Floats
    saved: Floats
    break_even_items_per_run: Floats


KEPT_SHARES = ("automatable_share", "adoption_share")
"""Parameters whose best value is 1: their loss is the difference to 1."""


def with_loss_scaled(name: str, value: Floats, usual: Floats | None, scale: Floats) -> Floats:
    """Multiply a loss where all goes well by the scale of losses; setbacks stay as they are.

    `usual` is 1 where all goes well and 0 in setbacks; None: all goes well. The parameters of which
    this is done are :data:`~rpa_scout.policy.parameters.SCALED_LOSSES`.
    """
    factor = scale if usual is None else 1.0 + usual * (scale - 1.0)
    if name in KEPT_SHARES:
        return np.maximum(1.0 - factor * (1.0 - value), 0.0)
    return factor * value


def parameters_from(
    values: Mapping[str, Floats], exception_share: Floats, build_hours: Floats
) -> SavingsParameters:
    """Put parameter values into the symbols of the formulas.

    ``e`` is the share of exceptions (as answered, or else as assumed) plus the robot's own
    failures, at most 1; ``m`` is the build hours times the upkeep share.
    """
    share, unknown = exception_share, np.isnan(exception_share)
    if unknown.any():
        assumed = values["exception_share_unknown"]
        share = assumed if unknown.all() else np.where(unknown, assumed, share)
    return SavingsParameters(
        automatable_share=values["automatable_share"],
        adoption_share=values["adoption_share"],
        exception_share=np.minimum(share + values["robot_failure_share"], 1.0),
        exception_factor=values["exception_factor"],
        check_share=values["check_share"],
        correction_share=values["correction_share"],
        digitise_minutes_per_item=values["digitise_minutes_per_item"],
        attended_minutes_per_run=values["attended_minutes_per_run"],
        setup_share=values["setup_share"],
        upkeep_hours_per_year=build_hours * values["upkeep_share"],
        touched_share=values.get(TOUCHED_SHARE, 1.0),
    )


class SavingsModel:
    """The savings parameters of a policy, assigned to tasks."""

    def __init__(
        self,
        policy: Policy,
        tasks: pd.DataFrame,
        fields: FieldSet,
        ranges: pd.DataFrame | None = None,
        alternatives: pd.DataFrame | None = None,
    ) -> None:
        self.policy = policy
        self.loss_scale = policy.savings.loss_scale
        self.fields = fields
        self.quantities = Quantities(tasks, policy.signal, alternatives)
        self.load = reported_load(tasks)
        self.exception_share = self.quantities.number("exception_percent") / 100.0
        self.book = PertBook()
        self._extra = extra_systems(tasks)
        self._multiplier = effort_multiplier(policy.effort, self.quantities, fields)
        self._shared = {
            name: self.book.assign(getattr(policy.savings, name), self.quantities, fields)
            for name in SHARED_PARAMETERS
        }
        minutes = self.book.column("mode")[self._shared["minutes_per_item_unknown"]]
        self.load = self.load.with_assumed_hours(minutes)
        self._going_live = self.book.assign(
            policy.savings.going_live_share, self.quantities, fields
        )
        self.ranges: WrittenRanges | None = None
        if ranges is not None and len(ranges):
            rules = policy.savings.position_in_range
            self.ranges = written_ranges(
                ranges, tasks, self.book.assign(rules, self.quantities, fields)
            )
        self._steps = [_step_positions(policy, means) for means in policy.means]
        # A means in two steps has the numbers of its first step.
        self._by_means = [self._of_means(policy.means[first]) for first, _ in self._steps]
        self._first_share = [self._first_step_share(means) for means in policy.means]

    def _of_means(self, means: Means) -> dict[str, Positions]:
        numbers = {
            name: self.book.assign(rules, self.quantities, self.fields)
            for name, rules in rules_of_means(means).items()
        }
        return {**{name: self._shared[name] for name in OWN_OF_MEANS}, **numbers}

    def _first_step_share(self, means: Means) -> Positions | None:
        rules = means.first_step_share
        return None if rules is None else self.book.assign(rules, self.quantities, self.fields)

    @property
    def count(self) -> int:
        """Number of tasks."""
        return len(self.exception_share)

    def answers(self, means: Positions) -> TaskAnswers:
        """Return the answers, with the hours it takes to build each task's means."""
        base = np.array(
            [means_definition.build_hours for means_definition in self.policy.means],
            dtype=np.float64,
        )[means]
        hours = build_hours(base, self.policy.effort, self._extra, self._multiplier)
        return TaskAnswers(self.load, self.exception_share, hours)

    def steps(self, means: Positions) -> tuple[Positions, Positions]:
        """Return the positions of the first and the second step; -1 without a second one."""
        first, second = np.array(self._steps, dtype=np.intp)[means].T
        return first, second

    def pert_numbers(self, means: Positions) -> Positions:
        """Return the number of the PERT in `book` for every parameter and task."""
        of_means = (*MEANS_PARAMETERS, *OWN_OF_MEANS)
        numbers = {**self._shared, **{name: self._of_chosen(name, means) for name in of_means}}
        return np.stack([numbers[name] for name in PARAMETERS])

    def _of_chosen(self, name: str, means: Positions) -> Positions:
        """Return the numbers of a parameter that differs by means, shape (n,)."""
        rows = np.arange(self.count)
        return np.stack([numbers[name] for numbers in self._by_means])[means, rows]

    @cached_property
    def touches_parts(self) -> bool:
        """Whether a means of the policy, or a step, touches only a part of the work."""
        names = (TOUCHED_SHARE, FIRST_STEP_SHARE)
        return any(
            rule.low < 1.0
            for means in self.policy.means
            for name, rules in rules_of_means(means).items()
            if name in names
            for rule in rules
        )

    def touched_numbers(self, means: Positions) -> Positions:
        """Return the number in `book` of the share that each task's means touches, shape (n,).

        Of a means in two steps, it is the share of the first step.
        """
        numbers = [
            self._by_means[position][TOUCHED_SHARE] if share is None else share
            for position, share in enumerate(self._first_share)
        ]
        return np.stack(numbers)[means, np.arange(self.count)]

    def common_shares(self, means: Positions) -> Floats:
        """Return the common share that each task's means sets; NaN: the policy's, shape (n,)."""
        shares = [definition.common_share for definition in self.policy.means]
        return np.array([np.nan if share is None else share for share in shares])[means]

    def going_live_numbers(self) -> Positions:
        """Return the number in `book` of each task's share of going live, shape (n,)."""
        return self._going_live

    def at_modes(self, means: Positions) -> tuple[dict[str, Floats], TaskLoad, SavingsParameters]:
        """Return parameter values, load and the work that remains, every parameter at its mode."""
        mode = self.book.column("mode")
        first, second = self.steps(means)
        values = dict(zip(PARAMETERS, mode[self.pert_numbers(first)], strict=True))
        if self.touches_parts:
            values[TOUCHED_SHARE] = mode[self.touched_numbers(means)]
        answers = self.answers(first)
        load = scaled_load(answers.load, values)
        parameters = parameters_from(values, answers.exception_share, answers.build_hours)
        rows = np.flatnonzero(second >= 0)
        if rows.size:
            of_second = self.pert_numbers(np.maximum(second, 0))[:, rows]
            answers = self.answers(np.maximum(second, 0)).at(rows)
            step = parameters_from(
                dict(zip(PARAMETERS, mode[of_second], strict=True)),
                answers.exception_share,
                answers.build_hours,
            )
            both = both_steps(rows_of(parameters, rows), step, values[TOUCHED_SHARE][rows])
            parameters = with_rows(parameters, rows, both, self.count)
        return values, load, parameters

    def closed_form(self, means: Positions) -> ClosedForm:
        """Return the savings of each task by a means, every parameter at its mode."""
        values, load, parameters = self.at_modes(means)
        now = hours_now(load)
        gain = gain_of(load, parameters)
        share = values["realisation_share"]
        saved = realised(hours_saved(load, parameters, gain), share, now)
        even = break_even_items_per_run(load, parameters, gain)
        return ClosedForm(now, now - saved, saved, even)


def _step_positions(policy: Policy, means: Means) -> tuple[int, int]:
    """Return the positions of a means' two steps; its own and -1 where it has parameters."""
    ids = [declared.id for declared in policy.means]
    if means.parameters is not None:
        return ids.index(means.id), -1
    first, second = means.steps
    return ids.index(first), ids.index(second)


def scaled_load(reported: ReportedLoad, values: Mapping[str, Floats]) -> TaskLoad:
    """Fill the gaps of the reported work, and correct its times by the error of reporting."""
    load = reported.completed(values["minutes_per_run_unknown"], values["minutes_per_item_unknown"])
    factor = values["reported_time_factor"]
    return load._replace(
        minutes_per_item=load.minutes_per_item * factor,
        setup_minutes_per_run=load.setup_minutes_per_run * factor,
    )
