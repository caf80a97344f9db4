"""Cities assessed on Spark: the function of one city over partitions, Parquet in and out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from rpa_scout.errors import InputError
from rpa_scout.policy.model import Policy
from rpa_scout.region.partitions import (
    KEYS,
    RESULT_TYPES,
    RegionTotal,
    assess_city,
    sum_of_totals,
)
from rpa_scout.text import N_

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SCHEMA = ", ".join(f"{name} {kind}" for name, kind in RESULT_TYPES.items())
_SUM_SCHEMA = "tasks long, candidates long, total_hours array<double>, total_live array<long>"

_PARTS_PER_CORE = 8


def spark_session(master: str) -> SparkSession:
    """Start a session on ``local[2]``, ``spark://…`` or another master."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise InputError(N_("Spark is not installed: pip install rpa-scout[spark]")) from error
    if master.startswith("local"):
        # Else Spark takes any python3 on the path, which may lack this package.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("rpa-scout").master(master)
    quiet = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
    return quiet.config("spark.sql.execution.arrow.pyspark.enabled", "true").getOrCreate()


def assess_on_spark(
    session: SparkSession, source: Path, target: Path, policy: Policy, scorecard: str = "rpa"
) -> RegionTotal:
    """Assess the tasks of a Parquet file or folder by city, and write the results as Parquet.

    The function of one city runs in Spark's processes, which need rpa-scout installed. The draws
    of the total are summed in each partition, and the sums here.
    """
    tasks = session.read.parquet(str(source))
    for name in (*KEYS, "name"):
        if name not in tasks.columns:
            raise InputError(N_("The tasks have no column “{name}”."), name=name)

    def one_city(rows: pd.DataFrame) -> pd.DataFrame:
        return assess_city(rows, policy, scorecard)

    # A number of its own: Spark would put few bytes into one part, however long they take.
    parts = session.sparkContext.defaultParallelism * _PARTS_PER_CORE
    by_city = tasks.repartition(parts, "city").groupBy("city")
    by_city.applyInPandas(one_city, _SCHEMA).write.parquet(str(target))
    columns = ("candidate", "total_hours", "total_live")
    sums = session.read.parquet(str(target)).select(*columns).mapInPandas(_summed, _SUM_SCHEMA)
    of_parts = sums.toPandas()
    adopted = sum_of_totals([of_parts.assign(candidate=0)]).adopted
    counts = of_parts[["tasks", "candidates"]].sum()
    return RegionTotal(int(counts["tasks"]), int(counts["candidates"]), adopted)


def _summed(parts: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Sum the results of a partition into one row."""
    total = sum_of_totals(parts)
    if total.tasks:
        yield pd.DataFrame(
            {
                "tasks": [total.tasks],
                "candidates": [total.candidates],
                "total_hours": [total.adopted.hours.tolist()],
                "total_live": [total.adopted.live.tolist()],
            }
        )
