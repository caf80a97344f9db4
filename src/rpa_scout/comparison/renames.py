"""Proposals of renamed tasks: a gone and a new task that are probably the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Bools, Floats
from rpa_scout.checking.rules.task_names import TaskName, name_likeness, task_names
from rpa_scout.text import fold

_FEWEST_ANSWERS: Final = 3
"""Fewest answers known in both tasks for their agreement to count besides the names."""

_FEWEST_ALONE: Final = 6
"""Fewest answers known in both tasks for their agreement to count without similar names."""

_EQUAL_ALONE: Final = 0.9
"""Least share of equal answers for tasks with completely different names.

In the samples, the most similar of 1,287 pairs of tasks of one department have a share of 0.86."""

_ANSWERS_WEIGH: Final = 0.90
_ROW_WEIGHS: Final = 0.08
_NAME_WEIGHS: Final = 0.02
_ROWS_NEAR: Final = 5.0  # Rows that a task moves down when tasks are added above it.

_LETTERS_SHARED: Final = 0.6
"""Names that share a smaller part of the shorter one's letters are not compared further (speed)."""

_NOT_COMPARED: Final = ("department", "name")


@dataclass(frozen=True, slots=True)
class RenameProposal:
    """Two tasks that are probably the same; a person decides."""

    # Ids of the gone and of the new task.
    old_id: str
    new_id: str
    # Its present department, and both names.
    department: str
    old_name: str
    new_name: str
    likeness: float  # Likeness of names, answers and rows, 0 to 1
    # Number of equal answers, and of answers known in both.
    equal_answers: int
    compared_answers: int
    old_department: str = ""  # Its former department


@dataclass(frozen=True)
class RenameContext:
    """Further facts on whether two tasks are the same."""

    # Row of each task in its list.
    old_rows: Mapping[str, int] = field(default_factory=dict)
    new_rows: Mapping[str, int] = field(default_factory=dict)
    # Group by folded name of a department; departments before and after a reorganisation share one.
    group_of: Mapping[str, str] = field(default_factory=dict)
    # Pairs of a gone and a new task that a person has declared to be different.
    refused: Collection[tuple[str, str]] = ()


def propose_renames(
    gone: pd.DataFrame, added: pd.DataFrame, least: float, context: RenameContext | None = None
) -> list[RenameProposal]:
    """Find the most similar pairs within a department; each task is in at most one pair.

    The likeness of a pair is the largest of: the likeness of the names; the mean of that and the
    share of equal answers; and, if nearly all of many answers are equal, a mean of answers, rows
    and names.
    """
    context = context or RenameContext()
    newer = _by_department(added, context)
    proposals: list[RenameProposal] = []
    for department, old_rows in _by_department(gone, context).items():
        new_rows = newer.get(department)
        if new_rows is not None and department:
            proposals += _within(gone.iloc[old_rows], added.iloc[new_rows], least, context)
    return proposals


def _by_department(tasks: pd.DataFrame, context: RenameContext) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for position, department in enumerate(tasks["department"]):
        name = fold(department or "")
        rows[context.group_of.get(name, name)].append(position)
    return rows


def _within(
    gone: pd.DataFrame, added: pd.DataFrame, least: float, context: RenameContext
) -> list[RenameProposal]:
    equal, compared = _agreement(gone, added)
    share = np.divide(equal, compared, out=np.zeros(equal.shape), where=compared > 0)
    answers_count = compared >= _FEWEST_ANSWERS
    # Least likeness of the names with which the pair can reach `least`, alone or with the answers.
    needed = np.where(answers_count, np.minimum(least, 2.0 * least - share), least)
    names = _name_likeness(_names(gone), _names(added), needed)
    alike = np.where(answers_count, np.maximum(names, (names + share) / 2.0), names)
    alike[names < needed] = 0.0
    answers_suffice = (share >= _EQUAL_ALONE) & (compared >= _FEWEST_ALONE)
    near = _nearness(gone, added, context)
    by_answers = _ANSWERS_WEIGH * share + _ROW_WEIGHS * near + _NAME_WEIGHS * names
    alike = np.where(answers_suffice, np.maximum(alike, by_answers), alike)
    alike[alike < least] = 0.0
    alike[_refused(gone, added, context)] = 0.0
    return _assigned(gone, added, alike, equal, compared)


