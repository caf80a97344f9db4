"""Kill a process that makes changes at a random moment, again and again, and look what is there.

Run as a program: folder, number of kills, seed. It forks instead of starting anew, for an
interpreter with everything imported takes longer to start than to be killed.
"""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pandas as pd

from rpa_scout.inventory import Inventory
from rpa_scout.output import remove_leftovers
from rpa_scout.policy.policies import load_policy
from rpa_scout.project.project import Project

ROWS = 40
LONGEST_SECONDS = 0.6
WHILE_OPENING = 5
KILLS_A_PROJECT = 25
MIGRATIONS_EVERY = 6
EARLIER = Path(__file__).with_name("files") / "schema-2.rpascout"
LEFT_ENDINGS = (".lock", ".taking", ".clock", "-journal")


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
        number = len(project.history.entries())
        os.write(report, b"0\n")
        while True:
            # A copy and an export add no entry; a kill in the middle must leave nothing of them.
            if choose.random() < 0.1:
                project.export(path.with_suffix(".jsonl"), replace=True)
                project.backup(path.with_suffix(".copy.rpascout"))
                path.with_suffix(".copy.rpascout").unlink()
            number += 1
            if number == 2 or choose.random() < 0.3:
                project.surveys.import_(numbered(number))
            else:
                tasks = [f"税務課-{one}" for one in choose.sample(range(ROWS), 5)]
                project.tasks.decide(tasks, None, owner=f"担当{number}")
            os.write(report, b"%d\n" % number)


def migrate(path, _seed, report):
    """Open a project of an earlier version for changes, which brings it to this one."""
    os.write(report, b"0\n")
    with Project.open(path, "担当A"):
        os.write(report, b"1\n")
        time.sleep(LONGEST_SECONDS * 40)


def killed(path, seed, work=make_changes):
    """Return the last number that was reported before the process was killed; 0: none."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            work(path, seed, writing)
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


def look_at_migrated(path):
    """The project of the earlier version is whole, in its old tables or in the new ones."""
    remove_leftovers()
    with Project.open(path, "担当B") as project:
        found = project.verify()
        assert (found.is_whole, found.entries) == (True, 11), found
        assert project.tasks.get("税務課-2").state == "on_hold"
    assert_no_leftovers(path)


def assert_no_leftovers(path):
    """After a start of the program nothing hidden, half written or locked lies beside a project."""
    backups = path.with_name(f"{path.name}-backups")
    names = [file.name for folder in (path.parent, backups) for file in folder.iterdir()]
    left = [name for name in names if name.startswith(".") or name.endswith(LEFT_ENDINGS)]
    assert left == [], left


def look(path, least):
    """Open without hand work; everything reported is there, nothing half; return the entries."""
    path.with_suffix(".copy.rpascout").unlink(missing_ok=True)
    remove_leftovers()
    with Project.open(path, "担当B") as project:
        found = project.verify()
        assert found.is_whole, found
        assert least <= found.entries <= least + 1 or least == 0, (least, found.entries)
        owners = {}
        for entry in project.history.entries():
            changed = project.history.changes(entry.number)
            if entry.kind == "decide":
                owners.update({one.task_id: f"担当{entry.number}" for one in changed})
                assert len(changed) == 5, entry
            elif entry.kind == "import":
                assert len(changed) == ROWS + 1, entry
        for task in project.tasks.all():
            assert task.owner == owners.get(task.task_id), task
        tasks = project.inventory().tasks
        assert len(set(tasks["items_per_run"])) <= 1
        assert len(tasks) in (0, ROWS)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert_no_leftovers(path)
    return found.entries


def main(folder, kills, seed):
    """Kill so often; print how many changes there were, and how many kills came in between."""
    changes = interrupted = 0
    for number in range(kills):
        if number % MIGRATIONS_EVERY == 0:
            old = Path(folder) / f"old{number}.rpascout"
            shutil.copy(EARLIER, old)
            reported = killed(old, seed + number, migrate)
            interrupted += reported == 0
            look_at_migrated(old)
            continue
        path = Path(folder) / f"{number // KILLS_A_PROJECT}.rpascout"
        if not path.exists():
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
