"""Departments that have answered, held against the list of departments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from rpa_scout.checking.rules.rule import OF_THE_CITY, RowProblem, RowRule, RuleContext
from rpa_scout.checking.rules.similar_names import likeness
from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_, fold

NEAR = 0.6
"""From this likeness on the name of a department is proposed for another; they are short."""

_KIND = re.compile(r"(?:課|室|局|部|所|署|館|センター)$")
_SHORTEST = 2  # characters that one name has to share with another that holds it


def unanswered_departments(context: RuleContext) -> Iterator[RowProblem]:
    """Yield departments of the list of which nothing was read."""
    answered = {*context.department.names, *map(fold, context.also_named)}
    for department in context.departments:
        if fold(department.name) not in answered:
            yield RowProblem(
                None, "department_not_answered", values={"department": department.name}
            )


def unlisted_departments(context: RuleContext) -> Iterator[RowProblem]:
    """Yield departments that are not on the list, with the name that comes nearest."""
    if not context.departments:
        return
    listed = {fold(department.name): department.name for department in context.departments}
    for number, name in enumerate(context.department.names):
        if name in listed:
            continue
        row = int(np.argmax(context.department.position == number))
        nearest = _nearest(name, list(listed))
        written = str(context.tasks["department"].iat[row])
        if nearest:
            values = {"department": written, "nearest": listed[nearest]}
            yield RowProblem(row, "department_like_listed", "department", values=values)
        else:
            yield RowProblem(
                row, "department_not_listed", "department", values={"department": written}
            )


def _nearest(name: str, listed: Sequence[str]) -> str:
    """Return the listed name that comes nearest; ``""`` where none is near."""
    likest = max(listed, key=lambda candidate: _nearness(name, candidate))
    return likest if _nearness(name, likest) >= NEAR else ""


def _nearness(written: str, listed: str) -> float:
    """Compare names without 課 or 室 at their end, which most have in common."""
    first, second = _KIND.sub("", written), _KIND.sub("", listed)
    short, long = sorted((first, second), key=len)
    if len(short) >= _SHORTEST and short in long:
        return 1.0
    return likeness(first, second)


RULES = (
    RowRule(
        (
            FindingRule(
                "department_not_answered",
                "warning",
                N_("{department} is on the list of departments, but no survey of it was read."),
                N_("Ask for its survey, or take it off the list."),
                quotes="department",
            ),
        ),
        unanswered_departments,
        family=OF_THE_CITY,
        order=120,
    ),
    RowRule(
        (
            FindingRule(
                "department_like_listed",
                "info",
                N_("“{department}” is not on the list of departments; nearest to it is {nearest}."),
                N_("If that is meant, write the name as on the list."),
                quotes="department",
            ),
            FindingRule(
                "department_not_listed",
                "info",
                N_("“{department}” is not on the list of departments."),
                N_("Add it to the list, or correct the name."),
                quotes="department",
            ),
        ),
        unlisted_departments,
        family=OF_THE_CITY,
        order=130,
    ),
)
