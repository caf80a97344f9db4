"""Public test workbooks are read without abort, hang or silence, and as other readers read them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.office import convert
from tests.public.cells_of_others import compared, openpyxl_cells, xlrd_cells

from rpa_scout.pipeline import read_surveys

SECONDS = 300
"""For all of them; the program is stopped then."""


def test_enough_workbooks_were_found(workbooks):
    assert len(workbooks) >= 30
    assert {path.suffix for path in workbooks} >= {".xlsx", ".xls", ".ods"}


def test_program_ends_with_a_result(workbooks):
    words = [sys.executable, "-m", "rpa_scout", "check", str(workbooks[0].parent), "--json", "-"]
    done = subprocess.run(words, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode in (0, 1, 2), done.stderr.decode("utf-8", "replace")
    assert json.loads(done.stdout)["findings"]


def test_no_file_is_passed_over_in_silence(workbooks):
    inventory = read_surveys(workbooks)
    heard_of = {finding.file for finding in inventory.findings}
    heard_of |= {table.file for table in inventory.tables}
    assert {path.name for path in workbooks} <= heard_of


@pytest.mark.parametrize(
    ("suffix", "other_reader", "fewest"),
    [(".xlsx", openpyxl_cells, 30), (".xls", xlrd_cells, 1_000)],
)
def test_cells_are_those_of_another_reader(workbooks, suffix, other_reader, fewest):
    paths = [path for path in workbooks if path.suffix == suffix]
    assert sum(compared(path, other_reader) or 0 for path in paths) >= fewest


SAMPLES = sorted(Path("samples/departments").resolve().glob("*.xlsx"))


def test_cells_of_the_samples_are_those_of_openpyxl():
    assert sum(compared(path, openpyxl_cells) or 0 for path in SAMPLES) > 5_000


@pytest.mark.parametrize("path", SAMPLES[:3], ids=lambda path: path.stem)
def test_cells_of_the_samples_as_xls_are_those_of_xlrd(path, tmp_path):
    assert compared(convert(path, "xls", tmp_path), xlrd_cells) > 100
