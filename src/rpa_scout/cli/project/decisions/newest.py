"""The assessment that a command shows: the newest, made anew where something changed since."""

from __future__ import annotations

from contextlib import suppress


def newest_number(project: str, author: str, scorecard: str) -> int:
    """Return the newest assessment on a scorecard; make one if anything changed since."""
    from rpa_scout.cli import screen
    from rpa_scout.errors import OlderProjectError
    from rpa_scout.project.project import Project

    # Without a change nobody else has to wait, and nothing has to be locked or backed up.
    with suppress(OlderProjectError), Project.open(project, author, read_only=True) as opened:
        number = opened.assessments.valid_number(scorecard)
        if number is not None:
            return number
    with Project.open(project, author) as opened, screen.Bar() as bar:
        opened.assessments.assess(scorecard, bar)
        return opened.assessments.all()[-1].number
