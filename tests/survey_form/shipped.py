"""The shipped fields and policy, and the form made of them."""

from rpa_scout.forms.layout import Form
from rpa_scout.policy import DEFAULT_POLICY, load_fields, load_policy
from rpa_scout.policy.files import fields_path, policy_path

DEPARTMENT = "税務課"
FIELDS = load_fields(fields_path(policy_path(DEFAULT_POLICY)))
POLICY = load_policy(DEFAULT_POLICY)
FORM = Form(DEPARTMENT, FIELDS, POLICY)
