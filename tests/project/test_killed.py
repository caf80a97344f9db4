"""A process that makes changes is killed at random moments, 300 times: nothing done is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 300


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
def test_what_was_done_survives_being_killed(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.project.killing", tmp_path, str(KILLS), "2026"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=1_200,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    kills, changes, interrupted = map(int, done.stdout.split())
    assert kills == KILLS
    assert changes > KILLS  # it was at work, not only opening
    assert interrupted > KILLS / 20  # and often in the middle of a transaction
