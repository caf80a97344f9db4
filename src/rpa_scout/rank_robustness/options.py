"""What departments can change, one answer at a time or two, and the scores that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools
from rpa_scout.policy.actions import Action
from rpa_scout.policy.fields import FieldSet


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that changes."""

    field: str
    # Answers; None: unanswered.
    before: str | float | None
    after: str | float


@dataclass(frozen=True, slots=True)
class Option:
    """One or two actions together."""

    actions: tuple[tuple[str, Action], ...]  # Each with the field that it belongs to

    @property
    def answers(self) -> dict[str, str | float]:
        """Answers afterwards, by field."""
        answers: dict[str, str | float] = {}
        for field, action in self.actions:
            answers |= {field: action.to, **action.also}
        return answers

    def applies(self, tasks: pd.DataFrame) -> Bools:
        """Return to which tasks it applies: each action to the answers as they are now."""
        applies = [_applies(field, action, tasks) for field, action in self.actions]
        return np.asarray(np.logical_and.reduce(applies), dtype=bool)


def options(fields: FieldSet) -> Iterator[Option]:
    """Yield single actions, then pairs that do not change the same field."""
    single = [(field.id, action) for field in fields for action in field.actionable]
    for pair in single:
        yield Option((pair,))
    for first, second in combinations(single, 2):
        touched = ({first[0], *first[1].also}, {second[0], *second[1].also})
        if not touched[0] & touched[1]:
            yield Option((first, second))


def with_option(tasks: pd.DataFrame, option: Option) -> pd.DataFrame:
    """Return tasks with the answers of an option."""
    for field, answer in option.answers.items():
        tasks = with_answer(tasks, field, answer)
    return tasks


def with_answer(tasks: pd.DataFrame, field: str, answer: str | float) -> pd.DataFrame:
    """Return tasks with the same answer to a question, all of them."""
    kind = tasks[field].dtype
    column = pd.Series([answer] * len(tasks), index=tasks.index, dtype=kind)
    return tasks.assign(**{field: column})


def _applies(field: str, action: Action, tasks: pd.DataFrame) -> Bools:
    answers = tasks[field]
    if action.above is not None:
        applies = answers.to_numpy(dtype=np.float64) > action.above
    else:
        applies = answers.isin(action.when).to_numpy(dtype=bool)
    for other_field, codes in action.needs.items():
        needed = tasks[other_field]
        applies = applies & (needed.isin(codes) | needed.isna()).to_numpy(dtype=bool)
    return np.asarray(applies, dtype=bool)
