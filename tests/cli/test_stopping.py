"""Ctrl-C ends the program at any moment: one line, exit code 130, nothing half-written."""

import os
import signal
import subprocess
import sys

import pytest
from tests.cli.conftest import environment
from tests.systems import needs_posix
from tests.unit.reading.surveys import SHEET, plain, table, write_xlsxwriter

from rpa_scout import cli
from rpa_scout.cli.surroundings.stopping import ctrl_c_cancels
from rpa_scout.progress import Cancelled

STOPPED = "中止しました。書きかけのファイルは残していません。"
pytestmark = needs_posix

PARSES_FOR_EVER = """
import os, signal, sys, threading
import python_calamine

class Workbook:
    @staticmethod
    def from_filelike(content):
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait()

python_calamine.CalamineWorkbook = Workbook
from rpa_scout import cli
sys.exit(cli.main())
"""
"""The signal comes when a thread has begun to parse, which nothing can interrupt."""

WRITES_FOR_EVER = """
import os, signal, sys
import rpa_scout.reporting.ranking_json
from rpa_scout import cli

def to_text(content):
    os.kill(os.getpid(), signal.SIGINT)
    while True:
        pass

rpa_scout.reporting.ranking_json.to_text = to_text
sys.exit(cli.main())
"""
"""The signal comes when everything is read, and the result is about to be written."""


@pytest.fixture
def folder(tmp_path):
    surveys = tmp_path / "surveys"
    surveys.mkdir()
    grid = table([plain(name=str(number)) for number in range(5)])
    write_xlsxwriter(surveys / "a.xlsx", {SHEET: grid})
    return tmp_path


def run(words, folder):
    return subprocess.run(
        words,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        cwd=folder,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("script", [PARSES_FOR_EVER, WRITES_FOR_EVER], ids=["parses", "writes"])
def test_nothing_is_waited_for(folder, script):
    words = ["check", "surveys", "--json", "out.json", "--inventory", "out.xlsx"]
    if script is WRITES_FOR_EVER:
        words = words[:4]
    done = run([sys.executable, "-c", script, *words], folder)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.splitlines() == [STOPPED]
    assert [one.name for one in folder.iterdir()] == ["surveys"]


def test_ctrl_c_that_is_ignored_stays_so():
    """As below nohup, or of a program in the background of a script."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ctrl_c_cancels():
            os.kill(os.getpid(), signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_second_ctrl_c_does_not_disturb_putting_away():
    put_away = []

    def work():
        try:
            os.kill(os.getpid(), signal.SIGINT)
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            put_away.append("all")

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(Cancelled), ctrl_c_cancels():
        work()
    assert put_away == ["all"]
    assert signal.getsignal(signal.SIGINT) is before


def test_called_from_a_program_it_does_not_end_the_program(monkeypatch, capsys):
    def interrupted(_words):
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("rpa_scout.cli.app.run", interrupted)
    assert cli.main(["check", "."]) == 130
    assert capsys.readouterr().err.splitlines() == [STOPPED]
