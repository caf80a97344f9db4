"""Tasks that are gone beside tasks that are new: which are probably the same, under a new name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.checking.rules.similar_names import bare_names
from rpa_scout.text import fold

__all__ = ["RenameProposal", "propose_renames"]

_FEWEST_ANSWERS = 3
"""So many answers must be known in both for their agreement to say anything."""

_NOT_COMPARED = ("department", "name")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RenameProposal:
    """Two tasks that are probably one; a person decides.

    Attributes
    ----------
    old_id, new_id : str
        The task that is gone, and the one that is new.
    department, old_name, new_name : str
        Whose it is, and its names.
    likeness : float
        0 to 1: that of the names, or the mean of it and the share of equal answers.
    equal_answers, compared_answers : int
        How many answers known in both are the same.
    """

    old_id: str
    new_id: str
    department: str
    old_name: str
    new_name: str
    likeness: float
    equal_answers: int
    compared_answers: int


def propose_renames(gone: pd.DataFrame, added: pd.DataFrame, least: float) -> list[RenameProposal]:
    """Find the pairs of a department that are most alike, each task in one pair at the most.

    Parameters
    ----------
    gone, added : DataFrame
        Tasks of an older and a newer inventory, indexed by task id.
    least : float
        From this likeness on, 0 to 1, a pair is proposed.

    Returns
    -------
    list of RenameProposal
        The likeness of all pairs together is as large as can be; by department, most alike first.

    Notes
    -----
    The cost is that of comparing every gone task of a department with every new one by its letters
    alone; only pairs that may reach `least` are compared more closely.
    """
    theirs = _by_department(added)
    proposals: list[RenameProposal] = []
    for department, old_rows in _by_department(gone).items():
        new_rows = theirs.get(department)
        if new_rows is not None and department:
            proposals += _within(gone.iloc[old_rows], added.iloc[new_rows], least)
    return proposals


def _by_department(tasks: pd.DataFrame) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for place, department in enumerate(tasks["department"]):
        rows[fold(department or "")].append(place)
    return rows


def _within(gone: pd.DataFrame, added: pd.DataFrame, least: float) -> list[RenameProposal]:
    equal, compared = _agreement(gone, added)
    known = compared >= _FEWEST_ANSWERS
    share = np.divide(equal, compared, out=np.zeros(equal.shape), where=known)
    # So alike the names must be at least: by themselves, or in the mean with the answers.
    needed = np.where(known, np.minimum(least, 2.0 * least - share), least)
    names = _name_likeness(_bare(gone), _bare(added), needed)
    alike = np.where(known, np.maximum(names, (names + share) / 2.0), names)
    alike[(names < needed) | (alike < least)] = 0.0
    return _assigned(gone, added, alike, equal, compared)


def _bare(tasks: pd.DataFrame) -> list[str]:
    return bare_names([fold(name or "") for name in tasks["name"]])


def _agreement(gone: pd.DataFrame, added: pd.DataFrame) -> tuple[Floats, Floats]:
    """Count the answers that are equal, and those known in both, shape (gone, added)."""
    equal = np.zeros((len(gone), len(added)))
    compared = np.zeros((len(gone), len(added)))
    for field in gone.columns:
        if field in _NOT_COMPARED:
            continue
        one = gone[field].astype(object).to_numpy()
        other = added[field].astype(object).to_numpy()
        both = ~pd.isna(one)[:, None] & ~pd.isna(other)[None, :]
        compared += both
        equal += both & np.asarray(one[:, None] == other[None, :], dtype=bool)
    return equal, compared


def _name_likeness(old: Sequence[str], new: Sequence[str], needed: Floats) -> Floats:
    """Return how alike names are, shape (old, new); 0 where they cannot reach what is needed."""
    most = _most_alike(old, new)
    found = np.zeros(most.shape)
    matcher = SequenceMatcher(autojunk=False)
    for column, name in enumerate(new):
        rows = np.flatnonzero(most[:, column] >= needed[:, column])
        if not rows.size:
            continue
        matcher.set_seq2(name)  # what is costly is done once a name
        for row in rows.tolist():
            matcher.set_seq1(old[row])
            found[row, column] = matcher.ratio()
    return found


def _most_alike(old: Sequence[str], new: Sequence[str]) -> Floats:
    """Return the likeness that names would have if their common letters stood in one order."""
    letters = {sign: place for place, sign in enumerate(sorted({*"".join((*old, *new))}))}
    ours, theirs = _counts(old, letters), _counts(new, letters)
    lengths = np.maximum(ours.sum(axis=1)[:, None] + theirs.sum(axis=1)[None, :], 1)
    common = np.array([np.minimum(row, theirs).sum(axis=1) for row in ours])
    return np.asarray(2.0 * common.reshape(lengths.shape) / lengths, dtype=np.float64)


def _counts(names: Sequence[str], letters: dict[str, int]) -> npt.NDArray[np.int16]:
    counts = np.zeros((len(names), len(letters)), dtype=np.int16)
    for row, name in enumerate(names):
        for sign in name:
            counts[row, letters[sign]] += 1
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
        )
        for row, column in pairs
    ]
