"""``rpa-scout project status``: how far the stages of the year's work are, and what comes next."""

from __future__ import annotations

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.project.options import ProjectFile, author_or_login
from rpa_scout.text import _


def status(project: ProjectFile, *, json: JsonFile = None, replace: Replace = False) -> int:
    """Show the stages of the work."""
    from rpa_scout.cli import screen
    from rpa_scout.project.goals.stages import next_stage
    from rpa_scout.project.project import Project
    from rpa_scout.reporting.plain import plain

    with Project.open(project, author_or_login(None), read_only=True) as opened:
        stages = opened.stages()
    following = next_stage(stages)
    if json is not None:
        content = {
            "stages": [plain(stage) for stage in stages],
            "next": None if following is None else following.id,
        }
        screen.write_json(content, json)
    if json != "-":
        out = screen.console()
        for number, stage in enumerate(stages, 1):
            line = f"{number} {stage.label}  {stage.progress}  {stage.to_do}".rstrip()
            screen.print_line(line, out)
        if following is not None:
            line = _("Next: {stage}").format(stage=following.label)
            screen.print_line(line, out)
    return 0
