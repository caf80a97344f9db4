"""The verification of a fiscal year: estimate, actual, difference, cause and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.card.parts import measured_by
from rpa_scout.documents.filling.excel_template import ExcelTemplate, SheetContent, Value
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.shipped import template_path
from rpa_scout.documents.wording import (
    era_date,
    hours_range,
    in_japanese,
    percent,
    rounded,
    whole,
    year_label,
)
from rpa_scout.ranking.decisions import live_tasks
from rpa_scout.register.records import Automation
from rpa_scout.register.surveyed import with_unlisted
from rpa_scout.task_frame import automated_tasks

_TITLE: Final = "RPA・AI活用業務の効果検証"
_CAUSES: Final = ("件数の減少", "件数の増加", "例外の増加", "停止・不具合", "確認の増加", "その他")
_JUDGEMENTS: Final = ("継続", "改修", "廃止")
_LARGE: Final = 0.2
"""From this share of the estimate on, a difference wants a cause."""
_UNKNOWN: Final = "―"


def verification(basis: DocumentBasis, fiscal_year: int, issue: Issue) -> bytes:
    """Return the verification of a fiscal year as a workbook."""
    template = ExcelTemplate(template_path("verification", ".xlsx", issue.template))
    with in_japanese():
        lines = [*verified_lines(basis, fiscal_year)]
    values: dict[str, Value] = {
        "件名": f"{_TITLE}（{year_label(fiscal_year)}）",
        "日付": era_date(issue.date),
        "文書番号": issue.number,
        "年度": year_label(fiscal_year),
        "要旨": _summary(lines),
        "検証結果": within_estimates(basis, fiscal_year),
        "版": basis.version,
    }
    template.fill_all(SheetContent(values, {"検証": lines, "所属別": _by_department(lines)}))
    for name, choices in (("検証.差の理由", _CAUSES), ("検証.判断", _JUDGEMENTS)):
        column = template.cells_of(name)
        if column is not None and lines:
            column.offer(choices, len(lines))
    return template.content(_TITLE, "verification")


def verified_lines(basis: DocumentBasis, fiscal_year: int) -> Iterator[dict[str, Value]]:
    """Yield the automations that ran in a year; those not in the register have no actual yet."""
    live = live_tasks(basis.decisions, basis.fiscal_year)
    register = with_unlisted(basis.register, basis.assessment.inventory, live)
    running = [entry for entry in register.automations if entry.ran_in(fiscal_year)]
    running.sort(key=lambda entry: (entry.department, entry.task_name, entry.name))
    for number, automation in enumerate(running, start=1):
        actual = register.measured.get((automation.automation_id, fiscal_year))
        saved = None if actual is None else actual.saved_hours_per_year
        estimate = _estimate(basis, automation)
        middle = None if estimate is None else estimate[1]
        difference = None if saved is None or middle is None else saved - middle
        yield {
            "番号": float(number),
            "所属": automation.department,
            "業務名": automation.task_name,
            "自動化": automation.name,
            "導入前": rounded(automation.hours_per_year_before),
            "見込み": rounded(middle),
            "見込みの幅": "" if estimate is None else hours_range(estimate[0], estimate[2]),
            "実績": rounded(saved),
            "差": rounded(difference),
            "差の印": _wants_cause(middle, difference),
            "差の理由": None,
            "把握方法": "" if actual is None else measured_by(actual.measured_by),
            "判断": None,
            "証拠": None,
            "状況": _standing(automation, is_measured=actual is not None),
        }


def _estimate(basis: DocumentBasis, automation: Automation) -> tuple[float, float, float] | None:
    """Return the estimated hours of the automation's share of its task: p10, p50, p90.

    Of a task that only the survey calls automated, today's hours are those after automation.
    """
    task_id = automation.task_id or ""
    if automation.automation_id not in basis.register.by_id:
        inventory = basis.assessment.inventory
        if automated_tasks(inventory.tasks.loc[[task_id]], inventory.fields)[0]:
            return None
    return basis.estimate_of(task_id, automation.share)


def _wants_cause(estimate: float | None, difference: float | None) -> str:
    if estimate is None or difference is None or not estimate > 0.0:
        return ""
    return "要記入" if abs(difference) >= _LARGE * estimate else ""


def _standing(automation: Automation, *, is_measured: bool) -> str:
    if automation.has_ended:
        return "廃止"
    return "稼働中" if is_measured else "実績未把握"


def _by_department(lines: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """Return the sums of each department, and of the city at the end."""
    departments = dict.fromkeys(str(line["所属"]) for line in lines)
    sums = [_sum(name, [line for line in lines if line["所属"] == name]) for name in departments]
    return [*sums, _sum("計", lines)] if lines else []


def _sum(name: str, lines: list[dict[str, Value]]) -> dict[str, Value]:
    """Return sums; estimates and actuals are compared only where both are known.

    Where nothing is known there is a dash: an unknown sum is not 0.
    """
    both = [line for line in lines if None not in (line["見込み"], line["実績"])]
    measured = [line for line in lines if line["実績"] is not None]
    has_before = any(line["導入前"] is not None for line in lines)
    expected, actual = _total(both, "見込み"), _total(both, "実績")
    return {
        "所属": name,
        "件数": float(len(lines)),
        "把握件数": float(len(measured)),
        "導入前": _total(lines, "導入前") if has_before else _UNKNOWN,
        "見込み": expected if both else _UNKNOWN,
        "実績": actual if both else _UNKNOWN,
        "差": actual - expected if both else _UNKNOWN,
        "実績計": _total(measured, "実績") if measured else _UNKNOWN,
        "比": percent(actual / expected) if expected > 0.0 else _UNKNOWN,
    }


def _total(lines: list[dict[str, Value]], column: str) -> float:
    return sum(float(line[column] or 0.0) for line in lines)


def _summary(lines: list[dict[str, Value]]) -> str:
    if not lines:
        return "この年度に稼働した自動化はない。"
    measured = [line for line in lines if line["実績"] is not None]
    if not measured:
        return f"稼働した{len(lines):,}件の自動化の実績は、まだ把握していない（照会中）。"
    missing = len(lines) - len(measured)
    return (
        f"稼働した{len(lines):,}件の自動化のうち{len(measured):,}件の実績を把握し、"
        f"削減時間は合わせて年{whole(_total(measured, '実績'))}時間であった。"
        + (f"実績が未把握の{missing:,}件は、照会中である。" if missing else "")
    )


def within_estimates(basis: DocumentBasis, fiscal_year: int) -> str:
    """Return how many of the tasks whose newest actual is of the year are as was estimated."""
    tasks = [task for task in basis.target.measured.tasks if task.fiscal_year == fiscal_year]
    if not tasks:
        return f"{year_label(fiscal_year)}の実績を見込みと比較できる業務は、まだない。"
    within = sum(task.is_within for task in tasks)
    return (
        f"見込みと実績を比較できる{len(tasks):,}業務のうち、実績が控えめ～多めの見込みの範囲に"
        f"入ったものは{within:,}業務（{percent(within / len(tasks))}）である。"
    )
