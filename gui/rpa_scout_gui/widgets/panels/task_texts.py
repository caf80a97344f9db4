"""Texts on a task: means, influences, published cases, questions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rpa_scout.assessment.explanation import Explanation, MeansPart
from rpa_scout.assessment.hours_explained import HoursExplanation, saved_text
from rpa_scout.evidence.nearest import NearCase
from rpa_scout.policy.describe import PARAMETER_LABELS
from rpa_scout.policy.fields import FieldSet
from rpa_scout.text import N_, _, language

if TYPE_CHECKING:
    from rpa_scout.rank_robustness.what_would_change import WhatWouldChange

_EVIDENCE = {
    "operational": N_("in live use"),
    "trial": N_("trial"),
    "projected": N_("projected"),
}


_LONGEST_LINK = 46


def means_html(explanation: Explanation) -> str:
    """Return why a means was chosen, and why the others were not."""
    rows = map(_means_row, explanation.means)
    return f"<p>{escape(explanation.reason)}</p><table cellpadding='3'>{''.join(rows)}</table>"


def _means_row(part: MeansPart) -> str:
    mark = "✔" if part.chosen else "○" if part.fits else "―"
    label = f"<b>{escape(part.label)}</b>" if part.chosen else escape(part.label)
    return f"<tr><td>{mark}</td><td>{label}</td><td>{escape(part.standing)}</td></tr>"


def saved_html(hours: HoursExplanation) -> str:
    """Return what a task saves, the range, the same in yen if known, and the risk."""
    if hours.waterfall is None:
        return ""
    sentences = [part for part in (hours.in_yen, hours.worse_sentence) if part]
    rest = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return f"<p><b>{escape(saved_text(hours))}</b></p>{rest}"


def changes_html(changes: WhatWouldChange, task_id: str) -> str:
    """Return what would lift a task among the first, or that nothing within reach does."""
    lift = changes.sentence(task_id)
    if lift:
        advice = "".join(f"<li>{escape(advice)}</li>" for advice in changes.advice(task_id))
        return f"<p><b>{escape(lift)}</b></p><ul>{advice}</ul>"
    if changes.drops.get(task_id):
        return ""
    nothing = _(
        "No change of one or two answers that the department can bring about moves the task "
        "across the line of the first {first}."
    )
    return f"<p>{escape(nothing.format(first=changes.first))}</p>"


def drops_html(changes: WhatWouldChange, task_id: str) -> str:
    """Return what would drop a task from the first places, a line for each question."""
    lines = [f"<li>{escape(sentence)}</li>" for sentence in changes.drop_sentences(task_id)]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def questions_html(explanation: Explanation, fields: FieldSet) -> str:
    """Return how much each unanswered question could narrow the range."""
    if not explanation.narrowing:
        return escape(_("Every question that counts is answered."))
    ranked = sorted(explanation.narrowing.items(), key=lambda pair: -pair[1])
    sentence = _("{field}: narrows the range by {points:.1f} points")
    rows = [sentence.format(field=fields.label(field), points=points) for field, points in ranked]
    return "<br>".join(map(escape, rows))


def influences_html(hours: HoursExplanation) -> str:
    """Return the parameters that cause the spread of the hours."""
    rows = [
        f"<tr><td align='right'>{influence.variance_share:.0%}</td>"
        f"<td>{escape(_(PARAMETER_LABELS[influence.parameter]))}</td></tr>"
        for influence in hours.influences[:5]
    ]
    return f"<table cellpadding='3'>{''.join(rows)}</table>" if rows else ""


def cases_html(near: tuple[NearCase, ...]) -> str:
    """Return the published cases most similar to a task."""
    return "".join(f"<p>{_case(case)}</p>" for case in near)


def _case(near: NearCase) -> str:
    case = near.case
    share = case.result or 0.0
    if share >= 0.0:
        result = _("{share:.0%} saved").format(share=share)
    else:
        result = _("time rose to {factor:.1f} times").format(factor=1.0 - share)
    evidence = _(_EVIDENCE[case.evidence]) if case.evidence in _EVIDENCE else ""
    body, task = case.body_in(language()), case.task_in(language())
    head = f"<b>{escape(body)}</b>「{escape(task)}」：{escape(result)}"
    source = f"（{escape(evidence)}）" if evidence else ""
    return f"{head}{source}<br><small>{_link(case.source_url)}</small>"


def _link(url: str) -> str:
    """Return a link whose text fits on one line."""
    text = url.partition("://")[2] or url
    shown = text if len(text) <= _LONGEST_LINK else f"{text[:_LONGEST_LINK]}…"
    return f"<a href='{escape(url, quote=True)}'>{escape(shown)}</a>"
