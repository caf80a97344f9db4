"""Scores, means and savings together: the ranking, the targets, and the explanations."""

from rpa_scout.assessment.assess import Assessment, assess
from rpa_scout.assessment.explanation import Explanation
from rpa_scout.assessment.target import TargetOutlook

__all__ = ["Assessment", "Explanation", "TargetOutlook", "assess"]
