"""Cities assessed by partitions: as one machine does it, to the last digit; also on Spark."""

import importlib.util
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import rpa_scout as rs
from rpa_scout.errors import InputError
from rpa_scout.region.partitions import RESULT_TYPES, assess_city, assess_locally, sum_of_totals

HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
FIGURES = [name for name, kind in RESULT_TYPES.items() if kind == "double"]


def national_tasks():
    """Return tasks of three cities, with ids that repeat from city to city."""
    rng = np.random.default_rng(17)
    count = 30
    return pd.DataFrame(
        {
            "city": np.repeat(["001", "002", "003"], count // 3),
            "task_id": [f"税務課-{number % 10}" for number in range(count)],
            "department": "税務課",
            "name": [f"異動の入力{number}" for number in range(count)],
            "runs_per_year": rng.integers(10, 250, count).astype(float),
            "items_per_run": rng.integers(5, 200, count).astype(float),
            "minutes_per_item": rng.uniform(1.0, 9.0, count),
            "judgement": rng.choice(["none", "simple_rules", "sometimes_complex"], count),
            "input_form": rng.choice(["spreadsheet", "print", "system"], count),
            "digitisable": "already",
        }
    )


@pytest.fixture(scope="module")
def tasks():
    return national_tasks()


@pytest.fixture(scope="module")
def policy():
    return rs.load_policy()


@pytest.fixture(scope="module")
def results(tasks, policy):
    return list(assess_locally(tasks, policy))


def test_a_city_has_the_figures_that_assess_gives_it(tasks, policy, results):
    of_city = tasks[tasks["city"] == "002"].set_index("task_id").drop(columns="city")
    alone = rs.assess(rs.Inventory.from_frame(of_city), policy).ranking
    assert results[1]["task_id"].tolist() == alone["task_id"].tolist()
    assert np.array_equal(results[1][FIGURES], alone[FIGURES], equal_nan=True)


def test_totals_are_equal_in_any_order_and_partition(results):
    total = sum_of_totals(results)
    again = sum_of_totals([pd.concat(results[1:]), results[0]])
    assert total.tasks == again.tasks == 30
    assert total.candidates == again.candidates
    assert np.array_equal(total.adopted.hours, again.adopted.hours)
    assert np.array_equal(total.adopted.live, again.adopted.live)


def test_the_total_is_that_of_one_machine_that_has_all_tasks(tasks, policy, results):
    ids = tasks["city"] + "/" + tasks["task_id"]
    frame = tasks.drop(columns=["city", "task_id"]).set_axis(pd.Index(ids), axis=0)
    whole = rs.assess(rs.Inventory.from_frame(frame), policy)
    listed = pd.concat(results)
    listed = listed[listed["candidate"]]
    rows = [
        whole.position_of(f"{city}/{task}")
        for city, task in zip(listed["city"], listed["task_id"], strict=True)
    ]
    drawn = whole.simulation.totals(np.array(rows))
    total = sum_of_totals(results).adopted
    assert np.array_equal(total.hours, drawn.hours)
    assert np.array_equal(total.live, drawn.live)


def test_a_task_id_that_stands_twice_in_a_city_is_refused(tasks, policy):
    with pytest.raises(InputError, match="税務課-1"):
        assess_city(tasks[tasks["city"] == "001"].assign(task_id="税務課-1"), policy)


def test_tasks_without_the_column_of_the_city_are_refused(tasks, policy):
    with pytest.raises(InputError, match="city"):
        list(assess_locally(tasks.drop(columns="city"), policy))


@pytest.mark.skipif(not HAS_SPARK, reason="needs Java and the extra “spark”")
def test_spark_gives_the_results_of_this_machine(tasks, tmp_path):
    tasks.to_parquet(tmp_path / "tasks.parquet", index=False)
    read = {}
    said = {}
    for name, more in (("here", []), ("spark", ["--spark", "local[2]"])):
        words = ["region", "tasks.parquet", "--parquet", name, *more]
        process = subprocess.run(
            [sys.executable, "-m", "rpa_scout", *words],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        said[name] = process.stdout.replace(name, "")
        rows = pd.read_parquet(tmp_path / name)
        read[name] = rows.set_index(["city", "task_id"]).sort_index()
    assert said["here"] == said["spark"]
    figures = ["name", "rank", "candidate", *FIGURES]
    pd.testing.assert_frame_equal(
        read["here"][figures], read["spark"][figures], check_exact=True, check_dtype=False
    )
