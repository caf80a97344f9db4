"""The letter that goes with the survey forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rpa_scout.documents.filling.word_template import filled_document
from rpa_scout.documents.shipped import DocumentKind, template_path
from rpa_scout.forms import texts
from rpa_scout.forms.head_sentences import deadline_sentence, none_sentence, promise_sentence
from rpa_scout.forms.inquiry import Inquiry, shown_date
from rpa_scout.forms.layout import Form
from rpa_scout.policy.model import Policy
from rpa_scout.text import N_, Language, _, language

_FILE_STEM = N_("Cover letter")
_ADDRESS = N_("Heads of all departments")
_UNKNOWN_SENDER = N_("(sender)")
_TEMPLATES: Mapping[Language, DocumentKind] = {"ja": "cover_letter", "en": "cover_letter_en"}


def cover_letter_name() -> str:
    """Return the name of the letter's file."""
    return f"{_(_FILE_STEM)}.docx"


def cover_letter(inquiry: Inquiry, policy: Policy, dated: dt.date) -> bytes:
    """Return the letter as a document of Word, from the shipped template."""
    fields = policy.survey.in_language(language())
    form = Form("", fields, policy, inquiry=inquiry)
    values = {
        "文書番号": "",
        "日付": shown_date(dated, weekday=False),
        "宛先": _(_ADDRESS),
        "差出人": inquiry.sender or _(_UNKNOWN_SENDER),
        "件名": inquiry.shown_subject,
        "目的": _(texts.PURPOSE),
        "根拠": inquiry.basis or str(policy.policy.source),
        "対象": _(texts.SCOPE),
        "提出期限": deadline_sentence(inquiry),
        "所要時間": promise_sentence(form),
        "該当なし": none_sentence(fields.form),
        "問合せ先": inquiry.shown_contact,
    }
    path = template_path(_TEMPLATES[language()], ".docx")
    return filled_document(path, values, {}, inquiry.shown_subject, "cover_letter")
