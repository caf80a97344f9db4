"""What would have to change for a task to come above the line: the smallest change within reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Bools, Positions
from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.order import ranking_order
from rpa_scout.candidates import candidacy
from rpa_scout.policy.fields import FieldSet, is_unanswered
from rpa_scout.progress import Progress, Silent
from rpa_scout.rank_robustness.options import AnswerChange, Option, options, with_option
from rpa_scout.rank_robustness.robustness import headline_first
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.means_by_hours import choose_by_hours
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.scoring.scorer import Scorer
from rpa_scout.text import N_, _, language

_ROUNDS = 4
"""So many of a task's options are looked at closely until one leaves it a candidate."""

_CONFIRMED_FIELDS = (
    "minutes_per_item",
    "hours_per_year_reported",
    "items_per_run",
    "runs_per_year",
)


@dataclass(frozen=True)
class Lift:
    """A change that lifts a task above the line.

    Attributes
    ----------
    task_id : str
        Id of the task.
    changes : tuple of AnswerChange
        Answers that change, each once.
    advice : tuple of str
        What the department does, in the user's language.
    rank_before, rank : int
        Ranks before, and with this change alone.
    score_before, score : float
        Scores.
    means : str
        Code of the means afterwards.
    saved_hours_per_year : Quantiles
        Hours saved a year afterwards, once it is live.
    first : int
        Number of places above the line.
    """

    task_id: str
    changes: tuple[AnswerChange, ...]
    advice: tuple[str, ...]
    rank_before: int
    rank: int
    score_before: float
    score: float
    means: str
    saved_hours_per_year: Quantiles
    first: int

    def as_data(self) -> dict[str, Any]:
        """Return the change as JSON has it."""
        return {
            "changes": [
                {"field": change.field, "before": change.before, "after": change.after}
                for change in self.changes
            ],
            "advice": list(self.advice),
            "rank": self.rank,
            "score": self.score,
            "means": self.means,
            "saved_hours_per_year": self.saved_hours_per_year.as_data(),
        }

    def sentence(self, fields: FieldSet) -> str:
        """Return the change and what comes of it as a sentence in the user's language."""
        joint = "、" if language() == "ja" else "; "
        parts = joint.join(
            _("{field}: {before} → {after}").format(
                field=fields.label(change.field),
                before=_answer(fields, change.field, change.before),
                after=_answer(fields, change.field, change.after),
            )
            for change in self.changes
        )
        return _("With {changes} it would rank {rank} (first {first}).").format(
            changes=parts, rank=self.rank, first=self.first
        )


def lifts(
    assessment: Assessment, first: int | None = None, progress: Progress | None = None
) -> tuple[Lift, ...]:
    """Return for every task below the line the smallest change within reach that lifts it above.

    One change goes before two, then the higher score. Left out are tasks that no such change lifts,
    that would be no candidates even then, that are automated or withdrawn, and those with figures
    to be confirmed. The line is that of `drops`.
    """
    first_places = headline_first(assessment) if first is None else first
    if first_places >= len(assessment.order):
        return ()
    flags = assessment.candidacy.flags
    stays_out = flags["automated"] | flags["withdrawn"] | flags["figure_unconfirmed"]
    below = assessment.order[first_places:]
    below = below[~stays_out[below]]
    line = float(assessment.scores.score[assessment.order[first_places - 1]])
    steps = [*options(assessment.inventory.fields)]
    progress = progress or Silent()
    progress.start(N_("Looking for changes that would help"), len(steps))
    helpful_options = _lifting_options(assessment, below, line, steps, progress)
    return tuple(_best_lifts(assessment, first_places, below, helpful_options))


def _lifting_options(
    assessment: Assessment,
    below: Positions,
    line: float,
    steps: Iterable[Option],
    progress: Progress,
) -> dict[int, list[tuple[int, float, Option]]]:
    """Return the options that bring tasks to the line, the smallest first, by position."""
    scorer = Scorer(assessment.scores.scorecard, assessment.inventory.fields)
    tasks = assessment.inventory.tasks
    by_task: dict[int, list[tuple[int, float, Option]]] = {}
    for option in steps:
        rows = below[option.applies(tasks.iloc[below])]
        if len(rows):
            scores = scorer.score(with_option(tasks.iloc[rows], option)).score
            for row, score in zip(rows.tolist(), scores.tolist(), strict=True):
                if score >= line:
                    by_task.setdefault(row, []).append((len(option.actions), score, option))
        progress.advance()
    for ranked_options in by_task.values():
        ranked_options.sort(key=lambda entry: (entry[0], -entry[1]))
    return by_task


