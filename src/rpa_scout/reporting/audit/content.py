"""The content of the audit workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from rpa_scout.arrays import Positions
from rpa_scout.assessment.order import ranking_order
from rpa_scout.comparison.assessments import AssessmentComparison
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.policy.model import Scorecard
from rpa_scout.ranking.report import RankingReport
from rpa_scout.text import language


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """Who decided on a task, when, and the number of the entry in the history."""

    author: str
    at: str  # Local time
    entry: int | None


@dataclass(frozen=True)
class AuditContent:
    """What the audit workbook holds."""

    report: RankingReport  # An assessment of a project as it was stored, with the decisions
    assessed_at: str  # When it was assessed, local time
    program_version: str  # Version of the program that assessed it
    policy_sha256: str  # Digest of the policy's text as the project stores it
    entries: Mapping[str, DecisionEntry]  # The last decision on each task that has one
    compared: AssessmentComparison | None = None  # The differences from an earlier assessment
    compared_number: int | None = None  # The number of that assessment

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The stored ranking, best first."""
        return self.report.rows

    @cached_property
    def positions(self) -> Positions:
        """Position in the inventory of every task of `rows`."""
        index = self.report.assessment.inventory.tasks.index
        return index.get_indexer(pd.Index(self.rows["task_id"])).astype(np.intp)

    @cached_property
    def tie_places(self) -> Positions:
        """Place of every task of `rows` among tasks with the same score, from 1.

        It depends on no weight, so the workbook can rank by any weights.
        """
        assessment = self.report.assessment
        equal = np.zeros(len(assessment.order))
        order = ranking_order(equal, assessment.savings.p50, assessment.inventory.row_order())
        of_tasks = np.empty(len(order), dtype=np.intp)
        of_tasks[order] = np.arange(1, len(order) + 1)
        return of_tasks[self.positions]

    @property
    def fields(self) -> FieldSet:
        """The survey's fields."""
        return self.report.assessment.inventory.fields

    @property
    def scorecard(self) -> Scorecard:
        """The criteria that were applied."""
        return self.report.assessment.scores.scorecard


def choice_words(field: FieldDefinition) -> dict[str, str]:
    """Return a distinct word for every choice, which a lookup finds to the letter.

    Lookups ignore case and read ``*``, ``?`` and ``~`` as wildcards.
    """
    wildcards = str.maketrans("*?~", "＊？～")
    words: dict[str, str] = {}
    for choice in field.choices:
        word = choice.label_in(language()).translate(wildcards)
        is_taken = word.casefold() in {earlier.casefold() for earlier in words.values()}
        words[choice.code] = f"{word}（{choice.code}）" if is_taken else word
    return words
