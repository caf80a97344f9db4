"""``rpa-scout region``: the cities of a region beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import (
    JsonFile,
    Passwords,
    PolicyFile,
    Replace,
    ScorecardName,
    ShownTasks,
)
from rpa_scout.cli.outputs import Output
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.policy.model import Policy
    from rpa_scout.region.cities import City
    from rpa_scout.region.comparing import AssessedCity


def region(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="CITY",
            help=_(
                "Project, survey or folder of surveys of each city; or a Parquet file with the "
                "tasks of all cities (see --parquet)."
            ),
        ),
    ] = None,
    *,
    listed: Annotated[
        Path | None,
        typer.Option(
            "--list",
            metavar="CITIES.csv",
            help=_("List of the cities: 団体コード, 団体名, 場所 and, if wanted, 選定方針."),
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.xlsx", help=_("Write the comparison as a workbook.")),
        Output(kind="region"),
    ] = None,
    parquet: Annotated[
        Path | None,
        typer.Option(
            "--parquet",
            metavar="FOLDER",
            help=_("Assess the tasks of a Parquet file, and write the results as Parquet."),
        ),
        Output("folder"),
    ] = None,
    spark: Annotated[
        str | None,
        typer.Option(
            "--spark",
            metavar="MASTER",
            help=_("With --parquet: run on Spark, such as local[2] or spark://HOST:PORT."),
        ),
    ] = None,
    json: JsonFile = None,
    replace: Replace = False,
    top: ShownTasks = None,
    scorecard: ScorecardName = "rpa",
    policy: PolicyFile = None,
    password: Passwords = None,
) -> int:
    """Rank the tasks of each city, and find the work that several have in common."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.region.tables import print_region
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.region.comparing import compare_cities
    from rpa_scout.reporting.of_region.region_json import region_json
    from rpa_scout.reporting.of_region.region_workbook import write_region

    chosen = load_policy(policy)
    if parquet is not None or spark is not None:
        from rpa_scout.cli.region.partitions import assess_parquet

        assess_parquet(paths or (), parquet, chosen, scorecard, spark)
        return 0
    cities = [_assessed(city, chosen, scorecard, password or ()) for city in _cities(paths, listed)]
    compared = compare_cities(cities, chosen.groups.adaptation_share)
    if out is not None:
        write_region(compared, out, chosen, top)
    if json is not None:
        screen.write_json(region_json(compared, chosen, top), json)
    to_screen = screen.console(stderr=json == "-")
    if json != "-":
        print_region(compared, to_screen, top)
    screen.print_written([out, json], to_screen)
    return max(screen.exit_code(each.assessment.inventory) for each in cities)


def _cities(paths: Sequence[Path] | None, listed: Path | None) -> list[City]:
    from rpa_scout.region.cities import cities_of_paths, read_cities, require_own_ids

    cities = [*(read_cities(listed) if listed else ()), *cities_of_paths(paths or ())]
    if not cities:
        raise InputError(N_("Name the cities, or give a list of them with --list."))
    return require_own_ids(cities)


def _assessed(city: City, policy: Policy, scorecard: str, passwords: Sequence[str]) -> AssessedCity:
    """Read a city's project, or its surveys, and assess the tasks."""
    from rpa_scout.assessment.assess import assess
    from rpa_scout.cli import screen, surveys
    from rpa_scout.cli.project.options import author_or_login
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.project.project import Project
    from rpa_scout.project.store.location import SUFFIX
    from rpa_scout.region.comparing import AssessedCity

    if city.path.suffix.lower() == SUFFIX:
        with (
            Project.open(city.path, author_or_login(None), read_only=True) as opened,
            screen.Bar() as bar,
        ):
            return AssessedCity(city, opened.assessments.estimate(scorecard, bar))
    in_force = load_policy(city.policy) if city.policy else policy
    inventory = surveys.read([city.path], in_force, passwords=passwords)
    with screen.Bar() as bar:
        return AssessedCity(city, assess(inventory, in_force, scorecard, bar))
