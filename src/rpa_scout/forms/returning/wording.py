"""The words of a question: what is asked, with help and example, and how to answer it."""

from __future__ import annotations

from collections.abc import Sequence

from rpa_scout.findings import CATALOGUE, SEVERITIES, Finding
from rpa_scout.forms.returning import question_texts, texts
from rpa_scout.forms.rules import number_text
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.questions import KEEP_LABEL, WITHDRAW_LABEL, Question
from rpa_scout.text import _, language


def asked(question: Question, findings: Sequence[Finding], fields: FieldSet) -> str:
    """Return what is asked: the question, the field's help and an example."""
    field = fields[question.field].in_language(language())
    sentence = _sentence(question, _gravest(findings), fields)
    if question.can_be_withdrawn:
        return sentence
    return _(texts.HELP).format(
        question=sentence, help=_with_example(field, fields.in_language(language()))
    )


def remark(finding: Finding, fields: FieldSet) -> tuple[str, str]:
    """Return the problem of a list and what to do about it."""
    return finding.message(fields), finding.hint(fields)


def how_to_answer(field: FieldDefinition, *, can_be_kept: bool, can_be_withdrawn: bool) -> str:
    """Return how to answer a question."""
    if can_be_withdrawn:
        return _(texts.HOW_WITHDRAW).format(withdraw=_(WITHDRAW_LABEL))
    how = _(question_texts.BY_KIND[field.kind]).format(label=field.label_in(language()))
    return how + (_(texts.HOW_KEEP).format(keep=_(KEEP_LABEL)) if can_be_kept else "")


def _gravest(findings: Sequence[Finding]) -> Finding | None:
    ranked = sorted(
        findings, key=lambda finding: SEVERITIES.index(CATALOGUE[finding.code].severity)
    )
    return ranked[0] if ranked else None


def _sentence(question: Question, finding: Finding | None, fields: FieldSet) -> str:
    label = fields.label(question.field)
    if finding is None:
        return _(question_texts.OPEN).format(field=label)
    template = question_texts.BY_CODE.get(finding.code, question_texts.CONFIRM)
    shown = {
        **{name: finding.shown_value(name, fields) for name in finding.rule.names},
        "written": finding.quoted or question.written,
        "field": fields.label(finding.field) if finding.field else label,
        "name": question.name,
    }
    return _(template).format_map(shown)


def _with_example(field: FieldDefinition, fields: FieldSet) -> str:
    """Return a field's help, with the answer of a worked example where nothing is to be chosen."""
    examples = [
        example.answers[field.id] for example in fields.example if field.id in example.answers
    ]
    if field.kind == "choice" or not examples:
        return field.help
    shown = examples[0] if isinstance(examples[0], str) else number_text(examples[0])
    return f"{field.help}{_(texts.EXAMPLE).format(example=shown)}"
