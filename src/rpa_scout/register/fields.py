"""The register's fields as declared in ``data/fields.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.load import load_declaration

__all__ = ["FISCAL_YEARS", "REGISTER_RESULT", "load_register_fields"]

REGISTER_RESULT: Final = "register"
"""Mark in the properties of the form's workbook, so that it is not read as a survey."""

FISCAL_YEARS: Final = ("running_since", "fiscal_year", "ended_in")
"""Text fields that name a fiscal year."""


@lru_cache(maxsize=1)
def load_register_fields() -> FieldSet:
    """Return the register's fields as the package declares them."""
    return load_declaration(FieldSet, Path(__file__).with_name("data") / "fields.toml")
