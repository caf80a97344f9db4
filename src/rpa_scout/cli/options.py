"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.outputs import Output
from rpa_scout.text import _
from rpa_scout.version import __version__

__all__ = [
    "DepartmentList",
    "JsonFile",
    "Lang",
    "Passwords",
    "Paths",
    "PolicyFile",
    "Replace",
    "ScorecardName",
    "Verbose",
    "show_version",
]


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"rpa-scout {__version__}")
        raise typer.Exit


Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="ja|en", help=_("Language of the output: ja or en.")),
]
""":mod:`rpa_scout.cli.surroundings.language` reads it first; it is declared here for the help."""

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help=_("Surveys (.xlsx .xlsm .xlsb .xls .ods .csv .tsv .txt), or folders that hold them."),
    ),
]
PolicyFile = Annotated[
    str | None,
    typer.Option("--policy", metavar="FILE", help=_("Policy: a TOML file, or a shipped id.")),
]
ScorecardName = Annotated[
    str, typer.Option("--scorecard", metavar="rpa|ai", help=_("Which criteria to apply."))
]
DepartmentList = Annotated[
    Path | None,
    typer.Option(
        "--departments",
        metavar="LIST.csv",
        help=_(
            "List of departments, to say which have not answered: a CSV file or workbook with "
            "columns for the name and the number of staff."
        ),
    ),
]
Passwords = Annotated[
    list[str] | None,
    typer.Option(
        "--password",
        metavar="TEXT",
        help=_("Password of protected workbooks; may be given several times."),
    ),
]
Verbose = Annotated[
    bool,
    typer.Option("--verbose", help=_("Also show on the screen what goes into the log file.")),
]
""":mod:`rpa_scout.cli` reads it first; it is declared here for the help."""

JsonFile = Annotated[
    str | None,
    typer.Option(
        "--json",
        metavar="-|FILE",
        help=_("Write JSON to a file; - is the screen."),
    ),
    Output("json"),
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        help=_("Replace existing files; a project or a file that is read is never replaced."),
    ),
]
""":mod:`rpa_scout.cli.outputs` reads it; a command declares it where it writes a file."""
show_version = Annotated[
    bool,
    typer.Option(
        "--version", callback=_print_version, is_eager=True, help=_("Show the version and stop.")
    ),
]
