"""Ranking with other weights and drawn answers, to tell how sure the ranking is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rpa_scout.assessment.assess import Assessment
from rpa_scout.errors import InputError
from rpa_scout.progress import Progress, Silent
from rpa_scout.rank_robustness.acceptability import Acceptability, first_counts, rank_quantiles
from rpa_scout.rank_robustness.drawn_points import DrawnPoints
from rpa_scout.rank_robustness.result import RankRobustness, TaskRobustness
from rpa_scout.rank_robustness.weight_moves import weight_moves
from rpa_scout.rank_robustness.weights import drawn_weights
from rpa_scout.text import N_

_RANK_CELLS = 20_000_000
"""Ranks kept at once, two bytes each; of very many tasks fewer draws are ranked."""

_LEAST_RANK_DRAWS = 1_000


def headline_first(assessment: Assessment) -> int:
    """Return the number of first places that the target's headline speaks of.

    As many of the first tasks as close all gaps. Where all tasks together do not close them: as
    many as tasks are missing to the goal, at most all.
    """
    target = assessment.target
    if not target.has_goals:
        raise InputError(
            N_("Say how many first places to look at: no goal of the policy is computed.")
        )
    ranked = len(assessment.order)
    return max(1, target.needed_for_goal or min(target.targets.tasks_missing or ranked, ranked))


def robustness(
    assessment: Assessment,
    *,
    weights: str = "ranges",
    spread: float = 0.25,
    order: Sequence[str] = (),
    first: int | None = None,
    draws: int = 10_000,
    draw_answers: bool = True,
    progress: Progress | None = None,
) -> RankRobustness:
    """Tell how sure each task's rank is: stochastic multicriteria acceptability analysis.

    Rankings are drawn with other weights, and with open answers drawn among what they can be
    (SMAA-2; Lahdelma and Salminen 2001, Operations Research 49, 444-454).

    Parameters
    ----------
    assessment : Assessment
        Tasks and ranking.
    weights : {"ranges", "all", "order"}, optional
        Where weights are drawn from: ranges around the policy's, all that are possible, or all
        that keep an order of importance.
    spread : float, optional
        Half the width of the ranges as a share of each weight, 0 to 1.
    order : sequence of str, optional
        Ids of criteria, the most important first; those that are not named come last.
    first : int, optional
        Number of first places; as many as the target's headline speaks of unless given.
    draws : int, optional
        Number of rankings drawn.
    draw_answers : bool, optional
        Whether open answers are drawn; else the policy's estimate of them stands.
    progress : Progress, optional
        Is asked whether to go on after every block of draws.

    Returns
    -------
    RankRobustness
        By task the share of the draws in which it is among the first, its ranks, and the weights
        with which it would be the very first; by criterion how far its weight may move.

    Raises
    ------
    InputError
        A number is out of range.
    UnknownNameError
        There is no such criterion, or no such way to draw weights.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> tasks = pd.DataFrame({
    ...     "department": "税務課", "name": ["入力", "通知"],
    ...     "pattern": "entry", "judgement": ["none", "judgement"], "exception_percent": [0, 30],
    ...     "runs_per_year": 240, "items_per_run": 40, "minutes_per_item": 3,
    ... }, index=["a", "b"])
    >>> assessment = rs.assess(rs.Inventory.from_frame(tasks), rs.load_policy())
    >>> sure = rs.robustness(assessment, first=1, draws=500, draw_answers=False)
    >>> [(task.task_id, task.in_first_share) for task in sure.tasks]
    [('a', 1.0), ('b', 0.0)]
    """
    progress = progress or Silent()
    first_places = headline_first(assessment) if first is None else first
    if first_places < 1 or draws < 1:
        raise InputError(N_("Give at least one first place and one draw."))
    scores = assessment.scores
    ids = [str(assessment.inventory.tasks.index[row]) for row in assessment.order]
    points = DrawnPoints.of(assessment, draw_answers=draw_answers)
    seed = assessment.policy.simulation.seed
    drawn = drawn_weights(scores.scorecard, weights, spread, order, draws, seed)
    progress.start(N_("Ranking with other weights"), 2)
    counts = first_counts(points, drawn, first_places, progress)
    progress.advance()
    ranked = max(_LEAST_RANK_DRAWS, _RANK_CELLS // max(points.count, 1))
    ranks = rank_quantiles(points, drawn[:ranked], progress=progress)
    progress.advance()
    return RankRobustness(
        first=first_places,
        draws=draws,
        weight_kind=weights,
        spread=spread if weights == "ranges" else None,
        draws_answers=draw_answers,
        tasks=_tasks(ids, counts, ranks, scores.scorecard.ids),
        weight_moves=weight_moves(
            points.points, np.array(scores.scorecard.weights), scores.scorecard.ids, first_places
        ),
    )


def _tasks(
    ids: list[str],
    counts: Acceptability,
    ranks: npt.NDArray[np.int64],
    criteria: tuple[str, ...],
) -> tuple[TaskRobustness, ...]:
    central = counts.central_weights
    in_first, is_first = counts.in_first / counts.draws, counts.is_first / counts.draws
    return tuple(
        TaskRobustness(
            task_id=task_id,
            rank=row + 1,
            in_first_share=float(in_first[row]),
            rank_p10=int(ranks[0, row]),
            rank_p50=int(ranks[1, row]),
            rank_p90=int(ranks[2, row]),
            first_share=float(is_first[row]),
            central_weights=(
                dict(zip(criteria, central[row].tolist(), strict=True))
                if counts.is_first[row]
                else None
            ),
        )
        for row, task_id in enumerate(ids)
    )
