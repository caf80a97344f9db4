"""``rpa-scout project``: what was collected, decided and measured."""

from __future__ import annotations

import typer

from rpa_scout.cli.commands import LateGroup
from rpa_scout.cli.options import Lang

__all__ = ["app"]


class _ProjectGroup(LateGroup):
    """The group of the project commands, loaded late: they would slow down all other commands."""

    module = "rpa_scout.cli.project.commands"


app = typer.Typer(cls=_ProjectGroup, no_args_is_help=True, add_completion=False)


@app.callback()
def root(*, lang: Lang = None) -> None:
    """Read the options before the command."""
