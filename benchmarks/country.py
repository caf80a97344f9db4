"""Tasks of a whole country: assessed in one process, and city by city here and on Spark.

``python benchmarks/country.py assess [--tasks 1000000]`` compares with the bare normal draws.
``python benchmarks/country.py spark [--tasks 200000]`` compares Spark with local processes; it
needs Java and ``pip install rpa-scout[spark]``. Each side runs in a process of its own, which
measures processor time and its most memory. These sides take minutes: the other measures do not
run them.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scoring import random_tasks

import rpa_scout as rs
from rpa_scout.inventory import Inventory
from rpa_scout.region.parquet import assess_file
from rpa_scout.region.spark import assess_on_spark, spark_session

TASKS_OF_A_CITY = 5_000
_BLOCK = 10_000


def country_tasks(count: int) -> pd.DataFrame:
    """Return tasks with answers of all kinds, a tenth unknown, in cities of equal size."""
    number = np.arange(count)
    return random_tasks(count).assign(
        city=np.char.add("市", (number // TASKS_OF_A_CITY).astype(str)).astype(object),
        task_id=number.astype(str).astype(object),
        department="税務課",
        name="異動の入力",
    )


def assess_all(count: int) -> float:
    """Assess all tasks in one inventory, with the total of the candidates."""
    tasks = country_tasks(count).set_index("task_id").drop(columns="city")
    inventory = Inventory.from_frame(tasks)
    policy = rs.load_policy()
    start = time.process_time(), time.perf_counter()
    assessment = rs.assess(inventory, policy)
    assert assessment.target.total_of_all.hours.sum() > 0.0
    print(f"on the clock: {time.perf_counter() - start[1]:.1f} s")
    return time.process_time() - start[0]


def draw_bare(count: int) -> float:
    """Draw a float32 normal a task and draw, and nothing else."""
    draws, generator = rs.load_policy().simulation.draws, np.random.default_rng(1)
    start = time.process_time()
    for first in range(0, count, _BLOCK):
        generator.standard_normal((min(_BLOCK, count - first), draws), dtype=np.float32)
    return time.process_time() - start


def assess_in_processes(count: int, folder: Path) -> float:
    """Assess city by city in a process a core, from Parquet to Parquet; seconds on the clock."""
    source = written(count, folder)
    start = time.perf_counter()
    total = assess_file(source, folder / "local", rs.load_policy())
    seconds = time.perf_counter() - start
    np.save(folder / "local.npy", total.adopted.hours)
    return seconds


def assess_there(count: int, folder: Path) -> float:
    """Assess city by city on Spark, two cores; seconds on the clock.

    The session and its Python processes have been started by a small job.
    """
    source, session = written(count, folder), spark_session("local[2]")
    small = folder / "small.parquet"
    pd.read_parquet(source).groupby("city").head(10).to_parquet(small)
    assess_on_spark(session, small, folder / "started", rs.load_policy())
    start = time.perf_counter()
    total = assess_on_spark(session, source, folder / "spark", rs.load_policy())
    seconds = time.perf_counter() - start
    assert np.array_equal(total.adopted.hours, np.load(folder / "local.npy"))
    session.stop()
    return seconds


def written(count: int, folder: Path) -> Path:
    """Return the tasks as a Parquet file, written once."""
    path = folder / "tasks.parquet"
    if not path.exists():
        tasks = country_tasks(count)
        choices = tasks.select_dtypes("category").columns
        tasks.astype(dict.fromkeys(choices, object)).to_parquet(path)
    return path


SIDES = {
    "assess": {
        "ours": lambda count, _folder: assess_all(count),
        "bare": lambda count, _folder: draw_bare(count),
    },
    "spark": {"local": assess_in_processes, "spark": assess_there},
}


def main() -> None:
    """Run one side, or all sides of a comparison in processes of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=SIDES)
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--side")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    if chosen.side:
        seconds = SIDES[chosen.what][chosen.side](chosen.tasks, chosen.folder)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"seconds": seconds, "bytes": most}))
        return
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for side in SIDES[chosen.what]:
            words = [chosen.what, "--tasks", str(chosen.tasks), "--side", side, "--folder", folder]
            done = subprocess.run(
                [sys.executable, __file__, *words], check=True, stdout=subprocess.PIPE
            )
            *said, last = done.stdout.decode().splitlines()
            figures[side] = json.loads(last)
            print(*said, sep="\n", end="\n" if said else "")
            print(
                f"{side}: {figures[side]['seconds']:.1f} s, {figures[side]['bytes'] / 1e9:.2f} GB"
            )
    first, second = (figure["seconds"] for figure in figures.values())
    ratio = first / second if chosen.what == "assess" else second / first
    print(f"{chosen.tasks:,} tasks, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
