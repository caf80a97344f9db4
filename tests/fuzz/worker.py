"""Reads bad files, one after the other, in a process of its own with little memory.

``python -m tests.fuzz.worker FOLDER`` takes cases from the standard input, one a line, and prints
a line of JSON for each. A case is the number of a mutated file, or the name of a file in the
folder. ``python -m tests.fuzz.worker FOLDER CASE`` writes the file of a number, to look at it.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import time
import traceback
from functools import cache
from pathlib import Path

from tests.fuzz.mutations import case_file
from tests.fuzz.seeds import CELLS, rows_of, xlsx_of

from rpa_scout.errors import RpaScoutError
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import assess, read_surveys
from rpa_scout.policy import load_policy
from rpa_scout.policy.model import Policy
from rpa_scout.text import LANGUAGES

MEMORY_BYTES = 3 << 30
GOOD = "good.xlsx"
"""Lies beside the bad files, and is read with each of them."""

RANKED_EVERY = 40
"""Every so many cases what was read is ranked as well."""


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    seeds = {path.name: path.read_bytes() for path in sorted(folder.glob("seeds/*"))}
    if len(arguments) > 1:
        name, content = case_file(int(arguments[1]), seeds)
        (folder / name).write_bytes(content)
        return
    write_good(folder)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for line in sys.stdin:
        case = line.strip()
        outcome = (
            _mutated(int(case), folder, seeds)
            if case.isdigit()
            else _outcome(folder / case, folder / GOOD)
        )
        sys.stdout.write(json.dumps({"case": case, **outcome}) + "\n")
        sys.stdout.flush()  # the parent reads it now


def _mutated(case: int, folder: Path, seeds: dict[str, bytes]) -> dict[str, object]:
    name, content = case_file(case, seeds)
    with tempfile.TemporaryDirectory(dir=folder) as case_folder:
        path = Path(case_folder) / name
        path.write_bytes(content)
        return _outcome(path, folder / GOOD, ranked=case % RANKED_EVERY == 0)


def write_good(folder: Path) -> None:
    """Write a sound workbook whose tasks are in no other file."""
    lines = [["良い課", f"良い{line[1]}", *line[2:]] for line in CELLS[1:]]
    content = xlsx_of(rows_of([CELLS[0], *lines]))
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as part:
        part.write(content)
    Path(part.name).replace(folder / GOOD)  # another worker may be reading it


def _outcome(path: Path, good: Path, *, ranked: bool = False) -> dict[str, object]:
    start = time.process_time()
    problem, codes = "", []
    try:
        inventory = read_surveys([path, good])
        codes = [finding.code for finding in inventory.findings if finding.file == path.name]
        problem = _look_at(inventory, ranked=ranked)
        if GOOD not in {table.file for table in inventory.tables}:
            problem = "the good file was not read"
        elif not codes and len(inventory.tables) == 1:
            problem = "neither a list nor a finding"
    except RpaScoutError:
        pass
    except BaseException:  # noqa: BLE001 - that there is none is what is tested
        problem = traceback.format_exc(limit=-4)
    return {
        "file": path.name,
        "seconds": time.process_time() - start,
        "problem": problem,
        "codes": codes,
        "peak": max(_own_peak(), 1024 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss),
    }


def _own_peak() -> int:
    """Return the peak of this program; getrusage would count that of the tests that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return 1024 * int(re.search(r"^VmHWM:\s*(\d+) kB$", status, re.MULTILINE)[1])


@cache
def _policy() -> Policy:
    return load_policy()


def _look_at(inventory: Inventory, *, ranked: bool) -> str:
    """Write every finding in both languages, and rank; say what was lost."""
    for finding in inventory.findings:
        for language in LANGUAGES:
            finding.message(inventory.fields, language)
            finding.hint(inventory.fields, language)
    if ranked:
        assess(inventory, _policy())
    return ""


if __name__ == "__main__":
    main(sys.argv[1:])
