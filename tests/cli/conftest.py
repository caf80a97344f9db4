"""The command line, as a process of its own and within the test's process."""

import gettext
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl

from rpa_scout import cli

SRC = Path(__file__).parents[2] / "src"


def environment(**changes):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "LC_", "LANG", "RPA_SCOUT_LANG", "COLUMNS"))
    }
    return {**kept, "PYTHONPATH": str(SRC), "LANG": "C.UTF-8", "COLUMNS": "100", **changes}


def command(*words):
    return [sys.executable, "-W", "error", "-m", "rpa_scout", *map(str, words)]


@pytest.fixture
def run(tmp_path):
    """Run the program as a process of its own, in an empty folder."""

    def _run(*words, encoding="utf-8", **changes):
        return subprocess.run(
            command(*words),
            capture_output=True,
            encoding=encoding,
            env=environment(**changes),
            cwd=tmp_path,
            timeout=120,
            check=False,
        )

    return _run


@pytest.fixture
def main(tmp_path, monkeypatch, capsys):
    """Run the program within the test's process; return exit code, output and complaints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "ja")
    monkeypatch.delenv("RPA_SCOUT_LANG", raising=False)
    domain = gettext.textdomain()

    def _main(*words):
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        return code, *capsys.readouterr()

    yield _main
    gettext.textdomain(domain)


@pytest.fixture
def good(tmp_path):
    """A survey of three tasks without faults; of one the hours are unknown, one has no items."""
    rows = [
        plain(),
        plain(name="督促状の作成", items_per_run=0, change_frequency="毎月以上"),
        plain(name="相談", runs_per_year=None, judgement="判断が中心"),
    ]
    return write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows)})


@pytest.fixture
def wrong(tmp_path):
    """A survey with a good task, one with a wrong cell, and a row without a name."""
    rows = [
        plain(department="会計課"),
        plain(department="会計課", name="照合", timing="随時"),
        plain(department="会計課", name=None),
    ]
    return write_openpyxl(tmp_path / "会計課.xlsx", {SHEET: table(rows)})
