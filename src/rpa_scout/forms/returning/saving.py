"""Writes the workbooks with questions: their names, and never over a file that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from rpa_scout.errors import KeptFileError
from rpa_scout.forms.returning import texts
from rpa_scout.forms.returning.copying import copy_with_questions
from rpa_scout.forms.returning.pages import QuestionPage
from rpa_scout.forms.returning.question_sheet import question_workbook
from rpa_scout.forms.returning.unkeepable import UnkeepableError
from rpa_scout.forms.saving import make_folder, save
from rpa_scout.output.inputs import was_named
from rpa_scout.policy.fields import FieldSet
from rpa_scout.progress import Progress, Silent
from rpa_scout.text import N_, _


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """A workbook written for a department."""

    path: Path
    page: QuestionPage
    is_copy: bool  # Of the department's workbook; otherwise it holds the question sheet only


def write_question_pages(
    pages: Sequence[QuestionPage],
    folder: Path,
    fields: FieldSet,
    progress: Progress | None = None,
    *,
    replace: bool = False,
    may_open: Callable[[Path], bool] = was_named,
) -> Iterator[ReturnedWorkbook]:
    """Write a workbook for every page of questions; `may_open` says which files it may copy."""
    watch = progress or Silent()
    make_folder(folder)
    taken: set[str] = set()
    watch.start(N_("Writing the questions"), len(pages))
    for page in pages:
        content, is_copy = _content(page, fields, may_open)
        path = folder / _name(page, taken, is_copy=is_copy)
        try:
            save(path, content, replace=replace)
        except KeptFileError:
            pass  # the questions to other departments are written all the same
        else:
            yield ReturnedWorkbook(path, page, is_copy)
        watch.advance(detail=path.name)


def _content(
    page: QuestionPage, fields: FieldSet, may_open: Callable[[Path], bool]
) -> tuple[bytes, bool]:
    """Return a copy of the department's workbook, or a new workbook if no copy can be made."""
    path = page.path
    if path is not None and path.suffix.lower() == ".xlsx" and may_open(path):
        try:
            return copy_with_questions(path.read_bytes(), page, fields), True
        except (UnkeepableError, OSError):
            pass  # the questions go into a new workbook
    return question_workbook(page, fields, in_place=False), False


def _name(page: QuestionPage, taken: set[str], *, is_copy: bool) -> str:
    """Return a file name not used yet: the original's, or one that names the content."""
    parts = PurePath(page.file).parts
    for wanted in _wanted_names(parts, is_copy=is_copy):
        if wanted.casefold() not in taken:
            taken.add(wanted.casefold())
            return wanted
    raise AssertionError


def _wanted_names(parts: Iterable[str], *, is_copy: bool) -> Iterator[str]:
    *folders, name = parts
    file = PurePath(name)
    stem, suffix = (file.stem, file.suffix) if is_copy else (_new_stem(file), ".xlsx")
    yield f"{stem}{suffix}"
    # Several folders may hold files of the same name.
    if folders and folders[-1] not in ("..", "/"):
        yield f"{folders[-1]}_{stem}{suffix}"
    number = 2
    while True:
        yield f"{stem} ({number}){suffix}"
        number += 1


def _new_stem(file: PurePath) -> str:
    return f"{_(texts.FILE_STEM)}_{file.stem}"
