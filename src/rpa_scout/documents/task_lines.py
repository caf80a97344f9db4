"""Lines about tasks, as the lists of the documents show them: columns by their Japanese names."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.filling.excel_template import Value
from rpa_scout.documents.wording import UNKNOWN, hours_range, percent, rounded, whole, year_label
from rpa_scout.ranking.before_after import BeforeAfter, before_after
from rpa_scout.ranking.formats import is_missing

_SHARES: Final = frozenset({"削減率", "重みの割合", "悪化の確率"})
_TENTHS: Final = frozenset({"適合度", "加点"})


def task_line(basis: DocumentBasis, line: Mapping[str, Any]) -> dict[str, Value]:
    """Return a task with its hours before and after, its means, decision and fiscal year."""
    hours = before_after(line)
    labels = basis.report.labels
    builder = line.get("decided_builder") or line["builder"]
    fiscal_year = line.get("planned_fiscal_year")
    return {
        "順位": float(line["rank"]),
        "業務番号": str(line["task_id"]),
        "所属": line["department"] or "",
        "業務名": line["name"] or "",
        "適合度": float(line["score"]),
        "手段": labels.label("means", line["means"]),
        "導入前": rounded(hours.before),
        "導入後": _difference(hours.before, hours.saved),
        "削減時間": rounded(hours.saved),
        "控えめ": rounded(hours.saved_p10),
        "多め": rounded(hours.saved_p90),
        "削減時間の幅": _range(hours),
        "削減時間と幅": _with_range(hours),
        "削減率": None if math.isnan(hours.reduction_share) else hours.reduction_share,
        "作成区分": {"in_house": "内製", "vendor": "委託"}.get(str(builder), ""),
        "決定": result_of(basis, str(line["task_id"])),
        "実施年度": "" if is_missing(fiscal_year) else year_label(int(float(fiscal_year or 0))),
        "担当": line.get("owner") or "",
        "悪化の確率": None if math.isnan(line["chance_worse"]) else float(line["chance_worse"]),
    }


def _range(hours: BeforeAfter) -> str:
    is_known = not math.isnan(hours.saved)
    return hours_range(hours.saved_p10, hours.saved_p90) if is_known else UNKNOWN


def _with_range(hours: BeforeAfter) -> str:
    is_known = not math.isnan(hours.saved)
    return f"{whole(hours.saved)}（{_range(hours)}）" if is_known else UNKNOWN


def _difference(before: float, saved: float) -> float | None:
    """Return the hours after, so that the rounded three agree: before less saved."""
    whole_before, whole_saved = rounded(before), rounded(saved)
    return None if whole_before is None or whole_saved is None else whole_before - whole_saved


_STATES: Final = {
    "adopted": "採択",
    "building": "採択（作成中）",
    "live": "稼働中",
    "retired": "廃止",
    "on_hold": "保留",
    "declined": "見送り",
    "withdrawn": "取下げ",
}


def result_of(basis: DocumentBasis, task_id: str) -> str:
    """Return what was decided on a task, or how it stands without a decision."""
    decision = basis.decisions.get(task_id)
    state = _STATES.get(decision.state) if decision else None
    if state:
        return state
    code = basis.line_of[task_id]["not_candidate_because"]
    if code == "automated":
        return "自動化済み"
    if isinstance(code, str):
        return "対象外"
    return "採択案" if task_id in basis.proposal.task_ids else "未決定（候補）"


_TEXTS: Final[Mapping[bool, Callable[[float], str]]] = {True: percent, False: whole}


def as_texts(line: Mapping[str, Value]) -> dict[str, str]:
    """Return a line with all numbers as texts, for documents of Word."""
    return {name: _text(name, value) for name, value in line.items()}


def _text(name: str, value: Value) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, str):
        return value
    column = name.removeprefix("左_").removeprefix("右_")
    if column in _TENTHS:
        return f"{value:.1f}"
    return _TEXTS[column in _SHARES](value)
