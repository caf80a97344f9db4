"""Groups that one scenario could serve, as people see them: confirmed ones and proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rpa_scout.similarity.likeness import Likeness, shipped_likeness
from rpa_scout.similarity.same_work.compared import agreed_answers, differing_answers, group_summary
from rpa_scout.similarity.tasks import same_work_groups

Pair = tuple[str, str]


@dataclass(frozen=True)
class WorkGroup:
    """Tasks that are the same work, so that one scenario could serve all of them.

    Attributes
    ----------
    group_id : str
        Of a confirmed group, as the project keeps it; of a proposal, the smallest of its task ids.
    name : str
        As confirmed, else the commonest name of its tasks.
    task_ids : tuple of str
        Its tasks, the one with the most hours first.
    departments : tuple of str
        Their departments.
    hours_per_year : float or None
        Hours of all tasks a year; None if no task has any.
    tasks_without_hours : int
        Tasks that have none.
    build_hours : float or None
        Hours to build a scenario for each task by itself, where hours are known.
    joint_build_hours : float or None
        Hours to build it once and adapt it to the other tasks.
    agreed : mapping of str to str
        Code of each choice on which all tasks agree that have answered it, by field.
    differing : mapping of str to dict
        Number of tasks by code, for the choices on which they differ, by field.
    added_to : str
        Id of the confirmed group that a proposal would add tasks to; else empty.
    is_confirmed : bool
        Whether a person has confirmed it.
    reason, author, at : str
        Why, who and when (ISO 8601 in UTC); empty for proposals.
    """

    group_id: str
    name: str
    task_ids: tuple[str, ...]
    departments: tuple[str, ...]
    hours_per_year: float | None
    tasks_without_hours: int
    build_hours: float | None
    joint_build_hours: float | None
    agreed: Mapping[str, str]
    differing: Mapping[str, Mapping[str, int]]
    added_to: str = ""
    is_confirmed: bool = False
    reason: str = ""
    author: str = ""
    at: str = ""


def city_likeness(
    tasks: pd.DataFrame, confirmed: Mapping[str, str], refused: Iterable[Pair]
) -> Likeness:
    """Return the shipped model, as the city's own judgements of these tasks change it.

    A confirmed group of n tasks counts as n - 1 pairs: it is one judgement, not one of every pair.
    """
    members: dict[str, list[str]] = {}
    for task_id in sorted(set(confirmed) & set(tasks.index)):
        members.setdefault(confirmed[task_id], []).append(task_id)
    pairs = [(group[0], task_id, True) for group in members.values() for task_id in group[1:]]
    pairs += [(a, b, False) for a, b in refused if a in tasks.index and b in tasks.index]
    if not pairs:
        return shipped_likeness()
    judged = pd.DataFrame(pairs, columns=["task_id_a", "task_id_b", "same"])
    return shipped_likeness().fit(tasks, judged)


def proposed_groups(
    tasks: pd.DataFrame, confirmed: Mapping[str, str], refused: Collection[Pair]
) -> pd.Series:
    """Return the label of each task's group where people have judged some of them already."""
    likeness = city_likeness(tasks, confirmed, refused)
    return same_work_groups(tasks, likeness=likeness, confirmed=confirmed, refused=refused)


def described_groups(
    tasks: pd.DataFrame,
    labels: pd.Series,
    figures: pd.DataFrame,
    adaptation_share: float,
) -> list[WorkGroup]:
    """Describe each group of two or more tasks, the one with the most hours first.

    `figures` has ``hours_per_year`` and ``build_hours`` of an assessment by task.
    """
    labelled = labels.reindex(tasks.index)
    shown = tasks[labelled.duplicated(keep=False) & labelled.notna()]
    labelled, figures = labelled.loc[shown.index], figures.reindex(shown.index)
    hours = figures["hours_per_year"].astype("float64")
    summary = group_summary(shown, labelled, hours)
    agreed = _counts(agreed_answers(shown, labelled))
    differing = _counts(differing_answers(shown, labelled))
    in_order = hours.sort_values(ascending=False, kind="stable", na_position="last").index
    members = labelled.loc[in_order].groupby(labelled.loc[in_order], sort=False).groups
    groups = []
    for group, row in summary.iterrows():
        ids = [str(task_id) for task_id in members[group]]
        build = figures.loc[ids, "build_hours"].astype("float64").dropna().tolist()
        groups.append(
            WorkGroup(
                group_id=str(group),
                name=usual_name(tasks.loc[ids, "name"]),
                task_ids=tuple(ids),
                departments=tuple(dict.fromkeys(tasks.loc[ids, "department"].fillna(""))),
                hours_per_year=None if pd.isna(row.iloc[2]) else float(row["hours_per_year"]),
                tasks_without_hours=int(row["tasks_without_hours"]),
                build_hours=float(np.sum(build)) if build else None,
                joint_build_hours=joint_build_hours(build, adaptation_share),
                agreed={field: next(iter(codes)) for field, codes in agreed.get(group, {}).items()},
                differing=differing.get(group, {}),
            )
        )
    return groups


def joint_build_hours(build_hours: Collection[float], adaptation_share: float) -> float | None:
    """Return the hours to build a scenario once and to adapt it to the other tasks.

    The task with the least hours is built, the others are adapted, as a plan does it.
    """
    if not build_hours:
        return None
    least = min(build_hours)
    return least + adaptation_share * (sum(build_hours) - least)


def usual_name(names: Iterable[object]) -> str:
    """Return the commonest name of tasks; of several, the shortest."""
    counts = Counter(str(name) for name in names)
    return min(counts, key=lambda name: (-counts[name], len(name), name), default="")


def _counts(answers: pd.DataFrame) -> dict[object, dict[str, dict[str, int]]]:
    """Return the number of tasks by group, field and code."""
    counts: dict[object, dict[str, dict[str, int]]] = {}
    for row in answers.to_dict("records"):
        of_field = counts.setdefault(row["group"], {}).setdefault(row["field"], {})
        of_field[row["code"]] = int(row["tasks"])
    return counts
