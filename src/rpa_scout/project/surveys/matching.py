"""Which line of a newer survey is which task of the project.

A task is recognised by its department and name, even if its row has moved. Among tasks with the
same name the row decides, then the order. Every other line is a new task; a person decides whether
it is an earlier task under another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rpa_scout.text import fold


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A task of the project, with its names in the newest survey."""

    task_id: str
    department: str
    name: str
    # Its name in the surveys before a person merged other tasks into it.
    name_before: str = ""
    # Departments that came from each other have the same group.
    group: str = ""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of a newer survey, with names as written."""

    read_id: str  # Department and row
    department: str
    name: str
    # Departments that came from each other have the same group.
    group: str = ""


@dataclass(frozen=True)
class Matching:
    """The tasks that lines stand for."""

    matched: dict[str, str]  # Task by id of the line
    new: dict[str, str]  # Id of the new task by id of the line
    gone: tuple[str, ...]  # Tasks of the surveyed departments that no line stands for


Name = tuple[str, str]
_NameOfTask = Callable[[KnownTask], Name | None]
_NameOfLine = Callable[[ReadLine], Name | None]


def match_lines(
    lines: Sequence[ReadLine], tasks: Sequence[KnownTask], taken: Iterable[str]
) -> Matching:
    """Match the lines of a newer survey to the tasks of its departments.

    >>> tasks = [KnownTask("税務課-6", "税務課", "転記"), KnownTask("税務課-7", "税務課", "照合")]
    >>> lines = [ReadLine("税務課-6", "税務課", "照合"), ReadLine("税務課-7", "税務課", "集計")]
    >>> matching = match_lines(lines, tasks, ["税務課-6", "税務課-7"])
    >>> matching.matched, matching.new, matching.gone
    ({'税務課-6': '税務課-7'}, {'税務課-7': '税務課-7~2'}, ('税務課-6',))
    """
    task_of: dict[str, str] = {}
    for name_of_task, name_of_line in _WAYS:
        matched = set(task_of.values())
        waiting: dict[Name, list[KnownTask]] = defaultdict(list)
        for task in tasks:
            if task.task_id not in matched and (name := name_of_task(task)) is not None:
                waiting[name].append(task)
        asked: dict[Name, list[ReadLine]] = defaultdict(list)
        for line in lines if waiting else ():
            if line.read_id not in task_of and (name := name_of_line(line)) is not None:
                asked[name].append(line)
        for name, group in asked.items():
            task_of.update(_pairs(group, waiting.get(name, [])))
    matched = set(task_of.values())
    ids = {*taken}
    new = {}
    for line in lines:
        if line.read_id not in task_of:
            new[line.read_id] = _free_id(line.read_id, ids)
            ids.add(new[line.read_id])
    gone = tuple(task.task_id for task in tasks if task.task_id not in matched)
    return Matching(task_of, new, gone)


def _name(task_or_line: KnownTask | ReadLine) -> Name:
    return fold(task_or_line.department), fold(task_or_line.name)


def _name_before(task: KnownTask) -> Name | None:
    return (fold(task.department), fold(task.name_before)) if task.name_before else None


def _name_in_group(task_or_line: KnownTask | ReadLine) -> Name | None:
    return (task_or_line.group, fold(task_or_line.name)) if task_or_line.group else None


_WAYS: Final[tuple[tuple[_NameOfTask, _NameOfLine], ...]] = (
    (_name, _name),
    (_name_before, _name),
    (_name_in_group, _name_in_group),
)
"""Ways to recognise a task; each is tried on what the earlier ones did not match."""


def _pairs(lines: Sequence[ReadLine], tasks: Sequence[KnownTask]) -> dict[str, str]:
    """Pair lines and tasks of one name: by the same id first, then in order."""
    ids = {task.task_id for task in tasks}
    pairs = {line.read_id: line.read_id for line in lines if line.read_id in ids}
    unpaired_lines = [line.read_id for line in lines if line.read_id not in pairs]
    unpaired_tasks = [task.task_id for task in tasks if task.task_id not in pairs]
    pairs.update(zip(unpaired_lines, unpaired_tasks, strict=False))
    return pairs


def _free_id(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}~{number}" in taken:
        number += 1
    return f"{wanted}~{number}"
