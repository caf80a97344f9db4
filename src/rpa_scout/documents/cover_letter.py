"""The letter that goes with the survey forms."""

from __future__ import annotations

import datetime as dt

from rpa_scout.documents.filling.word_template import filled_document
from rpa_scout.documents.shipped import template_path
from rpa_scout.forms import texts
from rpa_scout.forms.filling_time import promised_time
from rpa_scout.forms.inquiry import Inquiry, japanese_date
from rpa_scout.forms.layout import Form
from rpa_scout.policy.model import Policy

__all__ = ["COVER_LETTER_NAME", "cover_letter"]

COVER_LETTER_NAME = "送付文.docx"

_ADDRESS = "各所属長"
_UNKNOWN_SENDER = "（差出人）"


def cover_letter(inquiry: Inquiry, policy: Policy, dated: dt.date) -> bytes:
    """Return the letter as a document of Word, from the shipped template."""
    fields = policy.survey
    form = Form("", fields, policy, inquiry=inquiry)
    time = promised_time(form)
    sender = inquiry.sender or _UNKNOWN_SENDER
    deadline = (
        texts.DEADLINE.format(deadline=inquiry.shown_deadline)
        if inquiry.deadline
        else texts.NO_DEADLINE
    )
    values = {
        "文書番号": "",
        "日付": japanese_date(dated).split("（")[0],
        "宛先": _ADDRESS,
        "差出人": sender,
        "件名": inquiry.shown_subject,
        "目的": texts.PURPOSE,
        "根拠": inquiry.basis or policy.policy.source.ja,
        "対象": texts.SCOPE,
        "提出期限": deadline,
        "所要時間": texts.TIME_PROMISE.format(
            total=time.total,
            reading=time.reading,
            core=time.core,
            lookup=time.lookup,
            count=form.core_count - 1,
        ),
        "該当なし": texts.NONE_GUIDE.format(
            tasks=fields.form.tasks_sheet, none=fields.form.none_label
        ),
        "問合せ先": inquiry.shown_contact,
    }
    path = template_path("cover_letter", ".docx")
    return filled_document(path, values, {}, inquiry.shown_subject, "cover_letter")
