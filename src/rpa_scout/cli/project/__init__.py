"""``rpa-scout project``: what was collected, decided and measured."""

from __future__ import annotations

from rpa_scout.cli.commands import LateGroup
from rpa_scout.cli.registering import command_group


class _ProjectGroup(LateGroup):
    """The group of the project commands, loaded late: they would slow down all other commands."""

    module = "rpa_scout.cli.project.commands"


app = command_group(cls=_ProjectGroup)
