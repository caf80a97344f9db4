"""A project with the sample departments, to try the program with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpa_scout.errors import RpaScoutError
from rpa_scout.text import _
from rpa_scout_gui.dialogs.files import samples_project

if TYPE_CHECKING:
    from rpa_scout_gui.main_window import MainWindow


def try_samples(window: MainWindow) -> None:
    """Create a project with the sample departments and show its ranking."""
    from rpa_scout.pipeline import read_surveys
    from rpa_scout_gui.resources import sample_folder

    session = window.session
    try:
        folder = sample_folder()
    except RpaScoutError as error:
        window.show_error(error)
        return
    if not (window.may_stop() and session.create(samples_project())):
        return
    policy = session.policy
    window.jobs.run(
        "read",
        lambda progress: read_surveys(folder, progress, policy),
        lambda read: session.import_later(read, lambda _done: window.show_page("ranking")),
        title=_("Reading the sample surveys"),
    )
