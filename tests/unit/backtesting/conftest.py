"""The shipped cases, and learning that takes a second."""

import pytest

from rpa_scout.backtesting import learning
from rpa_scout.backtesting.run import usable_cases
from rpa_scout.evidence.cases import read_cases
from rpa_scout.policy.policies import load_policy


@pytest.fixture(scope="session")
def cases():
    return usable_cases(read_cases())[0]


@pytest.fixture(scope="session")
def policy():
    return load_policy()


@pytest.fixture
def quick(monkeypatch):
    """Sixteen candidates of a hundred draws."""
    monkeypatch.setattr(learning, "CANDIDATES_LOG2", 4)
    monkeypatch.setattr(learning, "DRAWS", 100)
