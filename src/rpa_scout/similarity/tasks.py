"""Similar tasks, and groups of the same work, in a frame of tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.similarity.likeness import Likeness, shipped_likeness
from rpa_scout.similarity.profiles import profiles
from rpa_scout.similarity.same_work.linkage import average_linkage
from rpa_scout.similarity.words import WordList


def similar_tasks(
    tasks: pd.DataFrame,
    *,
    likeness: Likeness | None = None,
    words: WordList | None = None,
    threshold: float | None = None,
) -> pd.DataFrame:
    """Find the pairs of tasks that are probably the same work.

    Same work means that one scenario could serve both with small changes (docs/similarity.md).
    How probable a pair is does not depend on the other tasks of the frame.

    Parameters
    ----------
    tasks : DataFrame, shape (tasks, fields)
        Tasks as in :attr:`rpa_scout.Inventory.tasks`; `name` is needed, `description`, `systems`,
        `department` and the answers help.
    likeness : Likeness, optional
        The model; by default the shipped one. :meth:`Likeness.fit` makes a city's own.
    words : WordList, optional
        The office's words; by default the shipped list.
    threshold : float, optional
        Least probability, 0 to 1; by default the shipped one.

    Returns
    -------
    DataFrame, shape (pairs, 3)
        ``task_id_a``, ``task_id_b`` and ``probability`` (0 to 1), the most probable first; each
        pair once, the smaller id first.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> names = ["給報入力", "給与支払報告書の入力", "納税通知の発送"]
    >>> tasks = rs.Inventory.from_frame(pd.DataFrame({"name": names})).tasks
    >>> rs.similar_tasks(tasks)[["task_id_a", "task_id_b"]].to_numpy().tolist()
    [['1', '2']]
    """
    likeness = likeness or shipped_likeness()
    least = likeness.pair_threshold if threshold is None else threshold
    pairs = likeness.pairs(profiles(tasks, words)).at_least(least)
    ids = tasks.index.to_numpy()
    rank = _rank(tasks.index)
    swapped = rank[pairs.first] > rank[pairs.second]
    first = np.where(swapped, pairs.second, pairs.first)
    second = np.where(swapped, pairs.first, pairs.second)
    order = np.lexsort((rank[second], rank[first], -pairs.probability))
    return pd.DataFrame(
        {
            "task_id_a": ids[first[order]],
            "task_id_b": ids[second[order]],
            "probability": pairs.probability[order],
        }
    )


def same_work_groups(
    tasks: pd.DataFrame,
    *,
    likeness: Likeness | None = None,
    words: WordList | None = None,
    threshold: float | None = None,
    confirmed: Mapping[str, str] | None = None,
    refused: Iterable[tuple[str, str]] = (),
) -> pd.Series:
    """Group tasks that are the same work, across departments.

    Average linkage: two groups become one while the mean probability over all pairs between them
    reaches the threshold, so that a chain of alike pairs does not join different work.

    Parameters
    ----------
    tasks : DataFrame, shape (tasks, fields)
        Tasks as in :attr:`rpa_scout.Inventory.tasks`.
    likeness : Likeness, optional
        The model; by default the shipped one.
    words : WordList, optional
        The office's words; by default the shipped list.
    threshold : float, optional
        Least mean probability between groups, 0 to 1; by default the shipped one.
    confirmed : mapping of str to str, optional
        Group by task, as people confirmed it: these groups stay whole, and apart from each other.
    refused : iterable of (str, str), optional
        Pairs of tasks that people called different: they are never in one group.

    Returns
    -------
    Series, shape (tasks,)
        The label of each task's group by ``task_id``: the smallest id of its tasks. A task that
        stands alone is its own group.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> names = ["旅費の精算", "出張旅費の請求入力", "住民票の写しの交付"]
    >>> tasks = rs.Inventory.from_frame(pd.DataFrame({"name": names})).tasks
    >>> rs.same_work_groups(tasks).tolist()
    ['1', '1', '3']
    >>> rs.same_work_groups(tasks, refused=[("1", "2")]).tolist()
    ['1', '2', '3']
    """
    likeness = likeness or shipped_likeness()
    least = likeness.group_threshold if threshold is None else threshold
    rank = _rank(tasks.index)
    rank_of = dict(zip(tasks.index, rank.tolist(), strict=True))
    leader = average_linkage(
        likeness.pairs(profiles(tasks, words)),
        rank,
        least,
        confirmed=_members(confirmed or {}, rank_of),
        refused=[(rank_of[a], rank_of[b]) for a, b in refused if a in rank_of and b in rank_of],
    )
    by_rank = tasks.index.to_numpy()[np.argsort(rank)]
    return pd.Series(by_rank[leader], index=tasks.index, name="group", dtype=object)


def _members(confirmed: Mapping[str, str], rank_of: Mapping[str, int]) -> list[list[int]]:
    """Return the ranks of the tasks of each confirmed group that are in the frame."""
    members: dict[str, list[int]] = {}
    for task_id, group in confirmed.items():
        if task_id in rank_of:
            members.setdefault(group, []).append(rank_of[task_id])
    return list(members.values())


def _rank(ids: pd.Index) -> npt.NDArray[np.int64]:
    """Return the rank of each id, so that nothing depends on the order of the rows."""
    rank = np.empty(len(ids), dtype=np.int64)
    rank[ids.argsort()] = np.arange(len(ids))
    return rank
