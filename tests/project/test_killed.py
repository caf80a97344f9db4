"""A process that changes, exports, copies or migrates is killed at random moments: nothing is lost.

A seeded part runs here; ``RPA_SCOUT_KILLS=300`` runs all of it.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.systems import needs_posix

KILLS = int(os.environ.get("RPA_SCOUT_KILLS", "60"))
SEEDS = (2026, 7026)
"""Of the processes that share the kills; they do it at the same time."""


@needs_posix
def test_what_was_done_survives_being_killed(tmp_path):
    each = KILLS // len(SEEDS)
    with ExitStack() as stack:
        killing = [stack.enter_context(started(tmp_path / str(seed), each, seed)) for seed in SEEDS]
        for process in killing:
            stack.callback(process.kill)  # where one takes for ever, nobody waits for the other
        results = [process.communicate(timeout=1_200) for process in killing]
    told = []
    for process, (out, err) in zip(killing, results, strict=True):
        assert process.returncode == 0, err[-2_000:]
        told.append([int(one) for one in out.split()])
    kills, changes, interrupted = map(sum, zip(*told, strict=True))
    assert kills == KILLS
    assert changes > KILLS / 4  # it was at work, not only opening
    assert interrupted > KILLS / 30  # and often in the middle of a transaction


def started(folder, kills, seed):
    folder.mkdir()
    return subprocess.Popen(
        [sys.executable, "-m", "tests.project.killing", folder, str(kills), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "RPA_SCOUT_LOG_DIR": str(folder / "log"),
        },
    )
