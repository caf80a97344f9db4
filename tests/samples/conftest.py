"""These tests are about what is shipped."""

import pytest
from tests.frozen import shipped_policy_is_default

from rpa_scout.policy import load_fields

__all__ = ["shipped_policy_is_default"]


@pytest.fixture(scope="module")
def fields():
    return load_fields()
