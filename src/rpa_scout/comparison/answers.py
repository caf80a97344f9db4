"""Comparison of answers: which differ, their texts, and their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import SupportsFloat

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools
from rpa_scout.inventory import CellSource, Inventory
from rpa_scout.policy.fields import FieldDefinition, is_unanswered
from rpa_scout.text import _

Answer = float | str | None
"""A number, a choice's code or a text; None: unknown."""


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer that has changed."""

    field: str  # Id of the survey field
    old: Answer
    new: Answer
    # Ends of a written range; `old` and `new` are the middles.
    old_range: tuple[float, float] | None
    new_range: tuple[float, float] | None
    old_source: CellSource
    new_source: CellSource
    old_open: tuple[str, ...] = ()
    new_open: tuple[str, ...] = ()


def answer_text(
    answer: Answer,
    field: FieldDefinition,
    written_range: tuple[float, float] | None = None,
    open_codes: Sequence[str] = (),
) -> str:
    """Return an answer as text in the user's language."""
    if answer is None and open_codes:
        return "／".join(map(field.choice_label, open_codes))
    if answer is None:
        return _("unknown")
    if written_range is not None:
        return f"{written_range[0]:,.10g}～{written_range[1]:,.10g}"
    if isinstance(answer, str):
        return field.choice_label(answer) if field.kind == "choice" else answer
    return f"{answer:,.10g}"


class AnswerComparison:
    """Compares the answers of tasks that are in two inventories."""

    def __init__(self, old: Inventory, new: Inventory) -> None:
        self._old, self._new = old, new
        self._old_ranges, self._new_ranges = _ranges(old), _ranges(new)

    def differing(self, old_ids: list[str], new_ids: list[str]) -> Bools:
        """Return which answers of tasks differ, shape (tasks, fields).

        A field that only one of the surveys asked for has no answer that could have changed.
        """
        before, after = self._old.tasks.loc[old_ids], self._new.tasks.loc[new_ids]
        fields = self._new.fields
        differs = np.zeros((len(new_ids), len(fields.ids)), dtype=bool)
        for column, field in enumerate(fields):
            if field.id not in before:
                continue
            differs[:, column] = _differ(before[field.id], after[field.id])
            if field.kind == "number" and (self._old_ranges or self._new_ranges):
                differs[:, column] |= self._spans_differ(field.id, old_ids, new_ids)
            elif field.kind == "choice":
                differs[:, column] |= self._open_differ(field.id, old_ids, new_ids)
        return differs

    def _spans_differ(self, field_id: str, old_ids: list[str], new_ids: list[str]) -> Bools:
        spans = (
            self._old_ranges.get((old_id, field_id)) != self._new_ranges.get((new_id, field_id))
            for old_id, new_id in zip(old_ids, new_ids, strict=True)
        )
        # With an explicit type: an empty array would otherwise be of floats.
        return np.fromiter(spans, dtype=np.bool_, count=len(new_ids))

    def _open_differ(self, field_id: str, old_ids: list[str], new_ids: list[str]) -> Bools:
        before, after = self._old.open_choices, self._new.open_choices
        if not before and not after:
            return np.zeros(len(new_ids), dtype=bool)
        differ = (
            before.get((old_id, field_id)) != after.get((new_id, field_id))
            for old_id, new_id in zip(old_ids, new_ids, strict=True)
        )
        return np.fromiter(differ, dtype=np.bool_, count=len(new_ids))

    def changed(self, old_id: str, new_id: str, fields: list[str]) -> Iterator[ChangedAnswer]:
        """Yield changed answers of one task with their cells."""
        for field_id in fields:
            yield ChangedAnswer(
                field=field_id,
                old=_answer(self._old.tasks.at[old_id, field_id]),
                new=_answer(self._new.tasks.at[new_id, field_id]),
                old_range=self._old_ranges.get((old_id, field_id)),
                new_range=self._new_ranges.get((new_id, field_id)),
                old_source=self._old.source_of(old_id, field_id),
                new_source=self._new.source_of(new_id, field_id),
                old_open=self._old.open_choices.get((old_id, field_id), ()),
                new_open=self._new.open_choices.get((new_id, field_id), ()),
            )


def _differ(before: pd.Series, after: pd.Series) -> Bools:
    if isinstance(before.dtype, pd.CategoricalDtype):
        before, after = before.astype(object), after.astype(object)
    old_answers, new_answers = before.to_numpy(), after.to_numpy()
    both_unknown = pd.isna(old_answers) & pd.isna(new_answers)
    return np.asarray(~both_unknown & (old_answers != new_answers), dtype=bool)


def _ranges(inventory: Inventory) -> dict[tuple[str, str], tuple[float, float]]:
    tasks, fields = inventory.ranges["task_id"].tolist(), inventory.ranges["field"].tolist()
    lows, highs = inventory.ranges["low"].tolist(), inventory.ranges["high"].tolist()
    return {
        (task, field): (low, high)
        for task, field, low, high in zip(tasks, fields, lows, highs, strict=True)
    }


def _answer(value: object) -> Answer:
    if is_unanswered(value):
        return None
    if isinstance(value, str):
        return value
    assert isinstance(value, SupportsFloat)
    return float(value)
