"""The lists of the report: indicators, proposed tasks, departments, criteria, all candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rpa_scout.assessment.goal_chances import Chances
from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.filling.excel_template import Value
from rpa_scout.documents.proposal import Proposal
from rpa_scout.documents.reasons import short_reason
from rpa_scout.documents.task_lines import result_of, task_line
from rpa_scout.documents.wording import in_japanese, middle_and_range, whole, year_label
from rpa_scout.policy.targets import Target
from rpa_scout.savings.quantiles import Quantiles

Line = dict[str, Value]

_SURE, _EVEN = 0.8, 0.5
_BY_HAND = "（記入）"


@dataclass(frozen=True, slots=True)
class GoalOutlook:
    """What a document expects when the goals are due."""

    hours: Quantiles
    tasks: Quantiles
    chances: Chances

    @classmethod
    def of_proposal(cls, proposal: Proposal) -> GoalOutlook:
        """Return what adopting the proposed tasks comes to."""
        outlook = proposal.outlook
        return cls(outlook.total_hours, outlook.total_tasks, outlook.chances)


def indicator_lines(basis: DocumentBasis, outlook: GoalOutlook) -> list[Line]:
    """Return the plan's indicators from its making to its goal, with a mark for the outlook."""
    # Today is what runs; adopted tasks are not in use yet.
    today = basis.this_year
    figures = {
        "hours": (today.live_hours, outlook.hours),
        "tasks": (today.live_tasks, outlook.tasks),
    }
    lines = []
    entered = basis.report.figures or {}
    for name, indicator in basis.target.targets.indicators.items():
        if indicator.figure in figures:
            now, ahead = figures[indicator.figure]
            line = _indicator(indicator, today.fiscal_year, now, ahead)
            lines.append(line | {"評価": _mark(outlook.chances.each.get(name))})
        else:
            by_year = dict(sorted(entered.get(name, {}).items()))
            newest = [*by_year.items()][-1] if by_year else (today.fiscal_year, None)
            line = _indicator(indicator, newest[0], newest[1], None)
            if not indicator.baseline:
                # A plan that leaves the figure open has 0 in the policy.
                line["策定時"] = f"―\n（{year_label(indicator.baseline_year)}）"
            lines.append(line | {"評価": ""})
    return lines


def _indicator(target: Target, year: int, now: float | None, ahead: Quantiles | None) -> Line:
    """Return an indicator's line; figures that are entered by hand are left to be filled in."""
    present = _BY_HAND if now is None else whole(now)
    return {
        "指標": target.label,
        "単位": target.unit,
        "策定時": f"{whole(target.baseline)}\n（{year_label(target.baseline_year)}）",
        "現状": f"{present}\n（{year_label(year)}）",
        "見込み": _BY_HAND if ahead is None else middle_and_range(ahead, "\n"),
        "目標値": f"{whole(target.goal)}以上\n（{year_label(target.goal_year)}）",
    }


def _mark(chance: float | None) -> str:
    if chance is None:
        return ""
    if chance >= _SURE:
        return "◎"
    return "○" if chance >= _EVEN else "△"


def proposed_lines(basis: DocumentBasis, most: int) -> list[Line]:
    """Return the first of the proposed tasks, each with its main reason."""
    lines = []
    for task_id in basis.proposal.rows["task_id"].tolist()[:most]:
        row = basis.line_of[task_id]
        with in_japanese():
            criteria = basis.assessment.explain(task_id).criteria
        lines.append(task_line(basis, row) | {"主な理由": short_reason(criteria, row, basis.usual)})
    return lines


def department_lines(basis: DocumentBasis) -> list[Line]:
    """Return what each department reported, and what comes of it."""
    rows, proposal = basis.rows, basis.proposal
    index = basis.assessment.inventory.tasks.index
    lines: list[Line] = []
    for entry in basis.board.to_dict("records"):
        name = str(entry["department"])
        of_department = rows["department"] == name
        ids = set(rows.loc[of_department, "task_id"]) & proposal.task_ids
        positions = index.get_indexer(pd.Index(list(ids))) if ids else np.empty(0, dtype=np.intp)
        outlook = basis.assessment.target.of_rows(positions)
        lines.append(
            {
                "所属": name,
                "提出": "未提出" if entry["standing"] == "missing" else "提出",
                "業務数": float(of_department.sum()),
                "候補数": float(rows.loc[of_department, "candidate"].sum()),
                "採択案": float(len(ids)),
                "削減見込み": middle_and_range(outlook.hours) if ids else "―",
            }
        )
    return lines


def criterion_lines(basis: DocumentBasis) -> list[Line]:
    """Return the criteria and their weights."""
    criteria = basis.assessment.scores.scorecard.criterion
    total = sum(criterion.weight for criterion in criteria)
    return [
        {
            "番号": float(number),
            "判断基準": criterion.label,
            "重み": float(criterion.weight),
            "重みの割合": criterion.weight / total,
        }
        for number, criterion in enumerate(criteria, start=1)
    ]


def candidate_lines(basis: DocumentBasis) -> list[Line]:
    """Return all candidates, best first."""
    return [task_line(basis, line) for line in basis.lines if line["candidate"]]


def automated_lines(basis: DocumentBasis) -> list[Line]:
    """Return the tasks that are automated already; they are never among the candidates."""
    lines: list[Mapping[str, Value]] = [
        task_line(basis, line)
        for line in basis.lines
        if result_of(basis, str(line["task_id"])) in ("自動化済み", "稼働中")
    ]
    return [dict(line) for line in lines]
