"""Settings of the user: name, language, colours, folders, recent projects."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from rpa_scout.system.reaching import missing
from rpa_scout.text import DEFAULT_LANGUAGE, LANGUAGES, Language

_RECENT_AT_MOST: Final = 8


class Settings:
    """Settings of one user on one computer."""

    def __init__(self) -> None:
        # A file on every system: it can be read, copied and, in tests, moved to another folder.
        ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        self._store = QSettings(ini, user, "rpa-scout", "rpa-scout")

    @property
    def author(self) -> str:
        """Name that is recorded with changes; the login name by default."""
        return self._text("author") or _login_name()

    @author.setter
    def author(self, name: str) -> None:
        self._store.setValue("author", name.strip())

    @property
    def language(self) -> Language:
        """Language of the window."""
        stored = self._text("language")
        return next((code for code in LANGUAGES if code == stored), DEFAULT_LANGUAGE)

    @language.setter
    def language(self, code: Language) -> None:
        self._store.setValue("language", code)

    @property
    def dark(self) -> bool:
        """Whether the window is dark."""
        return self._text("dark") == "1"

    @dark.setter
    def dark(self, dark: bool) -> None:
        self._store.setValue("dark", "1" if dark else "0")

    @property
    def zoom(self) -> float:
        """Size of everything; 1 is normal."""
        try:
            return float(self._text("zoom") or 1.0)
        except ValueError:
            return 1.0

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._store.setValue("zoom", str(zoom))

    @property
    def recent(self) -> list[Path]:
        """Recently opened projects whose files still exist, newest first."""
        stored = self._store.value("recent")
        names = stored if isinstance(stored, list) else [stored] if stored else []
        paths = [Path(str(name)) for name in names]
        gone = missing(paths)
        return [path for path in paths if path not in gone]

    def remember_project(self, path: Path) -> None:
        """Move a project to the front of the recent ones."""
        earlier = [recent for recent in self.recent if recent != path]
        names = [str(recent) for recent in [path, *earlier]][:_RECENT_AT_MOST]
        self._store.setValue("recent", names)

    @property
    def folder(self) -> Path:
        """Folder of the file that was chosen last."""
        folder = Path(self._text("folder") or Path.home())
        return Path.home() if missing([folder]) else folder

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._store.setValue("folder", str(folder))

    @property
    def geometry(self) -> QByteArray:
        """Position and size of the window; empty at first."""
        stored = self._store.value("geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    def kept(self, page_id: str) -> str:
        """Return what was kept of a page, as a line of JSON."""
        return self._text(f"kept/{page_id}")

    def keep(self, page_id: str, line: str) -> None:
        """Keep a page's columns and conditions."""
        self._store.setValue(f"kept/{page_id}", line)

    @property
    def page(self) -> str:
        """Id of the page that was shown last."""
        return self._text("page")

    @page.setter
    def page(self, page_id: str) -> None:
        self._store.setValue("page", page_id)

    def _text(self, key: str) -> str:
        return str(self._store.value(key, "") or "")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
