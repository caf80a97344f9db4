"""The samples are fresh: the workbooks come from the catalogue, and give what lies beside them."""

import csv
import importlib.util
import math
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"


def load(name: str):
    spec = importlib.util.spec_from_file_location(name, SAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def expected():
    return load("make_expected")


@pytest.fixture(scope="module")
def assessed(expected):
    return expected.assessment()


def stored(name: str) -> list[dict[str, str]]:
    with (SAMPLES / "expected" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_workbooks_are_what_the_catalogue_gives():
    done = subprocess.run(
        [sys.executable, str(SAMPLES / "make_samples.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_findings_are_fresh(expected, assessed):
    now = [
        {key: str(value) for key, value in row.items()} for row in expected.finding_rows(assessed)
    ]
    assert now == stored("findings.csv")


def test_ranking_is_fresh(expected, assessed):
    now, before = expected.ranking_rows(assessed), stored("ranking.csv")
    assert [row["task_id"] for row in now] == [row["task_id"] for row in before]
    for new, old in zip(now, before, strict=True):
        for name in expected.EXACT:
            assert str(new[name] if new[name] is not None else "") == old[name], (name, old)
        for name, places in expected.DECIMALS.items():
            # One in the last place: another machine may round a last bit the other way.
            value, kept = float(new[name]), float(old[name])
            both_unknown = math.isnan(value) and math.isnan(kept)
            assert both_unknown or value == pytest.approx(kept, abs=1.5 * 10.0**-places), (
                name,
                old,
            )


def test_samples_are_as_many_and_as_varied_as_promised(assessed):
    inventory = assessed.inventory
    assert inventory.tasks["department"].nunique() == 12
    assert len(inventory.tasks) >= 160
    counts = inventory.findings.counts
    assert counts["error"] >= 2
    assert counts["error"] + counts["warning"] >= 12
    assert set(assessed.ranking["means"]) >= {"rpa", "ocr_rpa", "online_form_rpa", "generative_ai"}


def test_deliberate_mistakes_are_found_and_nothing_else_is_wrong(assessed):
    with (SAMPLES / "catalogue.csv").open(encoding="utf-8", newline="") as stream:
        mistaken = [row for row in csv.DictReader(stream) if row["mistake"]]
    findings = [
        one
        for one in assessed.inventory.findings
        if one.severity != "info" and one.code != "hours_unknown"
    ]
    assert len(findings) == len(mistaken)
    departments = sorted(row["department"] for row in mistaken)
    assert (
        sorted(one.row_id.rpartition("-")[0].partition("-")[0] for one in findings) == departments
    )
