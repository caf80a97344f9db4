"""Assessing an inventory: scores, means and savings of every task, ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.assessment.explanation import Explanation, criterion_parts
from rpa_scout.assessment.hours_explained import explain_hours
from rpa_scout.assessment.means_explained import means_parts, means_reason, means_reasons
from rpa_scout.assessment.model_and_means import model_and_means
from rpa_scout.assessment.order import ranking_order
from rpa_scout.assessment.ranking_frame import ranking_frame
from rpa_scout.assessment.starting_point import StartingPoint, plan_start
from rpa_scout.assessment.target import SetOutlook, TargetOutlook, outlook
from rpa_scout.candidates import Candidacy, TaskCircumstances, before_savings, candidacy
from rpa_scout.errors import UnknownNameError
from rpa_scout.inventory import Inventory
from rpa_scout.policy.faults import require_fields
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.savings.calibration.calibrate import calibrate
from rpa_scout.savings.calibration.calibration import Calibration
from rpa_scout.savings.known import KnownSavings
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.quantiles import Quantiles, quantiles_of
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.savings.summary import BreakEvenRange, SavingsSummary, SummedTasks
from rpa_scout.scoring.questions import narrowing_by_question
from rpa_scout.scoring.scorer import Scorer, Scores, scorecard_named
from rpa_scout.text import N_


@dataclass(frozen=True)
class Assessment:
    """Tasks assessed against a policy. Arrays are in the order of ``inventory.tasks``.

    Attributes
    ----------
    policy : Policy
        What was applied.
    inventory : Inventory
        The tasks.
    scores : Scores
        Points, scores, ranges, contributions.
    choice : MeansChoice
        Means of every task, and the answers behind the choice.
    build_hours : ndarray, shape (n,)
        Hours to build; NaN where no means fits.
    savings : Quantiles
        Hours saved a year of every task; NaN where no hours are known.
    break_even : BreakEvenRange
        Items per run from which automation takes less time than work by hand: p50 and range.
    chance_worse : ndarray, shape (n,)
        Chance that time rises or nothing is saved, 0 to 1; NaN without a means or known hours.
    simulation : SavingsSimulation
        Draws behind `savings`.
    order : ndarray of int, shape (n,)
        Positions of the tasks, best first.
    calibration : Calibration
        Correction of the hours saved by the city's own actuals.
    circumstances : TaskCircumstances
        Facts about the tasks besides their answers.
    start : StartingPoint or None
        Starting point of `target` from a project; None: the plan's figures.
    summed : SummedTasks or None
        Sum of the candidates from the pass over the tasks; None: not made.
    """

    policy: Policy
    inventory: Inventory
    scores: Scores
    choice: MeansChoice
    build_hours: Floats
    savings: Quantiles
    break_even: BreakEvenRange
    chance_worse: Floats
    simulation: SavingsSimulation
    order: Positions
    calibration: Calibration = field(default_factory=Calibration)
    circumstances: TaskCircumstances = field(default_factory=TaskCircumstances)
    start: StartingPoint | None = field(default=None, repr=False)
    summed: SummedTasks | None = field(default=None, repr=False)

    @cached_property
    def narrowing(self) -> dict[str, Floats]:
        """Points of score by which each unanswered question would narrow a task's range."""
        return narrowing_by_question(self.scores, self.inventory.tasks, self.inventory.fields)

    @cached_property
    def candidacy(self) -> Candidacy:
        """Which tasks are candidates, and why the others are not."""
        tasks, fields = self.inventory.tasks, self.inventory.fields
        return candidacy(tasks, fields, self.choice, self.savings.p50, self.circumstances)

    @cached_property
    def is_candidate(self) -> Bools:
        """Whether each task is a candidate, shape (n,)."""
        return self.candidacy.is_candidate

    @cached_property
    def target(self) -> TargetOutlook:
        """The ranking compared with the plan's targets, from `start` on."""
        start = self.start or plan_start(self.policy, self.simulation.draws)
        decided = start.counted | start.passed_over
        is_open = self.is_candidate & ~self.inventory.tasks.index.isin(list(decided))
        targets = self.policy.targets
        return outlook(targets, start, self.simulation, self.order, is_open, self.summed)

    def starting_from(self, start: StartingPoint) -> Assessment:
        """Return the same results with `target` computed from another starting point.

        Parameters
        ----------
        start : StartingPoint
            Running and adopted tasks of a project; they are not counted twice.
        """
        return replace(self, start=start)

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """The ranking, best first: one row per task, units in the names of the columns.

        ``means``, ``difficulty`` and ``builder`` are codes, ``remarks`` is a tuple of codes. An
        unknown number is NaN; a break-even that is never reached is infinite.
        """
        return ranking_frame(self)

    def reasons(self) -> list[str]:
        """Return why each means was chosen, best task first, in the user's language."""
        reasons = means_reasons(self.inventory, self.choice)
        return [reasons[task] for task in self.order]

    def saved_hours_of(self, task_ids: Iterable[str]) -> Quantiles:
        """Return the hours a year that a set of tasks would save if all of them were live.

        Parameters
        ----------
        task_ids : iterable of str
            Ids of the tasks.

        Returns
        -------
        Quantiles
            Scalars. Errors in common do not cancel out, so the range is wider than with
            independent errors. Tasks with an unconfirmed figure add nothing.

        Raises
        ------
        UnknownNameError
            There is no such task.
        """
        return quantiles_of(self.simulation.sum_of(self._summed(task_ids)))

    def outlook_of(self, task_ids: Iterable[str]) -> SetOutlook:
        """Return the expected outcome of adopting a set of tasks.

        Parameters
        ----------
        task_ids : iterable of str
            Ids of the tasks.

        Returns
        -------
        SetOutlook
            Tasks that go live, savings, and chances; without tasks with an unconfirmed figure.

        Raises
        ------
        UnknownNameError
            There is no such task.
        """
        return self.target.of_rows(self._summed(task_ids))

    def _summed(self, task_ids: Iterable[str]) -> Positions:
        """Return the positions of the tasks that have no unconfirmed figure."""
        rows = np.array([self.position_of(task_id) for task_id in task_ids], dtype=np.intp)
        return rows[self.candidacy.may_be_summed[rows]]

    def explain(self, task_id: str) -> Explanation:
        """Explain the rank of a task.

        Parameters
        ----------
        task_id : str
            Id of the task.

        Returns
        -------
        Explanation
            Criteria, answers, cells, means, open questions; ``str()`` is a page of text.

        Raises
        ------
        UnknownNameError
            There is no such task.
        """
        task = self.position_of(task_id)
        scores, row = self.scores, self.inventory.tasks.iloc[task]
        summary = SavingsSummary(self.savings, self.break_even, self.chance_worse)
        return Explanation(
            task_id=task_id,
            department=row["department"] or "",
            name=row["name"] or "",
            rank=int(np.flatnonzero(self.order == task)[0]) + 1,
            score=float(scores.score[task]),
            score_low=float(scores.score_low[task]),
            score_high=float(scores.score_high[task]),
            criteria=criterion_parts(self.inventory, scores, task),
            means=means_parts(self.inventory, self.choice, task, float(self.savings.p50[task])),
            reason=means_reason(self.inventory, self.choice, task),
            narrowing={
                name: float(gain[task]) for name, gain in self.narrowing.items() if gain[task] > 0
            },
            hours=explain_hours(
                self.simulation, self.choice, summary, row, task, self.policy.money
            ),
        )

    def position_of(self, task_id: str) -> int:
        """Return the position of a task in ``inventory.tasks``.

        Parameters
        ----------
        task_id : str
            Id of the task.

        Returns
        -------
        int
            Position.

        Raises
        ------
        UnknownNameError
            There is no such task.
        """
        if task_id not in self.inventory.tasks.index:
            raise UnknownNameError(N_("There is no task “{name}” in this inventory."), name=task_id)
        return cast("int", self.inventory.tasks.index.get_loc(task_id))  # the ids are unique


