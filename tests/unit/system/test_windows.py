"""What differs on Windows, tried on any system with a kernel of our own making."""

import ctypes
from pathlib import PureWindowsPath

import pytest

from rpa_scout.errors import OutputError
from rpa_scout.output import write_file
from rpa_scout.project.store.safety.lock_file import Holder
from rpa_scout.system import using_system
from rpa_scout.system.kernel32 import Kernel32
from rpa_scout.system.memory_limit import _ExtendedLimits
from rpa_scout.system.windows import Windows


class FakeKernel:
    """Processes by number, and what was hidden."""

    def __init__(self, **processes):
        self.processes = {int(pid.lstrip("p")): start for pid, start in processes.items()}
        self.hidden = []

    def process_start(self, pid):
        return self.processes.get(pid)

    def hide(self, path):
        self.hidden.append(path)


class Scanner:
    """A virus scanner that holds a file for a number of attempts."""

    def __init__(self, attempts):
        self.attempts = attempts
        self.moves = []
        self.pauses = []

    def move(self, source, target):
        if self.attempts:
            self.attempts -= 1
            raise PermissionError(13, "The process cannot access the file")
        self.moves.append((source, target))


class _Function:
    """A function of a library; ctypes lets its types be declared."""

    def __init__(self, call):
        self.call = call

    def __call__(self, *words):
        return self.call(*words)


class FakeDll:
    """kernel32.dll with one running process, one that has ended, and one of somebody else."""

    RUNNING, ENDED, FOREIGN = 10, 11, 12
    ACCESS_DENIED, INVALID_PARAMETER = 5, 87

    def __init__(self):
        self.error = 0
        self.open_handles = 0
        self.OpenProcess = _Function(self._open)
        self.CloseHandle = _Function(self._close)
        self.WaitForSingleObject = _Function(
            lambda handle, _time: 0x102 if handle.value == self.RUNNING else 0
        )
        self.GetProcessTimes = _Function(self._times)
        self.SetFileAttributesW = _Function(lambda _path, _attributes: 1)
        self.jobs = []
        self.CreateJobObjectW = _Function(lambda _rights, _name: 7)
        self.SetInformationJobObject = _Function(self._limit)
        self.AssignProcessToJobObject = _Function(
            lambda job, process: self.jobs.append((job, process.value))
        )

    def _open(self, _access, _inherit, pid):
        self.error = {self.RUNNING: 0, self.ENDED: 0, self.FOREIGN: self.ACCESS_DENIED}.get(
            pid, self.INVALID_PARAMETER
        )
        if self.error:
            return None
        self.open_handles += 1
        return ctypes.c_void_p(pid)

    def _close(self, _handle):
        self.open_handles -= 1

    def _limit(self, job, kind, limits, size):
        written = ctypes.cast(limits, ctypes.POINTER(_ExtendedLimits)).contents
        self.jobs.append((job, kind, written.basic.flags, written.process_memory, size))

    @staticmethod
    def _times(_handle, created, *_others):
        created._obj.dwHighDateTime, created._obj.dwLowDateTime = 2, 7
        return 1


@pytest.mark.parametrize(
    ("pid", "start"),
    [
        (FakeDll.RUNNING, str(2 * (1 << 32) + 7)),
        (FakeDll.ENDED, None),
        (FakeDll.FOREIGN, ""),
        (13, None),
        (0, None),
        (1 << 40, None),
    ],
)
def test_the_start_of_a_process(pid, start):
    dll = FakeDll()
    assert Kernel32(dll, lambda: dll.error).process_start(pid) == start
    assert dll.open_handles == 0


def test_a_job_limits_memory_and_ends_with_us():
    dll, size = FakeDll(), ctypes.sizeof(_ExtendedLimits)
    Windows(Kernel32(dll, lambda: dll.error)).limit_memory(dll.RUNNING, 1 << 30)
    assert dll.jobs == [(7, 9, 0x100 | 0x2000, 1 << 30, size), (7, dll.RUNNING)]
    assert dll.open_handles == 0
    # As Windows declares it, on 64 bits.
    assert size == 144 or ctypes.sizeof(ctypes.c_void_p) != 8


@pytest.mark.parametrize(("job", "pid"), [(None, FakeDll.RUNNING), (7, FakeDll.FOREIGN)])
def test_where_no_job_can_be_made_the_process_runs_without(job, pid):
    dll = FakeDll()
    dll.CreateJobObjectW.call = lambda *_words: job
    Windows(Kernel32(dll, lambda: dll.error)).limit_memory(pid, 1 << 30)
    assert dll.jobs == []
    assert dll.open_handles == 0


def windows(scanner=None, **processes):
    scanner = scanner or Scanner(0)
    return Windows(FakeKernel(**processes), scanner.move, scanner.pauses.append)


@pytest.mark.parametrize("attempts", [0, 1, 9])
def test_a_file_that_a_scanner_holds_is_waited_for(attempts):
    scanner = Scanner(attempts)
    windows(scanner).replace("a", "b")
    assert scanner.moves == [("a", "b")]
    assert len(scanner.pauses) == attempts


def test_a_file_that_stays_open_is_an_error_after_some_seconds():
    scanner = Scanner(100)
    with pytest.raises(PermissionError):
        windows(scanner).replace("a", "b")
    assert 3 < sum(scanner.pauses) < 10
    assert not scanner.moves


def test_the_error_reaches_the_user(tmp_path):
    with (
        using_system(windows(Scanner(100))),
        pytest.raises(OutputError, match="open in another program"),
    ):
        write_file(tmp_path / "a", b"1")
    assert not list(tmp_path.iterdir())


LONG = "\\".join(["令和８年度業務量調査"] * 30)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("C:\\調査\\a.xlsx", "C:\\調査\\a.xlsx"),
        (f"C:\\{LONG}\\a.xlsx", f"\\\\?\\C:\\{LONG}\\a.xlsx"),
        (f"\\\\server\\share\\{LONG}", f"\\\\?\\UNC\\server\\share\\{LONG}"),
        (f"\\\\?\\C:\\{LONG}", f"\\\\?\\C:\\{LONG}"),
    ],
)
def test_long_paths_are_written_in_the_long_form(path, expected):
    assert str(windows().reachable(PureWindowsPath(path))) == expected


@pytest.mark.parametrize(
    "name", ["NUL", "nul.xlsx", "CON", "com1.txt", "LPT9", "aux .json", "a.xlsx:hidden", "CONIN$"]
)
def test_names_of_devices(name, tmp_path):
    assert windows().is_device_name(name)
    with using_system(windows()), pytest.raises(OutputError, match="device"):
        write_file(tmp_path / name, b"1", replace=True)


@pytest.mark.parametrize("name", ["NULL", "console.txt", "COM10", "COM0", "税務課.xlsx", ".con"])
def test_names_that_are_none(name):
    assert not windows().is_device_name(name)


def test_hidden_folders_are_hidden(tmp_path):
    kernel = FakeKernel()
    with using_system(Windows(kernel, Scanner(0).move)):
        write_file(tmp_path / "a", b"1")
    (hidden,) = kernel.hidden
    assert ".rpa-scout-" in hidden


@pytest.mark.parametrize(("start", "has_ended"), [("77", False), ("78", True), (None, True)])
def test_a_reused_number_of_a_process_holds_no_project(start, has_ended):
    with using_system(windows(p4711="77")):
        mine = Holder.of_this_process("担当")
        holder = Holder(mine.name, mine.host, 4711, "77", mine.since, mine.token)
    processes = {} if start is None else {"p4711": start}
    with using_system(windows(**processes)):
        assert holder.has_ended is has_ended
