"""What is said of a task in words: means, influences, published cases, questions."""

from __future__ import annotations

import math
from html import escape

from rpa_scout.assessment.explanation import Explanation, MeansPart
from rpa_scout.assessment.hours_explained import HoursExplanation, saved_text
from rpa_scout.evidence.nearest import NearCase
from rpa_scout.policy.describe import PARAMETER_LABELS
from rpa_scout.policy.fields import FieldSet
from rpa_scout.text import N_, _

__all__ = ["cases_html", "influences_html", "means_html", "questions_html", "saved_html"]

_EVIDENCE = {
    "operational": N_("in live use"),
    "trial": N_("trial"),
    "projected": N_("projected"),
}


_LONGEST_LINK = 46


def means_html(explanation: Explanation, fields: FieldSet) -> str:
    """Say why a means was chosen, and why the others were not."""
    rows = [_means_row(one, fields) for one in explanation.means]
    return f"<p>{escape(explanation.reason)}</p><table cellpadding='3'>{''.join(rows)}</table>"


def _means_row(one: MeansPart, fields: FieldSet) -> str:
    mark = "✔" if one.chosen else "○" if one.fits else "―"
    label = f"<b>{escape(one.label)}</b>" if one.chosen else escape(one.label)
    return f"<tr><td>{mark}</td><td>{label}</td><td>{escape(_standing(one, fields))}</td></tr>"


def _standing(one: MeansPart, fields: FieldSet) -> str:
    if one.failing:
        listed = "、".join(fields.label(field) for field in one.failing)
        return _("does not fit: {fields}").format(fields=listed)
    told = _standing_of_chosen(one.saved_hours_per_year) if one.chosen else _("also fits")
    if one.unconfirmed:
        listed = "、".join(fields.label(field) for field in one.unconfirmed)
        told += "、" + _("to be confirmed: {labels}").format(labels=listed)
    return told


def _standing_of_chosen(saved: float) -> str:
    if math.isnan(saved):
        return _("hours unknown")
    return _("{hours:,.0f} hours/year saved (middle estimate)").format(hours=round(saved) + 0)


def saved_html(hours: HoursExplanation) -> str:
    """Say what a task saves, in what range, and what can go wrong."""
    if hours.waterfall is None:
        return ""
    return f"<p><b>{escape(saved_text(hours))}</b></p><p>{escape(hours.worse_sentence)}</p>"


def questions_html(explanation: Explanation, fields: FieldSet) -> str:
    """Say what each unanswered question could change."""
    if not explanation.narrowing:
        return escape(_("Every question that counts is answered."))
    ranked = sorted(explanation.narrowing.items(), key=lambda one: -one[1])
    told = _("{field}: narrows the range by {points:.1f} points")
    rows = [told.format(field=fields.label(field), points=points) for field, points in ranked]
    return "<br>".join(map(escape, rows))


def influences_html(hours: HoursExplanation) -> str:
    """Say what the spread of the hours comes from."""
    rows = [
        f"<tr><td align='right'>{one.variance_share:.0%}</td>"
        f"<td>{escape(_(PARAMETER_LABELS[one.parameter]))}</td></tr>"
        for one in hours.influences[:5]
    ]
    return f"<table cellpadding='3'>{''.join(rows)}</table>" if rows else ""


def cases_html(near: tuple[NearCase, ...]) -> str:
    """Tell of the published cases most like a task."""
    return "".join(f"<p>{_case(one)}</p>" for one in near)


def _case(near: NearCase) -> str:
    case = near.case
    share = case.result or 0.0
    if share >= 0.0:
        result = _("{share:.0%} saved").format(share=share)
    else:
        result = _("time rose to {factor:.1f} times").format(factor=1.0 - share)
    evidence = _(_EVIDENCE[case.evidence]) if case.evidence in _EVIDENCE else ""
    head = f"<b>{escape(case.body)}</b>「{escape(case.task)}」：{escape(result)}"
    told = f"（{escape(evidence)}）" if evidence else ""
    return f"{head}{told}<br><small>{_link(case.source_url)}</small>"


def _link(url: str) -> str:
    """Return a link whose text is no longer than a line."""
    text = url.partition("://")[2] or url
    shown = text if len(text) <= _LONGEST_LINK else f"{text[:_LONGEST_LINK]}…"
    return f"<a href='{escape(url, quote=True)}'>{escape(shown)}</a>"
