"""What was read from where: rows read, used, with warnings, left out, by department and list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from rpa_scout.findings import Findings
from rpa_scout.text import fold

COVERAGE_COLUMNS: Final = (
    "department",
    "file",
    "sheet",
    "rows_read",
    "rows_used",
    "rows_with_warnings",
    "rows_left_out",
)
"""Columns of the coverage; beside them ``says_none`` tells that a department has no such task."""

WITHOUT_TASKS: Final = "department_without_tasks"
"""Code of the finding that a department answers that it has no such task."""

NOT_ANSWERED: Final = "department_not_answered"
"""Code of the finding that a department on the list has not answered."""


def coverage_table(
    tables: Sequence[tuple[str, str, str]], rows: pd.DataFrame, findings: Findings
) -> pd.DataFrame:
    """Count the rows of every list of tasks by department."""
    listed = pd.DataFrame(tables, columns=["of_table", "file", "sheet"], dtype=object)
    lists = listed.join(_counts(rows, findings, listed["of_table"]), how="left")
    empty = lists["department"].isna()
    lists["department"] = lists["department"].mask(empty, lists["of_table"])
    counts = list(COVERAGE_COLUMNS[3:])
    lists[counts] = lists[counts].fillna(0).astype("int64")
    lists = lists.loc[:, list(COVERAGE_COLUMNS)]
    parts = [
        lists,
        _of_departments_without_tasks(findings, lists),
        _without_rows(findings, set(listed["file"])),
    ]
    coverage = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    without_tasks = {key for key, _names in _without_tasks(findings)}
    lines = zip(coverage["department"].tolist(), coverage["file"].tolist(), strict=True)
    says_none = [(fold(str(department)), file) in without_tasks for department, file in lines]
    return coverage.assign(says_none=np.array(says_none, dtype=bool) & (coverage["rows_read"] == 0))


def _counts(rows: pd.DataFrame, findings: Findings, of_table: pd.Series[str]) -> pd.DataFrame:
    """Count the rows of each list and department, indexed by the list's position."""
    rows = rows[rows["table"] >= 0]
    warned = {finding.row_id for finding in findings.of("warning") if finding.row_id}
    stand_in = rows["table"].map(of_table)
    named = rows["department"].where(rows["department"].notna(), stand_in)
    counted = pd.DataFrame(
        {
            "table": rows["table"],
            "department": named,
            "rows_read": 1,
            "rows_used": rows["used"].astype("int64"),
            "rows_with_warnings": (rows["used"] & rows.index.isin(warned)).astype("int64"),
        }
    )
    sums = counted.groupby(["table", "department"], sort=False).sum()
    sums["rows_left_out"] = sums["rows_read"] - sums["rows_used"]
    return sums.reset_index("department").sort_index(kind="stable")


def _without_rows(findings: Findings, files_read: set[str]) -> pd.DataFrame:
    unread = dict.fromkeys(
        finding.file
        for finding in findings.of("error")
        if finding.file and finding.file not in files_read
    )
    unanswered = [finding.quoted for finding in findings if finding.code == NOT_ANSWERED]
    names = [*(("", file) for file in unread), *((department, "") for department in unanswered)]
    return pd.DataFrame([(*name, "", 0, 0, 0, 0) for name in names], columns=list(COVERAGE_COLUMNS))


def _of_departments_without_tasks(findings: Findings, lists: pd.DataFrame) -> pd.DataFrame:
    """Return a line without rows for departments that say so in the list of several."""
    stands = {
        (fold(str(department)), file)
        for department, file in zip(lists["department"], lists["file"], strict=True)
    }
    without_tasks = dict(_without_tasks(findings))
    lines = [(*names, 0, 0, 0, 0) for key, names in without_tasks.items() if key not in stands]
    return pd.DataFrame(lines, columns=list(COVERAGE_COLUMNS))


def _without_tasks(
    findings: Findings,
) -> Iterator[tuple[tuple[str, str], tuple[str, str, str]]]:
    """Yield department, file and sheet where a department says that it has no such task."""
    for finding in findings:
        if finding.code == WITHOUT_TASKS and (department := finding.value_of("department")):
            yield (fold(department), finding.file), (department, finding.file, finding.sheet)


def department_board(coverage: pd.DataFrame, listed: Sequence[str] = ()) -> pd.DataFrame:
    """Say of each department where it stands.

    >>> import pandas as pd
    >>> rows = [("税務課", "a.xlsx", "業務一覧", 9, 8, 0, 1)]
    >>> board = department_board(pd.DataFrame(rows, columns=COVERAGE_COLUMNS), ["会計課"])
    >>> board[["department", "standing"]].to_numpy().tolist()
    [['会計課', 'missing'], ['税務課', 'questions']]
    """
    counts = list(COVERAGE_COLUMNS[4:])
    if "says_none" not in coverage:
        coverage = coverage.assign(says_none=False)
    named = coverage[coverage["department"] != ""]
    answered = named[named["file"] != ""]
    sums = answered.assign(key=answered["department"].map(fold)).groupby("key", sort=False)
    counts_by_department = {
        str(key): [rows["department"].iloc[0], "、".join(dict.fromkeys(rows["file"]))]
        + [int(rows[count].sum()) for count in counts]
        for key, rows in sums
    }
    says_none = set(answered.loc[answered["says_none"], "department"].map(fold))
    wanted = dict.fromkeys([*listed, *named.loc[named["file"] == "", "department"]])
    keys = dict.fromkeys([*map(fold, wanted), *counts_by_department])
    names = {fold(name): name for name in wanted}
    lines = []
    for key in keys:
        name, files, used, warned, left_out = counts_by_department.get(
            key, [names.get(key, ""), "", 0, 0, 0]
        )
        standing = "answered" if key in counts_by_department else "missing"
        if standing == "answered" and key in says_none and not used:
            standing = "none"
        if warned or left_out:
            standing = "questions"
        lines.append((name, standing, files, used, warned, left_out))
    return pd.DataFrame(lines, columns=["department", "standing", "files", *counts])
