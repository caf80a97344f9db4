"""One workbook of 100,000 rows: time against bare reading, memory, and time to stop at Ctrl-C.

Each side runs in a separate process, which measures itself: the rows read, the time without
interpreter start and imports, and the peak memory.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import xlsxwriter
from registry import Prepared, measure
from surveys import answers

from rpa_scout.policy import load_fields

ROWS = 100_000
MOST_BYTES = 1_200_000_000
"""Our limit of memory for such a workbook."""

STOPS = 10
LONGEST_SECONDS = 0.5
"""Our limit of time between Ctrl-C and the end of the program."""

OURS = """
import json, resource, sys, time
import numpy, pandas, python_calamine
import rpa_scout as rs
rs.read_surveys("no such file")
start = time.perf_counter()
inventory = rs.read_surveys(sys.argv[1])
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"rows": len(inventory.tasks), "seconds": seconds, "peak": peak}))
"""
BARE = """
import json, resource, sys, time
from python_calamine import CalamineWorkbook
start = time.perf_counter()
with CalamineWorkbook.from_path(sys.argv[1]) as workbook:
    rows = workbook.get_sheet_by_name("業務一覧").to_python(skip_empty_area=False)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"rows": len(rows) - 1, "seconds": seconds, "peak": peak}))
"""


def write_large(path: Path, rows: int = ROWS) -> Path:
    """Write a list of tasks of many departments, all with different names."""
    fields = load_fields()
    lines = cycle(answers())
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(fields.form.tasks_sheet)
        sheet.write_row(0, 0, [field.label for field in fields])
        for number in range(1, rows + 1):
            line = next(lines)
            changed = {
                "department": f"第{number // 1000 + 1}課",
                "name": f"{line['name']}（{number}）",
            }
            for column, field in enumerate(fields):
                value = changed.get(field.id, line.get(field.id))
                if value is not None:
                    numeric = field.kind == "number" and value.replace(".", "", 1).isdigit()
                    sheet.write(number, column, float(value) if numeric else value)
    return path


def in_a_process(script: str, path: Path, rows: int) -> dict[str, float]:
    """Run a script on a workbook; return the rows, seconds and bytes that it reports."""
    process = subprocess.run(
        [sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True
    )
    report: dict[str, float] = json.loads(process.stdout)
    assert report["rows"] == rows, report
    return report


@measure("check 100,000 rows", limit="bare calamine reading, one thread", aim=3, rounds=3)
def large_check() -> Iterator[tuple[str, Prepared]]:
    """Prepare the workbook; both sides report their own seconds, without start and imports."""
    with tempfile.TemporaryDirectory() as name:
        path = write_large(Path(name) / "large.xlsx")
        yield (
            f"{ROWS:,} rows",
            (
                lambda: in_a_process(OURS, path, ROWS)["seconds"],
                lambda: in_a_process(BARE, path, ROWS)["seconds"],
            ),
        )


@measure("memory for 100,000 rows", limit="1.2 GB", aim=1.0, rounds=1)
def large_memory() -> Iterator[tuple[str, Prepared]]:
    """Prepare the workbook; our side reports gigabytes instead of seconds."""
    with tempfile.TemporaryDirectory() as name:
        path = write_large(Path(name) / "large.xlsx")
        yield (
            "peak, in GB",
            (lambda: in_a_process(OURS, path, ROWS)["peak"] / 1e9, lambda: MOST_BYTES / 1e9),
        )


def seconds_after_ctrl_c(path: Path, after: float) -> float:
    """Run the program, interrupt it after some seconds, and return the time until it ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "rpa_scout", "check", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        time.sleep(after)
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        seconds = time.perf_counter() - start
    assert (process.returncode, len(err.splitlines())) == (130, 1), err
    return seconds


@measure("longest of 10 stops by Ctrl-C", limit="half a second", aim=1.0, rounds=1)
def stopping() -> Iterator[tuple[str, Prepared]]:
    """Prepare the workbook; the program is stopped at random moments of reading and checking."""
    with tempfile.TemporaryDirectory() as name:
        path = write_large(Path(name) / "large.xlsx")
        whole = in_a_process(OURS, path, ROWS)["seconds"]
        start = 1.0  # start of the interpreter, and imports
        moments = random.Random(20261123)

        def ours() -> float:
            return max(
                seconds_after_ctrl_c(path, start + moments.random() * whole) for _ in range(STOPS)
            )

        yield f"{ROWS:,} rows", (ours, lambda: LONGEST_SECONDS)
