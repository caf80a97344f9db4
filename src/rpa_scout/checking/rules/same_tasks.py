"""The same task in several departments: a chance to build once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Positions
from rpa_scout.checking.rules.rule import OF_THE_CITY, RowProblem, RowRule, RuleContext
from rpa_scout.checking.rules.similar_names import alike_names, bare_names
from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

_PLACES_SHOWN = 5

Names = npt.NDArray[np.object_]


def same_task_elsewhere(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks that several departments do under nearly the same name."""
    rows = np.flatnonzero(
        context.usable & (context.name.position >= 0) & (context.department.position >= 0)
    )
    department = context.department.position[rows]
    if not rows.size or (department == department[0]).all():
        return
    group = _groups(context, rows)
    order = np.argsort(group, kind="stable")
    _, starts = np.unique(group[order], return_index=True)
    called = context.tasks["department"] + " " + context.tasks["name"]
    names = called.to_numpy(dtype=object)
    for members in np.split(order, starts[1:]):
        if (department[members] != department[members[0]]).any():
            yield _problem(rows[members], department[members], names)


def _groups(context: RuleContext, rows: Positions) -> Positions:
    """Return a number for each row, the same where the names are nearly equal."""
    used, position = np.unique(context.name.position[rows], return_inverse=True)
    bare = bare_names([context.name.names[number] for number in used.tolist()])
    of_name, distinct = pd.factorize(np.array(bare, dtype=object))
    leader = alike_names(list(distinct), context.checks.similar_names)
    groups: Positions = leader[of_name][position]
    return groups


def _problem(rows: Positions, department: Positions, names: Names) -> RowProblem:
    """Name the first task of each other department, in the order of the rows."""
    _, firsts = np.unique(department, return_index=True)
    elsewhere = rows[np.sort(firsts)][1:]
    shown = "、".join(names[elsewhere[:_PLACES_SHOWN]])
    more = f" … +{len(elsewhere) - _PLACES_SHOWN}" if len(elsewhere) > _PLACES_SHOWN else ""
    return RowProblem(int(rows[0]), "same_task_elsewhere", "name", values={"others": shown + more})


RULES = (
    RowRule(
        (
            FindingRule(
                "same_task_elsewhere",
                "info",
                N_("other departments do the same or nearly the same as “{task}”: {others}."),
                N_("Compare the procedures; one automation may serve all of them."),
                quotes="task",
            ),
        ),
        same_task_elsewhere,
        figures=("similar_names",),
        family=OF_THE_CITY,
        order=110,
    ),
)
