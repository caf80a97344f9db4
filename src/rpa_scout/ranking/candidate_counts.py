"""How many tasks are candidates, and how many of these are decided; all documents count so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rpa_scout.assessment.assess import Assessment
from rpa_scout.text import _


@dataclass(frozen=True, slots=True)
class CandidateCounts:
    """The candidates of an assessment, by what was decided."""

    total: int
    adopted: int  # Counted in the starting point of the targets
    passed_over: int  # On hold, declined or taken out of use: nobody is to adopt them for now

    @property
    def remaining(self) -> int:
        """Candidates that the targets can still draw on."""
        return self.total - self.adopted - self.passed_over

    @classmethod
    def of(cls, assessment: Assessment) -> CandidateCounts:
        """Count the candidates of an assessment."""
        start, ids = assessment.target.start, assessment.inventory.tasks.index
        candidate_ids = ids[assessment.is_candidate]

        def among(task_ids: Collection[str]) -> int:
            return int(candidate_ids.isin(list(task_ids)).sum())

        return cls(
            len(candidate_ids), among(start.counted), among(start.passed_over - start.counted)
        )

    @property
    def text(self) -> str:
        """Return the number, and the parts where anything is decided."""
        if self.remaining == self.total:
            return _("{count:,} tasks").format(count=self.total)
        return _(
            "{count:,} tasks ({adopted:,} adopted, {passed_over:,} on hold or declined, "
            "{remaining:,} left)"
        ).format(
            count=self.total,
            adopted=self.adopted,
            passed_over=self.passed_over,
            remaining=self.remaining,
        )
