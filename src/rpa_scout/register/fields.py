"""The register's fields as declared in ``data/fields.toml``, with the means of the policy."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from rpa_scout.policy.choices import Choice
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.policy.load import load_declaration
from rpa_scout.policy.means import Means
from rpa_scout.policy.model import Policy
from rpa_scout.policy.policies import load_policy

REGISTER_RESULT: Final = "register"
"""Mark in the properties of the form's workbook, so that it is not read as a survey."""

FISCAL_YEARS: Final = ("running_since", "fiscal_year", "ended_in")
"""Text fields that name a fiscal year."""

_MEANS: Final = "means"


def load_register_fields(policy: Policy | None = None) -> FieldSet:
    """Return the register's fields; the means to choose from are those of a policy."""
    declared = _declared_fields()
    means = (policy or load_policy()).means
    fields = tuple(
        _with_means(field, means) if field.id == _MEANS else field for field in declared.field
    )
    # Not model_copy(): it would take over what has been derived from the fields before.
    parts = {name: getattr(declared, name) for name in FieldSet.model_fields}
    return FieldSet.model_construct(**parts | {"field": fields})


def means_label(code: str | None, fields: FieldSet) -> str:
    """Return the label of a means of the register; a means of another policy is its code."""
    field = fields[_MEANS]
    return field.choice_label(code) if code in field.codes else code or ""


def _with_means(field: FieldDefinition, means: tuple[Means, ...]) -> FieldDefinition:
    choices = tuple(
        Choice(code=each.id, label=each.label, label_en=each.label_en, aliases=each.aliases)
        for each in means
    )
    return field.model_copy(update={"choices": (*choices, *field.choices)})


@lru_cache(maxsize=1)
def _declared_fields() -> FieldSet:
    return load_declaration(FieldSet, Path(__file__).with_name("data") / "fields.toml")
