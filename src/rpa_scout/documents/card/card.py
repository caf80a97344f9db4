"""Cards of tasks: one page each, in one workbook."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.card.charts import (
    criteria_chart,
    waterfall_chart,
    waterfall_text,
)
from rpa_scout.documents.card.parts import (
    KnownWork,
    actual_lines,
    case_lines,
    criterion_lines,
    decision_values,
    effect_lines,
    effect_values,
    known_work,
    means_values,
    overview_values,
    pattern_values,
    score_values,
    volume_values,
)
from rpa_scout.documents.filling.excel_template import ExcelTemplate, SheetContent, Value
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.shipped import template_path
from rpa_scout.documents.wording import era_date, in_japanese, japan_time
from rpa_scout.policy.model import Policy
from rpa_scout.project.ledger.entry_texts import entry_line
from rpa_scout.project.ledger.history import HistoryFilter
from rpa_scout.project.project import Project

CardHistory = Mapping[str, Sequence[Mapping[str, Value]]]

_TITLE: Final = "業務カード"
_ANCHOR: Final = "業務番号"
_ENTRIES_SHOWN: Final = 4
_LONGEST_TITLE: Final = 31  # characters, Excel's limit for the name of a sheet
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\']")


def card_history(project: Project, task_ids: Iterable[str]) -> CardHistory:
    """Return the newest entries of the history about each task, the oldest first."""
    policy = project.policy()
    with in_japanese():
        return {task_id: _entries(project, task_id, policy) for task_id in task_ids}


def _entries(project: Project, task_id: str, policy: Policy) -> list[Mapping[str, Value]]:
    entries = project.history.entries(HistoryFilter(task_id=task_id, limit=_ENTRIES_SHOWN))
    tasks = project.history.entry_tasks(entries, task_id=task_id)
    return [
        {
            "番号": float(entry.number),
            "日付": era_date(japan_time(dt.datetime.fromisoformat(entry.at)).date()),
            "内容": entry_line(entry, tasks[entry.number], policy),
            "操作者": entry.author,
        }
        for entry in entries
    ]


def task_cards(
    basis: DocumentBasis, task_ids: Sequence[str], history: CardHistory, issue: Issue
) -> bytes:
    """Return the cards of tasks as a workbook, one sheet each."""
    template = ExcelTemplate(template_path("task_card", ".xlsx", issue.template))
    with in_japanese():
        known = known_work(basis, task_ids)
        contents = [
            _content(basis, task_id, known[task_id], history.get(task_id, ()), issue)
            for task_id in task_ids
        ]
    template.check_names([*contents[0].values, *contents[0].lists, *contents[0].charts])
    first = template.sheet_of(_ANCHOR) or template.workbook.worksheets[0]
    titles = _titles(task_ids, [sheet.title for sheet in template.workbook.worksheets])
    copies = [template.copy_of(first, title) for title in titles[1:]]
    of_sheet = first.title
    for content, sheet in zip(contents[1:], copies, strict=True):
        template.fill(content, of_sheet, sheet)
    template.fill(contents[0], of_sheet)
    template.rename(first, titles[0])
    return template.content(_TITLE, "task_card")


def _content(
    basis: DocumentBasis,
    task_id: str,
    known: KnownWork,
    entries: Sequence[Mapping[str, Value]],
    issue: Issue,
) -> SheetContent:
    explanation = basis.assessment.explain(task_id)
    line = basis.line_of[task_id]
    section = basis.assessment.inventory.tasks.at[task_id, "section"]
    values: dict[str, Value] = {
        "業務番号": task_id,
        "業務名": line["name"] or "",
        "所属": line["department"] or "",
        "係": section if isinstance(section, str) else "",
        "日付": era_date(issue.date),
        "文書番号": issue.number,
        "版": basis.version,
        **overview_values(basis, task_id),
        **volume_values(basis, explanation),
        **score_values(basis, explanation),
        **means_values(basis, explanation),
        **effect_values(explanation, line),
        **pattern_values(known),
        **decision_values(basis, task_id),
    }
    charts = {"図.判断基準": criteria_chart(explanation.criteria)}
    if explanation.hours.waterfall is not None:
        charts["図.内訳"] = waterfall_chart(explanation.hours.waterfall)
        values["内訳"] = waterfall_text(explanation.hours.waterfall)
    lists = {
        "判断基準": criterion_lines(explanation),
        "効果": effect_lines(line),
        "事例": case_lines(explanation, known),
        "経過": entries,
        "実績": actual_lines(basis, task_id),
    }
    return SheetContent(values, lists, charts)


def _titles(task_ids: Sequence[str], taken: Iterable[str]) -> list[str]:
    """Return a name for each sheet that Excel allows and that is there once."""
    used = {title.casefold() for title in taken}
    titles = []
    for task_id in task_ids:
        stem = _NOT_IN_TITLES.sub("_", task_id)[:_LONGEST_TITLE] or "_"
        title, number = stem, 1
        while title.casefold() in used:
            number += 1
            ending = f"_{number}"
            title = stem[: _LONGEST_TITLE - len(ending)] + ending
        used.add(title.casefold())
        titles.append(title)
    return titles
