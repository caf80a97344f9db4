"""LibreOffice where it is installed; what needs it is skipped elsewhere, for one reason."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache

import pytest

OFFICE = shutil.which("soffice")
REASON = "LibreOffice (soffice) is not installed"

needs_office = pytest.mark.skipif(OFFICE is None, reason=REASON)


def office():
    """Return the program; the test is skipped where there is none."""
    if OFFICE is None:
        pytest.skip(REASON)
    return OFFICE


@cache
def _profile():
    """Return the settings of all conversions; making them anew takes longer than a conversion."""
    folder = tempfile.mkdtemp(prefix="rpa-scout-office-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def convert(path, suffix, folder):
    """Convert a workbook with LibreOffice; the test is skipped where there is none."""
    words = [office(), f"-env:UserInstallation=file://{_profile()}", "--headless"]
    words += ["--convert-to", suffix, "--outdir", str(folder), str(path)]
    home = {**os.environ, "HOME": str(folder)}
    subprocess.run(words, check=True, capture_output=True, timeout=120, env=home)
    return folder / f"{path.stem}.{suffix}"
