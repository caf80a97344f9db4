"""``rpa-scout region TASKS.parquet --parquet FOLDER``: the tasks of very many cities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rpa_scout.errors import InputError
from rpa_scout.policy.model import Policy
from rpa_scout.text import N_, _


def assess_parquet(
    paths: Sequence[Path], folder: Path | None, policy: Policy, scorecard: str, spark: str | None
) -> None:
    """Assess the tasks of a Parquet file city by city, here or on Spark, and print the total."""
    from rpa_scout.cli import screen
    from rpa_scout.planning.texts import range_text
    from rpa_scout.scoring.scorer import scorecard_named

    if folder is None or len(paths) != 1 or paths[0].suffix != ".parquet":
        raise InputError(N_("Name one .parquet file, and the folder of the results (--parquet)."))
    if folder.exists():
        raise InputError(N_("{path} exists already; name a new folder."), path=folder)
    scorecard_named(policy, scorecard)
    if spark is not None:
        from rpa_scout.region.spark import assess_on_spark, spark_session

        total = assess_on_spark(spark_session(spark), paths[0], folder, policy, scorecard)
    else:
        from rpa_scout.region.parquet import assess_file

        total = assess_file(paths[0], folder, policy, scorecard)
    line = _("{tasks:,} tasks, {candidates:,} candidates; together {hours} h/year, once live")
    text = line.format(
        tasks=total.tasks, candidates=total.candidates, hours=range_text(total.hours)
    )
    screen.print_line(text)
    screen.print_written([folder])
