"""Five years of a city stay small; a small city runs here, ``RPA_SCOUT_YEARS=all`` a whole one."""

import importlib
import os
from pathlib import Path

import pytest

from rpa_scout.project.project import Project

WHOLE = os.environ.get("RPA_SCOUT_YEARS") == "all"
DEPARTMENTS, ROWS = (100, 200) if WHOLE else (5, 60)
BYTES_A_TASK_AND_YEAR = 600
"""60 MB for 20,000 tasks and five years."""
BYTES_A_YEAR = 60_000
"""What a year takes whatever the number of tasks."""


@pytest.fixture
def five_years(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
    return importlib.import_module("five_years")


def test_five_years_stay_small(five_years, tmp_path):
    folder, project = tmp_path / "surveys", tmp_path / "city.rpascout"
    folder.mkdir()
    sizes = list(five_years.work_through(project, folder, DEPARTMENTS, ROWS))
    tasks = DEPARTMENTS * ROWS
    # The first year also makes the tables and keeps the policy.
    assert sizes[-1] - sizes[0] <= 4 * (tasks * BYTES_A_TASK_AND_YEAR + BYTES_A_YEAR), sizes
    if WHOLE:
        assert sizes[-1] <= 60e6, sizes
    with Project.open(project, "担当A") as opened:
        assert opened.verify().is_whole
        assert len(opened.assessments.get(5).ranking) == tasks
        assert len(opened.assessments.recomputed(1).ranking) == tasks
