"""Crafted and damaged workbooks beside a good one: nothing dies, and the good one is read.

``RPA_SCOUT_FUZZ=all`` runs all of them; else every fourth crafted one runs, and fewer mutations.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import PurePath

import pytest
from tests.fuzz.crafted import crafted
from tests.fuzz.watching import run_cases
from tests.fuzz.worker import GOOD, write_good

RUNS_ALL = os.environ.get("RPA_SCOUT_FUZZ") == "all"
PEAK_BYTES = 700 << 20
MEMORY_BYTES = 6_000_000 << 10
SECONDS_FOR_ALL = 300
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")


def names_of(suffix):
    names = sorted(name for name in crafted() if PurePath(name).suffix == suffix)
    return names if RUNS_ALL else names[::4]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crafted")
    made = crafted()
    for suffix in SUFFIXES:
        for name in names_of(suffix):
            (folder / name).write_bytes(made[name]())
    write_good(folder)
    return folder


def test_there_are_sixty_of_every_kind():
    assert all(
        sum(PurePath(name).suffix == suffix for name in crafted()) >= 55 for suffix in SUFFIXES
    )


def test_each_is_read_or_refused_within_limits(folder):
    names = [name for suffix in SUFFIXES for name in names_of(suffix)]
    outcome = run_cases(folder, names)
    assert outcome.problems == []
    assert outcome.cases == len(names)
    assert outcome.peak_bytes < PEAK_BYTES
    for suffix in SUFFIXES:
        codes = [outcome.codes[name] for name in names_of(suffix)]
        # A file of which nothing is said was read whole; all others have at least one finding.
        assert sum(map(bool, codes)) > len(codes) // 2, suffix


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def test_the_program_reads_the_good_one_among_them(folder):
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "rpa_scout", "check", str(folder), "--json", "-"],
        capture_output=True,
        text=True,
        timeout=SECONDS_FOR_ALL,
        preexec_fn=limited,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    codes = json.loads(done.stdout)
    files = {finding["file"] for finding in codes["findings"] if finding["severity"] == "error"}
    for suffix in SUFFIXES:
        assert sum(PurePath(name).suffix == suffix for name in files) > 1, suffix
    assert GOOD not in files
    assert time.monotonic() - start < SECONDS_FOR_ALL
