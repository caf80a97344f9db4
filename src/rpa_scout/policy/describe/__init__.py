"""Fields and policies as Markdown, for the reference pages and ``rpa-scout policy show``."""

from rpa_scout.policy.describe.fields import fields_markdown
from rpa_scout.policy.describe.labels import FIGURE_LABELS, PARAMETER_LABELS
from rpa_scout.policy.describe.page import policy_markdown

__all__ = ["FIGURE_LABELS", "PARAMETER_LABELS", "fields_markdown", "policy_markdown"]
