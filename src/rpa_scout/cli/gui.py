"""``rpa-scout gui``: the window, where its packages are installed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import Lang
from rpa_scout.text import _

__all__ = ["gui"]


def gui(
    project: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECT]", help=_("Project file to open."), show_default=False),
    ] = None,
    *,
    lang: Lang = None,
) -> int:
    """Say how the window can be had; it is not part of this version yet."""
    typer.echo(_("The window is not part of this version yet. Use: rpa-scout rank PATH"), err=True)
    return 2
