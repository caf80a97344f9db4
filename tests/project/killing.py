"""Kill a process that makes changes at a random moment, again and again, and look what is there.

Run as a program: folder, number of kills, seed. It forks instead of starting anew, for an
interpreter with everything imported takes longer to start than to be killed.
"""

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pandas as pd

from rpa_scout.inventory import Inventory
from rpa_scout.policy.policies import load_policy
from rpa_scout.project.project import Project

ROWS = 40
LONGEST_SECONDS = 0.25
WHILE_OPENING = 5
KILLS_A_PROJECT = 25


def numbered(number):
    """Return an inventory whose every task carries the number."""
    ids = [f"税務課-{row}" for row in range(ROWS)]
    frame = pd.DataFrame(
        {
            "department": ["税務課"] * ROWS,
            "name": [f"業務{row}" for row in range(ROWS)],
            "items_per_run": [float(number)] * ROWS,
        },
        index=pd.Index(ids, dtype=object),
    )
    return Inventory.from_frame(frame)


def make_changes(path, seed, report):
    """Change the project for ever; report the number of every change once it is done."""
    choose = random.Random(seed)
    with Project.open(path, "担当A") as project:
        number = len(project.history())
        os.write(report, b"0\n")
        while True:
            number += 1
            if number == 2 or choose.random() < 0.3:
                project.import_surveys(numbered(number))
            else:
                tasks = [f"税務課-{one}" for one in choose.sample(range(ROWS), 5)]
                project.decide(tasks, None, owner=f"担当{number}")
            os.write(report, b"%d\n" % number)


def killed(path, seed):
    """Return the last number that was reported before the process was killed; 0: none."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            make_changes(path, seed, writing)
        finally:
            os._exit(1)  # only reached if a change failed
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        if seed % WHILE_OPENING:  # else it may be killed while it opens
            told.readline()
        moment = random.Random(seed).uniform(0, LONGEST_SECONDS)
        time.sleep(moment)
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        numbers = [int(line) for line in told.read().split()]
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"a change failed after {numbers[-1:]}")
    return numbers[-1] if numbers else 0


def look(path, least):
    """Open without hand work; everything reported is there, nothing half; return the entries."""
    with Project.open(path, "担当B") as project:
        found = project.verify()
        assert found.is_whole, found
        assert least <= found.entries <= least + 1 or least == 0, (least, found.entries)
        owners = {}
        for entry in project.history():
            changed = project.changes(entry.number)
            if entry.kind == "decide":
                owners.update({one.task_id: f"担当{entry.number}" for one in changed})
                assert len(changed) == 5, entry
            elif entry.kind == "import":
                assert len(changed) == ROWS + 1, entry
        for task in project.tasks():
            assert task.owner == owners.get(task.task_id), task
        tasks = project.inventory().tasks
        assert len(set(tasks["items_per_run"])) <= 1
        assert len(tasks) in (0, ROWS)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return found.entries


def main(folder, kills, seed):
    """Kill so often; print how many changes there were, and how many kills came in between."""
    changes = interrupted = 0
    for number in range(kills):
        path = Path(folder) / f"{number // KILLS_A_PROJECT}.rpascout"
        if number % KILLS_A_PROJECT == 0:
            Project.create(path, load_policy(), "担当A").close()
            entries = 1
        least = killed(path, seed + number)
        interrupted += path.with_name(f"{path.name}-journal").exists()
        now = look(path, max(least, entries))
        changes += now - entries
        entries = now
    sys.stdout.write(f"{kills} {changes} {interrupted}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
