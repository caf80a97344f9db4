"""Single answers that would drop a task below the line if they were different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rpa_scout.arrays import Positions
from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.indicators import figure_text
from rpa_scout.factors import Quantities
from rpa_scout.policy.derived import quantity_label
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Factor
from rpa_scout.rank_robustness.options import with_answer
from rpa_scout.rank_robustness.robustness import headline_first
from rpa_scout.scoring.scorer import Scorer, Scores
from rpa_scout.text import _


@dataclass(frozen=True, slots=True)
class Drop:
    """Answers to one question with which a task would fall below the line.

    Attributes
    ----------
    task_id : str
        Id of the task.
    field : str
        Id of the field, or of a derived quantity (``items_per_year``, ``hours_per_year``).
    answers : tuple of str
        Choices with which it would fall; empty for numbers.
    below, above : float or None
        The number under or over which it would fall; None for choices.
    """

    task_id: str
    field: str
    answers: tuple[str, ...] = ()
    below: float | None = None
    above: float | None = None

    def as_data(self) -> dict[str, Any]:
        """Return the answers as JSON has them."""
        return {
            "field": self.field,
            "answers": list(self.answers),
            "below": self.below,
            "above": self.above,
        }

    def sentence(self, fields: FieldSet, first: int) -> str:
        """Return with which answers the task would fall below the first places."""
        label = quantity_label(self.field, fields)
        if self.answers:
            joint = _("” or “").join(fields[self.field].choice_label(code) for code in self.answers)
            template = _("Were “{field}” answered “{answers}”, it would leave the first {first}.")
            return template.format(field=label, answers=joint, first=first)
        if self.below is not None:
            template = _("With {field} below about {number}, it would leave the first {first}.")
            return template.format(field=label, number=figure_text(self.below), first=first)
        template = _("With {field} above about {number}, it would leave the first {first}.")
        return template.format(field=label, number=figure_text(self.above or 0.0), first=first)


def drops(assessment: Assessment, first: int | None = None) -> tuple[Drop, ...]:
    """Return for every task above the line the single answers that would drop it.

    They come in the order of the ranking, for each task in that of the scorecard. By default, the
    line is behind as many tasks as the target's headline speaks of.
    """
    first_places = headline_first(assessment) if first is None else first
    if first_places >= len(assessment.order):
        return ()
    above = assessment.order[:first_places]
    line = float(assessment.scores.score[assessment.order[first_places]])
    by_task: dict[str, list[Drop]] = {}
    for drop in (*_choice_drops(assessment, above, line), *_number_drops(assessment, above, line)):
        by_task.setdefault(drop.task_id, []).append(drop)
    ids = [str(assessment.inventory.tasks.index[row]) for row in above]
    return tuple(drop for task_id in ids for drop in by_task.get(task_id, ()))


def _choice_drops(assessment: Assessment, above: Positions, line: float) -> Iterator[Drop]:
    """Score every task above the line with every answer to every choice question."""
    scores, inventory = assessment.scores, assessment.inventory
    scorer = Scorer(scores.scorecard, inventory.fields)
    tasks = inventory.tasks.iloc[above]
    fields = {
        factor.field
        for criterion in scores.scorecard.criterion
        for factor in criterion.factor
        if factor.points is not None
    }
    for field in (name for name in inventory.fields.ids if name in fields):
        answers: dict[str, list[str]] = {}
        for code in inventory.fields[field].codes:
            changed = scorer.score(with_answer(tasks, field, code)).score
            for task_id in tasks.index[changed < line]:
                answers.setdefault(str(task_id), []).append(code)
        yield from (Drop(task_id, field, tuple(codes)) for task_id, codes in answers.items())


def _number_drops(assessment: Assessment, above: Positions, line: float) -> Iterator[Drop]:
    """Find the number at which a task's score meets the line, on the factor's straight lines."""
    scores, inventory = assessment.scores, assessment.inventory
    quantities = Quantities(inventory.tasks)
    total = sum(scores.scorecard.weights)
    for number, criterion in enumerate(scores.scorecard.criterion):
        scale = 100.0 * criterion.weight / total
        for position, factor in enumerate(criterion.factor):
            if factor.knots is None or scale <= 0.0:
                continue
            values = quantities.number(factor.field)
            for row in above.tolist():
                lost = (float(scores.score[row]) - line) / scale
                needed = _factor_points(scores, number, position, row, lost)
                if np.isnan(values[row]) or needed is None:
                    continue
                drop = _drop(str(inventory.tasks.index[row]), factor, needed)
                if drop is not None:
                    yield drop


def _factor_points(
    scores: Scores, criterion: int, position: int, row: int, lost: float
) -> float | None:
    """Return the factor's points at which its criterion contributes less by a given amount."""
    of_the_other_factors = 1.0
    for number, outcome in enumerate(scores.factors[criterion]):
        if number != position:
            of_the_other_factors *= float(outcome.point[row])
    needed = float(scores.points[criterion, row]) - lost
    return needed / of_the_other_factors if of_the_other_factors > 0.0 else None


def _drop(task_id: str, factor: Factor, needed: float) -> Drop | None:
    """Return the number at which a monotone factor has the points needed."""
    assert factor.knots is not None
    at, points = (np.array(part, dtype=np.float64) for part in zip(*factor.knots, strict=True))
    if needed <= points.min():
        return None
    if factor.axis == "log10":
        at = np.log10(at)
    is_rising = points[-1] > points[0]
    order = np.argsort(points, kind="stable")
    crossing = float(np.interp(needed, points[order], at[order]))
    bar = float(10.0**crossing) if factor.axis == "log10" else crossing
    return Drop(
        task_id, factor.field, below=bar if is_rising else None, above=None if is_rising else bar
    )
