"""Which files to read: the paths that were named, and the workbooks below folders."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rpa_scout.findings import Finding

__all__ = ["SURVEY_SUFFIXES", "SurveyFile", "find_surveys"]

SURVEY_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file to read.

    Attributes
    ----------
    path : Path
        Where it lies.
    name : str
        How findings call it: its path below the folder that was named.
    """

    path: Path
    name: str


def find_surveys(paths: Iterable[str | Path]) -> tuple[list[SurveyFile], list[Finding]]:
    """List the surveys that paths lead to.

    Parameters
    ----------
    paths : iterable of str or Path
        Files and folders; folders are searched with all their subfolders.

    Returns
    -------
    files : list of SurveyFile
        Each file once, in the order of their names.
    findings : list of Finding
        What was named and cannot be read, or was passed over.
    """
    files: dict[str, SurveyFile] = {}
    findings: list[Finding] = []
    for path in map(Path, paths):
        for found in _below(path):
            if isinstance(found, Finding):
                findings.append(found)
            else:
                files.setdefault(os.path.realpath(found.path), found)
    return _with_distinct_names(list(files.values())), findings


def _below(path: Path) -> Iterator[SurveyFile | Finding]:
    if path.is_dir():
        yield from _in_folder(path)
    elif not path.exists():
        yield Finding("file_missing", file=str(path))
    elif path.suffix.lower() in SURVEY_SUFFIXES:
        yield SurveyFile(path, path.name)
    else:
        yield _wrong_type(path.name, path.suffix)


def _in_folder(folder: Path) -> Iterator[SurveyFile | Finding]:
    found = 0
    for path in _files_below(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() not in SURVEY_SUFFIXES:
            continue
        if path.name.startswith((".", "~$")):
            yield Finding("file_skipped", file=name)
            continue
        found += 1
        yield SurveyFile(path, name)
    if not found:
        yield Finding("folder_empty", file=str(folder))


def _files_below(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(base, name) for name in sorted(names))


def _wrong_type(name: str, suffix: str) -> Finding:
    return Finding("file_type", file=name, value=suffix, expected=" ".join(SURVEY_SUFFIXES))


def _with_distinct_names(files: Sequence[SurveyFile]) -> list[SurveyFile]:
    times = Counter(one.name for one in files)
    named = [
        one if times[one.name] == 1 else SurveyFile(one.path, one.path.as_posix()) for one in files
    ]
    return sorted(named, key=lambda one: one.name)
