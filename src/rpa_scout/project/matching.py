"""Which line of a newer survey is which task of the project.

A task is known again by its department and name, wherever its row has moved to. Where several have
the same name, rows decide, then their order. A line that is no known task is a new one; whether it
is a known one under another name, a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rpa_scout.text import fold

__all__ = ["KnownTask", "Matching", "ReadLine", "match_lines"]


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A task of the project.

    Attributes
    ----------
    task_id : str
        Its id.
    department, name : str
        As its newest survey says.
    """

    task_id: str
    department: str
    name: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of a newer survey.

    Attributes
    ----------
    read_id : str
        Id that the reading gave it, from department and row.
    department, name : str
        As written.
    """

    read_id: str
    department: str
    name: str


@dataclass(frozen=True)
class Matching:
    """Lines beside tasks.

    Attributes
    ----------
    known : dict of str to str
        Task by id of the line.
    new : dict of str to str
        Id of the new task by id of the line.
    gone : tuple of str
        Tasks of the surveyed departments that no line stands for.
    """

    known: dict[str, str]
    new: dict[str, str]
    gone: tuple[str, ...]


Name = tuple[str, str]


def match_lines(
    lines: Sequence[ReadLine], tasks: Sequence[KnownTask], taken: Iterable[str]
) -> Matching:
    """Match the lines of a newer survey to the tasks of its departments.

    Parameters
    ----------
    lines : sequence of ReadLine
        The lines, in the order of reading.
    tasks : sequence of KnownTask
        Tasks of the departments that the survey speaks of.
    taken : iterable of str
        Ids of all tasks of the project; a new task gets another.

    Returns
    -------
    Matching
        Every line once; every task known, or gone.

    Examples
    --------
    >>> tasks = [KnownTask("税務課-6", "税務課", "転記"), KnownTask("税務課-7", "税務課", "照合")]
    >>> lines = [ReadLine("税務課-6", "税務課", "照合"), ReadLine("税務課-7", "税務課", "集計")]
    >>> found = match_lines(lines, tasks, ["税務課-6", "税務課-7"])
    >>> found.known, found.new, found.gone
    ({'税務課-6': '税務課-7'}, {'税務課-7': '税務課-7~2'}, ('税務課-6',))
    """
    waiting: dict[Name, list[KnownTask]] = defaultdict(list)
    for task in tasks:
        waiting[_name(task)].append(task)
    asked: dict[Name, list[ReadLine]] = defaultdict(list)
    for line in lines if waiting else ():
        asked[_name(line)].append(line)
    known: dict[str, str] = {}
    for name, group in asked.items():
        known.update(_pairs(group, waiting.get(name, [])))
    found = set(known.values())
    ids = {*taken}
    new = {}
    for line in lines:
        if line.read_id not in known:
            new[line.read_id] = _free_id(line.read_id, ids)
            ids.add(new[line.read_id])
    gone = tuple(one.task_id for one in tasks if one.task_id not in found)
    return Matching(known, new, gone)


def _name(one: KnownTask | ReadLine) -> Name:
    return fold(one.department), fold(one.name)


def _pairs(lines: Sequence[ReadLine], tasks: Sequence[KnownTask]) -> dict[str, str]:
    """Pair lines and tasks of one name: by the same id first, then in order."""
    ids = {one.task_id for one in tasks}
    pairs = {one.read_id: one.read_id for one in lines if one.read_id in ids}
    rest = [one.read_id for one in lines if one.read_id not in pairs]
    left = [one.task_id for one in tasks if one.task_id not in pairs]
    pairs.update(zip(rest, left, strict=False))
    return pairs


def _free_id(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}~{number}" in taken:
        number += 1
    return f"{wanted}~{number}"
