"""How sure each task's rank is, as it is handed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from rpa_scout.assessment.remarks import is_contested
from rpa_scout.rank_robustness.weight_moves import WeightMove


@dataclass(frozen=True, slots=True)
class TaskRobustness:
    """How sure the rank of a task is.

    Attributes
    ----------
    task_id : str
        Id of the task.
    rank : int
        Rank by the policy.
    in_first_share : float
        Share of the draws in which it is among the first, 0 to 1.
    rank_p10, rank_p50, rank_p90 : int
        Ranks over the draws.
    first_share : float
        Share of the draws in which it is the very first.
    central_weights : dict of str to float, or None
        Mean weights, as shares, with which it is the very first; None where it never is.
    """

    task_id: str
    rank: int
    in_first_share: float
    rank_p10: int
    rank_p50: int
    rank_p90: int
    first_share: float
    central_weights: dict[str, float] | None

    @property
    def is_contested(self) -> bool:
        """Whether opinions may differ: among the first in 40 to 60 % of the draws."""
        return is_contested(self.in_first_share)

    def as_data(self) -> dict[str, Any]:
        """Return what JSON has of the task."""
        return {
            "task_id": self.task_id,
            "in_first_share": self.in_first_share,
            "rank_p10": self.rank_p10,
            "rank_p90": self.rank_p90,
        }


@dataclass(frozen=True)
class RankRobustness:
    """How sure a ranking is.

    Attributes
    ----------
    first : int
        So many first places were looked at.
    draws : int
        Draws of weights and open answers.
    weight_kind : {"all", "ranges", "order"}
        Where the weights were drawn from.
    spread : float or None
        By what share of itself each weight varied; None where they were not drawn from ranges.
    draws_answers : bool
        Whether open answers were drawn too.
    tasks : tuple of TaskRobustness
        All tasks, in the order of the ranking.
    weight_moves : tuple of WeightMove
        By criterion, how far its weight may move before the first places change; its positions
        are those of `tasks`.
    """

    first: int
    draws: int
    weight_kind: str
    spread: float | None
    draws_answers: bool
    tasks: tuple[TaskRobustness, ...]
    weight_moves: tuple[WeightMove, ...] = field(default=())

    @property
    def frame(self) -> pd.DataFrame:
        """Columns ``in_first_share``, ``rank_p10`` and ``rank_p90``, indexed by task id."""
        names = ("in_first_share", "rank_p10", "rank_p90")
        columns = {name: [getattr(task, name) for task in self.tasks] for name in names}
        return pd.DataFrame(columns, index=[task.task_id for task in self.tasks])

    def of_task(self, task_id: str) -> TaskRobustness | None:
        """Return how sure a task's rank is; None where it is not ranked."""
        return self._by_id.get(task_id)

    @cached_property
    def _by_id(self) -> dict[str, TaskRobustness]:
        return {task.task_id: task for task in self.tasks}

    @property
    def contested(self) -> tuple[TaskRobustness, ...]:
        """Tasks on which opinions may differ: among the first in 40 to 60 % of the draws."""
        return tuple(task for task in self.tasks if task.is_contested)

    @property
    def ever_first(self) -> tuple[TaskRobustness, ...]:
        """Tasks that are the very first in some of the draws."""
        return tuple(task for task in self.tasks if task.central_weights is not None)

    def as_data(self) -> dict[str, Any]:
        """Return what JSON has of it.

        Returns
        -------
        dict
            ``first``, ``draws``, ``weights``, ``spread``, ``draws_answers``, ``tasks`` with
            ``in_first_share``, ``rank_p10`` and ``rank_p90``, ``contested``, ``very_first``
            with the weights of each task that is ever the very first, and ``weight_moves``.
        """
        return {
            "first": self.first,
            "draws": self.draws,
            "weights": self.weight_kind,
            "spread": self.spread,
            "draws_answers": self.draws_answers,
            "tasks": [task.as_data() for task in self.tasks],
            "contested": [task.task_id for task in self.contested],
            "very_first": [
                {
                    "task_id": task.task_id,
                    "share": task.first_share,
                    "central_weights": task.central_weights,
                }
                for task in self.ever_first
            ],
            "weight_moves": [
                {
                    "criterion": move.criterion,
                    "share": move.share,
                    "lowest": move.lowest,
                    "highest": move.highest,
                }
                for move in self.weight_moves
            ],
        }
