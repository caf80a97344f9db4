"""The text of a value of the ranking by the kind of its column, for terminal and window."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from rpa_scout.chances import chance_text
from rpa_scout.fiscal_years import fiscal_year_in_full, fiscal_year_label
from rpa_scout.policy.fields import without_unit
from rpa_scout.ranking.column import Kind, RankingColumn
from rpa_scout.ranking.columns import column_named
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.text import N_, _, listed

JUDGED_MARK: Final = "✎"
"""Mark in front of an official's judgement."""

_UNKNOWN: Final = N_("unknown")
_NEVER: Final = N_("not reached")
_CANDIDATE: Final = "●"


def is_missing(value: object) -> bool:
    """Return whether a value is unknown or not set."""
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _whole(value: float) -> str:
    return f"{round(float(value)):,}"


def items_per_run_text(value: float) -> str:
    """Return a number of items per run as text; infinite is "not reached"."""
    # Rounded up: with fewer items automation does not pay.
    if math.isnan(value):
        return _(_UNKNOWN)
    return _(_NEVER) if math.isinf(value) else f"{math.ceil(value):,}"


_NUMBERS: Final[Mapping[Kind, Callable[[float], str]]] = {
    "rank": _whole,
    "whole": _whole,
    "score": "{:,.1f}".format,
    "points": "{:.2f}".format,
    "hours": _whole,
    "items": _whole,
    "items_per_run": items_per_run_text,
    "share": "{:.0%}".format,
    "chance": chance_text,
    "fiscal_year": lambda value: fiscal_year_label(int(value)),
}
_BLANK_WHERE_MISSING: Final = frozenset({"fiscal_year", "whole"})


def value_text(column: RankingColumn, value: object, labels: RankingLabels) -> str:
    """Return a value as text in the user's language."""
    if column.kind == "codes":
        codes = value if isinstance(value, tuple) else ()
        return listed(labels.label(column.label_set, code) for code in codes)
    if is_missing(value):
        blank = not column.is_number or column.decided or column.kind in _BLANK_WHERE_MISSING
        return "" if blank else _(_UNKNOWN)
    if column.kind == "code":
        return labels.label(column.label_set, str(value))
    if column.kind == "yes_no":
        return _CANDIDATE if value else ""
    if column.is_number and isinstance(value, int | float | np.number):
        return _NUMBERS[column.kind](float(value))
    return str(value)


def cell_text(column: RankingColumn, row: Mapping[Any, Any], labels: RankingLabels) -> str:
    """Return the text of a cell with the columns beside it and the officials' judgement.

    Values that an older version of the program did not store count as unknown.
    """
    text = value_text(column, row.get(column.id), labels)
    if column.kind == "codes":
        text = _remarks(row, labels)
    elif column.beside:
        texts = [_text_beside(column_named(name), row.get(name), labels) for name in column.beside]
        text = _beside(column, text, texts, is_known=not is_missing(row.get(column.id)))
    if column.judged_by and not is_missing(row.get(column.judged_by)):
        judged = value_text(column_named(column.judged_by), row[column.judged_by], labels)
        text += f"\n{JUDGED_MARK} {judged}"
    return text


def _text_beside(column: RankingColumn, value: object, labels: RankingLabels) -> str:
    if column.kind == "fiscal_year" and isinstance(value, int | float) and not is_missing(value):
        return fiscal_year_in_full(int(value))
    return value_text(column, value, labels)


def _remarks(row: Mapping[Any, Any], labels: RankingLabels) -> str:
    """Return why a task is no candidate, the other remarks, and the most useful question."""
    codes, reason = row.get("remarks"), row.get("not_candidate_because")
    share = row.get("in_first_share")
    parts = labels.remarks(
        codes if isinstance(codes, tuple) else (),
        None if is_missing(reason) else str(reason),
        share if isinstance(share, float) else math.nan,
    )
    question = row.get("most_useful_question")
    if not is_missing(question):
        label = without_unit(labels.label("field", str(question)))  # to save room
        parts.append(_("ask: {label}").format(label=label))
    return listed(parts)


def _beside(column: RankingColumn, text: str, texts: list[str], *, is_known: bool) -> str:
    """Join a value with the values of the columns beside it."""
    if column.kind in ("score", "hours"):
        low, high = texts
        template = _("{value} ({low}–{high})")
        return template.format(value=text, low=low, high=high) if is_known else text
    if column.kind == "chance":
        low, high = texts
        template = _("{value} (ranks {low}–{high})")
        return template.format(value=text, low=low, high=high) if is_known else text
    if column.kind == "items_per_run":
        return f"{text} / {texts[0]}" if is_known else text
    return " ".join(part for part in (text, *texts) if part)
