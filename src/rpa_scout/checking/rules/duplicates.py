"""The same task twice in one department."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from rpa_scout.arrays import Positions
from rpa_scout.checking.rules.rule import RowProblem, RowRule, RuleContext
from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_


def duplicate_tasks(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks that stand twice: same department, section and name, however spelled.

    Of several files the newest counts, within a file the first row.
    """
    rows = np.flatnonzero(context.usable)
    age = context.age_rank()[context.table[rows]]
    rows = rows[np.lexsort((rows, age))]
    groups, distinct = pd.factorize(_keys(context)[rows])
    if len(distinct) == len(rows):
        return
    repeated = pd.Series(groups).duplicated().to_numpy()
    firsts = rows[~repeated]  # the groups are numbered in the order of their first rows
    for repeat in np.flatnonzero(repeated)[np.argsort(rows[repeated])].tolist():
        yield RowProblem(
            int(rows[repeat]), "duplicate_task", "name", rows={"place": int(firsts[groups[repeat]])}
        )


def _keys(context: RuleContext) -> Positions:
    """Return a number for each row, the same where department, section and name are."""
    key = np.zeros(len(context.table), dtype=np.int64)
    for names in (context.department, context.section, context.name):
        key = key * (len(names.names) + 1) + names.position + 1
    return key


RULES = (
    RowRule(
        (
            FindingRule(
                "duplicate_task",
                "error",
                N_(
                    "the task “{task}” stands twice in this department; the one in {place} is used."
                ),
                N_("Delete one of the two, or tell them apart by name or section."),
                quotes="task",
            ),
        ),
        duplicate_tasks,
        order=20,
    ),
)
