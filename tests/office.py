"""LibreOffice where it is installed; what needs it is skipped elsewhere, for one reason."""

import shutil

import pytest

OFFICE = shutil.which("soffice")
REASON = "LibreOffice (soffice) is not installed"

needs_office = pytest.mark.skipif(OFFICE is None, reason=REASON)


def office():
    """Return the program; the test is skipped where there is none."""
    if OFFICE is None:
        pytest.skip(REASON)
    return OFFICE
