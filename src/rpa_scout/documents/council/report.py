"""The report to the council: values for its templates of Word and Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.council.charts import council_charts, note_on_charts
from rpa_scout.documents.council.lists import (
    GoalOutlook,
    automated_lines,
    candidate_lines,
    criterion_lines,
    department_lines,
    indicator_lines,
    proposed_lines,
)
from rpa_scout.documents.council.summary import notes, points_to_decide, summary
from rpa_scout.documents.filling.excel_template import ExcelTemplate, SheetContent, Value
from rpa_scout.documents.filling.word_template import filled_document
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.shipped import template_path
from rpa_scout.documents.task_lines import as_texts
from rpa_scout.documents.wording import era_date, year_with_era

_TITLE: Final = "AI・RPA活用業務の選定及び目標の達成見込みについて"
_PROPOSED_SHOWN: Final = 10
_KIND: Final = "council_report"


def council_report(
    basis: DocumentBasis, suffix: str, issue: Issue, *, is_for_decision: bool = True
) -> bytes:
    """Return the report as a Word document or a workbook."""
    template = template_path("council_report", suffix, issue.template)
    values = _values(basis, issue) | {"区分": "協議" if is_for_decision else "報告"}
    lists = _lists(basis)
    charts = council_charts(basis)
    if suffix == ".docx":
        texts = {name: [as_texts(line) for line in lines] for name, lines in lists.items()}
        return filled_document(template, {**values, **texts}, charts, _TITLE, _KIND)
    return _workbook(template, values, lists, charts)


def _values(basis: DocumentBasis, issue: Issue) -> dict[str, Any]:
    return {
        "件名": _TITLE,
        "日付": era_date(issue.date),
        "文書番号": issue.number,
        "要旨": summary(basis),
        "目標年度": year_with_era(basis.target.years[-1].fiscal_year),
        "図の注": note_on_charts(basis),
        "協議事項": points_to_decide(basis),
        "採択案の数": f"{len(basis.proposal.rows):,}",
        "表2の数": f"{min(len(basis.proposal.rows), _PROPOSED_SHOWN)}",
        "未提出の所属": "、".join(basis.missing_departments) or "該当なし",
        "留意事項": notes(basis),
        "版": basis.version,
    }


def _lists(basis: DocumentBasis) -> dict[str, list[dict[str, Value]]]:
    departments, criteria = department_lines(basis), criterion_lines(basis)
    return {
        "指標": indicator_lines(basis, GoalOutlook.of_proposal(basis.proposal)),
        "採択案": proposed_lines(basis, _PROPOSED_SHOWN),
        "所属別": departments,
        "所属別の2列": _pairs(departments),
        "判断基準": criteria,
        "判断基準の2列": _pairs(criteria),
        "候補": candidate_lines(basis),
        "自動化済み": automated_lines(basis),
    }


def _pairs(lines: Sequence[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """Return a list in two columns, the first half on the left."""
    half = (len(lines) + 1) // 2
    blank: Mapping[str, Value] = dict.fromkeys(lines[0], "") if lines else {}
    return [
        {
            f"{side}_{name}": value
            for side, line in (("左", left or blank), ("右", right or blank))
            for name, value in line.items()
        }
        for left, right in zip_longest(lines[:half], lines[half:])
    ]


def _workbook(
    template: Path,
    values: Mapping[str, Any],
    lists: Mapping[str, Sequence[Mapping[str, Value]]],
    charts: Mapping[str, Any],
) -> bytes:
    book = ExcelTemplate(template)
    texts = {
        name: [{"番号": f"（{number}）", "文": text} for number, text in enumerate(value, start=1)]
        for name, value in values.items()
        if isinstance(value, list)
    }
    single = {name: value for name, value in values.items() if isinstance(value, str)}
    book.fill_all(SheetContent(single, {**lists, **texts}, charts))
    return book.content(_TITLE, _KIND)
