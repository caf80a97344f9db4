"""LibreOffice where it is installed; what needs it is skipped elsewhere, for one reason."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

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
def _profile(settings=""):
    """Return the profile of all conversions; making one anew takes longer than a conversion."""
    folder = Path(tempfile.mkdtemp(prefix="rpa-scout-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if settings:
        (folder / "user").mkdir()
        (folder / "user/registrymodifications.xcu").write_text(settings, encoding="utf-8")
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


@cache
def _fonts():
    """Return the file that names the stand-ins."""
    path = _profile() / "fonts.conf"
    path.write_text(_FONTS, encoding="utf-8")
    return str(path)


_ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def recalculated(path, folder):
    """Let LibreOffice compute every formula of a workbook, and return the copy with the values."""
    return convert(path, "xlsx", folder, _ALWAYS_COMPUTE)


def convert(path, suffix, folder, settings=""):
    """Convert a workbook with LibreOffice; the test is skipped where there is none."""
    words = [office(), f"-env:UserInstallation=file://{_profile(settings)}", "--headless"]
    words += ["--convert-to", suffix, "--outdir", str(folder), str(path)]
    home = {**os.environ, "HOME": str(folder), "FONTCONFIG_FILE": _fonts()}
    subprocess.run(words, check=True, capture_output=True, timeout=120, env=home)
    return folder / f"{path.stem}.{suffix}"
