"""The policy of a city and the fields of the survey, as data."""

from rpa_scout.policy.fields import FieldDefinition, FieldSet, load_fields
from rpa_scout.policy.files import DEFAULT_POLICY
from rpa_scout.policy.model import Policy
from rpa_scout.policy.policies import load_policy

__all__ = [
    "DEFAULT_POLICY",
    "FieldDefinition",
    "FieldSet",
    "Policy",
    "load_fields",
    "load_policy",
]
