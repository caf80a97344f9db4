"""The explanation of a task's rank as lines of text: one derivation for terminal and clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rpa_scout.assessment.hours_explained import hours_lines
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.assessment.explanation import Explanation, FactorPart, MeansPart


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """Yield score, means and hours of a task with what they are derived from."""
    yield _("{rank}. {department} {name}: score {score:.1f} ({low:.1f}–{high:.1f})").format(
        rank=explanation.rank,
        department=explanation.department,
        name=explanation.name,
        score=explanation.score,
        low=explanation.score_low,
        high=explanation.score_high,
    )
    yield from _score_lines(explanation)
    yield _("Means: {reason}").format(reason=explanation.reason)
    yield from map(_means_line, explanation.means)
    yield from hours_lines(explanation.hours)


def _score_lines(explanation: Explanation) -> Iterator[str]:
    total = sum(part.weight for part in explanation.criteria)
    yield _("Score: each criterion adds 100 × points × weight ÷ {total:g}").format(total=total)
    for part in explanation.criteria:
        yield f"  {part.contribution:5.1f}  {part.label}（{part.points:.2f}×{part.weight:g}）"
        yield from map(_factor_line, part.factors)
        if part.known_pattern is not None:
            yield f"         {part.known_pattern.sentence}"
    yield _("  {score:5.1f}  in all").format(score=explanation.score)


def _factor_line(factor: FactorPart) -> str:
    """Return points and answer of a factor, with the cells, and the parts of a quantity."""
    line = f"         {factor.points:.2f}  {factor.label}＝{factor.shown}"
    if factor.low != factor.high:
        line += f" [{factor.low:.2f}～{factor.high:.2f}]"
    is_quantity = factor.id not in {answer.field for answer in factor.answers}
    notes = [
        " ".join(filter(None, (f"{answer.label}＝{answer.shown}" if is_quantity else "",
                               answer.source.cell)))
        for answer in factor.answers
    ]  # fmt: skip
    return f"{line}（{'、'.join(notes)}）" if any(notes) else line


def _means_line(part: MeansPart) -> str:
    mark = "◎" if part.chosen else "○" if part.fits else "―"
    return f"  {mark} {part.label}（{part.standing}）"
