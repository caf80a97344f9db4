"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.outputs import Output
from rpa_scout.text import _
from rpa_scout.version import __version__

if TYPE_CHECKING:
    from rpa_scout.candidates import TaskCircumstances
    from rpa_scout.inventory import Inventory
    from rpa_scout.policy.model import Policy
    from rpa_scout.reading.layout.departments import Department


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
Passwords = Annotated[
    list[str] | None,
    typer.Option(
        "--password",
        metavar="TEXT",
        help=_("Password of protected workbooks; may be given several times."),
    ),
]
ShownTasks = Annotated[
    int | None,
    typer.Option("--top", min=1, metavar="N", help=_("Show only this number of tasks.")),
]
ExitZero = Annotated[
    bool,
    typer.Option("--exit-zero", help=_("End with code 0 even where findings are errors.")),
]
Contact = Annotated[
    str | None,
    typer.Option("--contact", metavar="TEXT", help=_("Extension or mail for questions.")),
]
Sender = Annotated[
    str | None,
    typer.Option("--sender", metavar="TEXT", help=_("Who asks, and to whom forms are returned.")),
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
RankingFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE.xlsx", help=_("Write the ranking as a workbook.")),
    Output(kind="ranking"),
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


@dataclass(frozen=True, slots=True)
class SurveyOptions:
    """How the surveys of a city are read."""

    departments: Annotated[
        Path | None,
        typer.Option(
            "--departments",
            metavar="LIST.csv",
            help=_(
                "List of departments, to say which have not answered: a CSV file or workbook with "
                "columns for the name and the number of staff."
            ),
        ),
    ] = None
    password: Passwords = None

    def read(
        self, paths: Sequence[Path], policy: Policy, departments: Sequence[Department] = ()
    ) -> Inventory:
        """Read and check surveys; without a list of departments, take those given."""
        from rpa_scout.cli import surveys

        return surveys.read(
            paths,
            policy,
            departments=self.listed() if self.departments else departments,
            passwords=self.password or (),
        )

    def circumstances(self, in_register: frozenset[str] = frozenset()) -> TaskCircumstances:
        """Return what the list of departments and the register say of the tasks."""
        from rpa_scout.candidates import TaskCircumstances
        from rpa_scout.reading.layout.departments import department_staff

        return TaskCircumstances(
            in_register=in_register, department_staff=department_staff(self.listed())
        )

    def listed(self) -> list[Department]:
        """Return the departments of the list; none without one."""
        from rpa_scout.reading.layout.departments import read_departments

        return read_departments(self.departments) if self.departments else []
