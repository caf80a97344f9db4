"""Reads bad files, one after the other, in a process of its own with little memory.

``python -m tests.fuzz.worker FOLDER`` takes cases from the standard input, one a line, and prints
a line of JSON for each. A case is the number of a mutated file, or the name of a file in the
folder. ``python -m tests.fuzz.worker FOLDER CASE`` writes the file of a number, to look at it.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
import traceback
from functools import cache
from pathlib import Path

from tests.fuzz.mutations import case_file

from rpa_scout.errors import RpaScoutError
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import assess, read_surveys
from rpa_scout.policy import load_policy
from rpa_scout.policy.model import Policy
from rpa_scout.text import LANGUAGES

MEMORY_BYTES = 3 << 30
RANKED_EVERY = 40
"""Every so many cases what was read is ranked as well."""


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    seeds = {path.name: path.read_bytes() for path in sorted(folder.glob("seeds/*"))}
    if len(arguments) > 1:
        name, content = case_file(int(arguments[1]), seeds)
        (folder / name).write_bytes(content)
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for line in sys.stdin:
        case = line.strip()
        outcome = _mutated(int(case), folder, seeds) if case.isdigit() else _outcome(folder / case)
        sys.stdout.write(json.dumps({"case": case, **outcome}) + "\n")
        sys.stdout.flush()  # the parent reads it now


def _mutated(case: int, folder: Path, seeds: dict[str, bytes]) -> dict[str, object]:
    name, content = case_file(case, seeds)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / name
        path.write_bytes(content)
        return _outcome(path, ranked=case % RANKED_EVERY == 0)


def _outcome(path: Path, *, ranked: bool = False) -> dict[str, object]:
    start = time.process_time()
    problem, codes = "", []
    try:
        inventory = read_surveys(path)
        codes = [one.code for one in inventory.findings]
        problem = _look_at(inventory, ranked=ranked)
    except RpaScoutError:
        pass
    except BaseException:  # noqa: BLE001 - that there is none is what is tested
        problem = traceback.format_exc(limit=-4)
    return {
        "file": path.name,
        "seconds": time.process_time() - start,
        "problem": problem,
        "codes": codes,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


@cache
def _policy() -> Policy:
    return load_policy()


def _look_at(inventory: Inventory, *, ranked: bool) -> str:
    """Write every finding in both languages, and rank; say what was lost."""
    for one in inventory.findings:
        for language in LANGUAGES:
            one.message(inventory.fields, language)
            one.hint(inventory.fields, language)
    if ranked:
        assess(inventory, _policy())
    if not len(inventory.findings) and not len(inventory.tasks):
        return "neither a task nor a finding"
    return ""


if __name__ == "__main__":
    main(sys.argv[1:])
