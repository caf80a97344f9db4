"""The same task in several departments: a chance to build once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rpa_scout.checking.rules.rule import Positions, RowProblem, RuleContext
from rpa_scout.checking.rules.similar_names import alike_names, bare_name

__all__ = ["same_task_elsewhere"]

_PLACES_SHOWN = 5


def same_task_elsewhere(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks that several departments do under nearly the same name.

    Parameters
    ----------
    context : RuleContext
        What is looked at, with ``similar_names`` in its checks.

    Yields
    ------
    RowProblem
        One for each such task, at its first row, with the other departments and their names.
    """
    rows = np.flatnonzero(
        context.usable & (context.name.position >= 0) & (context.department.position >= 0)
    )
    department = context.department.position[rows]
    if not rows.size or (department == department[0]).all():
        return
    group = _groups(context, rows)
    order = np.argsort(group, kind="stable")
    _, starts = np.unique(group[order], return_index=True)
    for members in np.split(order, starts[1:]):
        if (department[members] != department[members[0]]).any():
            yield _problem(context, rows[members])


def _groups(context: RuleContext, rows: Positions) -> Positions:
    """Return a number for each row, the same where the names are nearly equal."""
    used, position = np.unique(context.name.position[rows], return_inverse=True)
    bare: dict[str, int] = {}
    of_name = [
        bare.setdefault(bare_name(context.name.names[name]), len(bare)) for name in used.tolist()
    ]
    leader = alike_names(list(bare), context.checks.similar_names)
    groups: Positions = leader[np.array(of_name)][position]
    return groups


def _problem(context: RuleContext, rows: Positions) -> RowProblem:
    """Name the first task of each other department, in the order of the rows."""
    department = context.department.position[rows]
    _, firsts = np.unique(department, return_index=True)
    others = rows[np.sort(firsts)][1:]
    shown = others[:_PLACES_SHOWN].tolist()
    tasks = context.tasks[["department", "name"]].iloc[shown]
    names = [" ".join(pair) for pair in tasks.itertuples(index=False)]
    more = f" … +{len(others) - _PLACES_SHOWN}" if len(others) > _PLACES_SHOWN else ""
    return RowProblem(int(rows[0]), "same_task_elsewhere", "name", expected="、".join(names) + more)
