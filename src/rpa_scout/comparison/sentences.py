"""Sentences on changes, in the user's language."""

from __future__ import annotations

import math
from collections.abc import Iterator

from rpa_scout.comparison.answers import ChangedAnswer, answer_text
from rpa_scout.comparison.assessments import AssessedTask, TaskChange
from rpa_scout.comparison.hour_causes import ACTUALS, POLICY, HoursPart
from rpa_scout.comparison.renames import RenameProposal
from rpa_scout.comparison.score_causes import KNOTS, WEIGHTS, ScorePart
from rpa_scout.inventory import CellSource
from rpa_scout.policy.declared import labels_of
from rpa_scout.policy.fields import FieldSet, without_unit
from rpa_scout.policy.model import Policy
from rpa_scout.text import N_, _, listed

_CAUSES = {
    KNOTS: N_("points of the policy"),
    WEIGHTS: N_("weights of the policy"),
    POLICY: N_("parameters of the policy"),
    ACTUALS: N_("the city's own actuals"),
}


def answer_sentence(change: ChangedAnswer, fields: FieldSet) -> str:
    """Return a changed answer with its cell: 「1回あたりの件数: 40 → 60（業務一覧!E12）」."""
    field = fields[change.field]
    return _("{label}: {old} → {new} ({cell})").format(
        label=without_unit(fields.label(change.field)),
        old=answer_text(change.old, field, change.old_range, change.old_open),
        new=answer_text(change.new, field, change.new_range, change.new_open),
        cell=cell_address(change.new_source) or cell_address(change.old_source) or "―",
    )


def rename_sentence(proposal: RenameProposal) -> str:
    """Ask whether two tasks are the same."""
    return _(
        "{department}: “{old}” is gone, “{new}” is new; alike {likeness:.0%}, "
        "{equal} of {compared} answers the same. Is it the same task?"
    ).format(
        department=proposal.department,
        old=proposal.old_name,
        new=proposal.new_name,
        likeness=proposal.likeness,
        equal=proposal.equal_answers,
        compared=proposal.compared_answers,
    )


def change_sentences(
    change: TaskChange, old_policy: Policy, new_policy: Policy, fields: FieldSet
) -> Iterator[str]:
    """Yield sentences on the changes of a task and their causes."""
    old, new = change.old, change.new
    yield _("Rank {old} → {new}").format(old=old.rank, new=new.rank)
    if change.score_parts:
        parts = _score_parts(change.score_parts, old_policy, new_policy, fields)
        yield _("Score {old:.1f} → {new:.1f}: {parts}").format(
            old=old.score, new=new.score, parts=listed(parts)
        )
    if change.hours_parts:
        yield _("Saved hours/year {old} → {new}: {parts}").format(
            old=_range(old),
            new=_range(new),
            parts=listed(_hours_parts(change.hours_parts, fields)),
        )
    if old.means != new.means:
        yield _("Means {old} → {new}").format(
            old=_means(old.means, old_policy), new=_means(new.means, new_policy)
        )


def _score_parts(
    parts: tuple[ScorePart, ...], old: Policy, new: Policy, fields: FieldSet
) -> Iterator[str]:
    cards = (*new.scorecard, *old.scorecard)
    labels = labels_of(criterion for card in cards for criterion in card.criterion)
    for part in sorted(parts, key=lambda part: -abs(part.points)):
        yield _("{cause} {points:+.1f} ({criterion})").format(
            cause=_cause(part.cause, fields), points=part.points, criterion=labels[part.criterion]
        )


def _hours_parts(parts: tuple[HoursPart, ...], fields: FieldSet) -> Iterator[str]:
    for part in parts:
        cause = _cause(part.cause, fields)
        if math.isnan(part.hours_per_year):
            yield _("{cause} (unknown on one side)").format(cause=cause)
        else:
            yield f"{cause} {part.hours_per_year:+,.1f}"


def _cause(cause: str, fields: FieldSet) -> str:
    return _(_CAUSES[cause]) if cause in _CAUSES else without_unit(fields.label(cause))


def _range(task: AssessedTask) -> str:
    if math.isnan(task.p50):
        return _("unknown")
    return f"{task.p50:,.0f} ({task.p10:,.0f}～{task.p90:,.0f})"


def _means(code: str, policy: Policy) -> str:
    return policy.means_labels().get(code, code)


def cell_address(source: CellSource) -> str:
    """Return sheet and cell, such as ``業務一覧!E12``; empty if the source is unknown."""
    return "!".join(part for part in (source.sheet, source.cell) if part)
