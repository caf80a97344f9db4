"""Pipes, consoles, signals: what the program stands in."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress

import openpyxl
import pytest
from tests.cli.conftest import command, environment
from tests.systems import needs_posix
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl, write_xlsxwriter

GIGABYTES = 6
LACKING = "𠮷野家・髙橋㐂～–―−\U0001f600"
"""Characters of which CP932 lacks some."""


@pytest.fixture
def odd(tmp_path):
    """A survey with characters that CP932 lacks, two wrong cells, and a row without a name."""
    rows = [
        plain(name=LACKING),
        plain(name="照合", timing=LACKING),
        plain(name="入力", runs_per_year="多い"),
        plain(name=""),
    ]
    return write_openpyxl(tmp_path / "a.xlsx", {SHEET: table(rows)})


@pytest.mark.parametrize(
    "words",
    [
        ("rank", "a.xlsx"),
        ("check", "a.xlsx"),
        ("--lang", "en", "rank", "a.xlsx"),
        ("rank", "--help"),
        ("policy", "show"),
        ("rank", "none–.xlsx"),
        ("rank", "a.xlsx", "--policy", "none–.toml"),
    ],
    ids=" ".join,
)
def test_console_of_windows_does_not_crash(run, odd, words):
    done = run(*words, encoding="cp932", PYTHONIOENCODING="cp932")
    assert "Traceback" not in done.stderr
    assert "UnicodeEncodeError" not in done.stderr
    assert done.returncode in ((1,) if words[-1] == odd.name else (0, 2))
    if "--lang" not in words:
        assert "方針" in done.stdout + done.stderr or "要修正" in done.stdout


def test_json_on_a_console_of_windows_stays_json(run, odd):
    done = run("rank", odd, "--json", "-", encoding=None, PYTHONIOENCODING="cp932")
    assert b"Traceback" not in done.stderr
    found = None
    for encoding in ("utf-8", "cp932"):
        with suppress(UnicodeDecodeError):
            found = json.loads(done.stdout.decode(encoding))
            break
    assert found is not None
    assert sorted(one["name"] for one in found["tasks"]) == sorted(["照合", "入力", LACKING])


@needs_posix
@pytest.mark.parametrize("words", [("rank", "a.xlsx"), ("policy", "show"), ("rank", "--help")])
@pytest.mark.usefixtures("odd")
def test_plain_locale(run, words):
    done = run(*words, LANG="C", LC_ALL="C")
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if "a.xlsx" in words else 0)
    assert "方針" in done.stdout


@needs_posix
@pytest.mark.parametrize(
    "words",
    [("rank", "a.xlsx"), ("rank", "a.xlsx", "--json", "-"), ("policy", "show"), ("rank", "--help")],
    ids=" ".join,
)
@pytest.mark.usefixtures("odd")
def test_closed_pipe_leaves_no_traceback(tmp_path, words):
    """Nobody reads: the reading end is closed before anything is written."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(*words),
        stdout=writing,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


STOPPED = "中止しました。書きかけのファイルは残していません。"
INTERRUPTED = """
import os, signal, sys
from rpa_scout import cli, pipeline
from rpa_scout.cli import screen

class Bar(screen.Bar):
    def advance(self, done=1, detail=""):
        if detail == "50.xlsx":
            os.kill(os.getpid(), signal.SIGINT)
        super().advance(done, detail)

screen.Bar = Bar
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.fixture
def many(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    grid = table([plain(name=str(number)) for number in range(5)])
    for number in range(100):
        write_xlsxwriter(folder / f"{number:02}.xlsx", {SHEET: grid})
    return folder


def assert_stopped(code, err, folder):
    assert code == 130
    assert err.splitlines() == [STOPPED]
    assert [one.name for one in folder.iterdir()] == ["many"]


@needs_posix
@pytest.mark.usefixtures("many")
def test_stopped_in_the_midst_of_reading(tmp_path):
    """The signal arrives while the fiftieth of a hundred files is told of."""
    words = ["rank", "many", "--out", "out.xlsx", "--json", "out.json"]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *words],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert_stopped(done.returncode, done.stderr, tmp_path)
    assert done.stdout == ""


@needs_posix
def test_stopped_from_outside(tmp_path):
    """The program waits for its policy in a pipe when the signal comes."""
    policy = tmp_path / "own.toml"
    os.mkfifo(policy)
    with (
        subprocess.Popen(
            command("rank", ".", "--policy", policy, "--out", "out.xlsx"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(),
            cwd=tmp_path,
        ) as process,
        policy.open("w"),
    ):  # returns once the program has opened its end
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    policy.unlink()
    assert (process.returncode, out) == (130, "")
    assert err.splitlines() == [STOPPED]
    assert list(tmp_path.iterdir()) == []


FRUGAL = """
import resource, sys
from rpa_scout.cli import main
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 30,) * 2)
sys.exit(main(sys.argv[2:]))
"""


@needs_posix
def test_stray_cell_in_the_last_corner_does_not_end_the_program(good, tmp_path):
    """A sheet whose last cell is used would need half a terabyte if every cell were kept."""
    grid = table([plain(department="会計課")])
    path = write_openpyxl(tmp_path / "a.xlsx", {SHEET: grid})
    book = openpyxl.load_workbook(path)
    book[SHEET].cell(1_048_576, 16_384, "x")
    book.save(path)
    done = subprocess.run(
        [sys.executable, "-c", FRUGAL, str(GIGABYTES), "rank", path.name, good.name],
        capture_output=True,
        encoding="utf-8",
        env=environment(RUST_BACKTRACE="0"),
        cwd=tmp_path,
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 1)  # the file may be read or be a finding
    assert "督促状の作成" in done.stdout
