"""The words of a question: why it is asked, and how to answer it."""

from __future__ import annotations

from collections.abc import Iterable

from rpa_scout.findings import Finding
from rpa_scout.forms.returning import texts
from rpa_scout.forms.rules import number_text
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.questions import WITHDRAW_LABEL

__all__ = ["how_to_answer", "open_reason", "reason", "remark"]


def reason(findings: Iterable[Finding], fields: FieldSet) -> str:
    """Return why a question is asked: the sentences of its findings, in Japanese."""
    return "\n".join(dict.fromkeys(finding.message(fields, "ja") for finding in findings))


def remark(finding: Finding, fields: FieldSet) -> tuple[str, str]:
    """Return the problem of a list and what to do about it, in Japanese."""
    return finding.message(fields, "ja"), finding.hint(fields, "ja")


def open_reason(first: int) -> str:
    """Return why an empty answer is asked for, in Japanese."""
    return texts.OPEN_REASON.format(first=first)


def how_to_answer(field: FieldDefinition, *, can_be_kept: bool, can_be_withdrawn: bool) -> str:
    """Return how to answer a question, in Japanese."""
    if can_be_withdrawn:
        return texts.HOW_WITHDRAW.format(withdraw=WITHDRAW_LABEL)
    if field.kind == "number":
        how = texts.HOW_NUMBER.format(
            minimum=number_text(field.minimum), maximum=number_text(field.maximum)
        )
    else:
        how = texts.HOW_BY_KIND[field.kind].format(label=field.label)
    return how + (texts.HOW_KEEP if can_be_kept else "")
