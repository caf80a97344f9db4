"""A child process reads what nobody vouches for; its death harms nobody."""

import datetime as dt
import io
import os
import pickle
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl, write_xlsxwriter

from rpa_scout.reading.files import child_reader
from rpa_scout.reading.files.child_reader import sheets_from_child, stop_children
from rpa_scout.reading.files.native_reader import (
    DamagedError,
    PlainValues,
    ProtectedError,
    native_sheets,
)
from rpa_scout.system import this_system

ROWS = 6_000


@pytest.fixture(autouse=True)
def _no_children_left():
    yield
    stop_children()


@pytest.fixture(scope="module", params=[write_openpyxl, write_xlsxwriter])
def content(request, tmp_path_factory):
    lines = table([plain(name=f"業務{number}") for number in range(ROWS)])
    grids = {SHEET: [[], *lines], "空": [], "右下": [[], [None, None, 5]]}
    return request.param(tmp_path_factory.mktemp("content") / "a.xlsx", grids).read_bytes()


def listed(sheets):
    return [(*sheet[:-1], [list(row) for row in sheet.rows]) for sheet in sheets]


def test_reads_the_same_as_this_process(content):
    expected = listed(native_sheets(content, ()))
    assert len(expected[0][-1]) >= ROWS
    assert listed(sheets_from_child(content, len(content) * 20, ())) == expected


def test_skipped_sheets_are_not_read(content):
    sheets = listed(sheets_from_child(content, 10 << 20, (SHEET,)))
    assert [name for name, *_ in sheets] == ["空", "右下"]


def test_one_process_reads_many_workbooks(content):
    listed(sheets_from_child(content, 10 << 20, ()))
    (first,) = child_reader._idle
    for _ in range(3):
        listed(sheets_from_child(content, 10 << 20, ()))
        with pytest.raises(DamagedError):
            listed(sheets_from_child(b"PK\x03\x04", 100, ()))
    assert child_reader._idle == [first]


def test_sheets_that_nobody_waits_for_end_the_process(content):
    sheets = sheets_from_child(content, 10 << 20, ())
    next(sheets)
    sheets.close()
    assert child_reader._idle == []


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a job is not limited so low")
def test_too_little_memory_is_told_as_damage(content, monkeypatch):
    monkeypatch.setattr(child_reader, "_LEAST_MEMORY", 20 << 20)
    with pytest.raises(DamagedError):
        listed(sheets_from_child(content, 0, ()))
    monkeypatch.undo()
    assert listed(sheets_from_child(content, 10 << 20, ()))


PROGRAM = """
import sys
sys.stdin.buffer.read(1)
{work}
"""


@pytest.mark.parametrize(
    "work",
    ["sys.exit(3)", "sys.stdout.write('no answer')", "import time; time.sleep(60)", "1 / 0"],
)
def test_whatever_a_child_does_instead(work, content, monkeypatch, tmp_path):
    program = tmp_path / "child.py"
    program.write_text(PROGRAM.format(work=work))
    monkeypatch.setattr(child_reader.native_reader, "__file__", str(program))
    monkeypatch.setattr(child_reader, "_CLOCK_FACTOR", 0.5)
    monkeypatch.setattr(child_reader, "_LEAST_SECONDS", 2)
    start = time.monotonic()
    with pytest.raises(DamagedError):
        listed(sheets_from_child(content, 100, ()))
    assert time.monotonic() - start < 10
    assert child_reader._idle == []


def test_without_processes_the_workbook_is_read_here(content, monkeypatch):
    def refused(*_args, **_options):
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refused)
    assert listed(sheets_from_child(content, 100, ())) == listed(native_sheets(content, ()))


class CallsFunction:
    """Stands for a pickled object that runs a function when it is read."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


def test_a_child_gives_values_and_calls_no_function(tmp_path):
    values = [1, 2.5, "文", True, None, dt.datetime(2026, 4, 1, 9), dt.date(2026, 4, 1)]
    values += [dt.time(9, 30), dt.timedelta(days=2), b"PK"]
    assert PlainValues(io.BytesIO(pickle.dumps(values))).load() == values
    with pytest.raises(pickle.UnpicklingError):
        PlainValues(io.BytesIO(pickle.dumps(CallsFunction(str(tmp_path / "made"))))).load()
    assert not (tmp_path / "made").exists()


def test_the_memory_of_every_child_is_limited(content, monkeypatch):
    limited = []
    system = this_system()
    monkeypatch.setattr(system, "limit_memory", lambda *words: limited.append(words), raising=True)
    listed(sheets_from_child(content, 10 << 20, ()))
    (child,) = child_reader._idle
    assert limited == [(child._process.pid, child_reader._MOST_MEMORY)]


def test_protected_workbooks_are_told_apart(monkeypatch):
    answers = iter(["protected"])

    class Told:
        is_waiting = True

        timer = SimpleNamespace(cancel=lambda: None)

        def ask(self, *_args):
            pass

        def stop(self):
            pass

        def sheets(self):
            if next(answers) == "protected":
                raise ProtectedError
            yield

    monkeypatch.setattr(child_reader, "_taken", Told)
    with pytest.raises(ProtectedError):
        listed(sheets_from_child(b"", 0, ()))
    child_reader._idle.clear()
