"""A child process reads what nobody vouches for; its death harms nobody."""

import ctypes
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl, write_xlsxwriter

from rpa_scout.reading.files import child_reader, process_limits
from rpa_scout.reading.files.child_reader import sheets_from_child, stop_children
from rpa_scout.reading.files.native_reader import DamagedError, ProtectedError, native_sheets

ROWS = 6_000


@pytest.fixture(autouse=True)
def _no_children_left():
    yield
    stop_children()


@pytest.fixture(params=[write_openpyxl, write_xlsxwriter])
def content(request, tmp_path):
    lines = table([plain(name=f"業務{number}") for number in range(ROWS)])
    grids = {SHEET: [[], *lines], "空": [], "右下": [[], [None, None, 5]]}
    return request.param(tmp_path / "a.xlsx", grids).read_bytes()


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

    monkeypatch.setattr(child_reader.subprocess, "Popen", refused)
    assert listed(sheets_from_child(content, 100, ())) == listed(native_sheets(content, ()))


class Kernel:
    """Stands for the library of Windows that makes jobs."""

    def __init__(self, job=7):
        self.calls = []

        class Create:
            restype = None

            def __call__(self, *_args):
                calls.append("create")
                return job

        calls = self.calls
        self.CreateJobObjectW = Create()
        self.SetInformationJobObject = self.set_limits
        self.AssignProcessToJobObject = self.assign

    def set_limits(self, job, kind, limits, size):
        written = ctypes.cast(limits, ctypes.POINTER(process_limits._ExtendedLimits)).contents
        self.calls.append((job.value, kind, written.basic.flags, written.process_memory, size))

    def assign(self, job, process):
        self.calls.append((job.value, process.value))


class Process:
    _handle = 42


def test_a_job_of_windows_limits_memory_and_ends_with_us():
    kernel = Kernel()
    assert process_limits.limit_process(Process(), kernel) == 7
    size = ctypes.sizeof(process_limits._ExtendedLimits)
    expected = (7, 9, 0x100 | 0x2000, process_limits.MEMORY_AT_MOST, size)
    assert kernel.calls == ["create", expected, (7, 42)]
    # As Windows declares it, on 64 bits.
    assert size == 144 or ctypes.sizeof(ctypes.c_void_p) != 8


def test_where_no_job_can_be_made_the_process_runs_without():
    kernel = Kernel(job=None)
    assert process_limits.limit_process(Process(), kernel) == 0
    assert kernel.calls == ["create"]


def test_elsewhere_the_child_limits_itself():
    with subprocess.Popen([sys.executable, "-c", "pass"]) as process:
        assert sys.platform == "win32" or process_limits.limit_process(process) == 0


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
