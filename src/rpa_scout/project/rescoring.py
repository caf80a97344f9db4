"""A new assessment beside the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from rpa_scout.assessment.assess import Assessment
from rpa_scout.comparison.assessments import AssessmentComparison
from rpa_scout.project.assessed import StoredAssessment


@dataclass(frozen=True)
class Rescore:
    """A new assessment beside the one before it.

    Attributes
    ----------
    before : StoredAssessment or None
        The newest results before, as stored.
    after : Assessment
        The new results.
    comparison : AssessmentComparison or None
        Differences by task, and the answers or knots that caused them. The earlier assessment is
        computed again for this, with the present version of the program.
    """

    before: StoredAssessment | None
    after: Assessment
    comparison: AssessmentComparison | None
