"""What the ranking's first candidates bring beyond what is running and adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.target import TargetOutlook
from rpa_scout.assessment.target_texts import cut_sentence, headline_sentence, selection_sentence
from rpa_scout.chances import chance_text
from rpa_scout.text import _

_SUMMED: Final = 400
"""The sums of so many candidates are shown; the goals are reached well before."""


@dataclass(frozen=True)
class Ahead:
    """The candidates that are not adopted yet, compared with the goals.

    Attributes
    ----------
    sentence : str
        What the ranking says in one sentence, in the user's language.
    needed : tuple of str
        Ids of the candidates that this sentence is about, best first.
    cut : str
        What is reached after the last of these, in a few words.
    cut_sentence : str
        Where in the ranking that is.
    cumulative_hours : ndarray, shape (n,)
        Hours a year down to each task, in the order of the ranking; NaN where none are shown.
    assessment : Assessment
        The results that it was computed from.
    outlook : TargetOutlook
        Computes what any selection brings.
    """

    sentence: str
    needed: tuple[str, ...]
    cut: str
    cut_sentence: str
    cumulative_hours: Floats
    assessment: Assessment
    outlook: TargetOutlook

    @property
    def last_needed(self) -> str | None:
        """The task after which the goals are reached; None where no sum reaches them."""
        return self.needed[-1] if self.needed else None


def ahead_of(assessment: Assessment, outlook: TargetOutlook) -> Ahead:
    """Return what the candidates bring."""
    ids = assessment.inventory.tasks.index.to_numpy()
    curve = outlook.curve(_SUMMED)
    cumulative = np.full(len(ids), np.nan)
    cumulative[curve.positions] = curve.total_hours.p50
    adopted = outlook.needed.adopted if outlook.needed else 0
    return Ahead(
        sentence=headline_sentence(outlook),
        needed=tuple(ids[outlook.ranked[:adopted]].tolist()),
        cut=_("{chance} chance down to here").format(chance=chance_text(outlook.headline.chance)),
        cut_sentence=cut_sentence(outlook.headline),
        cumulative_hours=cumulative[assessment.order],
        assessment=assessment,
        outlook=outlook,
    )


def selection_text(ahead: Ahead, tasks: Sequence[str]) -> str:
    """Return what adopting the open candidates among some tasks would bring; empty without one."""
    index = ahead.assessment.inventory.tasks.index
    chosen = index.get_indexer(pd.Index(tasks))
    open_rows = np.intersect1d(chosen[chosen >= 0], ahead.outlook.ranked)
    if not len(open_rows):
        return ""
    outlook = ahead.outlook.of_rows(open_rows.astype(np.intp))
    return selection_sentence(outlook, ahead.outlook.targets)
