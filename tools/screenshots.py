"""Take the pictures of the window for README and docs: ``python tools/screenshots.py FOLDER``.

Takes every page with the sample data and five adopted tasks, light and dark, at 1366×768,
1280×720 and 1920×1080. It needs a display; without one, use
``xvfb-run -s "-screen 0 1920x1080x24" python tools/screenshots.py``.
Check every picture: no text may be cut or overlap, and no 漢字 may appear as an empty box.
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
from rpa_scout.project.project import Project
from rpa_scout_gui.app import Program, make_application
from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.resources import sample_folder
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.views.plan_page import PlanPage
from rpa_scout_gui.views.weights_page import WeightsPage

SIZES: Final = ((1366, 768), (1280, 720), (1920, 1080))
ADOPTED: Final = 5
SECONDS_AT_MOST: Final = 60.0
STILL_SECONDS: Final = 0.5


def settle(app: QApplication, program: Program) -> None:
    """Wait until all jobs have ended and the window is drawn."""
    until = time.monotonic() + SECONDS_AT_MOST
    still_since = time.monotonic()
    # On a busy machine one round may take longer than the window has to be still.
    while not program.jobs.is_idle or time.monotonic() - still_since < STILL_SECONDS:
        app.processEvents()
        if not program.jobs.is_idle:
            still_since = time.monotonic()
        if time.monotonic() > until:
            sys.exit("the window never came to rest")
        time.sleep(0.01)


def fill(app: QApplication, program: Program, folder: Path) -> None:
    """Import the sample departments and adopt the first tasks."""
    session = program.session
    if not session.create(folder / "業務自動化.rpascout"):
        sys.exit("no project could be made")
    session.change(lambda project: project.surveys.import_(read_surveys(sample_folder())))
    settle(app, program)
    assert session.assessment is not None
    ranking = session.assessment.ranking
    first = ranking.loc[ranking["candidate"], "task_id"].tolist()
    year = session.policy.targets.goal_year

    def decide(project: Project) -> None:
        project.tasks.decide(first[:3], "adopted", planned_fiscal_year=year - 3)
        project.tasks.decide(first[3:ADOPTED], "adopted", planned_fiscal_year=year - 2)
        project.tasks.decide(first[ADOPTED : ADOPTED + 1], "on_hold", "様式の改正を待つ")
        project.tasks.note("担当課と打合せ済み", first[0])

    session.change(decide)


def use_pages(app: QApplication, program: Program) -> None:
    """Try a weight and make a plan, so that these pages show results."""
    weights = program.window.show_page("weights")
    assert isinstance(weights, WeightsPage)
    weights.sliders.sliders["workload"].setValue(300)
    plan = program.window.show_page("plan")
    assert isinstance(plan, PlanPage)
    plan.limits.boxes["in_house_hours_per_year"].setValue(600)
    plan.limits.plan.click()
    settle(app, program)


def take(app: QApplication, program: Program, folder: Path) -> None:
    """Take every page, light and dark, in every size."""
    for colours in ("light", "dark"):
        for width, height in SIZES:
            program.window.resize(width, height)
            for number, page in enumerate(PAGES, 1):
                program.window.show_page(page.id)
                settle(app, program)
                name = f"{number}-{page.id}-{width}x{height}-{colours}.png"
                if not program.window.grab().save(str(folder / name)):
                    sys.exit(f"{folder / name} cannot be written")
                print(folder / name)
        program.change_colours()


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary_folder:
        ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        QSettings.setPath(ini, user, temporary_folder)
        settings = Settings()
        settings.author = "担当A"
        app = make_application()
        program = Program(app, settings)
        program.window.resize(*SIZES[0])
        program.window.show()
        settle(app, program)
        program.window.grab().save(str(folder / "0-start-1280x720-light.png"))
        fill(app, program, Path(temporary_folder))
        use_pages(app, program)
        take(app, program, folder)
        program.window.close()


if __name__ == "__main__":
    main()
