"""Rows of the ranking: results and decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.remarks import mark_codes
from rpa_scout.ranking.columns import column_named, columns_on
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.ranking.rows import decided_values, ranking_rows
from rpa_scout.text import _
from rpa_scout_gui.models.columns import Arrays, number_array, text_array

if TYPE_CHECKING:
    from rpa_scout.rank_robustness.result import RankRobustness

MARKS: Final = "marks"
"""Id of the array with what to keep in mind of a task, as codes."""

OVERRIDDEN: Final = "override_sentence"
"""Id of the array that says which tasks have an override; empty where there is none."""


ROBUSTNESS_ARRAYS: Final = ("in_first_share", "rank_p10", "rank_p90")
"""Ids of the arrays that say how sure the ranks are; filled when somebody asks."""

ARRAYS: Final = tuple(
    dict.fromkeys(
        name
        for column in columns_on("window", decided=True)
        for name in (column.id, *column.beside)
    )
)
"""Ids of the arrays that the cells need."""


def ranking_arrays(assessment: Assessment) -> Arrays:
    """Return the values of a ranking by column, best task first.

    Numbers are floats, NaN where unknown; codes and texts are objects.
    """
    rows = ranking_rows(assessment)
    names = [name for name in ("task_id", *ARRAYS) if not column_named(name).decided]
    arrays = {name: _array(name, rows[name].tolist()) for name in names}
    rule, order = assessment.candidacy, assessment.order
    arrays["by_hand_faster"] = rule.flags["by_hand_faster"][order]
    sentences = [rule.sentence(task) for task in order.tolist()]
    unknown = np.full(len(order), np.nan)
    arrays |= dict.fromkeys(ROBUSTNESS_ARRAYS, unknown)
    arrays["not_candidate_sentence"] = _array("not_candidate_because", sentences)
    return arrays | mark_arrays(arrays)


def mark_arrays(arrays: Arrays) -> Arrays:
    """Return the codes of what to keep in mind of every task."""
    codes, reasons, shares = (
        arrays[name].tolist() for name in ("remarks", "not_candidate_because", "in_first_share")
    )
    marks = map(mark_codes, (remarks or () for remarks in codes), reasons, shares)
    return {MARKS: text_array(marks)}


def robustness_arrays(robustness: RankRobustness) -> Arrays:
    """Return how sure the ranks are by column, best task first."""
    frame = robustness.frame
    return {name: frame[name].to_numpy(dtype=np.float64) for name in ROBUSTNESS_ARRAYS}


def decided_arrays(
    task_ids: Sequence[str],
    decisions: Mapping[str, TaskDecision],
    hours: Iterable[float],
    overridden: Collection[str] = (),
) -> Arrays:
    """Return the decisions on tasks by column, and which tasks have an override."""
    mark = _("It has an override.")
    marks = np.array([mark if task in overridden else "" for task in task_ids], dtype=object)
    return {OVERRIDDEN: marks} | {
        name: _array(name, values)
        for name, values in decided_values(task_ids, decisions, hours).items()
    }


def _array(name: str, values: Sequence[Any]) -> npt.NDArray[Any]:
    if column_named(name).is_number:
        return number_array(values)
    # pandas stores a missing text as NaN.
    return text_array(None if isinstance(value, float) else value for value in values)
