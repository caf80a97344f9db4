"""Which files to read: the paths that were named, and the workbooks below folders."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

SURVEY_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt")
_OF_THE_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"))
"""Files that an operating system puts into folders."""

_READ_TYPES = " ".join(SURVEY_SUFFIXES)


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file to read."""

    path: Path
    name: str
    is_named: bool = False


def find_surveys(paths: Iterable[str | Path]) -> tuple[list[SurveyFile], list[Finding]]:
    """List the surveys that paths lead to."""
    files: dict[str, SurveyFile] = {}
    findings: list[Finding] = []
    for path in map(_existing, map(Path, paths)):
        for entry in _below(path):
            if isinstance(entry, Finding):
                findings.append(entry)
                continue
            real = os.path.realpath(entry.path)
            listed = files.setdefault(real, entry)
            if entry.is_named and not listed.is_named:
                files[real] = replace(listed, is_named=True)
    return _with_distinct_names(list(files.values())), findings


def _existing(path: Path) -> Path:
    """Return the path as the file system spells it: が in one sign, or in two."""
    if os.path.lexists(path):
        return path
    composed = Path(unicodedata.normalize("NFC", str(path)))
    apart = Path(unicodedata.normalize("NFD", str(path)))
    return next((spelling for spelling in (composed, apart) if os.path.lexists(spelling)), path)


def _shown(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _below(path: Path) -> Iterator[SurveyFile | Finding]:
    if path.is_dir():
        yield from _in_folder(path)
    elif not path.exists():
        yield Finding("file_missing", file=_shown(str(path)))
    elif path.suffix.lower() in SURVEY_SUFFIXES:
        yield SurveyFile(path, _shown(path.name), is_named=True)
    else:
        values = {"suffix": path.suffix, "types": _READ_TYPES}
        yield Finding("file_type", file=_shown(path.name), values=values)


def _in_folder(folder: Path) -> Iterator[SurveyFile | Finding]:
    count = 0
    root = os.path.realpath(folder)
    for path, leads_out in _entries_below(folder, root):
        name = _shown(path.relative_to(folder).as_posix())
        if leads_out:
            yield Finding("link_outside", file=name)
        elif path.suffix.lower() in SURVEY_SUFFIXES:
            if path.name.startswith((".", "~$")):
                yield Finding("file_skipped", file=name)
                continue
            count += 1
            yield SurveyFile(path, name)
        elif path.name.startswith((".", "~$")) or path.name.lower() in _OF_THE_SYSTEM:
            yield Finding("file_skipped", file=name)
        else:
            yield Finding("file_not_read", file=name, values={"suffix": _type_of(path)})
    if not count:
        yield Finding("folder_empty", file=_shown(str(folder)), values={"types": _READ_TYPES})


def _entries_below(folder: Path, root: str) -> Iterator[tuple[Path, bool]]:
    """Yield all files, and the folders and files that are links out of the folder."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in list(folders):
            path = Path(base, name)
            if _leads_out(path, root):
                folders.remove(name)
                yield path, True
            elif path.is_symlink():
                folders.remove(name)  # what it leads to is found at its own place
        for name in sorted(names):
            path = Path(base, name)
            is_link = path.suffix.lower() in SURVEY_SUFFIXES and path.is_symlink()
            yield path, is_link and _leads_out(path, root)


def _leads_out(path: Path, root: str) -> bool:
    real = os.path.realpath(path)
    try:
        return os.path.commonpath((real, root)) != root
    except ValueError:  # another drive
        return True


def _type_of(path: Path) -> str:
    """Return the end of a file's name, that of ``a.xlsx.bak`` in both parts."""
    return "".join(path.suffixes[-2:]) if len(path.suffixes) > 1 else path.suffix or path.name


def _with_distinct_names(files: Sequence[SurveyFile]) -> list[SurveyFile]:
    times = Counter(file.name for file in files)
    distinct = [
        file if times[file.name] == 1 else replace(file, name=file.path.as_posix())
        for file in files
    ]
    return sorted(distinct, key=lambda file: file.name)


RULES = (
    FindingRule(
        "file_missing",
        "error",
        N_("there is no such file or folder."),
        N_("Check the path."),
    ),
    FindingRule(
        "file_type",
        "error",
        N_("files of type “{suffix}” are not read; a survey is one of {types}."),
        N_("Save it as .xlsx."),
        quotes="suffix",
    ),
    FindingRule(
        "file_not_read",
        "warning",
        N_("not read: “{suffix}” is no type of a survey."),
        N_("If it belongs to the survey, save it as .xlsx and try again."),
        quotes="suffix",
    ),
    FindingRule(
        "file_skipped",
        "info",
        N_("passed over: it is a lock file or a hidden file."),
        N_("Nothing to do."),
    ),
    FindingRule(
        "link_outside",
        "warning",
        N_("passed over: this is a link that leads out of the folder."),
        N_("If the file belongs to the survey, copy it into the folder or name it itself."),
    ),
    FindingRule(
        "folder_empty",
        "error",
        N_("there is no workbook in this folder."),
        N_("Name the folder that holds the departments' workbooks ({types})."),
    ),
)
