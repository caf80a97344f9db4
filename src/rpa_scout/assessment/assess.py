"""Assessing an inventory: scores, means and savings of every task, ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.assessment.explanation import (
    CriterionPart,
    Explanation,
    criterion_answers,
    means_parts,
    means_reason,
    means_reasons,
)
from rpa_scout.assessment.hours_explained import explain_hours
from rpa_scout.assessment.order import ranking_order
from rpa_scout.assessment.remarks import REMARKS
from rpa_scout.assessment.target import SetOutlook, TargetOutlook, outlook, outlook_of
from rpa_scout.candidates import Candidacy, TaskCircumstances, candidacy
from rpa_scout.errors import UnknownNameError
from rpa_scout.inventory import Inventory, derived_hours_per_year, derived_items_per_year
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.savings.calibration.calibrate import calibrate
from rpa_scout.savings.calibration.calibration import Calibration
from rpa_scout.savings.effort import DIFFICULTIES, difficulty
from rpa_scout.savings.means import MeansChoice, choose_means
from rpa_scout.savings.means_by_hours import choose_by_hours
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.quantiles import Quantiles, quantiles_of
from rpa_scout.savings.simulation import BreakEvenRange, SavingsSimulation, SavingsSummary
from rpa_scout.scoring.questions import most_useful_questions, narrowing_by_question
from rpa_scout.scoring.scorer import Scorer, Scores, scorecard_named
from rpa_scout.text import N_, language

__all__ = ["REMARKS", "Assessment", "assess"]

Floats = npt.NDArray[np.float64]


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
        Means of every task, and what the choice rests on.
    build_hours : ndarray, shape (n,)
        Hours to build; NaN where no means fits.
    savings : Quantiles
        Hours saved a year of every task; NaN where no hours are known.
    break_even : BreakEvenRange
        Items per run from which automation beats doing it by hand: p50 and range.
    chance_worse : ndarray, shape (n,)
        Chance that time rises or nothing is saved, 0 to 1; NaN where no means fits or no hours are
        known.
    simulation : SavingsSimulation
        The draws behind `savings`.
    order : ndarray of int, shape (n,)
        Positions of the tasks, best first.
    calibration : Calibration
        What the city's own actuals change in the hours saved.
    circumstances : TaskCircumstances
        What is known of the tasks besides their answers.
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
    order: npt.NDArray[np.intp]
    calibration: Calibration = field(default_factory=Calibration)
    circumstances: TaskCircumstances = field(default_factory=TaskCircumstances)

    @cached_property
    def narrowing(self) -> dict[str, Floats]:
        """Points of score by which each unanswered question would narrow a task's range."""
        return narrowing_by_question(self.scores, self.inventory.tasks, self.inventory.fields)

    @cached_property
    def candidacy(self) -> Candidacy:
        """Which tasks are candidates, and why each of the others is none."""
        inventory = self.inventory
        return candidacy(
            inventory.tasks, inventory.fields, self.choice, self.savings.p50, self.circumstances
        )

    @property
    def already_automated(self) -> npt.NDArray[np.bool_]:
        """Whether RPA or AI-OCR is in use already, by the survey or the register."""
        return self.candidacy.flags["automated"]

    @cached_property
    def is_candidate(self) -> npt.NDArray[np.bool_]:
        """Whether each task is a candidate, shape (n,)."""
        return self.candidacy.is_candidate

    @cached_property
    def target(self) -> TargetOutlook:
        """The ranking against the plan's targets."""
        return outlook(self.policy.targets, self.simulation, self.order, self.is_candidate)

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """The ranking, best first: one row a task, units in the names of the columns.

        ``means``, ``difficulty`` and ``builder`` (in_house or vendor) are codes, ``remarks`` a
        tuple of codes of `REMARKS`; an unknown number is NaN, a break-even that is never reached
        infinite. ``candidate`` says whether a task is one, ``not_candidate_because`` the code of
        why not, or None.
        """
        tasks, choice = self.inventory.tasks, self.choice
        levels = np.array([*DIFFICULTIES, None], dtype=object)
        level = np.where(choice.automates, difficulty(self.build_hours, self.policy.effort), -1)
        questions = most_useful_questions(self.scores, tasks, self.inventory.fields)
        frame = pd.DataFrame(
            {
                "task_id": tasks.index,
                "department": tasks["department"].to_numpy(),
                "name": tasks["name"].to_numpy(),
                "score": self.scores.score,
                "score_low": self.scores.score_low,
                "score_high": self.scores.score_high,
                "means": choice.ids,
                "difficulty": pd.Series(levels[level], dtype=object),
                "builder": pd.Series(self._builders(level), dtype=object),
                "build_hours": self.build_hours,
                "items_per_year": derived_items_per_year(tasks),
                "hours_per_year": derived_hours_per_year(tasks),
                "items_per_run": tasks["items_per_run"].to_numpy(),
                "saved_hours_per_year_p10": self.savings.p10,
                "saved_hours_per_year_p50": self.savings.p50,
                "saved_hours_per_year_p90": self.savings.p90,
                "saved_hours_per_year_mean": self.savings.mean,
                "chance_worse": self.chance_worse,
                "break_even_items_per_run": self.break_even.p50,
                "break_even_items_per_run_p10": self.break_even.p10,
                "break_even_items_per_run_p90": self.break_even.p90,
                "most_useful_question": pd.Series(questions, dtype=object),
                "remarks": pd.Series(self._remarks(), dtype=object),
                "candidate": self.is_candidate,
                "not_candidate_because": pd.Series(self.candidacy.codes, dtype=object),
                **self.inventory.places(),
            }
        ).iloc[self.order]
        frame.insert(0, "rank", np.arange(1, len(frame) + 1))
        return frame.reset_index(drop=True)

    def _builders(self, level: npt.NDArray[np.int_]) -> npt.NDArray[np.object_]:
        """Return who would build it: difficult ones go to a vendor."""
        vendor_from = DIFFICULTIES.index(self.policy.effort.vendor_from)
        names = np.where(level >= vendor_from, "vendor", "in_house").astype(object)
        names[level < 0] = None
        return names

    def _remarks(self) -> list[tuple[str, ...]]:
        holds = self.candidacy.flags
        flags = {
            "already_automated": holds["automated"],
            "by_hand_faster": holds["by_hand_faster"],
            "to_be_confirmed": self.choice.has_unconfirmed,
            "hours_unknown": holds["hours_unknown"],
        }
        rows = np.stack([flags[code] for code in REMARKS], axis=1)
        codes = tuple(REMARKS)
        return [tuple(codes[position] for position in np.flatnonzero(row)) for row in rows]

    def reasons(self) -> list[str]:
        """Return, best task first, why each means was chosen, in the user's language."""
        reasons = means_reasons(self.inventory, self.choice)
        return [reasons[task] for task in self.order]

    def saved_hours_of(self, task_ids: Iterable[str]) -> Quantiles:
        """Return the hours saved a year by a set of tasks together, were all of them live.

        Parameters
        ----------
        task_ids : iterable of str
            Ids of the tasks.

        Returns
        -------
        Quantiles
            Each a number. Errors that all tasks have in common do not cancel out, so the range is
            wider than that of independent errors. Tasks with a figure that has to be confirmed
            first add nothing.

        Raises
        ------
        UnknownNameError
            There is no such task.
        """
        return quantiles_of(self.simulation.sum_of(self._summed(task_ids)))

    def outlook_of(self, task_ids: Iterable[str]) -> SetOutlook:
        """Tell what becomes of a set of tasks, were they adopted.

        Parameters
        ----------
        task_ids : iterable of str
            Ids of the tasks.

        Returns
        -------
        SetOutlook
            What those save that go live, how many do, and how likely the goals are. Tasks with a
            figure that has to be confirmed first are not among them.

        Raises
        ------
        UnknownNameError
            There is no such task.
        """
        return outlook_of(self.policy.targets, self.simulation, self._summed(task_ids))

    def _summed(self, task_ids: Iterable[str]) -> npt.NDArray[np.intp]:
        """Return the positions of tasks without those whose figures wait to be confirmed."""
        rows = np.array([self.position_of(task_id) for task_id in task_ids], dtype=np.intp)
        return rows[self.candidacy.may_be_summed[rows]]

    def explain(self, task_id: str) -> Explanation:
        """Explain why a task stands where it stands.

        Parameters
        ----------
        task_id : str
            Id of the task.

        Returns
        -------
        Explanation
            Criteria with the answers and cells behind them, means, and open questions. As text
            (``str()``) it is a page in the user's language.

        Raises
        ------
        UnknownNameError
            There is no such task.
        """
        task = self.position_of(task_id)
        scores, row = self.scores, self.inventory.tasks.iloc[task]
        parts = tuple(
            CriterionPart(
                id=one.id,
                label=one.label_in(language()),
                points=float(scores.points[place, task]),
                low=float(scores.low[place, task]),
                high=float(scores.high[place, task]),
                weight=one.weight,
                contribution=float(scores.contributions[place, task]),
                answers=criterion_answers(self.inventory, task_id, one),
            )
            for place, one in enumerate(scores.scorecard.criterion)
        )
        return Explanation(
            task_id=task_id,
            department=row["department"] or "",
            name=row["name"] or "",
            rank=int(np.flatnonzero(self.order == task)[0]) + 1,
            score=float(scores.score[task]),
            score_low=float(scores.score_low[task]),
            score_high=float(scores.score_high[task]),
            criteria=parts,
            means=means_parts(self.choice, task, float(self.savings.p50[task])),
            reason=means_reason(self.inventory, self.choice, task),
            narrowing={
                one: float(gain[task]) for one, gain in self.narrowing.items() if gain[task] > 0
            },
            hours=explain_hours(
                self.simulation,
                self.choice,
                SavingsSummary(self.savings, self.break_even, self.chance_worse),
                row,
                task,
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
        place: Any = self.inventory.tasks.index.get_loc(task_id)
        return int(place)


def assess(
    inventory: Inventory,
    policy: Policy,
    scorecard: str = "rpa",
    progress: Progress | None = None,
    *,
    actuals: Iterable[MeasuredSaving] = (),
    circumstances: TaskCircumstances | None = None,
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
        Is told of the simulation's blocks.
    actuals : iterable of MeasuredSaving, optional
        What was measured of tasks that are automated: corrects the hours saved (docs/calibration).
    circumstances : TaskCircumstances, optional
        What is known of the tasks besides their answers: which are in the register or withdrawn,
        which figures a person has confirmed, and how many staff departments have.

    Returns
    -------
    Assessment
        Frozen; the same input gives the same numbers and order.

    Raises
    ------
    UnknownNameError
        The policy has no such scorecard.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> tasks = pd.DataFrame({
    ...     "department": ["税務課", "会計課"],
    ...     "name": ["異動の入力", "証紙の管理"],
    ...     "runs_per_year": [240, 12],
    ...     "items_per_run": [40, 5],
    ...     "minutes_per_item": [3, 6],
    ...     "input_form": ["spreadsheet", "spoken"],
    ...     "digitisable": ["already", "no"],
    ...     "judgement": ["none", "simple_rules"],
    ... })
    >>> assessment = rs.assess(rs.Inventory.from_frame(tasks), rs.load_policy())
    >>> assessment.ranking[["rank", "name", "means"]]
       rank   name means
    0     1  異動の入力   rpa
    1     2  証紙の管理  keep
    """
    fields = inventory.fields
    scorer = Scorer(scorecard_named(policy, scorecard), fields)
    scores = scorer.score(inventory.tasks, inventory.alternatives)
    model = SavingsModel(policy, inventory.tasks, fields, inventory.ranges, inventory.alternatives)
    ids = inventory.tasks.index.tolist()
    choice = choose_by_hours(model, choose_means(model), ids, policy.simulation)
    calibration = calibrate(model, choice, ids, actuals)
    simulation = SavingsSimulation(model, choice, ids, policy.simulation, calibration.correction)
    savings = simulation.summary(progress)
    hours = model.answers(choice.position).build_hours
    return Assessment(
        policy=policy,
        inventory=inventory,
        scores=scores,
        choice=choice,
        build_hours=np.where(choice.automates, hours, np.nan),
        savings=savings.saved,
        break_even=savings.break_even,
        chance_worse=savings.chance_worse,
        simulation=simulation,
        order=ranking_order(scores.score, savings.saved.p50, inventory.row_order()),
        calibration=calibration,
        circumstances=circumstances or TaskCircumstances(),
    )
