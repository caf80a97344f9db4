"""Take the pictures of the window for README and docs: ``python tools/screenshots.py FOLDER``.

Every page with the sample data, five tasks adopted, light and dark, at 1280×720 and 1920×1080. It
needs a display; without one: ``xvfb-run -s "-screen 0 1920x1080x24" python tools/screenshots.py``.
Look at every one of them: no cut text, no overlap, no empty boxes in the place of 漢字.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from rpa_scout.pipeline import read_surveys
from rpa_scout_gui.app import Desk, make_application
from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.resources import sample_folder
from rpa_scout_gui.settings import Settings

SIZES: Final = ((1280, 720), (1920, 1080))
ADOPTED: Final = 5
SECONDS_AT_MOST: Final = 60.0
STILL_SECONDS: Final = 0.5


def settle(app: QApplication, desk: Desk) -> None:
    """Wait until nothing runs and everything is drawn."""
    until = time.monotonic() + SECONDS_AT_MOST
    still_since = time.monotonic()
    while time.monotonic() - still_since < STILL_SECONDS:
        app.processEvents()
        if not desk.jobs.is_idle:
            still_since = time.monotonic()
        if time.monotonic() > until:
            sys.exit("the window never came to rest")
        time.sleep(0.01)


def fill(app: QApplication, desk: Desk, folder: Path) -> None:
    """Put the sample departments on the desk and adopt the first tasks."""
    session = desk.session
    if not session.create(folder / "業務自動化.rpascout"):
        sys.exit("no project could be made")
    session.import_inventory(read_surveys(sample_folder()))
    settle(app, desk)
    assert session.assessment is not None
    ranking = session.assessment.ranking
    first = ranking.loc[ranking["candidate"], "task_id"].tolist()
    year = session.policy.targets.hours.goal_year
    session.decide(first[:3], "adopted", planned_fiscal_year=year - 3)
    session.decide(first[3:ADOPTED], "adopted", planned_fiscal_year=year - 2)
    session.decide(first[ADOPTED : ADOPTED + 1], "on_hold", "様式の改正を待つ")
    session.note("担当課と打合せ済み", first[0])


def take(app: QApplication, desk: Desk, folder: Path) -> None:
    """Take every page, light and dark, in every size."""
    for colours in ("light", "dark"):
        for width, height in SIZES:
            desk.window.resize(width, height)
            for number, page in enumerate(PAGES, 1):
                desk.window.show_page(page.id)
                settle(app, desk)
                name = f"{number}-{page.id}-{width}x{height}-{colours}.png"
                if not desk.window.grab().save(str(folder / name)):
                    sys.exit(f"{folder / name} cannot be written")
                print(folder / name)
        desk.change_colours()


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        QSettings.setPath(ini, user, own)
        settings = Settings()
        settings.author = "担当A"
        app = make_application()
        desk = Desk(app, settings)
        desk.window.resize(*SIZES[0])
        desk.window.show()
        settle(app, desk)
        desk.window.grab().save(str(folder / "0-start-1280x720-light.png"))
        fill(app, desk, Path(own))
        take(app, desk, folder)
        desk.window.close()


if __name__ == "__main__":
    main()
