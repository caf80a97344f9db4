"""The command line, as a process of its own and within the test's process."""

import contextlib
import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from tests.cli.files import PROJECT, write_files
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


POINTS = {"担当A": (30, 25, 15, 10, 8, 6, 4, 2), "担当B": (2, 4, 6, 8, 10, 15, 25, 30)}
"""Points that two officials give the criteria."""


@pytest.fixture
def forms(main, tmp_path):
    """A folder of forms in which two officials weighted the criteria."""
    folder = tmp_path / "重み"
    names = [word for name in POINTS for word in ("--official", name)]
    assert main("weights", "form", "--out", folder, *names)[0] == 0
    for name, points in POINTS.items():
        path = folder / f"判断基準の重み_{name}.xlsx"
        book = openpyxl.load_workbook(path)
        for row, value in enumerate(points, 9):
            book.worksheets[0][f"E{row}"] = value
        book.save(path)
    return folder


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A folder with everything that an output may be pointed at; it is copied, not changed."""
    folder = tmp_path_factory.mktemp("files")
    with contextlib.chdir(folder):
        write_files(folder)
    return folder


@pytest.fixture
def folder(prepared, tmp_path, monkeypatch):
    """A copy of that folder, with what a copy loses; it is the current one."""
    copy = tmp_path / "files"
    shutil.copytree(prepared, copy)
    (copy / "link.xlsx").symlink_to(copy / "surveys" / "税務課.xlsx")
    os.link(copy / "surveys" / "税務課.xlsx", copy / "second.xlsx")
    (copy / "link.rpascout").symlink_to(copy / "other.rpascout")
    (copy / f"{PROJECT}-backups").mkdir(exist_ok=True)
    shutil.copy(copy / "other.rpascout", copy / f"{PROJECT}-backups" / "copy.rpascout")
    (copy / "protected.txt").chmod(0o444)
    if os.name == "posix":
        os.mkfifo(copy / "pipe")
    monkeypatch.chdir(copy)
    return copy
