"""What one takes away of a ranking: results, decisions, findings, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from rpa_scout.assessment.assess import Assessment
from rpa_scout.inventory import Inventory
from rpa_scout.provenance import Provenance, provenance_of
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.ranking.rows import ranking_rows

__all__ = ["Criteria", "RankingReport", "report_of"]

Criteria = Mapping[str, Mapping[str, Mapping[str, float]]]


@dataclass(frozen=True)
class RankingReport:
    """A ranking with all that its workbook and JSON say.

    Attributes
    ----------
    assessment : Assessment
        The results.
    surveyed : Inventory
        The tasks with the findings of their surveys.
    provenance : Provenance
        When, by whom, with which program, policy and surveys the report was made.
    decisions : dict of str to TaskDecision, optional
        What people decided, by task; None where there is no project.
    number : int, optional
        Number of the assessment in its project.
    stored : DataFrame, optional
        The ranking as the project stored it; it stands in the place of what is computed again.
    stored_criteria : dict, optional
        Points, range, weight and contribution as they were stored, by task and criterion.
    double_counts : sequence of dict
        Automations and tasks of a project that may be the same work.
    """

    assessment: Assessment
    surveyed: Inventory
    provenance: Provenance
    decisions: Mapping[str, TaskDecision] | None = None
    number: int | None = None
    stored: pd.DataFrame | None = None
    stored_criteria: Criteria | None = None
    double_counts: Sequence[Mapping[str, Any]] = ()

    @cached_property
    def rows(self) -> pd.DataFrame:
        """A value for every declared column, best task first."""
        return ranking_rows(self.assessment, self.decisions, self.stored, sentences=True)

    @cached_property
    def labels(self) -> RankingLabels:
        """Labels of the codes, in the user's language."""
        return RankingLabels(self.assessment.policy, self.assessment.inventory.fields)

    @property
    def is_decided(self) -> bool:
        """Whether it holds decisions."""
        return self.decisions is not None

    def criteria_of(self, task_id: str) -> Mapping[str, Mapping[str, float]]:
        """Return points, range, weight and contribution of every criterion for a task."""
        if self.stored_criteria is not None:
            return self.stored_criteria[task_id]
        return _criteria(self.assessment, self.assessment.position_of(task_id))


def _criteria(assessment: Assessment, task: int) -> dict[str, dict[str, Any]]:
    scores = assessment.scores
    return {
        criterion.id: {
            "points": float(scores.points[position, task]),
            "low": float(scores.low[position, task]),
            "high": float(scores.high[position, task]),
            "weight": criterion.weight,
            "contribution": float(scores.contributions[position, task]),
        }
        for position, criterion in enumerate(scores.scorecard.criterion)
    }


def report_of(assessment: Assessment, author: str | None = None) -> RankingReport:
    """Return the report of an assessment that belongs to no project."""
    inventory = assessment.inventory
    return RankingReport(
        assessment, inventory, provenance_of(inventory.survey_files, assessment.policy, author)
    )
