"""``rpa-scout gui``: open the window if its packages are installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import Lang
from rpa_scout.system.starting import start_python
from rpa_scout.text import _, language

_NEEDED = ("PySide6", "pyqtgraph", "rpa_scout_gui")


def gui(
    project: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECT]", help=_("Project file to open."), show_default=False),
    ] = None,
    *,
    lang: Lang = None,
) -> int:
    """Open the window, with a project if one is named."""
    if any(find_spec(module) is None for module in _NEEDED):
        typer.echo(_('The window needs its extra packages: pip install "rpa-scout[gui]"'), err=True)
        return 2
    # A separate process, because the import contracts keep command line and window apart.
    words = ["-m", "rpa_scout_gui"]
    words += [] if project is None else [str(project)]
    words += [] if lang is None else ["--lang", language()]
    return start_python(words).wait()
