"""One workbook of 100,000 rows: reading and checking beside bare reading, memory, and Ctrl-C.

Both sides run in a process of their own, which measures itself: what it read, how long it took
without the start of the interpreter and the imports, and the most memory it ever held.
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
"""The memory that the project allows itself for such a workbook."""

STOPS = 10
LONGEST_SECONDS = 0.5
"""After Ctrl-C the program may still be there so long."""

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
    """Write a list of many departments' tasks; every name is another."""
    fields = load_fields()
    lines = cycle(answers())
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(fields.form.tasks_sheet)
        sheet.write_row(0, 0, [one.label for one in fields])
        for number in range(1, rows + 1):
            line = next(lines)
            changed = {
                "department": f"第{number // 1000 + 1}課",
                "name": f"{line['name']}（{number}）",
            }
            for column, one in enumerate(fields):
                value = changed.get(one.id, line.get(one.id))
                if value is not None:
                    numeric = one.kind == "number" and value.replace(".", "", 1).isdigit()
                    sheet.write(number, column, float(value) if numeric else value)
    return path


def in_a_process(script: str, path: Path, rows: int) -> dict[str, float]:
    """Run a script on a workbook; return the rows, seconds and bytes that it tells."""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    assert told["rows"] == rows, told
    return told


@measure("check 100,000 rows", limit="bare calamine reading, one thread", aim=3, rounds=3)
def large_check() -> Iterator[tuple[str, Prepared]]:
    """Prepare the workbook; both sides tell their own seconds, without start and imports."""
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
    """Prepare the workbook; our side tells gigabytes instead of seconds."""
    with tempfile.TemporaryDirectory() as name:
        path = write_large(Path(name) / "large.xlsx")
        yield (
            "peak, in GB",
            (lambda: in_a_process(OURS, path, ROWS)["peak"] / 1e9, lambda: MOST_BYTES / 1e9),
        )


def seconds_after_ctrl_c(path: Path, after: float) -> float:
    """Run the program, interrupt it after some seconds, and tell how long it was still there."""
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
        start = 1.0  # of the interpreter, and the imports
        moments = random.Random(20261123)

        def ours() -> float:
            return max(
                seconds_after_ctrl_c(path, start + moments.random() * whole) for _ in range(STOPS)
            )

        yield f"{ROWS:,} rows", (ours, lambda: LONGEST_SECONDS)
