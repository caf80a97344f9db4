"""Write the expected results of the samples: ``python samples/make_expected.py``.

``expected/ranking.csv`` is the rounded ranking of ``departments/``; ``findings.csv`` is the list of
findings. A test compares both with the current results.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import rpa_scout as rs

HERE = Path(__file__).resolve().parent
EXPECTED = HERE / "expected"

DECIMALS = {
    "score": 3,
    "score_low": 3,
    "score_high": 3,
    "hours_per_year": 2,
    "saved_hours_per_year_p10": 1,
    "saved_hours_per_year_p50": 1,
    "saved_hours_per_year_p90": 1,
    "break_even_items_per_run": 2,
}
EXACT = ("rank", "task_id", "name", "means", "difficulty", "most_useful_question", "file", "row")
FINDING_COLUMNS = ("severity", "code", "file", "sheet", "cell", "field", "quoted")


def assessment() -> rs.Assessment:
    """Assess the samples with the shipped policy."""
    return rs.assess(rs.read_surveys(HERE / "departments"), rs.load_policy())


def ranking_rows(assessed: rs.Assessment) -> list[dict[str, object]]:
    """Return the expected columns of the ranking, with rounded numbers."""
    rows = assessed.ranking.to_dict("records")
    return [
        {
            **{name: row[name] for name in EXACT},
            **{name: round(row[name], decimals) for name, decimals in DECIMALS.items()},
        }
        for row in rows
    ]


def finding_rows(assessed: rs.Assessment) -> list[dict[str, object]]:
    """Return every finding, in order."""
    findings = assessed.inventory.findings
    return [{name: getattr(finding, name) for name in FINDING_COLUMNS} for finding in findings]


def as_csv(rows: Iterable[Mapping[str, object]]) -> str:
    """Write rows as CSV."""
    rows = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main() -> int:
    """Write both files."""
    assessed = assessment()
    EXPECTED.mkdir(exist_ok=True)
    for name, rows in (
        ("ranking.csv", ranking_rows(assessed)),
        ("findings.csv", finding_rows(assessed)),
    ):
        (EXPECTED / name).write_text(as_csv(rows), encoding="utf-8")
        print(f"written: samples/expected/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
