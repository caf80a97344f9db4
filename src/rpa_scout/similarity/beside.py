"""What is known beside each task: similar tasks elsewhere, live automations, published cases."""

from __future__ import annotations

import pandas as pd

from rpa_scout.evidence.cases import reference_cases
from rpa_scout.policy.fields import shipped_fields
from rpa_scout.similarity.across import LEAST_SHOWN, best_matches, most_probable
from rpa_scout.similarity.catalogue import entry_tasks
from rpa_scout.similarity.likeness import shipped_likeness
from rpa_scout.similarity.profiles import profiles
from rpa_scout.task_frame import task_frame

_COLUMNS = ("task_id", "list", "partner_id", "probability")


def similar_beside(
    tasks: pd.DataFrame, register: pd.DataFrame | None = None, count: int = 3
) -> pd.DataFrame:
    """Return what resembles each task: ``task_id``, ``list``, ``partner_id``, ``probability``.

    ``list`` is ``tasks`` (of other departments), ``register`` (a frame like tasks, by automation
    id), ``cases`` (published, by case id) or ``catalogue`` (by entry id); at most `count` of each.
    """
    lists = {"cases": case_tasks(), "catalogue": entry_tasks()}
    if register is not None and len(register):
        lists = {"register": register, **lists}
    parts = {"tasks": _elsewhere(tasks, count)} | {
        name: best_matches(tasks, partners, count) for name, partners in lists.items()
    }
    beside = pd.concat([part.assign(list=name) for name, part in parts.items()])
    return beside[list(_COLUMNS)].reset_index(drop=True)


def case_tasks() -> pd.DataFrame:
    """Return the published single tasks as a frame of tasks, by case id.

    A foreign case stands under its Japanese name, which a task's name can be compared with; its
    description is in another language.
    """
    cases = [case for case in reference_cases() if case.scope == "task"]
    frame = task_frame(
        {
            "name": [case.task_in("ja") for case in cases],
            "description": [None if case.task_ja else case.what_the_robot_does for case in cases],
            **{
                field: [getattr(case, field) or None for case in cases]
                for field in ("pattern", "input_form", "judgement")
            },
        },
        shipped_fields(),
    )
    frame.index = pd.Index([case.case_id for case in cases], name="task_id", dtype=object)
    return frame


def _elsewhere(tasks: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return the similar tasks of other departments."""
    pairs = shipped_likeness().pairs(profiles(tasks)).at_least(LEAST_SHOWN)
    ids, department = tasks.index.to_numpy(), tasks["department"].to_numpy(dtype=object)
    apart = department[pairs.first] != department[pairs.second]
    sides = [(pairs.first[apart], pairs.second[apart]), (pairs.second[apart], pairs.first[apart])]
    matches = pd.concat(
        [
            pd.DataFrame(
                {
                    "task_id": ids[task],
                    "partner_id": ids[partner],
                    "probability": pairs.probability[apart],
                }
            )
            for task, partner in sides
        ]
    )
    return most_probable(matches, tasks.index, count)
