"""Scores, means and savings put together: the ranking, the target, and why."""

from rpa_scout.assessment.assess import Assessment, assess
from rpa_scout.assessment.explanation import Explanation
from rpa_scout.assessment.target import TargetOutlook

__all__ = ["Assessment", "Explanation", "TargetOutlook", "assess"]
