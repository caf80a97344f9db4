"""The ranking's rows: results, and beside them what people decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from rpa_scout.assessment.assess import Assessment

if TYPE_CHECKING:
    from rpa_scout.project.records import Override, TaskRecord

__all__ = ["DECIDED", "decided_arrays", "ranking_arrays"]

Arrays = dict[str, npt.NDArray[Any]]

DECIDED = ("state", "planned_fiscal_year", "owner", "judged")
"""Arrays that change with a decision."""

_NUMBERS = (
    "rank",
    "score",
    "score_low",
    "score_high",
    "build_hours",
    "items_per_year",
    "hours_per_year",
    "items_per_run",
    "saved_hours_per_year_p10",
    "saved_hours_per_year_p50",
    "saved_hours_per_year_p90",
    "break_even_items_per_run",
    "break_even_items_per_run_p10",
    "break_even_items_per_run_p90",
)
_CODES = ("task_id", "department", "name", "means", "difficulty", "builder", "most_useful_question")


def ranking_arrays(assessment: Assessment) -> Arrays:
    """Return the columns of a ranking, best task first.

    Parameters
    ----------
    assessment : Assessment
        The results.

    Returns
    -------
    dict of str to ndarray, each of shape (n,)
        Numbers as floats, NaN where unknown; codes and texts as objects.
    """
    ranking = assessment.ranking
    arrays: Arrays = {name: ranking[name].to_numpy(dtype=np.float64) for name in _NUMBERS}
    for name in _CODES:
        values = ranking[name].to_numpy(dtype=object)
        arrays[name] = np.array([one if isinstance(one, str) else None for one in values], object)
    remarks = ranking["remarks"].tolist()
    arrays["remarks"] = _objects(remarks)
    rule, order = assessment.candidacy, assessment.order
    arrays["by_hand_faster"] = rule.flags["by_hand_faster"][order]
    arrays["not_candidate_because"] = rule.codes[order]
    arrays["not_candidate_sentence"] = _objects([rule.sentence(task) for task in order.tolist()])
    return arrays


def decided_arrays(
    task_ids: npt.NDArray[Any],
    records: Mapping[str, TaskRecord],
    overrides: Mapping[tuple[str, str], Override],
) -> Arrays:
    """Return what was decided on tasks.

    Parameters
    ----------
    task_ids : ndarray, shape (n,)
        The tasks.
    records : mapping of str to TaskRecord
        Decisions by task.
    overrides : mapping of (str, str) to Override
        Judgements beside computed values, by task and what they are about.

    Returns
    -------
    dict of str to ndarray, each of shape (n,)
        By the names of `DECIDED`; ``judged`` names what a person judges otherwise.
    """
    judged: dict[str, tuple[str, ...]] = {}
    for task, what in overrides:
        judged[task] = (*judged.get(task, ()), what)
    found = [records.get(one) for one in task_ids.tolist()]
    years = [np.nan if one is None else one.planned_fiscal_year or np.nan for one in found]
    return {
        "state": _objects([None if one is None else one.state.value for one in found]),
        "planned_fiscal_year": np.array(years, dtype=np.float64),
        "owner": _objects([None if one is None else one.owner for one in found]),
        "judged": _objects([judged.get(one, ()) for one in task_ids.tolist()]),
    }


def _objects(values: list[Any]) -> npt.NDArray[Any]:
    """Return an array of objects, tuples as they are."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
