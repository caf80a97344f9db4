"""The declared columns of the ranking as columns of the window's table."""

from __future__ import annotations

from functools import partial
from typing import Final

from rpa_scout.policy.model import Policy
from rpa_scout.ranking.column import Kind, RankingColumn
from rpa_scout.ranking.columns import column_named, columns_on
from rpa_scout.ranking.formats import value_text
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout_gui.models.columns import Column, ColumnKind
from rpa_scout_gui.models.ranking_rows import (
    MARKS,
    OVERRIDDEN,
    ROBUSTNESS_ARRAYS,
)

_WIDTHS: Final = {"score": 124, "saved_hours_per_year_p50": 164, "state": 168, "department": 102}
_DRAWN_WIDTHS_OF_KINDS: Final[dict[Kind, int]] = {"items_per_run": 136}
"""Width in pixels of drawn cells, and of names of departments with seven letters."""
_FIRST: Final = (
    *("rank", "name", "saved_hours_per_year_p50", "cumulative_hours_p50", "means", "state"),
    *(*ROBUSTNESS_ARRAYS, "department", "score", "not_candidate_because"),
)
"""What a meeting asks first stands where an ordinary screen shows it without scrolling."""
_EXPLAINED_BY: Final = {
    "not_candidate_because": ("not_candidate_sentence",),
    "state": ("not_candidate_sentence", OVERRIDDEN),
}
_ON_REQUEST: Final = frozenset({*ROBUSTNESS_ARRAYS, "not_candidate_because"})
"""Hidden until somebody asks; the marks beside the decision say why a task is no candidate."""
_CHOICES: Final = frozenset[Kind]({"category", "code", "yes_no"})
_SHARES: Final = frozenset[Kind]({"share", "chance"})
_PIXELS: Final = 6  # of a half-width character, at 100 %
_MARGIN: Final = 10


def ranking_columns(policy: Policy) -> tuple[Column, ...]:
    """Return the columns of the ranking, from left to right."""
    labels = RankingLabels(policy, policy.survey)
    shown = {
        column.id: column
        for column in columns_on("window", decided=True, computed=ROBUSTNESS_ARRAYS)
    }
    ordered = [shown.pop(name) for name in _FIRST] + [*shown.values()]
    return tuple(_column(column, labels) for column in ordered)


def _column(column: RankingColumn, labels: RankingLabels) -> Column:
    return Column(
        id=column.id,
        heading=column.label,
        kind=_kind(column),
        width=_width(column),
        shown=partial(value_text, column, labels=labels),
        parts=_parts(column),
        tooltip=column.help,
        optional="window" in column.optional or column.id in _ON_REQUEST,
        explained_by=_EXPLAINED_BY.get(column.id, ()),
        is_rank=column.kind == "rank",
        is_share=column.kind in _SHARES,
        marks=_marks(labels) if column.id == "state" else None,
    )


def _marks(labels: RankingLabels) -> Column:
    """Return what to keep in mind of a task as a column that is filtered, but not shown."""
    heading = column_named("remarks").label
    return Column(MARKS, heading, "choice", 0, labels.mark, is_list=True)


def _parts(column: RankingColumn) -> tuple[str, ...]:
    """Return the arrays that a drawn cell needs."""
    if column.kind == "items_per_run":
        return (column.id, *column.beside, "by_hand_faster")
    if column.id == "state":
        return (column.id, *column.beside, MARKS, OVERRIDDEN)
    return (column.id, *column.beside) if column.beside else ()


def _kind(column: RankingColumn) -> ColumnKind:
    if column.kind in _CHOICES:
        return "choice"
    return "number" if column.is_number else "text"


def _width(column: RankingColumn) -> int:
    drawn = _WIDTHS.get(column.id) or _DRAWN_WIDTHS_OF_KINDS.get(column.kind)
    return drawn or _PIXELS * column.characters + _MARGIN
