"""The sample city's assessment, read once."""

from pathlib import Path

import pytest

import rpa_scout as rs

SAMPLES = Path(__file__).parents[3] / "samples" / "departments"


@pytest.fixture(scope="session")
def sample_assessment():
    return rs.assess(rs.read_surveys([SAMPLES]), rs.load_policy())
