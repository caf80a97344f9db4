"""A means as Markdown: what it requires, what bars it, and what it takes to build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.policy.means import Gate, Means
from rpa_scout.policy.model import Policy
from rpa_scout.text import N_, Language, translated


def means_lines(means: Means, policy: Policy, fields: FieldSet, code: Language) -> Iterator[str]:
    """Yield the requirements and gates of a means, its steps, and what it takes to build."""

    def say(sentence: str) -> str:
        return translated(sentence, code)

    for requirement in means.requirement:
        must_be_answered = say(N_(" (has to be answered)")) if requirement.must_be_known else ""
        answers = answers_text(fields[requirement.field], requirement.allowed, code)
        yield f"- {answers}{must_be_answered}"
    reasons = {reason.id: reason.label_in(code) for reason in policy.gate_reason}
    for gate in means.gate:
        yield f"- {_gate_text(gate, reasons[gate.because], fields, code)}"
    if means.only_by_route:
        yield "- " + say(N_("considered only where the AI route names it"))
    if means.steps:
        labels = {declared.id: declared.label_in(code) for declared in policy.means}
        steps = " → ".join(labels[means_id] for means_id in means.steps)
        yield "- " + say(N_("work in steps: {steps}")).format(steps=steps)
    build = say(N_("Hours to build: {hours:g}")).format(hours=means.build_hours)
    yield f"- {build} ({means.build_reason.text_in(code)})"
    if means.common_share is not None:
        share = say(N_("Share of its variance that all tasks have in common: {share:.0%}"))
        reason = means.common_share_reason.text_in(code)
        yield f"- {share.format(share=means.common_share)} ({reason})"


def answers_text(field: FieldDefinition, codes: Iterable[str], code: Language) -> str:
    """Write a field with some of its answers."""
    joint = "・" if code == "ja" else ", "
    labels = joint.join(field.choice_label(choice, code) for choice in codes)
    return f"{field.label_in(code)}: {labels}"


def _gate_text(gate: Gate, reason: str, fields: FieldSet, code: Language) -> str:
    """Write what a gate bars in words."""
    barred = N_("not where {condition} ({reason})")
    passes = N_("only where {condition} ({reason})")
    sentence = translated(barred if gate.barred else passes, code).format(
        condition=answers_text(fields[gate.field], gate.barred or gate.allowed, code),
        reason=reason,
    )
    if gate.unless is None:
        return sentence
    return translated(N_("{sentence}, unless {condition}"), code).format(
        sentence=sentence,
        condition=answers_text(fields[gate.unless.field], gate.unless.allowed, code),
    )
