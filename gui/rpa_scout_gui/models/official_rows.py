"""Rows of several officials' weights: by criterion, and the ranks that follow by task."""

from __future__ import annotations

import numpy as np

from rpa_scout.assessment.assess import Assessment
from rpa_scout.rank_robustness.officials.weights import GroupRanking
from rpa_scout.text import N_, _, language
from rpa_scout_gui.models.columns import (
    Arrays,
    Column,
    decimal,
    number_array,
    plain,
    text_array,
    whole,
)

DISAGREED = "disagreed"
"""Id of the array that tells tasks that only some officials have among the first."""

_NARROW = 76


def official_weight_columns(ranking: GroupRanking) -> tuple[Column, ...]:
    """Return the columns of the weights: one for each official, then the group's."""
    officials = (
        Column(f"official {number}", official.name, "number", _NARROW, decimal, tooltip=_when(date))
        for number, official in enumerate(ranking.officials)
        for date in [official.date]
    )
    return (
        Column("criterion", N_("Criterion"), "text", 220, plain),
        Column("group", N_("Group"), "number", _NARROW, decimal),
        *officials,
    )


def _when(date: str | None) -> str:
    return _("Answered on {date}").format(date=date) if date else ""


def official_weight_arrays(ranking: GroupRanking, assessment: Assessment) -> Arrays:
    """Return the weights as shares of 100."""
    criteria = assessment.scores.scorecard.criterion
    labels = text_array(criterion.label_in(language()) for criterion in criteria)
    by_column = {"group": ranking.weights} | {
        f"official {number}": official.weights for number, official in enumerate(ranking.officials)
    }
    shares = {
        name: number_array(100.0 * weights[criterion.id] for criterion in criteria)
        for name, weights in by_column.items()
    }
    return {"criterion": labels, **shares}


def official_task_columns(ranking: GroupRanking) -> tuple[Column, ...]:
    """Return the columns of the tasks: the group's rank, then each official's."""
    officials = (
        Column(f"official {number}", official.name, "number", _NARROW, whole, is_rank=True)
        for number, official in enumerate(ranking.officials)
    )
    return (
        Column("rank", N_("Group's rank"), "number", _NARROW, whole, is_rank=True),
        Column("name", N_("Task"), "text", 220, plain),
        *officials,
    )


def official_task_arrays(ranking: GroupRanking, assessment: Assessment) -> Arrays:
    """Return the tasks in the order of the group's ranking."""
    names = assessment.inventory.tasks["name"]
    disagreed = {task.task_id for task in ranking.contested}
    ranks = {
        f"official {number}": number_array(ranks)
        for number, ranks in enumerate(ranking.ranks.values())
    }
    return {
        "task_id": text_array(ranking.task_ids),
        "rank": np.arange(1, len(ranking.task_ids) + 1, dtype=np.float64),
        "name": text_array(names[task] for task in ranking.task_ids),
        DISAGREED: text_array(task in disagreed for task in ranking.task_ids),
        **ranks,
    }
