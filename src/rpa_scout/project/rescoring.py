"""A new assessment beside the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from rpa_scout.assessment.assess import Assessment
from rpa_scout.comparison.assessments import AssessmentComparison
from rpa_scout.project.assessed import StoredAssessment

__all__ = ["Rescore"]


@dataclass(frozen=True)
class Rescore:
    """A new assessment beside the one before it.

    Attributes
    ----------
    before : StoredAssessment or None
        The newest results before, exactly as they were.
    after : Assessment
        The new ones.
    comparison : AssessmentComparison or None
        What differs by task, and which answers or knots caused it; the earlier assessment is
        computed again for it with this version of the program.
    """

    before: StoredAssessment | None
    after: Assessment
    comparison: AssessmentComparison | None
