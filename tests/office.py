"""LibreOffice where it is installed; what needs it is skipped elsewhere, for one reason.

One LibreOffice serves all conversions of a process: a start takes ten times as long as most of
them.
"""

import atexit
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice")
REASON = "LibreOffice (soffice) is not installed"
SYSTEM_PYTHON = Path("/usr/bin/python3")  # has the module uno: Debian's package python3-uno
SCRIPT = Path(__file__).with_name("in_office.py")
SECONDS_TO_START = 300.0  # a first start takes minutes on a computer that is busy
SECONDS_TO_ANSWER = 120.0
SECONDS_TO_END = 30.0

needs_office = pytest.mark.skipif(OFFICE is None, reason=REASON)


class NoAnswerError(Exception):
    """LibreOffice did not start, ended, or takes too long."""


def office():
    """Return the program; the test is skipped where there is none."""
    if OFFICE is None:
        pytest.skip(REASON)
    return OFFICE


def _profile():
    """Return a folder for a profile, which goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="rpa-scout-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family" compare="contains"><string>ゴシック</string></test>
<edit name="family" mode="append" binding="strong"><string>Noto Sans CJK JP</string></edit></match>
<match target="pattern"><test name="family" compare="contains"><string>明朝</string></test>
<edit name="family" mode="append" binding="strong"><string>Noto Serif CJK JP</string></edit></match>
</fontconfig>
"""
"""Stand-ins for the fonts of Windows; others have wider digits, so that columns would be wider."""


def _surroundings(profile):
    """Return the environment of a LibreOffice: nothing of the user's, and the stand-ins."""
    fonts = profile / "fonts.conf"
    fonts.write_text(_FONTS, encoding="utf-8")
    return {**os.environ, "HOME": str(profile), "FONTCONFIG_FILE": str(fonts)}


class _Listener:
    """A LibreOffice that waits for jobs of in_office.py."""

    def __init__(self):
        profile = _profile()
        self._errors = profile / "errors.txt"
        with self._errors.open("w") as errors:
            self._script = subprocess.Popen(
                [str(SYSTEM_PYTHON), "-B", str(SCRIPT), office(), str(profile)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                text=True, env=_surroundings(profile), start_new_session=True,
            )  # fmt: skip
        atexit.register(self.end)
        self._answer(SECONDS_TO_START)

    def _answer(self, seconds):
        is_there, _, _ = select.select([self._script.stdout], [], [], seconds)
        line = self._script.stdout.readline() if is_there else ""
        if not line:
            self.end(0)
            raise NoAnswerError(self._errors.read_text())
        return json.loads(line)

    def do(self, job):
        with suppress(BrokenPipeError):
            print(json.dumps(job), file=self._script.stdin, flush=True)
        return self._answer(SECONDS_TO_ANSWER)

    def end(self, seconds=SECONDS_TO_END):
        """End LibreOffice by the end of the script's input; kill both if they go on."""
        atexit.unregister(self.end)
        with suppress(BrokenPipeError):
            self._script.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._script.wait(seconds)
        with suppress(ProcessLookupError):
            os.killpg(self._script.pid, signal.SIGKILL)
        self._script.wait()
        self._script.stdout.close()


@cache
def _listener():
    """Return the listener of this process, or why it has none."""
    try:
        return _Listener()
    except (NoAnswerError, OSError) as error:
        return error


def do_in_office(job):
    """Do a job for in_office.py and return the answer; one that ended is started again."""
    office()
    with suppress(NoAnswerError):
        return _done(job)
    return _done(job)


def _done(job):
    listener = _listener()
    if isinstance(listener, Exception):
        raise NoAnswerError(listener)
    try:
        return listener.do(job)
    except NoAnswerError:
        _listener.cache_clear()
        raise


_ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


@cache
def _starting_profile(settings):
    """Return the profile of all conversions that start LibreOffice for themselves."""
    folder = _profile()
    if settings:
        (folder / "user").mkdir()
        (folder / "user/registrymodifications.xcu").write_text(settings, encoding="utf-8")
    return folder


def recalculated(path, folder):
    """Let LibreOffice compute every formula of a workbook, and return the copy with the values."""
    return convert(path, "xlsx", folder, compute=True)


def convert(path, suffix, folder, *, compute=False):
    """Convert a workbook with LibreOffice; the test is skipped where there is none."""
    folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem}.{suffix}"
    try:
        do_in_office({"open": str(path), "compute": compute, "save": [str(target)]})
    except NoAnswerError:  # without the module uno, for instance
        convert_by_a_start(path, suffix, folder, _ALWAYS_COMPUTE if compute else "")
    return target


def convert_by_a_start(path, suffix, folder, settings=""):
    """Convert a workbook with a LibreOffice that is started for it."""
    profile = _starting_profile(settings)
    words = [office(), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    words += ["--convert-to", suffix, "--outdir", str(folder), str(path)]
    surroundings = _surroundings(profile)
    subprocess.run(words, check=True, capture_output=True, timeout=120, env=surroundings)
