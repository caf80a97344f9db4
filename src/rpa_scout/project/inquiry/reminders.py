"""Reminders that are due, as text for mail; a Japanese document, so not translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rpa_scout.forms.inquiry import Inquiry, japanese_date
from rpa_scout.forms.saving import save
from rpa_scout.policy.fields import load_fields
from rpa_scout.project.inquiry.asked import AskedQuestion
from rpa_scout.project.inquiry.standing import InquiryStanding
from rpa_scout.text import fold

__all__ = ["reminder_text", "write_reminders"]

_LINE: Final = "―" * 30
_HEAD: Final = "催促一覧（{today}現在）　{count}所属"
_NOTHING: Final = "催促が必要な所属はありません。"
_FORM: Final = """宛先：{department}{contact}
件名：業務調査票の提出について（再依頼）

{department}　御中

「{subject}」について、提出期限（{deadline}）を過ぎていますが、調査票の提出を確認できていません。
行き違いの場合は御容赦ください。未提出の場合は、提出をお願いします。
該当する業務がない場合も、その旨を記入して提出してください。
{sender}"""
_QUESTIONS: Final = """宛先：{department}{contact}
件名：業務調査票の記入内容の確認について（再依頼）

{department}　御中

業務調査に御協力いただきありがとうございます。
お送りした「確認のお願い」（回答期限 {deadline}）のうち、次の{count}件の回答を確認できていません。
行き違いの場合は御容赦ください。回答欄に記入の上、返送をお願いします。
{questions}
{sender}"""
_QUESTION: Final = "・{task}：{field}"
_ROW: Final = "{row}行目の業務"


def reminder_text(
    standings: Sequence[InquiryStanding],
    asked: Sequence[AskedQuestion],
    inquiry: Inquiry,
    today: dt.date,
) -> str:
    """Return one text for mail for every department to be reminded."""
    due = [standing for standing in standings if standing.reminder]
    parts = [_HEAD.format(today=japanese_date(today), count=len(due))]
    parts += [_of_department(standing, asked, inquiry, today) for standing in due]
    if not due:
        parts.append(_NOTHING)
    return f"\n{_LINE}\n".join(parts) + "\n"


def write_reminders(path: Path, text: str, *, replace: bool) -> Path:
    """Write reminders as a text file that Windows opens as it should."""
    content = text.replace("\n", "\r\n").encode("utf-8-sig")
    return save(path, content, replace=replace)


def _of_department(
    standing: InquiryStanding,
    asked: Sequence[AskedQuestion],
    inquiry: Inquiry,
    today: dt.date,
) -> str:
    parts = {
        "department": standing.department,
        "contact": f"（{standing.contact}）" if standing.contact else "",
        "sender": inquiry.shown_contact,
        "subject": inquiry.shown_subject,
    }
    if standing.reminder == "form":
        return _FORM.format(deadline=_shown(standing.deadline), **parts)
    waiting = [
        question
        for question in asked
        if fold(question.department) == fold(standing.department)
        and question.is_due(today.isoformat())
    ]
    return _QUESTIONS.format(
        deadline=_shown(standing.questions_deadline),
        count=len(waiting),
        questions="\n".join(_lines(waiting)),
        **parts,
    )


def _lines(waiting: Sequence[AskedQuestion]) -> Iterator[str]:
    fields = load_fields()
    for question in waiting:
        yield _QUESTION.format(
            task=question.task or _ROW.format(row=question.row),
            field=fields.label(question.field, "ja"),
        )


def _shown(deadline: str | None) -> str:
    """Return a deadline as letters write it; as it stands where it is no date."""
    if not deadline:
        return ""
    try:
        return japanese_date(dt.date.fromisoformat(deadline))
    except ValueError:
        return deadline
