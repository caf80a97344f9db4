"""File dialogs for projects, workbooks and folders; they start in the last folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from rpa_scout.project.store.location import SUFFIX
from rpa_scout.text import _
from rpa_scout_gui.settings import Settings

_LISTED_FILES: Final = 10


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path that does not exist yet."""
    number, path = 1, folder / f"{stem}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def samples_project() -> Path:
    """Return the path of a new sample project."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents) if documents and Path(documents).is_dir() else Path.home()
    return free_name(folder, _("rpa-scout sample"), SUFFIX)


class FileQuestions:
    """The file dialogs of one window."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        self._parent = parent
        self._settings = settings

    def new_project(self) -> Path | None:
        """Ask for the path of a new project; it may exist."""
        start = str(self._settings.folder / (_("task automation") + SUFFIX))
        # Nothing is replaced, so Qt's question about replacing would be wrong.
        unasked = QFileDialog.Option.DontConfirmOverwrite
        chosen, _kind = QFileDialog.getSaveFileName(
            self._parent, _("New project"), start, f"*{SUFFIX}", options=unasked
        )
        path = self._chosen(chosen)
        if path is None or path.suffix.lower() == SUFFIX:
            return path
        return path.with_name(path.name + SUFFIX)

    def project(self) -> Path | None:
        """Ask for a project to open."""
        kinds = _("Projects ({pattern})").format(pattern=f"*{SUFFIX}")
        return self.existing(_("Open a project"), kinds)

    def existing(self, title: str, kinds: str) -> Path | None:
        """Ask for an existing file."""
        name, _kind = QFileDialog.getOpenFileName(self._parent, title, self._start(), kinds)
        return self._chosen(name)

    def surveys(self) -> list[Path]:
        """Ask for surveys to read."""
        # Late, because the window's first paint does not wait for what reads files.
        from rpa_scout.reading.files.sources import SURVEY_SUFFIXES

        pattern = " ".join(f"*{suffix}" for suffix in SURVEY_SUFFIXES)
        kinds = _("Surveys ({pattern})").format(pattern=pattern)
        return self.several(_("Read surveys"), kinds)

    def several(self, title: str, kinds: str) -> list[Path]:
        """Ask for existing files."""
        names, _kind = QFileDialog.getOpenFileNames(self._parent, title, self._start(), kinds)
        return [path for path in map(self._chosen, names) if path is not None]

    def folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        return self._chosen(QFileDialog.getExistingDirectory(self._parent, title, self._start()))

    def save(self, title: str, name: str, suffix: str) -> Path | None:
        """Ask for a path to write; the dialog confirms before a file is replaced."""
        start = str(self._settings.folder / name)
        pattern = f"*{suffix}"
        chosen, _kind = QFileDialog.getSaveFileName(self._parent, title, start, pattern)
        path = self._chosen(chosen)
        if path is None or path.suffix.lower() == suffix:
            return path
        # The dialog has asked about the name without its ending.
        named = path.with_name(path.name + suffix)
        question = _("{path} exists already. Replace it?").format(path=named)
        return named if not named.exists() or self._is_confirmed(_("Replace"), question) else None

    def is_opened_instead(self, path: Path) -> bool:
        """Ask whether a project that exists is opened where a new one was to be made."""
        question = _("{path} exists already, and is not replaced. Open it?").format(path=path)
        return self._is_confirmed(_("New project"), question)

    def may_stop(self, titles: Sequence[str]) -> bool:
        """Ask whether what is being made is given up."""
        question = _("This has not ended yet. Stop it?")
        return self._is_confirmed(_("Work under way"), "\n".join([question, "", *titles]))

    def may_replace(self, paths: Sequence[Path]) -> bool:
        """Ask whether files that differ from what is to be written are replaced."""
        names = [path.name for path in paths[:_LISTED_FILES]]
        if len(paths) > len(names):
            names.append("…")
        question = _(
            "{count:,} files are there already with other content, which may be answers or notes. "
            "They were not changed. Replace them?"
        ).format(count=len(paths))
        return self._is_confirmed(_("Replace"), "\n".join([question, "", *names]))

    def _is_confirmed(self, title: str, question: str) -> bool:
        # Late: the window's first paint does not wait for the dialogs.
        from rpa_scout_gui.dialogs.reason import is_confirmed

        return is_confirmed(self._parent, title, question)

    def _start(self) -> str:
        return str(self._settings.folder)

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._settings.folder = path if path.is_dir() else path.parent
        return path