def _best_lifts(
    assessment: Assessment,
    first_places: int,
    below: Positions,
    by_task: dict[int, list[tuple[int, float, Option]]],
) -> Iterable[Lift]:
    """Yield the first option of each task that leaves it a candidate above the line."""
    lifted: dict[int, Lift] = {}
    for attempt in range(_ROUNDS):
        open_rows = [
            row
            for row in below.tolist()
            if row not in lifted and len(by_task.get(row, ())) > attempt
        ]
        if not open_rows:
            break
        steps = [by_task[row][attempt][2] for row in open_rows]
        for lift in _looked_at_closely(assessment, first_places, open_rows, steps):
            lifted[assessment.position_of(lift.task_id)] = lift
    return (lifted[row] for row in below.tolist() if row in lifted)


def _looked_at_closely(
    assessment: Assessment, first_places: int, rows: list[int], steps: list[Option]
) -> Iterable[Lift]:
    """Yield what comes of an option for each task: score, rank, means and hours anew."""
    tasks = assessment.inventory.tasks
    changed = pd.concat(
        [with_option(tasks.iloc[[row]], option) for row, option in zip(rows, steps, strict=True)]
    )
    scores = Scorer(assessment.scores.scorecard, assessment.inventory.fields).score(changed).score
    means, saved, is_candidate = _means_and_hours(assessment, changed, np.array(rows))
    for number, (row, option) in enumerate(zip(rows, steps, strict=True)):
        hours = Quantiles(*(getattr(saved, name)[number] for name in ("p10", "p50", "p90", "mean")))
        rank = _rank(assessment, row, float(scores[number]), float(hours.p50))
        if rank > first_places or not is_candidate[number]:
            continue
        yield Lift(
            task_id=str(tasks.index[row]),
            changes=tuple(_changes(tasks.iloc[row], option)),
            advice=tuple(action.advice_in(language()) for _field, action in option.actions),
            rank_before=int(np.flatnonzero(assessment.order == row)[0]) + 1,
            rank=rank,
            score_before=float(assessment.scores.score[row]),
            score=float(scores[number]),
            means=str(means[number]),
            saved_hours_per_year=hours,
            first=first_places,
        )


def _means_and_hours(
    assessment: Assessment, changed: pd.DataFrame, rows: Positions
) -> tuple[npt.NDArray[np.object_], Quantiles, Bools]:
    """Choose means and draw hours of changed tasks, with what the city's actuals say of each."""
    policy, inventory = assessment.policy, assessment.inventory
    ranges = inventory.ranges[inventory.ranges["task_id"].isin(changed.index)]
    untouched = [
        changed.loc[task_id, field] == inventory.tasks.loc[task_id, field]
        for task_id, field in zip(ranges["task_id"], ranges["field"], strict=True)
    ]
    model = SavingsModel(policy, changed, inventory.fields, ranges[np.array(untouched, dtype=bool)])
    ids = changed.index.tolist()
    choice = choose_by_hours(model, choose_means(model), ids, policy.simulation)
    correction = assessment.calibration.correction
    if correction is not None:
        correction = replace(
            correction, log_ratio=correction.log_ratio[rows], kind=correction.kind[rows]
        )
    simulation = SavingsSimulation(model, choice, ids, policy.simulation, correction)
    saved = simulation.summary().saved
    # Figures are not questioned here: the usual ones come from all tasks, not from these few.
    confirmed = frozenset((task_id, field) for task_id in ids for field in _CONFIRMED_FIELDS)
    circumstances = replace(assessment.circumstances, confirmed=confirmed)
    rule = candidacy(changed, inventory.fields, choice, saved.p50, circumstances)
    return choice.ids, saved, rule.is_candidate


def _rank(assessment: Assessment, row: int, score: float, saved: float) -> int:
    """Return the rank of a task with another score and saving, all others as they are."""
    scores = assessment.scores.score
    equal = np.flatnonzero((scores == score) & (np.arange(len(scores)) != row))
    above = int((np.delete(scores, row) > score).sum())
    if not len(equal):
        return above + 1
    rows = np.append(equal, row)
    order = ranking_order(
        np.full(len(rows), score),
        np.append(assessment.savings.p50[equal], saved),
        assessment.inventory.row_order().iloc[rows].reset_index(drop=True),
    )
    return above + int(np.flatnonzero(order == len(rows) - 1)[0]) + 1


def _changes(task: pd.Series, option: Option) -> Iterable[AnswerChange]:
    for field, answer in option.answers.items():
        before = None if is_unanswered(task[field]) else task[field]
        if before != answer:
            yield AnswerChange(field, before, answer)


def _answer(fields: FieldSet, field: str, answer: str | float | None) -> str:
    if isinstance(answer, int | float):
        return f"{answer:,.10g}"
    return fields[field].choice_label(answer)
