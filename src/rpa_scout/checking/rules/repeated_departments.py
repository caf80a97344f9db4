"""Several files of one department: versions of one list, or parts of it.

The files of a department are compared from the newest to the oldest, each with the newer ones that
count:

- all sections named, and none in common: parts, whatever the tasks are called;
- no task in common: parts;
- the same rows with the same answers: a copy, which is left out;
- at least half of its tasks stand in a newer file: an older version, which is left out;
- anything else, or files saved at the same time: it is not clear; both are used, with a warning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Positions
from rpa_scout.checking.rules.rule import OF_THE_CITY, RowProblem, RowRule, RuleContext
from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

REPEATED_SHARE = 0.5
"""Where at least this share of a file's tasks stands in a newer file, it is an older version."""

_NO_NAME = -1


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one department in one file."""

    file: str
    saved_at: dt.datetime | None
    rows: Positions
    names: frozenset[int]
    sections: frozenset[int]
    """-1 among them: some task names no section."""

    @property
    def called(self) -> str:
        """File, and when it was saved, in local time."""
        if self.saved_at is None:
            return self.file
        return f"{self.file} ({self.saved_at.astimezone():%Y-%m-%d %H:%M})"


def repeated_departments(context: RuleContext) -> Iterator[RowProblem]:
    """Yield departments that stand in several files, and the rows of their older files."""
    for parts in _parts(context):
        counting: list[_Part] = []
        for part in parts:
            original = next((used for used in counting if _is_copy(context, part, used)), None)
            if original is not None:
                yield from _without(context, part, original, "department_copied_file")
                continue
            newer = _newer_version(part, counting)
            if newer is not None:
                yield from _left_out(context, part, newer)
                continue
            if counting:
                yield _kept(context, part, counting)
            counting.append(part)


def _parts(context: RuleContext) -> Iterator[list[_Part]]:
    """Yield the files of each department that stands in several, the newest first."""
    files, file_of_table = np.unique(np.array(context.files, dtype=object), return_inverse=True)
    department = context.department.position
    file = file_of_table[context.table]
    # One number for each pair of department and file, so that np.unique counts pairs.
    both = np.unique(department * len(files) + file)
    departments, counts = np.unique(both // max(len(files), 1), return_counts=True)
    several = departments[(counts > 1) & (departments >= 0)].tolist()
    age = context.age_rank()
    for number in several:
        rows = np.flatnonzero(department == number)
        groups = [rows[file[rows] == of_file] for of_file in np.unique(file[rows])]
        groups.sort(key=lambda some: int(age[context.table[some[0]]]))
        yield [_part(context, group) for group in groups]


def _part(context: RuleContext, rows: Positions) -> _Part:
    table = int(context.table[rows[0]])
    return _Part(
        file=context.files[table],
        saved_at=context.saved_at[table] if context.saved_at else None,
        rows=rows,
        names=frozenset(context.name.position[rows].tolist()) - {_NO_NAME},
        sections=frozenset(context.section.position[rows].tolist()),
    )


def _newer_version(part: _Part, newer: Sequence[_Part]) -> _Part | None:
    """Return the newer file that holds enough of a file's tasks to be its later version."""
    for candidate in newer:
        shared = len(part.names & candidate.names)
        enough = shared and shared >= REPEATED_SHARE * len(part.names)
        if enough and not _differ_in_section(part, candidate) and _is_older(part, candidate):
            return candidate
    return None


def _differ_in_section(first: _Part, second: _Part) -> bool:
    named = _NO_NAME not in first.sections | second.sections
    return named and not first.sections & second.sections


def _is_older(older: _Part, newer: _Part) -> bool:
    return bool(older.saved_at and newer.saved_at and older.saved_at < newer.saved_at)


def _is_copy(context: RuleContext, part: _Part, original: _Part) -> bool:
    if part.names != original.names or len(part.rows) != len(original.rows):
        return False
    mine, others = (
        context.tasks.iloc[each.rows].reset_index(drop=True) for each in (part, original)
    )
    return bool(mine.equals(others))


def _without(context: RuleContext, part: _Part, instead: _Part, code: str) -> Iterator[RowProblem]:
    """Leave a file's rows out, with a finding for each of its lists."""
    tables = context.table[part.rows]
    for table in np.unique(tables).tolist():
        rows = part.rows[tables == table].tolist()
        yield RowProblem(
            rows[0],
            code,
            "department",
            values={"department": _called(context, part), "file": instead.called},
            of_table=True,
            leaves_out=tuple(rows),
        )


def _called(context: RuleContext, part: _Part) -> str:
    return str(context.tasks["department"].iloc[part.rows[0]])


def _left_out(context: RuleContext, part: _Part, newer: _Part) -> Iterator[RowProblem]:
    yield from _without(context, part, newer, "department_older_file")
    yield RowProblem(
        int(newer.rows[0]),
        "department_newest_file",
        "department",
        values={"department": _called(context, part), "file": part.called},
        of_table=True,
    )
    names = context.name.position[part.rows]
    alone = ~np.isin(names, [*newer.names, _NO_NAME])
    for row in part.rows[alone].tolist():
        yield RowProblem(row, "only_in_older_file", "name", values={"file": newer.called})


def _kept(context: RuleContext, part: _Part, newer: Sequence[_Part]) -> RowProblem:
    shares = any(part.names & file.names and not _differ_in_section(part, file) for file in newer)
    return RowProblem(
        int(part.rows[0]),
        "department_maybe_twice" if shares else "department_in_parts",
        "department",
        values={
            "department": _called(context, part),
            "file": ", ".join(file.called for file in newer),
        },
        of_table=True,
    )


RULES = (
    RowRule(
        (
            FindingRule(
                "department_older_file",
                "error",
                N_(
                    "{department} has sent its list again: at least half of these tasks stand in "
                    "{file}, which is newer and used; this older list is left out."
                ),
                N_("Take the older file away, or give the lists different sections if both count."),
                quotes="department",
            ),
            FindingRule(
                "department_copied_file",
                "error",
                N_("this list of {department} is the same as that in {file}; it is left out."),
                N_("Take the copy away."),
                quotes="department",
            ),
            FindingRule(
                "only_in_older_file",
                "error",
                N_(
                    "the task “{task}” stands in this older list only, not in {file}; it is "
                    "left out."
                ),
                N_("Ask whether the task has gone; if not, add it to the newer list."),
                quotes="task",
            ),
            FindingRule(
                "department_newest_file",
                "info",
                N_(
                    "{department} has sent its list more than once; "
                    "this newest one replaces {file}."
                ),
                N_("Take the older file away if that is right."),
                quotes="department",
            ),
            FindingRule(
                "department_in_parts",
                "info",
                N_(
                    "the tasks of {department} stand in several files, also in {file}; "
                    "their sections or tasks differ, so all are used."
                ),
                N_("Nothing to do if these are parts of one survey."),
                quotes="department",
            ),
            FindingRule(
                "department_maybe_twice",
                "warning",
                N_(
                    "{department} stands in several files, also in {file}; it cannot be told "
                    "whether one replaces the other, so both are used."
                ),
                N_("Take away the file that does not count, if they are versions of one list."),
                quotes="department",
            ),
        ),
        repeated_departments,
        family=OF_THE_CITY,
        order=10,
    ),
)
