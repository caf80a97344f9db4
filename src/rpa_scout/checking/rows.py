"""Rules that look at whole rows, and at rows beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.inventory import derived_hours_per_year
from rpa_scout.text import fold

__all__ = ["RowProblem", "duplicate_tasks", "tasks_without_hours"]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that a rule speaks about.

    Attributes
    ----------
    row : int
        Its position in the frame of tasks.
    code : str
        Code of the finding.
    field : str
        Field whose cell is shown.
    value : str
        What is said of it.
    other : int or None
        Another row that belongs to the problem.
    """

    row: int
    code: str
    field: str
    value: str = ""
    other: int | None = None


def duplicate_tasks(tasks: pd.DataFrame, failed: npt.NDArray[np.bool_]) -> Iterator[RowProblem]:
    """Yield tasks that stand twice: same department, section and name, however spelled.

    Parameters
    ----------
    tasks : DataFrame, shape (n, fields)
        All rows read.
    failed : ndarray of bool, shape (n,)
        Rows that have errors already; they are not compared.

    Yields
    ------
    RowProblem
        The later row, with the first as `other`.
    """
    first: dict[tuple[str, str, str], int] = {}
    keys = zip(tasks["department"], tasks["section"], tasks["name"], strict=True)
    for row, key in enumerate(keys):
        if failed[row]:
            continue
        folded = tuple(fold(part or "") for part in key)
        before = first.setdefault((folded[0], folded[1], folded[2]), row)
        if before != row:
            yield RowProblem(row, "duplicate_task", "name", str(key[2]), before)


def tasks_without_hours(tasks: pd.DataFrame, failed: npt.NDArray[np.bool_]) -> Iterator[RowProblem]:
    """Yield usable tasks of which no hours are known at all.

    Parameters
    ----------
    tasks : DataFrame, shape (n, fields)
        All rows read.
    failed : ndarray of bool, shape (n,)
        Rows that have errors already.

    Yields
    ------
    RowProblem
        One for each such task.
    """
    unknown = np.isnan(derived_hours_per_year(tasks)) & ~failed
    for row in np.flatnonzero(unknown):
        yield RowProblem(int(row), "hours_unknown", "minutes_per_item")
