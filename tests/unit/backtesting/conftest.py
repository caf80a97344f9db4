"""The shipped cases, and learning that takes a second."""

import pytest
from tests.frozen import shipped_policy_is_default

from rpa_scout.backtesting import learning
from rpa_scout.backtesting.run import usable_cases
from rpa_scout.evidence.cases import read_cases
from rpa_scout.policy import DEFAULT_POLICY
from rpa_scout.policy.policies import load_policy

__all__ = ["shipped_policy_is_default"]


@pytest.fixture(scope="session")
def cases():
    return usable_cases(read_cases())[0]


@pytest.fixture(scope="session")
def policy():
    return load_policy(DEFAULT_POLICY)


@pytest.fixture
def quick(monkeypatch):
    """Sixteen candidates of a hundred draws."""
    monkeypatch.setattr(learning, "CANDIDATES_LOG2", 4)
    monkeypatch.setattr(learning, "DRAWS", 100)
