"""Sentences on similar work and proposed answers, shared by all faces."""

from __future__ import annotations

from typing import Final

from rpa_scout.chances import chance_text
from rpa_scout.evidence.cases import ReferenceCase, reference_cases
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Policy
from rpa_scout.similarity.catalogue import TypicalTask, typical_tasks
from rpa_scout.similarity.one_task.similar_work import ProposedAnswer, ScoreRange, SimilarTask
from rpa_scout.text import N_, _, language, listed

LIST_LABELS: Final = {
    "tasks": N_("Other departments"),
    "register": N_("Running automations"),
    "cases": N_("Published cases"),
    "catalogue": N_("Typical municipal tasks"),
}
"""English labels of the lists, to be translated when shown."""

_SOURCES: Final = {
    "plan": N_("named in the plan"),
    "published": N_("published cases"),
    "general": N_("general knowledge"),
}

_LEAST_SHARE: Final = 0.1
"""Smaller shares are left out of the sentence."""


def similar_sentence(similar: SimilarTask, policy: Policy) -> str:
    """Return what similar work is, with the likeness and what is known of it."""
    parts = [_alike(similar)]
    if similar.list == "catalogue":
        parts += _usual(typical_task(similar.id), policy)
    elif similar.list == "cases":
        parts += _result(_case(similar.id))
    if similar.minutes_per_item is not None:
        parts.append(_("{minutes:,.3g} minutes an item").format(minutes=similar.minutes_per_item))
    if similar.is_running:
        parts.append(_("runs already: can the same scenario be used?"))
    return _("{name} ({detail})").format(name=_named(similar), detail=listed(parts))


def _named(similar: SimilarTask) -> str:
    """Return who does similar work and its name; of a foreign case in the user's language."""
    department, name = similar.department, similar.name
    if similar.list == "cases":
        case = _case(similar.id)
        department, name = case.body_in(language()), case.task_in(language())
    return _("{department} “{name}”").format(department=department, name=name).strip()


def _alike(similar: SimilarTask) -> str:
    return _("alike {probability:.0%}").format(probability=similar.probability)


def source_url(similar: SimilarTask) -> str:
    """Return where similar work was published; empty if it was not."""
    if similar.list == "cases":
        return _case(similar.id).source_url
    if similar.list == "catalogue":
        entry = typical_task(similar.id)
        urls = [result.source_url for result in entry.results]
        urls += [case.source_url for case in entry.cases]
        return next(iter(urls), "")
    return ""


def proposal_sentence(answer: ProposedAnswer, fields: FieldSet) -> str:
    """Return a proposal: 「作業の型：似た業務では システムへの入力・転記 83%、…」."""
    field = fields[answer.field]
    likeliest = sorted(answer.shares.items(), key=lambda share: -share[1])
    shown = [
        _("{answer} {chance}").format(answer=field.choice_label(code), chance=chance_text(share))
        for code, share in likeliest
        if share >= _LEAST_SHARE or code == answer.code
    ]
    sentence = _("{label}: in similar tasks {answers}")
    return sentence.format(label=fields.label(answer.field), answers=listed(shown))


def basis_sentence(answer: ProposedAnswer, fields: FieldSet) -> str:
    """Return the nearest tasks that a proposal rests on, each with its answer."""
    if not answer.nearest:
        return _("No similar task has answered: the texts of this task alone suggest it.")
    field = fields[answer.field]
    tasks = [
        _("{name} ({detail})").format(
            name=_named(near.task),
            detail=listed([_alike(near.task), field.choice_label(near.code)]),
        )
        for near in answer.nearest
    ]
    return _("The nearest tasks: {tasks}").format(tasks=listed(tasks))


def score_sentence(now: ScoreRange, if_proposed: ScoreRange) -> str:
    """Return what the score would be with the proposed answers, marked as a supposition."""
    sentence = _(
        "Score now {low:.0f}～{high:.0f}; supposing the proposed answers, {then_low:.0f}～"
        "{then_high:.0f}. A proposal is no answer: nothing changes until it is taken over."
    )
    return sentence.format(
        low=now.low, high=now.high, then_low=if_proposed.low, then_high=if_proposed.high
    )


def typical_task(entry_id: str) -> TypicalTask:
    """Return an entry of the catalogue."""
    return next(entry for entry in typical_tasks() if entry.entry_id == entry_id)


def _case(case_id: str) -> ReferenceCase:
    return next(case for case in reference_cases() if case.case_id == case_id)


def _usual(entry: TypicalTask, policy: Policy) -> list[str]:
    """Return what a typical task usually is, and where that is known from."""
    fields, means = policy.survey, policy.means_labels()
    answers = {name: getattr(entry, name) for name in ("pattern", "input_form", "judgement")}
    usual = [
        fields[name].choice_label(code)
        for name, code in answers.items()
        if code and name in fields.by_id
    ]
    if entry.means:
        usual.append(_("usually {means}").format(means=means.get(entry.means, entry.means)))
    return [*usual, _("source: {source}").format(source=_(_SOURCES[entry.source]))]


def _result(case: ReferenceCase) -> list[str]:
    if case.result is None:
        return []
    if case.result >= 0.0:
        return [_("{share:.0%} saved").format(share=case.result)]
    return [_("time rose to {factor:.1f} times").format(factor=1.0 - case.result)]
