"""Time of the whole ranking, against reading the same workbooks with calamine in sequence."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from python_calamine import CalamineWorkbook
from registry import Prepared, measure

import rpa_scout as rs
from rpa_scout.forms import write_form
from rpa_scout.pipeline import rank_surveys

CATALOGUE = Path(__file__).resolve().parent.parent / "samples" / "catalogue.csv"
WORKBOOKS = 100
ROWS = 200


def answers() -> list[dict[str, str]]:
    """Return the answers of the sample catalogue, without its deliberate mistakes."""
    with CATALOGUE.open(encoding="utf-8", newline="") as stream:
        lines = [line for line in csv.DictReader(stream) if not line.pop("mistake")]
    return [{name: answer for name, answer in line.items() if answer} for line in lines]


def write_workbooks(folder: Path, workbooks: int = WORKBOOKS, rows: int = ROWS) -> list[Path]:
    """Write filled forms of invented departments."""
    fields, policy = rs.load_fields(), rs.load_policy()
    source = cycle(answers())
    paths = []
    for number in range(workbooks):
        department = f"第{number + 1}課"
        filled = [
            {**line, "department": department, "name": f"{line['name']}（{number}）"}
            for number, line in enumerate(islice(source, rows), 1)
        ]
        paths.append(write_form(folder / f"{number:03}.xlsx", department, fields, policy, filled))
    return paths


def read_bare(paths: Sequence[Path]) -> int:
    """Read every list of tasks with calamine and discard it."""
    read = 0
    for path in paths:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            read += len(workbook.get_sheet_by_name("業務一覧").to_python(skip_empty_area=False))
    return read


@measure(
    "rank 100 workbooks of 200 rows", limit="bare calamine reading, one thread", aim=8, rounds=3
)
def whole_rank() -> Iterator[tuple[str, Prepared]]:
    """Prepare the workbooks; our side reads, checks, scores, simulates and ranks them."""
    with tempfile.TemporaryDirectory() as name:
        paths = write_workbooks(Path(name))
        policy = rs.load_policy()

        def ours() -> object:
            assessment = rank_surveys([name], policy)
            assert len(assessment.inventory.tasks) == WORKBOOKS * ROWS
            return assessment.ranking, assessment.target

        yield f"{WORKBOOKS * ROWS:,} tasks", (ours, lambda: read_bare(paths))


@measure(
    "check 100 workbooks of 200 rows", limit="bare calamine reading, one thread", aim=2.5, rounds=5
)
def whole_check() -> Iterator[tuple[str, Prepared]]:
    """Prepare the workbooks; our side reads and checks them."""
    with tempfile.TemporaryDirectory() as name:
        paths = write_workbooks(Path(name))
        yield (
            f"{WORKBOOKS * ROWS:,} rows",
            (lambda: rs.read_surveys(name), lambda: read_bare(paths)),
        )
