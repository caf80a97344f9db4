"""The results sent to a department: what came of each task, why, and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.filling.excel_template import ExcelTemplate, SheetContent, Value
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.reasons import (
    criteria_sentence,
    held_back_sentence,
    not_candidate_sentence,
)
from rpa_scout.documents.results.answers import answer_lines, shown_fields
from rpa_scout.documents.results.choices import add_choices
from rpa_scout.documents.results.page_breaks import break_between_tasks
from rpa_scout.documents.shipped import template_path
from rpa_scout.documents.task_lines import task_line
from rpa_scout.documents.wording import era_date, in_japanese
from rpa_scout.forms.saving import form_file_name
from rpa_scout.forms.texts import FILE_STEM
from rpa_scout.progress import Progress
from rpa_scout.rank_robustness.what_would_change import WhatWouldChange, what_would_change
from rpa_scout.text import _

KIND: Final = "department_results"
_TITLE: Final = "業務調査の結果について（通知）"
_UNDECIDED: Final = "検討中"
_PLANNED: Final = "予定された変更（{answer}）の時期を踏まえて、実施の時期を検討します。"
_SETTLED: Final = ("自動化済み", "稼働中", "廃止", "取下げ")
_CHANGES: Final = ("within_1y", "within_3y")


@dataclass(frozen=True)
class Notice:
    """The results of one department."""

    department: str
    file: str
    content: bytes


def department_notices(
    basis: DocumentBasis,
    issue: Issue,
    departments: Sequence[str] = (),
    *,
    reply_by: str = "",
    contact: str = "",
    with_score: bool = True,
    progress: Progress | None = None,
) -> Iterator[Notice]:
    """Yield the notices of the departments that have tasks, or of the named ones."""
    with in_japanese():
        changes = what_would_change(basis.assessment, progress=progress)
    letter = {"申出期限": reply_by or "（期限）", "問合せ先": contact or "デジタル課"}
    named = [*dict.fromkeys(str(line["department"] or "") for line in basis.lines)]
    for department in departments or sorted(named):
        lines = [line for line in basis.lines if (line["department"] or "") == department]
        content = _written(basis, issue, department, lines, changes, letter, with_score=with_score)
        # Named as the survey form is: two departments never get the same name.
        name = form_file_name(department).removeprefix(_(FILE_STEM))
        yield Notice(department, f"結果通知{name}", content)


def _written(
    basis: DocumentBasis,
    issue: Issue,
    department: str,
    lines: Sequence[Mapping[str, object]],
    changes: WhatWouldChange,
    letter: Mapping[str, str],
    *,
    with_score: bool,
) -> bytes:
    template = ExcelTemplate(template_path("department_results", ".xlsx", issue.template))
    ids = [str(line["task_id"]) for line in lines]
    fields = shown_fields(basis.assessment.policy, basis.assessment.inventory.fields)
    with in_japanese():
        results = [_result(basis, task_id, changes, with_score=with_score) for task_id in ids]
        answers = [*answer_lines(basis, ids, fields)]
    values: dict[str, Value] = {
        "件名": _TITLE,
        "日付": era_date(issue.date),
        "文書番号": issue.number,
        "所属": department,
        "業務数": f"{len(ids):,}",
        "版": basis.version,
        "評価番号": float(basis.kept.number),
        **letter,
    }
    template.fill_all(SheetContent(values, {"結果": results, "申出": answers}))
    break_between_tasks(template, "申出.業務番号", [line["業務番号"] for line in answers])
    add_choices(template, [line["項目番号"] for line in answers], basis.assessment.inventory.fields)
    return template.content(_TITLE, KIND)


def _result(
    basis: DocumentBasis, task_id: str, changes: WhatWouldChange, *, with_score: bool
) -> dict[str, Value]:
    line = basis.line_of[task_id]
    shown = task_line(basis, line)
    outcome = str(shown["決定"])
    outcome = _UNDECIDED if outcome in ("採択案", "未決定（候補）") else outcome
    return {
        "業務番号": task_id,
        "業務名": shown["業務名"],
        "結果": outcome,
        "実施年度": shown["実施年度"] or "―",
        "適合度": shown["適合度"] if with_score else None,
        "理由": _reason(basis, task_id, outcome),
        "お願い": "" if outcome in _SETTLED else _request(basis, task_id, changes),
        "意見": None,
    }


def _reason(basis: DocumentBasis, task_id: str, outcome: str) -> str:
    """Return why, in a sentence; the reason that a person gave comes first."""
    line = basis.line_of[task_id]
    decision = basis.decisions.get(task_id)
    code = line["not_candidate_because"]
    is_decided = decision is not None and decision.state in ("on_hold", "declined")
    if is_decided and decision is not None and decision.reason:
        return _closed(decision.reason)
    if isinstance(code, str) and outcome in ("対象外", "自動化済み", "見送り", "保留"):
        return not_candidate_sentence(code, line, basis.assessment.policy)
    criteria = basis.assessment.explain(task_id).criteria
    if is_decided:
        return held_back_sentence(criteria, line, basis.usual)
    return criteria_sentence(criteria, line, basis.usual)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "）", ".")) else f"{sentence}。"


def _request(basis: DocumentBasis, task_id: str, changes: WhatWouldChange) -> str:
    """Return the most effective change, or the question whose answer is worth most."""
    fields = basis.assessment.inventory.fields
    lift = changes.lifts.get(task_id)
    if lift is not None:
        advice = "".join(_closed(sentence) for sentence in changes.advice(task_id))
        return f"{advice}適合度が{lift.score_before:.0f}点から{lift.score:.0f}点になる見込みです。"
    planned = basis.assessment.inventory.tasks.at[task_id, "planned_change"]
    if planned in _CHANGES and basis.line_of[task_id]["candidate"]:
        return _PLANNED.format(answer=fields["planned_change"].choice_label(str(planned)))
    question = basis.line_of[task_id]["most_useful_question"]
    if isinstance(question, str):
        label = fields.label(question)
        return f"「{label}」が未記入です。分かる範囲で、申出のシートに記入してください。"
    return ""
