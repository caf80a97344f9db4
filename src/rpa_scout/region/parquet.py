"""Tasks of many cities from a Parquet file, assessed in processes of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from rpa_scout.errors import InputError
from rpa_scout.policy.model import Policy
from rpa_scout.region.partitions import RegionTotal, assess_locally, sum_of_totals
from rpa_scout.text import N_


def assess_file(source: Path, target: Path, policy: Policy, scorecard: str = "rpa") -> RegionTotal:
    """Assess the tasks of a Parquet file by city; write a Parquet file a city into a folder."""
    try:
        tasks = pd.read_parquet(source)
    except ImportError as error:
        raise InputError(
            N_("Parquet files need another package: pip install rpa-scout[spark]")
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(N_("{path} cannot be read as Parquet."), path=source) from error
    results = assess_locally(tasks, policy, scorecard, processes=os.cpu_count() or 1)
    return sum_of_totals(_written(results, target))


def _written(results: Iterator[pd.DataFrame], target: Path) -> Iterator[pd.DataFrame]:
    """Write each result when it is computed, and yield it."""
    for number, rows in enumerate(results):
        target.mkdir(exist_ok=True)
        rows.to_parquet(target / f"part-{number:05}.parquet", index=False)
        yield rows
