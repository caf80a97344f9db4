"""By task, what would lift it above the line or drop it below, with the sentences to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rpa_scout.assessment.assess import Assessment
from rpa_scout.policy.fields import FieldSet
from rpa_scout.progress import Progress
from rpa_scout.rank_robustness.dropping import Drop, drops
from rpa_scout.rank_robustness.lifting import Lift, lifts
from rpa_scout.rank_robustness.robustness import headline_first


@dataclass(frozen=True)
class WhatWouldChange:
    """What would change on which side of the line a task stands.

    Attributes
    ----------
    first : int
        Number of places above the line.
    lifts : dict of str to Lift
        By task below the line, the smallest change within the department's reach that lifts it.
        Tasks that no such change lifts are missing.
    drops : dict of str to tuple of Drop
        By task above the line, the single answers with which it would fall below.
    """

    first: int
    lifts: Mapping[str, Lift]
    drops: Mapping[str, tuple[Drop, ...]]
    _fields: FieldSet = field(repr=False)

    def sentence(self, task_id: str) -> str:
        """Return what would lift a task, as a sentence.

        Parameters
        ----------
        task_id : str
            Id of the task.

        Returns
        -------
        str
            A sentence in the user's language; empty where no change within reach lifts it.
        """
        lift = self.lifts.get(task_id)
        return "" if lift is None else lift.sentence(self._fields)

    def advice(self, task_id: str) -> tuple[str, ...]:
        """Return what the department can do to lift a task.

        Parameters
        ----------
        task_id : str
            Id of the task.

        Returns
        -------
        tuple of str
            One sentence for each answer that changes, in the user's language; empty likewise.
        """
        lift = self.lifts.get(task_id)
        return () if lift is None else lift.advice

    def drop_sentences(self, task_id: str) -> tuple[str, ...]:
        """Return what would drop a task, one sentence for each question.

        Parameters
        ----------
        task_id : str
            Id of the task.

        Returns
        -------
        tuple of str
            Sentences in the user's language; empty for a task below the line.
        """
        dropped = self.drops.get(task_id, ())
        return tuple(drop.sentence(self._fields, self.first) for drop in dropped)

    def lift_data(self, task_id: str) -> dict[str, Any] | None:
        """Return what would lift a task, as JSON has it; None where nothing does."""
        lift = self.lifts.get(task_id)
        return None if lift is None else {**lift.as_data(), "sentence": self.sentence(task_id)}

    def drop_data(self, task_id: str) -> list[dict[str, Any]]:
        """Return what would drop a task, as JSON has it."""
        dropped = self.drops.get(task_id, ())
        sentences = self.drop_sentences(task_id)
        return [
            {**drop.as_data(), "sentence": sentence}
            for drop, sentence in zip(dropped, sentences, strict=True)
        ]


def what_would_change(
    assessment: Assessment, first: int | None = None, progress: Progress | None = None
) -> WhatWouldChange:
    """Tell what would lift the tasks below the line, and what would drop those above.

    Only answers that a department can influence lift a task; the survey's fields declare them
    (``actionable``) with a sentence of advice. Every changed task is scored, its means chosen and
    its hours drawn anew.

    Parameters
    ----------
    assessment : Assessment
        Tasks and ranking.
    first : int, optional
        Number of places above the line; as many as the target's headline speaks of unless given.
    progress : Progress, optional
        Receives the progress, change by change.

    Returns
    -------
    WhatWouldChange
        Changes by task, and their sentences.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> tasks = pd.DataFrame({
    ...     "department": "税務課", "name": ["入力", "転記"], "pattern": "entry",
    ...     "judgement": "none", "exception_percent": [12, 30], "timing": "batch",
    ...     "runs_per_year": 240, "items_per_run": 40, "minutes_per_item": [3, 4],
    ...     "input_form": "spreadsheet", "digitisable": "already",
    ... }, index=["a", "b"])
    >>> assessment = rs.assess(rs.Inventory.from_frame(tasks), rs.load_policy())
    >>> changes = rs.what_would_change(assessment, first=1)
    >>> changes.lifts["b"].rank, [change.field for change in changes.lifts["b"].changes]
    (1, ['exception_percent'])
    """
    places = headline_first(assessment) if first is None else first
    by_task: dict[str, list[Drop]] = {}
    for drop in drops(assessment, places):
        by_task.setdefault(drop.task_id, []).append(drop)
    return WhatWouldChange(
        first=places,
        lifts={lift.task_id: lift for lift in lifts(assessment, places, progress)},
        drops={task_id: tuple(dropped) for task_id, dropped in by_task.items()},
        _fields=assessment.inventory.fields,
    )