def _names(tasks: pd.DataFrame) -> list[TaskName]:
    return task_names([name or "" for name in tasks["name"]])


def _nearness(gone: pd.DataFrame, added: pd.DataFrame, context: RenameContext) -> Floats:
    """Return the nearness of rows, shape (gone, added): 1 for the same row, 0 far or unknown."""
    old = np.array([context.old_rows.get(str(task), np.nan) for task in gone.index])
    new = np.array([context.new_rows.get(str(task), np.nan) for task in added.index])
    distance = np.abs(old[:, None] - new[None, :])
    return np.where(np.isnan(distance), 0.0, np.exp(-np.nan_to_num(distance) / _ROWS_NEAR))


def _refused(gone: pd.DataFrame, added: pd.DataFrame, context: RenameContext) -> Bools:
    refused = np.zeros((len(gone), len(added)), dtype=bool)
    for old_id, new_id in context.refused:
        if old_id in gone.index and new_id in added.index:
            refused[gone.index.get_loc(old_id), added.index.get_loc(new_id)] = True
    return refused


def _agreement(gone: pd.DataFrame, added: pd.DataFrame) -> tuple[Floats, Floats]:
    """Count equal answers and answers known in both, each of shape (gone, added)."""
    equal = np.zeros((len(gone), len(added)))
    compared = np.zeros((len(gone), len(added)))
    for field_id in gone.columns:
        if field_id in _NOT_COMPARED:
            continue
        old = gone[field_id].astype(object).to_numpy()
        new = added[field_id].astype(object).to_numpy()
        both_known = ~pd.isna(old)[:, None] & ~pd.isna(new)[None, :]
        compared += both_known
        equal += both_known & np.asarray(old[:, None] == new[None, :], dtype=bool)
    return equal, compared


def _name_likeness(old: Sequence[TaskName], new: Sequence[TaskName], needed: Floats) -> Floats:
    """Return the likeness of names, shape (old, new); 0 where it cannot reach `needed`."""
    shared = _shared_letters([name.bare for name in old], [name.bare for name in new])
    likeness = np.zeros(shared.shape)
    for row, column in np.argwhere(shared >= np.minimum(needed, _LETTERS_SHARED)).tolist():
        likeness[row, column] = name_likeness(old[row], new[column])
    return likeness


def _shared_letters(old: Sequence[str], new: Sequence[str]) -> Floats:
    """Return the share of the shorter name's letters that the longer name contains."""
    letters = {letter: column for column, letter in enumerate(sorted({*"".join((*old, *new))}))}
    old_counts, new_counts = _counts(old, letters), _counts(new, letters)
    shorter = np.minimum(old_counts.sum(axis=1)[:, None], new_counts.sum(axis=1)[None, :])
    common = np.array([np.minimum(row, new_counts).sum(axis=1) for row in old_counts])
    return np.asarray(common.reshape(shorter.shape) / np.maximum(shorter, 1), dtype=np.float64)


def _counts(names: Sequence[str], letters: dict[str, int]) -> npt.NDArray[np.int16]:
    counts = np.zeros((len(names), len(letters)), dtype=np.int16)
    for row, name in enumerate(names):
        for letter in name:
            counts[row, letters[letter]] += 1
    return counts


def _assigned(
    gone: pd.DataFrame, added: pd.DataFrame, alike: Floats, equal: Floats, compared: Floats
) -> list[RenameProposal]:
    if not alike.any():
        return []
    from scipy.optimize import linear_sum_assignment

    pairs = [
        (int(row), int(column))
        for row, column in zip(*linear_sum_assignment(alike, maximize=True), strict=True)
        if alike[row, column] > 0.0
    ]
    pairs.sort(key=lambda pair: -alike[pair])
    return [
        RenameProposal(
            old_id=str(gone.index[row]),
            new_id=str(added.index[column]),
            department=added["department"].iloc[column] or "",
            old_name=gone["name"].iloc[row] or "",
            new_name=added["name"].iloc[column] or "",
            likeness=float(alike[row, column]),
            equal_answers=int(equal[row, column]),
            compared_answers=int(compared[row, column]),
            old_department=gone["department"].iloc[row] or "",
        )
        for row, column in pairs
    ]