def assess(
    inventory: Inventory,
    policy: Policy,
    scorecard: str = "rpa",
    progress: Progress | None = None,
    *,
    actuals: Iterable[MeasuredSaving] = (),
    circumstances: TaskCircumstances | None = None,
    known: KnownSavings | None = None,
    calibration: Calibration | None = None,
    with_total: bool = True,
) -> Assessment:
    """Score tasks, choose their means, estimate the hours saved, and rank them.

    Parameters
    ----------
    inventory : Inventory
        The tasks.
    policy : Policy
        What to apply.
    scorecard : str, optional
        Id of one of the policy's scorecards.
    progress : Progress, optional
        Receives the progress of the simulation.
    actuals : iterable of MeasuredSaving, optional
        Measured savings of automated tasks; they correct the hours saved (docs/calibration.md).
    circumstances : TaskCircumstances, optional
        Facts besides answers: tasks in the register, withdrawn, confirmed figures, staff.
    known : KnownSavings, optional
        Figures of the same input from before; they are taken over instead of simulated again.
    calibration : Calibration, optional
        What was learned before, for these tasks; it replaces `actuals`.
    with_total : bool, optional
        Add up the candidates in the same pass; else `target` does it, equally, when asked.

    Returns
    -------
    Assessment
        Frozen; the same input gives the same numbers and order.

    Raises
    ------
    UnknownNameError
        The policy has no such scorecard.
    PolicyError
        The policy asks for other survey fields.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> tasks = pd.DataFrame({
    ...     "department": ["税務課", "会計課"], "name": ["異動の入力", "証紙の管理"],
    ...     "runs_per_year": [240, 12], "items_per_run": [40, 5], "minutes_per_item": [3, 6],
    ...     "input_form": ["spreadsheet", "spoken"], "digitisable": ["already", "no"],
    ...     "judgement": ["none", "simple_rules"],
    ... })
    >>> assessment = rs.assess(rs.Inventory.from_frame(tasks), rs.load_policy())
    >>> assessment.ranking[["rank", "name", "means"]]
       rank   name means
    0     1  異動の入力   rpa
    1     2  証紙の管理  keep
    """
    fields = inventory.fields
    require_fields(policy, fields)
    card, ids = scorecard_named(policy, scorecard), inventory.tasks.index.tolist()
    scores = Scorer(card, fields).score(inventory.tasks, inventory.alternatives)
    model, choice = model_and_means(inventory, policy, known)
    if calibration is None:
        calibration = calibrate(model, choice, ids, actuals)
    simulation = SavingsSimulation(model, choice, ids, policy.simulation, calibration.correction)
    circumstances = circumstances or TaskCircumstances()
    if known is not None:
        savings, summed = known.summary, None
    elif with_total:
        counted = before_savings(inventory.tasks, fields, choice, circumstances)
        savings, summed = simulation.summary_and_total(counted, progress)
    else:
        savings, summed = simulation.summary(progress), None
    return Assessment(
        policy=policy,
        inventory=inventory,
        scores=scores,
        choice=choice,
        build_hours=np.where(choice.automates, model.answers(choice.position).build_hours, np.nan),
        savings=savings.saved,
        break_even=savings.break_even,
        chance_worse=savings.chance_worse,
        simulation=simulation,
        order=ranking_order(scores.score, savings.saved.p50, inventory.row_order()),
        calibration=calibration,
        circumstances=circumstances,
        summed=summed,
    )
