"""What changed, as sentences in the user's language."""

from __future__ import annotations

import math
from collections.abc import Iterator

from rpa_scout.comparison.answers import ChangedAnswer, answer_text
from rpa_scout.comparison.assessments import AssessedTask, TaskChange
from rpa_scout.comparison.hour_causes import ACTUALS, POLICY, HoursPart
from rpa_scout.comparison.renames import RenameProposal
from rpa_scout.comparison.score_causes import KNOTS, WEIGHTS, ScorePart
from rpa_scout.inventory import CellSource
from rpa_scout.policy.fields import FieldSet, Named
from rpa_scout.policy.model import Policy
from rpa_scout.text import N_, _, language

__all__ = ["answer_sentence", "change_sentences", "rename_sentence"]

_CAUSES = {
    KNOTS: N_("points of the policy"),
    WEIGHTS: N_("weights of the policy"),
    POLICY: N_("parameters of the policy"),
    ACTUALS: N_("the city's own actuals"),
}


def answer_sentence(one: ChangedAnswer, fields: FieldSet) -> str:
    """Say a changed answer with its cells: 「1回あたりの件数: 40 → 60（業務一覧!E12）」.

    Parameters
    ----------
    one : ChangedAnswer
        The answer.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    str
        One line.
    """
    field = fields[one.field]
    return _("{label}: {old} → {new} ({place})").format(
        label=_short(fields.label(one.field)),
        old=answer_text(one.old, field, one.old_range, one.old_open),
        new=answer_text(one.new, field, one.new_range, one.new_open),
        place=_place(one.new_source) or _place(one.old_source) or "–",
    )


def rename_sentence(one: RenameProposal) -> str:
    """Ask whether two tasks are one.

    Parameters
    ----------
    one : RenameProposal
        The two.

    Returns
    -------
    str
        One line.
    """
    return _(
        "{department}: “{old}” is gone, “{new}” is new; alike {likeness:.0%}, "
        "{equal} of {compared} answers the same. Is it the same task?"
    ).format(
        department=one.department,
        old=one.old_name,
        new=one.new_name,
        likeness=one.likeness,
        equal=one.equal_answers,
        compared=one.compared_answers,
    )


def change_sentences(
    change: TaskChange, old_policy: Policy, new_policy: Policy, fields: FieldSet
) -> Iterator[str]:
    """Say what changed of a task and what caused it.

    Parameters
    ----------
    change : TaskChange
        The task.
    old_policy, new_policy : Policy
        They name criteria and means.
    fields : FieldSet
        The survey's fields.

    Yields
    ------
    str
        A line on the rank, then one each on score, hours and means where these changed.
    """
    old, new = change.old, change.new
    yield _("Rank {old} → {new}").format(old=old.rank, new=new.rank)
    if change.score_parts:
        parts = _score_parts(change.score_parts, old_policy, new_policy, fields)
        yield _("Score {old:.1f} → {new:.1f}: {parts}").format(
            old=old.score, new=new.score, parts=_joined(parts)
        )
    if change.hours_parts:
        yield _("Saved hours/year {old} → {new}: {parts}").format(
            old=_range(old),
            new=_range(new),
            parts=_joined(_hours_parts(change.hours_parts, fields)),
        )
    if old.means != new.means:
        yield _("Means {old} → {new}").format(
            old=_means(old.means, old_policy), new=_means(new.means, new_policy)
        )


def _score_parts(
    parts: tuple[ScorePart, ...], old: Policy, new: Policy, fields: FieldSet
) -> Iterator[str]:
    cards = (*new.scorecard, *old.scorecard)
    labels = {one.id: one.label_in(language()) for card in cards for one in card.criterion}
    for one in sorted(parts, key=lambda part: -abs(part.points)):
        yield _("{cause} {points:+.1f} ({criterion})").format(
            cause=_cause(one.cause, fields), points=one.points, criterion=labels[one.criterion]
        )


def _hours_parts(parts: tuple[HoursPart, ...], fields: FieldSet) -> Iterator[str]:
    for one in parts:
        cause = _cause(one.cause, fields)
        if math.isnan(one.hours_per_year):
            yield _("{cause} (unknown on one side)").format(cause=cause)
        else:
            yield f"{cause} {one.hours_per_year:+,.1f}"


def _cause(cause: str, fields: FieldSet) -> str:
    return _(_CAUSES[cause]) if cause in _CAUSES else _short(fields.label(cause))


def _short(label: str) -> str:
    """Leave out the unit or comment in brackets."""
    return label.partition("（")[0].partition(" (")[0]


def _joined(parts: Iterator[str]) -> str:
    return ("、" if language() == "ja" else ", ").join(parts)


def _range(one: AssessedTask) -> str:
    if math.isnan(one.p50):
        return _("unknown")
    return f"{one.p50:,.0f} ({one.p10:,.0f}–{one.p90:,.0f})"


def _means(code: str, policy: Policy) -> str:
    named: tuple[Named, ...] = (*policy.means, *policy.fallback)
    return next((one.label_in(language()) for one in named if one.id == code), code)


def _place(source: CellSource) -> str:
    return "!".join(part for part in (source.sheet, source.cell) if part)
