"""Build every page with the sample data, to test an installation."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from rpa_scout_gui.app import Program, make_application
from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.settings import Settings

_SECONDS_AT_MOST: Final = 120.0


def self_test() -> int:
    """Build every page with the sample data."""
    app = make_application(["-platform", "offscreen"])
    problems: list[object] = []
    with tempfile.TemporaryDirectory() as folder:
        scope = QSettings.Scope.UserScope
        QSettings.setPath(QSettings.Format.IniFormat, scope, folder)
        program = Program(app, Settings())
        program.session.problem.connect(problems.append)
        program.jobs.job_failed.connect(problems.append)
        try:
            _build_all(app, program, Path(folder), problems)
        finally:
            program.close()
            program.window.deleteLater()
            app.processEvents()
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def _build_all(app: QApplication, program: Program, folder: Path, problems: list[object]) -> None:
    from rpa_scout.pipeline import read_surveys
    from rpa_scout_gui.resources import sample_folder

    window = program.window
    if not program.session.create(folder / "self-test.rpascout"):
        return
    inventory = read_surveys(sample_folder())
    program.session.change(lambda project: project.surveys.import_(inventory))
    window.show()
    until = time.monotonic() + _SECONDS_AT_MOST
    for page in PAGES:
        window.show_page(page.id)
        while not program.jobs.is_idle and not problems and time.monotonic() < until:
            app.processEvents()
            time.sleep(0.01)
        if window.grab().isNull():
            problems.append(f"{page.id}: nothing drawn")
    if program.session.assessment is None:
        problems.append("nothing was assessed")
