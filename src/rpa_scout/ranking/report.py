"""The content of a ranking's workbook and JSON: results, decisions, findings, provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.indicators import Figures
from rpa_scout.inventory import Inventory
from rpa_scout.provenance import Provenance, provenance_of
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.ranking.rows import ranking_rows

Criteria = Mapping[str, Mapping[str, Mapping[str, float]]]


@dataclass(frozen=True)
class RankingReport:
    """A ranking with all data of its workbook and JSON.

    Attributes
    ----------
    assessment : Assessment
        The results.
    surveyed : Inventory
        The tasks with the findings of their surveys.
    provenance : Provenance
        Time, author, program, policy and surveys of the report.
    decisions : dict of str to TaskDecision, optional
        Decisions by task; None without a project.
    number : int, optional
        Number of the assessment in its project.
    stored : DataFrame, optional
        The ranking that the project stored; it replaces recomputed values.
    stored_criteria : dict, optional
        Stored points, range, weight and contribution by task and criterion.
    double_counts : sequence of dict
        Automations and tasks of a project that may be the same work.
    figures : mapping, optional
        Figures of a project that were entered by hand, by indicator and fiscal year.
    computed : DataFrame, optional
        Columns that were computed on request, indexed by task id.
    """

    assessment: Assessment
    surveyed: Inventory
    provenance: Provenance
    decisions: Mapping[str, TaskDecision] | None = None
    number: int | None = None
    stored: pd.DataFrame | None = None
    stored_criteria: Criteria | None = None
    double_counts: Sequence[Mapping[str, Any]] = ()
    figures: Figures | None = None
    computed: pd.DataFrame | None = None

    @cached_property
    def rows(self) -> pd.DataFrame:
        """A value for every declared column, best task first."""
        return ranking_rows(
            self.assessment, self.decisions, self.stored, computed=self.computed, sentences=True
        )

    @cached_property
    def labels(self) -> RankingLabels:
        """Labels of the codes, in the user's language."""
        return RankingLabels(self.assessment.policy, self.assessment.inventory.fields)

    @property
    def computed_ids(self) -> frozenset[str]:
        """Ids of the columns that were computed on request."""
        return frozenset() if self.computed is None else frozenset(map(str, self.computed.columns))

    @property
    def is_decided(self) -> bool:
        """Whether it has decisions."""
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
    """Return the report of an assessment without a project."""
    inventory = assessment.inventory
    return RankingReport(
        assessment, inventory, provenance_of(inventory.survey_files, assessment.policy, author)
    )
