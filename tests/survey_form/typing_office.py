"""A LibreOffice of one's own that types answers into a workbook and saves it."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from tests.office import OFFICE

SYSTEM_PYTHON = "/usr/bin/python3"  # has the module uno: Debian's package python3-uno
SCRIPT = Path(__file__).with_name("fill_in.py")
SECONDS_AT_MOST = 300.0  # a first start takes minutes on a computer that is busy


def type_in_office(folder, job):
    """Do a job for fill_in.py and return what it saw.

    Each start has a profile and a pipe of its own: an office that is still ending keeps its
    profile, and a second one with the same profile would end at once instead of listening.
    """
    own = Path(tempfile.mkdtemp(prefix="office-", dir=folder))
    pipe = f"rpa-scout-{os.getpid()}-{own.name}"
    arguments = [OFFICE, "--headless", "--norestore", f"-env:UserInstallation={own.as_uri()}"]
    with subprocess.Popen([*arguments, f"--accept=pipe,name={pipe};urp;"]) as process:
        try:
            run = subprocess.run(
                [SYSTEM_PYTHON, str(SCRIPT)], input=json.dumps({"pipe": pipe, **job}),
                capture_output=True, text=True, timeout=SECONDS_AT_MOST, check=False,
            )  # fmt: skip
            assert run.returncode == 0, run.stderr
            process.wait(timeout=SECONDS_AT_MOST)
        finally:
            process.kill()
    return json.loads(run.stdout)
